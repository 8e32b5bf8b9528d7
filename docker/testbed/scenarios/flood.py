"""20 switches of the example while thousands of fresh connections come in each second."""

import time

from harness.scenario import require, scenario
from harness.stage import Stage

GROUP = "flood"
RATE = 5000


def stage(engine):
    # daphne can't take as many: nginx answers in its words. No proxy process of Docker's in between.
    lane = f"name=flood,rate={RATE},path=/api/x,service=django"
    return Stage(engine, lanes=(lane,), app="fast", address="198.18.0.1")


@scenario(GROUP, f"20 switches at {RATE} fresh connections a second")
def switches(stage, title):
    stage.ready()
    stage.other()
    rows, took = [], []
    with stage.whole(title, rows) as facts:
        time.sleep(1)
        for _ in range(20):
            took.append(stage.project.deployed(stage.other()).seconds)
        time.sleep(1)
    result = facts["result"]
    rate = result.requests / result.seconds
    require(rate > 0.98 * RATE, f"only {rate:.0f} a second were sent")
    rows[0].seconds = sorted(took)[10]
    rows[0].note = f"{rate:.0f} a second; the client was {result.client_was_late:.2f} s late at most"
    return rows[0]
