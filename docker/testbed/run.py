#!/usr/bin/env python3
"""Runs the scenarios on a real engine, and writes the report.

usage: run.py [--list] [--quick] [--report DIR [--rows FILE]] [GROUP | GROUP/NAME]...

With --quick, one scenario of each kind: what `make engine-check` runs.
The scenarios of `starved`, about twelve minutes, run only by that name.
With --rows, the rows of earlier runs are kept in FILE, and the report holds the newest of each:
on a busy machine a suite can be run in parts.

Exit codes: 0 all hold, 1 one does not, 77 skipped, with the reason.
"""

import argparse
import collections
import contextlib
import importlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import threading
import time
import traceback

TESTBED = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(TESTBED))

from harness.engine import Engine, Skipped  # noqa: E402
from harness.report import Report  # noqa: E402
from harness.scenario import ALL, NotMeasured, Row  # noqa: E402

# Groups run side by side, each on an engine that nothing else uses meanwhile. They begin in this order:
# the longest first, and what keeps the processors busy beside what mostly waits.
SIDE_BY_SIDE = (
    "swarm", "swarm_times", "shop", "blue_green", "kills", "interrupted", "swarm_shop", "ablations", "keep_alive",
    "outages", "own_command", "stacks", "behaviours",
)  # fmt: skip
# What floods the machine, or measures how fast it is, runs afterwards.
ALONE = ("switch", "flood", "reloads", "starved")
GROUPS = (*SIDE_BY_SIDE, *ALONE)
# A machine with far more to do than it can: a third of the whole time, and it tells of the machine more
# than of zdc. Only where it is asked for.
BY_NAME = ("starved",)
# A rollout mostly waits: for health, for drains.
ENGINES = (os.cpu_count() or 1) + 1


def say(text):
    print(text, file=sys.stderr, flush=True)


def build_client(engine):
    """In the engine's folder for what SwiftPM leaves behind, which goes with it."""
    package = TESTBED / "LoadClient"
    subprocess.run(
        ["swift", "build", "-c", "release", "--package-path", package],
        check=True,
        env=os.environ | {"TMPDIR": str(engine.folder)},
        stdout=subprocess.DEVNULL,
    )


def chosen(filters, quick):
    for group in GROUPS:
        importlib.import_module(f"scenarios.{group}")
    return [
        s
        for s in ALL
        if (s.quick or not quick)
        and (any(f in (s.group, s.name) for f in filters) if filters else s.group not in BY_NAME)
    ]


def run_one(stage, scenario):
    began = time.monotonic()
    try:
        result = scenario.run(stage, scenario.title)
    except NotMeasured as reason:
        result = Row(scenario.title, note=f"not measured: {reason}", counts=False)
    except Exception as error:  # whatever it is, the others run on and the report says so
        result = Row(scenario.title, error=str(error) or repr(error), counts=False)
        if load := getattr(error, "load", None):
            result.requests, result.failed, result.counts = load.requests, load.failed, True
        traceback.print_exc()
        if last := getattr(getattr(stage, "project", None), "last", None):
            say("\n".join(f"{at:.3f} {text}" for at, text in last.lines))
    result.group = result.group or scenario.group
    result.load = os.getloadavg()[0]
    if result.error:
        verdict = f"FAILED: {result.error.splitlines()[0]}"
    else:
        verdict = f"{result.failed}/{result.requests} {result.note}"
    say(f"{scenario.name}: {verdict} ({time.monotonic() - began:.1f} s)")
    return result


def run_group(engine, group, scenarios, report):
    module = importlib.import_module(f"scenarios.{group}")
    stage = module.stage(engine) if hasattr(module, "stage") else engine
    try:
        for scenario in scenarios:
            report.rows.append(run_one(stage, scenario))
    finally:
        if hasattr(stage, "close"):
            stage.close()
        engine.clear()
        shutil.rmtree(engine.folder / "work", ignore_errors=True)
        report.pictures.update(getattr(stage, "pictures", {}))


def taken(groups):
    """Each group once, whichever thread asks."""
    while True:
        try:
            yield groups.popleft()
        except IndexError:
            return


def run_groups(engine, groups, scenarios, report):
    for group in taken(groups):
        try:
            run_group(engine, group, [s for s in scenarios if s.group == group], report)
        except Exception as error:
            traceback.print_exc()
            report.rows.append(Row(f"group {group}", error=repr(error), group=group))


def start_and_run(engine, *work):
    """What it would have run is left to the others, where it does not start."""
    try:
        engine.__enter__()
    except Exception:
        traceback.print_exc()
        return
    run_groups(engine, *work)


def run_all(scenarios, report):
    """An interrupted run ends the engines, on which everything runs; its threads are left to their
    errors."""
    wanted = [group for group in GROUPS if any(s.group == group for s in scenarios)]
    together = collections.deque(group for group in wanted if group in SIDE_BY_SIDE)
    alone = collections.deque(group for group in wanted if group in ALONE)
    with contextlib.ExitStack() as stack:
        first = stack.enter_context(Engine(f"run-{os.getpid()}"))
        build_client(first)
        report.begin(first)
        threads = []
        for number in range(1, min(ENGINES, len(together))):
            engine = Engine(f"run-{os.getpid()}-{number}")
            stack.push(engine)
            work = (engine, together, scenarios, report)
            threads.append(threading.Thread(target=start_and_run, args=work, daemon=True))
        for thread in threads:
            thread.start()
        run_groups(first, together, scenarios, report)
        for thread in threads:
            thread.join()
        run_groups(first, alone, scenarios, report)
    report.sort()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--report", metavar="DIR", type=pathlib.Path)
    parser.add_argument("--rows", metavar="FILE", type=pathlib.Path)
    parser.add_argument("filters", nargs="*")
    options = parser.parse_args()
    scenarios = chosen(options.filters, options.quick)
    if options.list:
        print("\n".join(f"{s.name}: {s.title}" for s in scenarios))
        return 0
    # An interrupted run ends its engine as any other does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # Started with `&` it would be ignored, and by all scripts that scenarios interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    report = Report()
    try:
        run_all(scenarios, report)
    except Skipped as reason:
        say(f"skipped: {reason}")
        return 77
    report.end()
    succeeded = not any(row.error for row in report.rows)
    print(report.summary())
    if options.rows:
        report.keep(options.rows)
        report.sort()
    if options.report:
        report.write(options.report)
    return 0 if succeeded else 1


if __name__ == "__main__":
    sys.exit(main())
