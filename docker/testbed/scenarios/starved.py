"""A switch on a machine that has no time for it, beside the same load without one: what is lost then is
the machine's part where the control loses it too."""

import contextlib
import time

from harness.load import BRISK
from harness.scenario import row, scenario
from harness.stage import Stage

GROUP = "starved"


def stage(engine):
    return Stage(engine, lanes=BRISK)


@contextlib.contextmanager
def busy(engine, count):
    """So many containers that never wait, which share the processors with the project's as equals."""
    names = [f"testbed-busy-{number}" for number in range(count)]
    # They end by themselves, should nobody end them.
    loop = ("redis:7-alpine", "timeout", "300", "sh", "-c", "while :; do :; done")
    for name in names:
        engine.docker("run", "-d", "--name", name, "--entrypoint", "", *loop)
    try:
        yield
    finally:
        engine.docker("rm", "-f", "-v", *names, check=False)


def starved(count):
    def control(stage, title):
        stage.ready()
        stage.other()
        with busy(stage.engine, count), stage.load() as load:
            time.sleep(15)
        return told(title, load.result)

    def switch(stage, title):
        stage.ready()
        tag = stage.other()
        with busy(stage.engine, count), stage.load() as load:
            time.sleep(3)
            run = stage.project.deploy(tag).wait(600)
            time.sleep(3)
        result = told(title, load.result, run.seconds)
        result.note += "" if run.code == 0 else f"; exit {run.code} at step {run.steps[-1][1]}: it stayed on the old version"
        return result

    control.__name__, switch.__name__ = f"control_{count}", f"switch_{count}"
    scenario(GROUP, f"{count} busy containers, no switch")(control)
    scenario(GROUP, f"{count} busy containers, one switch")(switch)


def told(title, result, seconds=None):
    """Nothing is required of it: a machine without time may lose any request."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(result.kinds.items()))
    late = f"the client was {result.client_was_late:.2f} s late at most"
    return row(title, result, seconds, "; ".join(filter(None, (kinds, late))), counts=False)


for each in (8, 32):
    starved(each)
