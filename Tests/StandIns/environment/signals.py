#!/usr/bin/env python3
"""A signal at any moment ends a deploy script with its own exit code, after what began was undone.

usage: signals.py COMMON.SH TRIES
       signals.py COMMON.SH deaf

Most of what a script does is `$(…)`: bash loses a SIGINT that comes as one ends, about one of thirty here,
and parses a trap wrongly that comes as one begins. One that comes as it begins to wait, about one of a
thousand on a busy machine, it sends itself for ever: such a shell is killed, which leaves an exit by SIGKILL
where it was the script's own. Prints what does not hold; exit 1 if there was something.
"""

import os
import random
import signal
import subprocess
import sys
import time

HARNESS = r"""
set -Eeuo pipefail
shopt -s inherit_errexit
PROJECT=p COMMAND=deploy DRY_RUN=0
declare -A HOOKS=() ZDC_VALUES=() ZDC_ENVIRONMENT=()
source "$1"
step_work() {
  local text lines
  %s
}
undo_work() { local text && text=$(/bin/echo un) && echo "${text}done"; }
run_steps work
echo "went on"
"""
# Who loses the signal goes on, to the end.
WORK = r"""
  echo ready
  while ((SECONDS < 30)); do
    text=$(/bin/echo x)
    mapfile -t lines < <(/bin/echo a)
    read -r text < <(/bin/echo 1 2)
  done
"""
# As bash is when it sends itself the signal for ever: deaf, and computing.
DEAF = "trap '' INT USR1; echo ready; while :; do :; done"
DEAF_WITHIN = "{ text=$(trap '' INT; echo ready >&3; while :; do :; done); } 3>&1"
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
KILLED = -signal.SIGKILL
# Of the shells that run for ever: more are no accident.
MOST_KILLED = 3


def interrupted(common, work, kind):
    """As a terminal sends it: to the script and to all that it runs. Its exit and what it said."""
    started = subprocess.Popen(
        ["bash", "-c", HARNESS % work, "bash", common],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        # A run of tests may have been started with one ignored, by `&` or nohup; bash can't trap that.
        preexec_fn=lambda: [signal.signal(kind, signal.SIG_DFL) for kind in CODES],
    )  # fmt: skip
    started.stdout.readline()
    time.sleep(random.random() * 0.15)
    os.killpg(started.pid, kind)
    output, errors = started.communicate()
    said = [line for line in errors.splitlines() if "] work" not in line and "undoing" not in line]
    return started.returncode, output, said


def at_any_moment(common, tries):
    wrong, killed = [], 0
    for number in range(tries):
        kind = signal.SIGINT if number % 4 else (signal.SIGTERM, signal.SIGHUP)[number // 4 % 2]
        ended = interrupted(common, WORK, kind)
        if ended[0] == KILLED and kind == signal.SIGINT:
            killed += 1
        elif ended != (CODES[kind], "undone\n", []):
            wrong.append(f"{kind.name}: exit {ended[0]}, {ended[1]!r}, {ended[2]}")
    if killed > MOST_KILLED:
        wrong.append(f"{killed} of {tries} scripts had to be killed")
    return wrong


def to_the_deaf(common):
    """The script itself is killed; where a shell within it was, the script goes on to its undo."""
    wrong = []
    for work, wanted in ((DEAF, (KILLED, "")), (DEAF_WITHIN, (130, "undone\n"))):
        ended = interrupted(common, work, signal.SIGINT)
        if ended[:2] != wanted:
            wrong.append(f"{work}: exit {ended[0]}, {ended[1]!r}, {ended[2]}")
    return wrong


def main():
    common, what = sys.argv[1:]
    wrong = to_the_deaf(common) if what == "deaf" else at_any_moment(common, int(what))
    print(*wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
