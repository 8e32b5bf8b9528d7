"""The deploy script and its children killed on the way, under load; the next run converges."""

import random
import time

from harness.scenario import require, scenario
from harness.stage import Stage, whole

GROUP = "kills"


def stage(engine):
    return Stage(engine)


@scenario(GROUP, "`kill -9` of the script and its children at every step boundary, each with a re-run")
def kills_at_steps(stage, title):
    stage.ready()
    stage.other()
    steps = stage.project.steps()
    seconds = []

    def act(facts):
        for step in steps:
            kill_then_run(stage, lambda _, name, step=step: name == step, step, seconds)
        facts["note"] = f"{len(steps)} steps; a re-run took {max(seconds):.1f} s at most"

    return whole(stage, title, act)


@scenario(GROUP, "`kill -9` at ten random moments, each with a re-run")
def kills_at_random(stage, title):
    stage.ready()
    stage.other()
    chance, seconds = random.Random(4), []

    def act(facts):
        for _ in range(10):
            kill_then_run(stage, None, chance.uniform(0.3, 7), seconds)
        facts["note"] = f"a re-run took {max(seconds):.1f} s at most"

    return whole(stage, title, act)


def kill_then_run(stage, kill_when, when, seconds):
    tag = stage.other()
    run = stage.project.deploy(tag, kill_when=kill_when)
    if kill_when is None:
        time.sleep(when)
        run.kill()
    run.wait()
    require(run.was_killed or run.code == 0, f"killed at {when}: exit {run.code}\n{run.text}")
    time.sleep(0.5)
    require(stage.project.serving() in ("v1", "v2"), f"killed at {when}: nothing serves")
    tag = stage.other()
    again = stage.project.deploy(tag).wait()
    require(again.code == 0, f"after a kill at {when}: exit {again.code}\n{run.text}\n--\n{again.text}")
    wrong = stage.project.check_converged(tag)
    require(not wrong, f"after a kill at {when}: {wrong}\n{run.text}\n--\n{again.text}")
    seconds.append(again.seconds)
