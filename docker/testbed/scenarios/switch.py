"""One switch, second by second: nothing else may slow the machine meanwhile."""

import contextlib
import json
import pathlib
import subprocess
import time

from harness.load import MIXED, PUBLISHED, SOCKETS
from harness.report import picture
from harness.scenario import Row, require, scenario
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
    rows[0].note = f"traffic moved {moved:.1f} s after the switch; drain {drain:.1f} s"
    return rows[0], run, facts["result"]


@scenario(GROUP, "one switch, with slow requests of 5 s", quick=True)
def requests(stage, title):
    row, run, result = switched(stage, title, MIXED)
    marks = [*run.steps, (run.ended, "end")]
    stage.pictures["switch.svg"] = picture(result, ("get", "post", "keepalive"), marks, "A switch under load")
    return row


@scenario(GROUP, "one switch, with 5 WebSockets beside them", quick=True)
def websockets(stage, title):
    row, run, result = switched(stage, title, (*MIXED, SOCKETS))
    cuts = result.lanes["sockets"]["mostCutsOfOne"]
    require(cuts <= 1, f"a WebSocket was cut {cuts} times")
    require("5 connections to it" in run.text, f"it does not tell what is left:\n{run.text[-1000:]}")
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


LASTING = pathlib.Path(__file__).resolve().parents[1] / "harness/lasting.py"


@contextlib.contextmanager
def clients_that_stay(stage):
    """What became of lasting.py's clients, in a dictionary that is filled in the end."""
    # Some 10 s long at the rate that it is read at.
    big = stage.project.folder / "brain_tumor_front/dist/assets/big.bin"
    big.write_bytes(b"x" * 20_000_000)
    stage.project.deployed(stage.other())
    stage.project.deployed(stage.other())
    command = [*stage.engine.enter, "python3", LASTING, PUBLISHED, big]
    counts = {}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as client:
        try:
            time.sleep(5)
            yield counts
            counts |= json.loads(client.communicate("", timeout=120)[0])
        finally:
            client.kill()
            big.unlink()


def lasting_row(title, counts, seconds, note=""):
    told = (
        f"{counts['closed']} of {counts['idle']} idle connections closed, {counts['cut']} of {counts['downloads']} "
        f"downloads cut, {counts['failed']} of {counts['uploads']} uploads failed; WebSockets cut: {counts['socketsCut']}"
    )
    whole = sum(counts[name] for name in ("idle", "downloads", "uploads"))
    lost = sum(counts[name] for name in ("closed", "cut", "failed"))
    return Row(title, whole, lost, seconds=seconds, note=told + note, counts=not note)


@scenario(GROUP, "5 switches with 100 idle clients, WebSockets, downloads and uploads", quick=True)
def lasting(stage, title):
    stage.ready()
    with clients_that_stay(stage) as counts:
        began = time.monotonic()
        for _ in range(5):
            stage.project.deployed(stage.other())
        seconds = (time.monotonic() - began) / 5
    result = lasting_row(title, counts, seconds)
    require(result.failed == 0, result.note)
    require(counts["socketsCut"] <= 5 * 5, result.note)
    return result


@scenario(GROUP, "the same clients beside 2 reloads of nginx, as a switch once was")
def reloaded(stage, title):
    stage.ready()
    with clients_that_stay(stage) as counts:
        for _ in range(2):
            stage.engine.docker("exec", "nn-testbed-nginx", "nginx", "-c", "/etc/zdc/live/nginx.conf", "-s", "reload")
            time.sleep(15)
    require(counts["closed"] >= 100, str(counts))
    return lasting_row(title, counts, None, "; an ablation")
