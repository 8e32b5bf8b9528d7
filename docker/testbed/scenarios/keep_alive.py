"""What clients lose that keep connections alive, by how careful they are, over five switches."""

import time

from harness.scenario import Row, require, scenario
from harness.stage import Stage

GROUP = "keep_alive"
LANES = (
    "name=limited,rate=50,path=/api/x?ms=20,service=django,reuse=naive,idle=5",
    "name=careful,rate=50,path=/api/x?ms=20,service=django,reuse=keepalive",
    "name=retrying,rate=50,path=/api/x?ms=20,service=django,reuse=retrying",
    "name=naive-newest,rate=50,path=/api/x?ms=20,service=django,reuse=naive",
    "name=naive-oldest,rate=50,path=/api/x?ms=20,service=django,reuse=naive,order=oldest",
    "name=fresh,rate=50,path=/api/x?ms=20,service=django",
)


class KeepAliveStage(Stage):
    result = None

    def measured(self):
        if self.result is None:
            self.ready()
            with self.load() as load:
                time.sleep(1)
                for _ in range(5):
                    self.project.deployed(self.other())
                    time.sleep(2)
            self.result = load.result
        return self.result


def stage(engine):
    return KeepAliveStage(engine, lanes=LANES)


def lane(stage, title, name, must_be_whole):
    facts = stage.measured().lanes[name]
    require(facts["requests"] > 500, "too few requests")
    if must_be_whole:
        require(facts["failed"] == 0, f"{facts['failed']} of {facts['requests']}: {facts['failures']}")
    kinds = ", ".join(f"{count} {kind}" for kind, count in facts["failures"].items())
    if retried := facts.get("retried"):
        kinds += f"{'; ' if kinds else ''}{retried} sent again"
    return Row(title, facts["requests"], facts["failed"], facts["longestGap"], note=kinds, counts=False)


@scenario(GROUP, "uses no connection that was idle for over 5 s")
def limited(stage, title):
    return lane(stage, title, "limited", True)


@scenario(GROUP, "looks whether the connection was closed before it writes")
def careful(stage, title):
    return lane(stage, title, "careful", True)


@scenario(GROUP, "writes blindly, and sends again what got no byte of an answer")
def retrying(stage, title):
    return lane(stage, title, "retrying", True)


@scenario(GROUP, "naive: writes blindly, newest idle connection first")
def naive_newest(stage, title):
    return lane(stage, title, "naive-newest", False)


@scenario(GROUP, "naive, oldest idle connection first")
def naive_oldest(stage, title):
    return lane(stage, title, "naive-oldest", False)


@scenario(GROUP, "beside them: a fresh connection for each request")
def fresh(stage, title):
    return lane(stage, title, "fresh", True)
