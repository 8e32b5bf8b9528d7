"""What loses requests, to show that the harness sees it; each beside its control."""

import time

from harness.bench import Bench, Variant
from harness.load import MIXED, Load
from harness.scenario import require, require_in_time, require_no_loss, row, scenario

# Fresh connections a second, through the address that needs no proxy process.
RATE = 1500
FLOOD = (f"name=flood,rate={RATE},path=/api/x,service=django,timeout=5",)
# On a machine that is not busy Docker's server answers for a name in less than a millisecond, and
# whether a reload loses anything meanwhile is luck. Here it takes as long as on a busy one.
NAMES_TAKE = 0.02


def switched(engine, variant):
    """The load of two whole switches."""
    bench = Bench(engine, variant)
    try:
        bench.up(switchable=False)
        with Load(engine, MIXED[:3] + MIXED[4:]) as load:
            time.sleep(5)
            bench.switch("v2")
            bench.switch("v1")
            time.sleep(1)
        return load.result
    finally:
        bench.down()


def flooded(engine, variant):
    """The load of 20 reloads back and forth, both colours running all the time."""
    bench = Bench(engine, variant, app="fast")
    try:
        bench.up()
        with Load(engine, FLOOD, address="198.18.0.1") as load:
            for turn in range(20):
                time.sleep(1)
                bench.reload(("green", "blue")[turn % 2])
            time.sleep(1)
        require_in_time(load.result, RATE)
        return load.result
    finally:
        bench.down()


def rolled(engine, variant, times=1):
    """The load of rolling updates under Swarm."""
    bench = Bench(engine, variant)
    try:
        bench.up_swarm()
        with Load(engine, MIXED[:3] + MIXED[4:]) as load:
            time.sleep(5)
            for turn in range(times):
                bench.roll(("v2", "v1")[turn % 2])
            time.sleep(1)
        return load.result
    finally:
        bench.down()


def lossy(title, result):
    require(result.failed > 0, f"none of {result.requests} failed: the harness would not see it")
    note = "; ".join(f"{lane}: {kinds}" for lane, kinds in result.failures.items())
    return row(title, result, note=note.replace("'", ""), counts=False)


def whole(title, result):
    require_no_loss(result)
    return row(title, result, counts=False)


@scenario("ablations", "bench: two switches, everything in place")
def control_switch(engine, title):
    return whole(title, switched(engine, Variant()))


@scenario("ablations", "bench without drain")
def no_drain(engine, title):
    return lossy(title, switched(engine, Variant(drain=False)))


@scenario("ablations", "bench that kills the old colour at once")
def stop_at_once(engine, title):
    return lossy(title, switched(engine, Variant(drain=False, grace=0)))


@scenario("ablations", "bench with the state mounted as a single file")
def single_file_mount(engine, title):
    return lossy(title, switched(engine, Variant(folder_mount=False)))


@scenario("ablations", f"bench: 20 reloads at {RATE} fresh connections a second, where a name takes {NAMES_TAKE * 1000:.0f} ms")
def control_flood(engine, title):
    return whole(title, flooded(engine, Variant(names_take=NAMES_TAKE)))


@scenario("ablations", "the same with one upstream file that is replaced")
def replaced_upstream(engine, title):
    return lossy(title, flooded(engine, Variant(both_loaded=False, names_take=NAMES_TAKE)))


@scenario("ablations", "bench: a rolling update under Swarm, everything in place")
def control_roll(engine, title):
    return whole(title, rolled(engine, Variant()))


@scenario("ablations", "the same without the wrapper's pause")
def no_pause(engine, title):
    return lossy(title, rolled(engine, Variant(pause=0)))


@scenario("ablations", "three updates with valid=10s and a pause of 7 s")
def long_valid(engine, title):
    # A task that stops right before nginx asks for the names again loses nothing: six stop here.
    return lossy(title, rolled(engine, Variant(valid="10s"), times=3))


@scenario("ablations", "one update without zone and resolve")
def no_zone(engine, title):
    return lossy(title, rolled(engine, Variant(resolve=False)))
