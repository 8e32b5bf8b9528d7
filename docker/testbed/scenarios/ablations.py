"""What loses requests, to show that the harness sees it; each beside its control."""

import time

from harness.bench import Bench, Variant
from harness.load import MIXED, Load
from harness.scenario import lossless, lossy, scenario

GROUP = "ablations"


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


# Seconds that uvicorn keeps idle connections for.
LIMIT = 1
# Clients that come all at once, again and again, about when the connections of the time before are
# closed: what many clients do now and then by chance. When that is depends on the machine.
LATER = (0.03, 0.04, 0.05, 0.02, 0.06, 0.08)


def bursts(later):
    rate = f"rate={1 / (LIMIT + later):.4f}"
    form = "name=burst-{},{},method=POST,path=/api/echo?ms=20,service=django"
    return tuple(form.format(number, rate) for number in range(64))


def met(engine, variant, times):
    """The load of bursts on connections that the server is about to close: the first that lost any,
    or the last."""
    bench = Bench(engine, variant)
    try:
        bench.up(switchable=False)
        for later in times:
            with Load(engine, bursts(later)) as load:
                time.sleep(8 * (LIMIT + later))
            if load.result.failed:
                break
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


@scenario(GROUP, "bench: two switches, everything in place")
def control_switch(engine, title):
    return lossless(title, switched(engine, Variant()))


@scenario(GROUP, "bench without drain")
def no_drain(engine, title):
    return lossy(title, switched(engine, Variant(drain=False)))


@scenario(GROUP, "bench that kills the old colour at once")
def stop_at_once(engine, title):
    return lossy(title, switched(engine, Variant(drain=False, grace=0)))


@scenario(GROUP, "bench with the state mounted as a single file")
def single_file_mount(engine, title):
    return lossy(title, switched(engine, Variant(folder_mount=False)))


@scenario(GROUP, "bench: a rolling update under Swarm, everything in place")
def control_roll(engine, title):
    return lossless(title, rolled(engine, Variant()))


@scenario(GROUP, "the same without the wrapper's pause")
def no_pause(engine, title):
    return lossy(title, rolled(engine, Variant(pause=0)))


@scenario(GROUP, "three updates with valid=10s and a pause of 7 s")
def long_valid(engine, title):
    # A task that stops right before nginx asks for the names again loses nothing: six stop here.
    return lossy(title, rolled(engine, Variant(valid="10s"), times=3))


@scenario(GROUP, "one update without zone and resolve")
def no_zone(engine, title):
    return lossy(title, rolled(engine, Variant(resolve=False)))


@scenario(GROUP, f"bench: bursts of 64 POSTs before uvicorn, which keeps idle connections for {LIMIT} s; nginx for 0.5 s")
def control_idle(engine, title):
    return lossless(title, met(engine, Variant(server_keeps=LIMIT, nginx_keeps="500ms"), LATER[:3]))


@scenario(GROUP, "the same, where nginx keeps them for its own 60 s")
def kept_too_long(engine, title):
    return lossy(title, met(engine, Variant(server_keeps=LIMIT), LATER))
