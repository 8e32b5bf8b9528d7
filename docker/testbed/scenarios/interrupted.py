"""Ctrl-C and SIGTERM during a deployment, what it finds damaged, and containers that are not its own:
nothing is lost, and one version serves."""

import os
import re
import shutil
import signal
import subprocess
import time

from harness.scenario import require, scenario
from harness.stage import Stage, whole

GROUP = "interrupted"


def stage(engine):
    return Stage(engine)


def ctrl_c(run):
    """As a terminal sends it: to the script and to what it runs."""
    os.killpg(run.process.pid, signal.SIGINT)


def sigterm(run):
    os.kill(run.process.pid, signal.SIGTERM)


def interrupted(stage, tag, how, step, when=lambda: True):
    """A deployment that is interrupted in a step, as soon as `when`; it has ended."""
    run = stage.project.deploy(tag)
    deadline = time.monotonic() + 120
    while run.process.poll() is None and not (step in [name for _, name in run.steps] and when()):
        require(time.monotonic() < deadline, f"{step} was not reached:\n{run.text}")
        time.sleep(0.02)
    if run.process.poll() is None:
        how(run)
    return run.wait()


@scenario(GROUP, "Ctrl-C and SIGTERM by turns at every step boundary: the old version serves, after `stop` began the new one")
def at_steps(stage, title):
    stage.ready()
    stage.other()
    steps = stage.project.steps()

    def act(facts):
        for number, step in enumerate(steps):
            old, new = stage.ready(), stage.other()
            how, code = (ctrl_c, 130) if number % 2 == 0 else (sigterm, 143)
            run = interrupted(stage, new, how, step)
            require(run.code in (code, 1) or step == "stop", f"{how.__name__} at {step}: exit {run.code}\n{run.text}")
            # At the very beginning of `stop` nothing is being stopped yet.
            expected = new if run.code == 0 or "serves and stays" in run.text else old
            wrong = stage.project.check_converged(expected) if step != "stop" else []
            require(not wrong, f"{how.__name__} at {step}: {wrong}\n{run.text}")
            require(stage.project.serving() == expected, f"{how.__name__} at {step}: {stage.project.serving()} serves\n{run.text}")
        stage.project.deployed(tag := stage.other())
        stage.check(tag)
        facts["note"] = f"{len(steps)} steps"

    return whole(stage, title, act)


def ignoring_sigterm(project):
    """The services take no notice of the signal of `docker stop`."""
    path = project.docker_folder / "docker-compose.blue-green.yml"
    text = path.read_text()
    named = r"(    container_name: nn-testbed-(?:django|fastapi)-(?:blue|green)\n)"
    edited, count = re.subn(named, r"\1    stop_signal: SIGCONT\n", text)
    require(count == 4, f"{count} of 4 containers got another signal")
    path.write_text(edited)


@scenario(GROUP, "Ctrl-C at `stop`, of servers that ignore SIGTERM: the new version stays, whatever ends later")
def at_stop(stage, title):
    project = stage.project
    stage.ready()
    ignoring_sigterm(project)

    def act(facts):
        project.deployed(stage.other())
        new = stage.other()
        # A second into it, when the engine waits for servers that take no notice.
        run = interrupted(stage, new, ctrl_c, "stop", lambda: time.sleep(1) or True)
        require(run.code != 0 and "serves and stays" in run.text, f"exit {run.code}\n{run.text}")
        old = {"blue": "green", "green": "blue"}[project.answer()["colour"]]
        project.wait_serving(new)
        deadline = time.monotonic() + 90
        while any(row[0] == "web" and row[1] == old and row[2] == "running" for row in project.containers().values()):
            require(time.monotonic() < deadline, "the old colour was not stopped")
            time.sleep(0.5)
        stage.check(new)
        project.deployed(tag := stage.other())
        stage.check(tag)

    try:
        return whole(stage, title, act)
    finally:
        project.generate()


@scenario(GROUP, "`retain: removed`, Ctrl-C when the first old container is gone: the new version stays")
def at_removal(stage, title):
    project = stage.project
    stage.ready()
    project.deployed(stage.other())
    project.generate(("healthTimeout: 60s }", "healthTimeout: 60s, retain: removed }"))

    def act(facts):
        new = stage.other()
        old = project.answer()["colour"]
        both = len(stage.engine.containers(f"colour={old}", "role=web"))
        run = interrupted(
            stage, new, ctrl_c, "stop", lambda: len(stage.engine.containers(f"colour={old}", "role=web")) < both
        )  # fmt: skip
        require(run.code in (0, 1, 130), f"exit {run.code}\n{run.text}")
        stage.check(new)
        project.deployed(tag := stage.other())
        stage.check(tag)

    try:
        return whole(stage, title, act)
    finally:
        project.generate()


@scenario(GROUP, "links, a folder and the history lost: the next deployment mends them, and the gateway restarts", quick=True)
def damaged(stage, title):
    project = stage.project
    stage.ready()
    project.deployed(stage.other())
    gateway = project.state / "gateway"

    def act(facts):
        active = project.answer()["colour"]
        idle = {"blue": "green", "green": "blue"}[active]
        shutil.rmtree((gateway / idle).resolve())
        (project.state / "history").rename(project.state / "kept")
        (project.state / "history").mkdir()
        run = project.deployed(tag := stage.other())
        require("history can't be written" in run.text, run.text)
        stage.check(tag)
        (gateway / "live").unlink()
        (gateway / active).unlink()
        project.deployed(tag := stage.other())
        stage.check(tag)
        facts["note"] = "two deployments"

    result = whole(stage, title, act)
    shutil.rmtree(project.state / "history")
    (project.state / "kept").rename(project.state / "history")
    stage.engine.docker("restart", "nn-testbed-nginx")
    project.wait_serving(stage.ready())
    return result


@scenario(GROUP, "a one-off of `docker compose run` is not started, a migration that a killed run left is waited for", quick=True)
def others_containers(stage, title):
    project, engine = stage.project, stage.engine
    tag = stage.ready()
    other = stage.other()
    project.generate(("healthTimeout: 60s", "healthTimeout: 46s"))

    def act(facts):
        project.compose("run", "--no-deps", "-T", "--name", "shell", "django-blue", "true", TAG=tag)
        began = engine.inspect("shell", "{{.State.StartedAt}}")
        project.compose("run", "-d", "--no-deps", "--name", "migration", "django-release-blue", "sleep 55", TAG=tag)
        waiting = subprocess.Popen(
            [*engine.enter, "docker", "wait", "migration"], env=engine.environment, stdout=subprocess.PIPE, text=True
        )  # fmt: skip
        run = project.deployed(other)
        require("waits for the end of migration" in run.text, run.text)
        code = waiting.communicate(timeout=90)[0].strip()
        require(code == "0", f"the migration ended with {code}")
        for version in (tag, other):
            project.deployed(version)
            require(project.serving() == version, f"{project.serving()} answers, not {version}")
        require(engine.inspect("shell", "{{.State.StartedAt}}") == began, "the one-off was started again")

    try:
        return whole(stage, title, act)
    finally:
        engine.docker("rm", "-f", "shell", "migration", check=False)
        project.generate()
