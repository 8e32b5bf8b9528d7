#!/usr/bin/env python3
"""A signal at any moment ends a deploy script with its own exit code, after what began was undone.

usage: signals.py COMMON.SH TRIES

Most of what a script does is `$(…)`: bash loses a SIGINT that comes as one ends, about one of thirty here,
and parses a trap wrongly that comes as one begins. Prints what does not hold; exit 1 if there was something.
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
  echo ready
  # Who loses the signal goes on, to the end.
  while ((SECONDS < 30)); do
    text=$(/bin/echo x)
    mapfile -t lines < <(/bin/echo a)
    read -r text < <(/bin/echo 1 2)
  done
}
undo_work() { local text && text=$(/bin/echo un) && echo "${text}done"; }
run_steps work
echo "went on"
"""
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


def interrupted(common, number):
    """As a terminal sends it: to the script and to all that it runs. What was wrong, or nothing."""
    started = subprocess.Popen(
        ["bash", "-c", HARNESS, "bash", common],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        # A run of tests may have been started with one ignored, by `&` or nohup; bash can't trap that.
        preexec_fn=lambda: [signal.signal(kind, signal.SIG_DFL) for kind in CODES],
    )  # fmt: skip
    started.stdout.readline()
    time.sleep(random.random() * 0.15)
    kind = signal.SIGINT if number % 4 else (signal.SIGTERM, signal.SIGHUP)[number // 4 % 2]
    os.killpg(started.pid, kind)
    output, errors = started.communicate()
    said = [line for line in errors.splitlines() if "] work" not in line and "undoing" not in line]
    if started.returncode == CODES[kind] and output == "undone\n" and not said:
        return None
    return f"{kind.name}: exit {started.returncode}, {output!r}, {said}"


def main():
    wrong = [found for number in range(int(sys.argv[2])) if (found := interrupted(sys.argv[1], number))]
    print(*wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
