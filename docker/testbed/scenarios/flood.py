"""20 switches of the example while thousands of fresh connections come in each second."""

import time

from harness.scenario import require_in_time, require_no_loss, row, scenario
from harness.stage import Stage

GROUP = "flood"
RATE = 5000


def stage(engine):
    # daphne can't take as many: nginx answers in its words.
    lane = f"name=flood,rate={RATE},path=/api/x,service=django"
    return Stage(engine, lanes=(lane,), app="fast")


@scenario(GROUP, f"20 switches at {RATE} fresh connections a second")
def switches(stage, title):
    stage.ready()
    stage.other()
    with stage.load() as trial:
        time.sleep(5)
    require_in_time(trial.result, RATE)
    took = []
    with stage.load() as load:
        time.sleep(1)
        for _ in range(20):
            took.append(stage.project.deployed(stage.other()).seconds)
        time.sleep(1)
    require_in_time(load.result, RATE)
    require_no_loss(load.result)
    sent = load.result.requests / load.result.seconds
    note = f"{sent:.0f} a second; the client was {load.result.client_was_late:.2f} s late at most"
    return row(title, load.result, sorted(took)[10], note)
