#!/usr/bin/env python3
"""The shop's mailer, scheduler and cleaner, as far as a deployment can tell them apart.

Each writes its beginning and its end to its log, so that a run can be told from its lines.
"""

import signal
import sys
import time

from standin import BEHAVIOUR


def run(what):
    def stop(*_):
        print(f"{what} {BEHAVIOUR['VERSION']} ends {time.time():.3f}", flush=True)
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    print(f"{what} {BEHAVIOUR['VERSION']} begins {time.time():.3f}", flush=True)
    if BEHAVIOUR["BROKEN"] == "crash":
        time.sleep(1)
        sys.exit("standin: Traceback: about to crash, as built")
    while True:
        time.sleep(60)


if __name__ == "__main__":
    if "--ping" in sys.argv:
        sys.exit(BEHAVIOUR["BROKEN"] == "unhealthy")
    if "--prepare" in sys.argv:
        sys.exit(BEHAVIOUR["BROKEN"] == "release")
    if "--clean" not in sys.argv:
        run("mailer" if "--queue" in sys.argv else "scheduler")
