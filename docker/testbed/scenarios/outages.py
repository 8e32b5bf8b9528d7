"""What takes the only listener, or the only server, away: the right colour has to come back."""

import time

from harness.load import MIXED, SOCKETS
from harness.scenario import require, row, scenario
from harness.stage import Stage

GROUP = "outages"
# A client that gives up soon, so that the gap is seen and not waited out.
LANES = tuple(f"{lane},timeout=5" for lane in MIXED[:2])


def stage(engine):
    return Stage(engine, lanes=LANES)


def outage(stage, title, act, expected=None, lanes=None):
    version = stage.ready()
    with stage.load(lanes) as load:
        time.sleep(2)
        colour = stage.project.answer()["colour"]
        seconds = act()
        stage.project.wait_serving(*(expected or (version,)), seconds=60)
        time.sleep(2)
    seen = stage.project.answer()
    require(seen["colour"] == colour, f"{seen['colour']} came back, not {colour}")
    return row(title, load.result, seconds, f"{colour} came back", counts=False)


def kill(stage, container):
    """As a crash: Docker itself does not know of it, and its restart policy holds."""
    pid = stage.engine.inspect(container, "{{.State.Pid}}")
    stage.engine.run("kill", "-9", pid)


@scenario(GROUP, "the gateway is killed", quick=True)
def gateway_killed(stage, title):
    return outage(stage, title, lambda: kill(stage, "nn-testbed-nginx"))


@scenario(GROUP, "the only container of the active colour is killed", quick=True)
def active_killed(stage, title):
    def act():
        kill(stage, f"nn-testbed-django-{stage.project.answer()['colour']}")

    return outage(stage, title, act)


@scenario(GROUP, "`docker compose restart` of the active colour: the runbook says what it costs")
def active_restarted(stage, title):
    def act():
        began = time.monotonic()
        stage.project.compose("restart", f"django-{stage.project.answer()['colour']}", TAG=stage.project.serving())
        return time.monotonic() - began

    return outage(stage, title, act)


@scenario(GROUP, "`docker compose up -d` with another tag, past the script: the active colour is made again")
def plain_up_new_tag(stage, title):
    def act():
        tag, began = stage.other(), time.monotonic()
        stage.project.compose("up", "-d", TAG=tag)
        stage.project.wait_serving(tag, seconds=60)
        return time.monotonic() - began

    found = outage(stage, title, act, ("v1", "v2"))
    # The script takes over what it finds.
    stage.project.deployed(stage.other())
    return found


@scenario(GROUP, "the engine and all containers end and come back")
def engine_restarted(stage, title):
    return outage(stage, title, stage.engine.restart)


@scenario(GROUP, "the same with the other colour active")
def engine_restarted_other(stage, title):
    stage.project.deployed(stage.other())
    return outage(stage, title, stage.engine.restart)


def replaced(stage, name="nn-testbed-nginx"):
    before = stage.project.containers()
    run = stage.project.done("up", "--gateway")
    after = {key: one for key, one in stage.project.containers().items() if one[0] == "gateway"}
    require(list(after) == [name], f"these are gateways: {list(after)}")
    require(before.get(name) != after[name], "it is the same container")
    require("was away, for at most" in run.text, "it does not tell the gap")
    return run.seconds


@scenario(GROUP, "`up --gateway` replaces the gateway, with slow requests of 5 s and 5 WebSockets under way")
def gateway_replaced(stage, title):
    return outage(stage, title, lambda: replaced(stage), lanes=(*LANES, MIXED[4], SOCKETS))


@scenario(GROUP, "the gateway has another name in the manifest: it serves on until `--gateway`")
def gateway_renamed(stage, title):
    project = stage.project

    def act():
        try:
            project.generate(("  name: nginx\n", "  name: edge\n"))
            tag = stage.other()
            project.deployed(tag)
            require("nn-testbed-nginx" in project.containers(), "it was replaced unasked")
            replaced(stage, "nn-testbed-edge")
        finally:
            project.generate()
        seconds = replaced(stage)
        project.deployed(stage.other())
        return seconds

    return outage(stage, title, act, ("v1", "v2"))
