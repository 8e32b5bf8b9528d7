"""The example's stack with the times of its own manifest, which a rollout mostly waits for."""

import time

from harness.load import MIXED
from harness.scenario import scenario
from scenarios.swarm import SwarmStage

GROUP = "swarm_times"
# The overlay without its times.
OWN_TIMES = """\
  testbed:
    targets:
      swarm: { endpointMode: dnsrr, publish: host }
"""


def stage(engine):
    made = SwarmStage(engine)
    made.project.overlay = OWN_TIMES
    return made


@scenario(GROUP, "one rolling update with the manifest's own times, slow requests of 5 s")
def own_times(stage, title):
    tag = stage.other()
    rows = []
    with stage.whole(title, rows, MIXED) as facts:
        time.sleep(1)
        facts["seconds"] = stage.deployed(tag).seconds
        stage.check(tag)
        # The last old task holds its signal back for as long as its drain.
        time.sleep(65)
    return rows[0]
