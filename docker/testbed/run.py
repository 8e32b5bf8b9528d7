#!/usr/bin/env python3
"""Runs the scenarios on a real engine, and writes the report.

usage: run.py [--list] [--report DIR] [GROUP | GROUP/NAME]...

Exit codes: 0 all hold, 1 one does not, 77 skipped, with the reason.
"""

import argparse
import importlib
import os
import pathlib
import signal
import subprocess
import sys
import time
import traceback

TESTBED = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(TESTBED))

from harness.engine import Engine, Skipped  # noqa: E402
from harness.report import Report  # noqa: E402
from harness.scenario import ALL, Row  # noqa: E402

GROUPS = ("blue_green", "shop", "keep_alive", "flood", "outages", "swarm", "ablations")


def say(text):
    print(text, file=sys.stderr, flush=True)


def build_client():
    package = TESTBED / "LoadClient"
    subprocess.run(
        ["swift", "build", "-c", "release", "--package-path", package],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def chosen(filters):
    for group in GROUPS:
        importlib.import_module(f"scenarios.{group}")
    return [
        s for s in ALL if not filters or any(f in (s.group, s.name) for f in filters)
    ]


def run_one(stage, scenario):
    began = time.monotonic()
    try:
        result = scenario.run(stage, scenario.title)
    except (AssertionError, RuntimeError, TimeoutError, OSError, subprocess.SubprocessError) as error:
        result = Row(scenario.title, error=str(error) or repr(error), counts=False)
        traceback.print_exc()
        if last := getattr(getattr(stage, "project", None), "last", None):
            say("\n".join(f"{at:.3f} {text}" for at, text in last.lines))
    result.group = result.group or scenario.group
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
        report.pictures.update(getattr(stage, "pictures", {}))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--report", metavar="DIR", type=pathlib.Path)
    parser.add_argument("filters", nargs="*")
    options = parser.parse_args()
    scenarios = chosen(options.filters)
    if options.list:
        print("\n".join(f"{s.name}: {s.title}" for s in scenarios))
        return 0
    # An interrupted run ends its engine as any other does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    report = Report()
    try:
        with Engine(f"run-{os.getpid()}") as engine:
            build_client()
            report.begin(engine)
            for group in GROUPS:
                own = [s for s in scenarios if s.group == group]
                if own:
                    run_group(engine, group, own, report)
    except Skipped as reason:
        say(f"skipped: {reason}")
        return 77
    report.end()
    if options.report:
        report.write(options.report)
    print(report.summary())
    return 1 if any(row.error for row in report.rows) else 0


if __name__ == "__main__":
    sys.exit(main())
