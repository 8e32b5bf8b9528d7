"""`shop`'s blue-green files: several routes, hooks, a worker, a singleton, a rehearsal by path."""

import contextlib
import subprocess
import time

from harness.engine import TESTBED
from harness.load import PUBLISHED, REUSED
from harness.scenario import require, scenario
from harness.stage import Stage, whole

GROUP = "shop"
LANES = (
    f"name=page,rate=100,path=/x?ms=20,service=storefront,{REUSED}",
    "name=api,rate=70,path=/api/x?ms=50,service=api",
    f"name=post,rate=40,method=POST,path=/api/echo?ms=20,service=api,{REUSED}",
    "name=slow,rate=2,path=/api/slow?s=3,service=api",
)
# The load client speaks no TLS: a real nginx beside it does, one connection for one connection.
# A handshake for each of 200 requests a second was more than it could do on a busy machine, and its
# queue of clients grew: so two of the lanes keep their connections.
HOP = """
daemon off;
pid {folder}/hop.pid;
error_log {folder}/hop.log warn;
worker_processes 2;
events {{ worker_connections 8192; multi_accept on; }}
stream {{
  server {{
    listen 127.0.0.1:9080 backlog=4096 reuseport;
    proxy_connect_timeout 10s;
    proxy_timeout 60s;
    proxy_ssl on;
    proxy_ssl_server_name on;
    proxy_ssl_name shop.example.com;
    proxy_pass {published}:8443;
  }}
}}
"""


class ShopStage(Stage):
    def __init__(self, engine):
        super().__init__(engine, "shop", LANES, address="127.0.0.1", port=9080, host="shop.example.com")
        self.hop = None

    def load(self, lanes=None):
        if self.hop is None:
            conf = self.engine.folder / "hop.conf"
            conf.write_text(HOP.format(folder=self.engine.folder, published=PUBLISHED))
            nginx = TESTBED.parent.parent / ".build-tools/bin/nginx"
            command = ["nice", "-n", "-19", *self.engine.enter, nginx, "-p", self.engine.folder, "-c", conf]
            self.hop = subprocess.Popen([*command, "-e", self.engine.folder / "hop.log"])
            time.sleep(0.5)
        return super().load(lanes)

    def close(self):
        if self.hop:
            self.hop.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.hop.wait(5)
            self.hop.kill()


def stage(engine):
    return ShopStage(engine)


def runs_of(stage, service):
    """(begin, end or None) of every run of a worker or singleton, by its own log."""
    found = []
    for name in stage.project.containers():
        if f"-{service}-" in name:
            logged = stage.engine.docker("logs", name)
            times = [(line.split()[2], float(line.split()[3])) for line in logged.splitlines() if "gins " in line or " ends " in line]
            for word, time_ in times:
                if word == "begins":
                    found.append([time_, None])
                elif found:
                    found[-1][1] = time_
    return sorted(found)


@scenario(GROUP, "shop: first `deploy`, two switches: two replicas, a worker, a singleton, hooks")
def switches(stage, title):
    stage.ready()

    def act(facts):
        gaps = []
        for _ in range(2):
            tag = stage.other()
            run = stage.project.deployed(tag)
            stage.check(tag)
            for hook in ("beforeRelease", "beforeSwitch", "afterSwitch"):
                require(f"hook {hook}" in run.text, f"no {hook}")
            spans = runs_of(stage, "scheduler")
            for (_, end), (begin, _) in zip(spans, spans[1:]):
                require(end is not None and begin >= end, f"two schedulers ran at once: {spans}")
                gaps.append(begin - end)
            facts["seconds"] = run.seconds
        facts["note"] = f"never two singletons at once; none for {max(gaps):.1f} s at most"

    return whole(stage, title, act)


@scenario(GROUP, "shop: healthy, but answers 500 in the rehearsal", quick=True)
def error_500(stage, title):
    return refused(stage, title, "api=gateway-500", "does not answer as it must", "step 'rehearse' failed", "error 500")


@scenario(GROUP, "shop: a worker that crashes: switched back")
def worker_crashes(stage, title):
    return refused(stage, title, "worker=crash", "by itself", "step 'workers' failed", "serves again")


def refused(stage, title, fault, *words):
    old = stage.ready()
    tag = stage.project.make("v9", fault)

    def act(facts):
        run = stage.refused(stage.project.deploy(tag), *words)
        require("hook onFailure" in run.text, "no onFailure hook")
        said = [text for _, text in run.lines if text.startswith("error: ")]
        facts["seconds"] = run.seconds
        facts["note"] = f"exit {run.code}: {said[0].removeprefix('error: ')}"
        stage.check(old)

    return whole(stage, title, act)


@scenario(GROUP, "shop: rollback with the old colour running")
def rollback(stage, title):
    old = stage.ready()
    stage.project.deployed(stage.other())

    def act(facts):
        run = stage.project.done("rollback")
        facts["seconds"] = run.seconds
        require("hook afterRollback" in run.text, "no afterRollback hook")
        stage.check(old)

    return whole(stage, title, act)
