"""What takes the only listener, or the only server, away: the right colour has to come back."""

import time

from harness.load import MIXED
from harness.scenario import require, row, scenario
from harness.stage import Stage

GROUP = "outages"
# A client that gives up soon, so that the gap is seen and not waited out.
LANES = tuple(f"{lane},timeout=5" for lane in MIXED[:2])


def stage(engine):
    return Stage(engine, lanes=LANES)


def outage(stage, title, act, expected=None):
    version = stage.ready()
    with stage.load() as load:
        time.sleep(2)
        colour = stage.project.answer()["colour"]
        seconds = act()
        stage.project.wait_serving(expected or version, seconds=60)
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


@scenario(GROUP, "the engine and all containers end and come back")
def engine_restarted(stage, title):
    return outage(stage, title, stage.engine.restart)


@scenario(GROUP, "the same with the other colour active")
def engine_restarted_other(stage, title):
    stage.project.deployed(stage.other())
    return outage(stage, title, stage.engine.restart)


@scenario(GROUP, "`up --gateway` replaces the gateway")
def gateway_replaced(stage, title):
    def act():
        before = stage.project.containers()["nn-testbed-nginx"]
        run = stage.project.done("up", "--gateway")
        require(before != stage.project.containers()["nn-testbed-nginx"], "it is the same container")
        require("was away, for at most" in run.text, "it does not tell the gap")
        return run.seconds

    return outage(stage, title, act)
