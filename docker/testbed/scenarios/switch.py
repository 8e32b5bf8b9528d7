"""One switch, second by second: nothing else may slow the machine meanwhile."""

import time

from harness.load import MIXED, SOCKETS
from harness.report import picture
from harness.scenario import require, scenario
from harness.stage import Stage, moved_after, whole

GROUP = "switch"


def stage(engine):
    return Stage(engine, lanes=MIXED)


def switched(stage, title, lanes):
    """The row, the run and the load of one switch."""
    old = stage.ready()
    tag = stage.other()
    colour = stage.project.answer()["colour"]
    rows = []
    with stage.whole(title, rows, lanes) as facts:
        time.sleep(5)
        run = stage.project.deployed(tag)
        time.sleep(3)
    moved = moved_after(facts["result"], run, f"django/{colour}/{old}")
    require(moved is not None, f"{old} never answered")
    drain = run.step_seconds("drain")
    rows[0].seconds = run.seconds
    rows[0].note = f"traffic moved {moved:.1f} s after the reload; drain {drain:.1f} s"
    return rows[0], run, facts["result"]


@scenario(GROUP, "one switch, with slow requests of 5 s", quick=True)
def requests(stage, title):
    row, run, result = switched(stage, title, MIXED)
    marks = [*run.steps, (run.ended, "end")]
    stage.pictures["switch.svg"] = picture(result, ("get", "post", "keepalive"), marks, "A switch under load")
    return row


@scenario(GROUP, "one switch, with 5 WebSockets beside them", quick=True)
def websockets(stage, title):
    row, _, result = switched(stage, title, (*MIXED, SOCKETS))
    cuts = result.lanes["sockets"]["mostCutsOfOne"]
    require(cuts <= 1, f"a WebSocket was cut {cuts} times")
    row.note += "; each WebSocket cut at most once"
    return row


@scenario(GROUP, "10 switches in a row")
def switches(stage, title):
    stage.ready()
    stage.other()
    took = []

    def act(facts):
        for _ in range(10):
            run = stage.project.deployed(stage.other())
            took.append((run.seconds, run.step_seconds("drain")))

    result = whole(stage, title, act)
    took.sort()
    (fastest, _), (result.seconds, drain), (slowest, _) = took[0], took[len(took) // 2], took[-1]
    result.note = (
        f"median of the script's time, with drain {drain:.1f} s; fastest {fastest:.1f} s, slowest {slowest:.1f} s"
    )
    return result
