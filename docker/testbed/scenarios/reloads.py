"""What reloads lose under thousands of fresh connections, where a name takes its time; the machine is
theirs alone."""

import time

from harness.bench import Bench, Variant
from harness.load import Load
from harness.scenario import lossless, lossy, require_in_time, scenario

GROUP = "reloads"
# Fresh connections a second.
RATE = 1500
FLOOD = (f"name=flood,rate={RATE},path=/api/x,service=django,timeout=5",)
# On a machine that is not busy Docker's server answers for a name in less than a millisecond, and
# whether a reload loses anything meanwhile is luck. Here it takes as long as on a busy one.
NAMES_TAKE = 0.02


def flooded(engine, variant):
    """The load of 20 reloads back and forth, both colours running all the time."""
    bench = Bench(engine, variant, app="fast")
    try:
        bench.up()
        with Load(engine, FLOOD) as load:
            for turn in range(20):
                time.sleep(1)
                bench.reload(("green", "blue")[turn % 2])
            time.sleep(1)
        require_in_time(load.result, RATE)
        return load.result
    finally:
        bench.down()


@scenario(GROUP, f"bench: 20 reloads at {RATE} fresh connections a second, where a name takes {NAMES_TAKE * 1000:.0f} ms")
def control_flood(engine, title):
    return lossless(title, flooded(engine, Variant(names_take=NAMES_TAKE)))


@scenario(GROUP, "the same with one upstream file that is replaced")
def replaced_upstream(engine, title):
    return lossy(title, flooded(engine, Variant(both_loaded=False, names_take=NAMES_TAKE)))
