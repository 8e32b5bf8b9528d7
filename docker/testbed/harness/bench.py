"""A rollout in its barest form, made here and by nobody's generator.

It is what the ablations are done on: with everything in place it loses nothing, and with one
thing taken away the harness has to count the loss.
"""

import dataclasses
import pathlib
import subprocess
import time

from .engine import TESTBED

GATEWAY = """
worker_processes 2;
error_log stderr warn;
pid /run/nginx.pid;
worker_shutdown_timeout 30s;
events { worker_connections 16384; multi_accept on; }
http {
  access_log off;
  keepalive_min_timeout 10s;
  resolver %(resolver)s valid=%(valid)s ipv6=off;
  %(upstreams)s
  map '' $colour { default blue; include /etc/bench/state/*.map; }
  server {
    listen 80 backlog=8192;
    location / {
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_pass http://%(target)s;
    }
  }
}
"""


# Passes questions for names on to Docker's own server, and waits before it answers.
SLOW_NAMES = """
import socket, sys, threading, time
asked = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
asked.bind(("127.0.0.1", 5353))
def answer(question, client):
    time.sleep(float(sys.argv[1]))
    docker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    docker.settimeout(2)
    docker.sendto(question, ("127.0.0.11", 53))
    asked.sendto(docker.recv(4096), client)
while True:
    threading.Thread(target=answer, args=asked.recvfrom(4096), daemon=True).start()
"""


@dataclasses.dataclass(frozen=True)
class Variant:
    """What is in place; an ablation changes one."""

    drain: bool = True
    # Seconds that a stopped container gets; 0 kills it at once.
    grace: int = 10
    both_loaded: bool = True
    resolve: bool = True
    valid: str = "1s"
    # Seconds that the answer for a name takes; 0: as fast as Docker's own server is.
    names_take: float = 0
    folder_mount: bool = True
    # The server and how long it keeps a connection that is idle, in seconds; None: daphne, for ever.
    server_keeps: int | None = None
    # How long nginx keeps one; 60s is what it does when nobody tells it.
    nginx_keeps: str = "60s"
    # Swarm: seconds between a task's removal from DNS and its server's signal.
    pause: int = 7


class Bench:
    def __init__(self, engine, variant=Variant(), app=""):
        self.engine, self.variant, self.app = engine, variant, app
        self.folder = engine.folder / "bench"
        self.state = self.folder / "gateway" / "state"
        self.colour = "blue"

    def build(self, version):
        subprocess.run(
            [TESTBED / "project.sh", self.folder / "project", version],
            check=True,
            env=self.engine.environment | {"ZDC_TESTBED_APP": self.app},
        )
        source = self.folder / "project/brain_tumor_back"
        self.engine.docker("build", "-q", "-t", f"bench-django:{version}", source)

    def upstream(self, name, host):
        kept = f"keepalive 64; keepalive_timeout {self.variant.nginx_keeps};"
        if not self.variant.resolve:
            return f"upstream {name} {{ server {host}:8000; {kept} }}\n"
        return f"upstream {name} {{ zone {name} 64k; server {host}:8000 resolve; {kept} }}\n"

    def write_gateway(self, hosts):
        """hosts: {upstream: host}; the first is used where there is no choice."""
        self.state.mkdir(parents=True, exist_ok=True)
        replaced = "include /etc/bench/state/upstream.conf;"
        both = "".join(self.upstream(name, host) for name, host in hosts.items())
        if len(hosts) == 1:
            target, upstreams = next(iter(hosts)), both
        elif self.variant.both_loaded:
            target, upstreams = "django-$colour", both
        else:
            target, upstreams = "django", replaced
        resolver = "127.0.0.1:5353" if self.variant.names_take else "127.0.0.11"
        facts = {"resolver": resolver, "valid": self.variant.valid, "upstreams": upstreams, "target": target}
        text = GATEWAY % facts
        (self.folder / "gateway/nginx.conf").write_text(text)
        self.write_state("blue")

    def write_state(self, colour):
        if self.variant.both_loaded:
            name, text = "colour.map", f"'' {colour};\n"
        else:
            name, text = "upstream.conf", self.upstream("django", f"django-{colour}")
        new = self.folder / f"{name}.new"
        new.write_text(text)
        new.rename(self.state / name)

    def start_gateway(self, network):
        mounts = ["-v", f"{self.folder}/gateway:/etc/bench:ro"]
        if not self.variant.folder_mount:
            mounts = []
            for file in ("nginx.conf", "state/colour.map"):
                mounts += ["-v", f"{self.folder}/gateway/{file}:/etc/bench/{file}:ro"]
        self.engine.docker(
            "run", "-d", "--name", "bench-gateway", "--network", network, "-p", "80:80", *mounts,
            "nginx:1.29-alpine", "nginx", "-c", "/etc/bench/nginx.conf", "-g", "daemon off;",
        )  # fmt: skip
        if self.variant.names_take:
            self.engine.docker(
                "run", "-d", "--name", "bench-names", "--network", "container:bench-gateway",
                "python:3.11-slim", "python3", "-c", SLOW_NAMES, self.variant.names_take,
            )  # fmt: skip

    def up(self, switchable=True):
        self.engine.docker("network", "create", "bench")
        for version in ("v1", "v2"):
            self.build(version)
        self.start("blue", "v1")
        if switchable:
            self.start("green", "v2")
        self.write_gateway({f"django-{c}": f"django-{c}" for c in ("blue", "green")})
        self.start_gateway("bench")
        wait_until(lambda: self.engine.curl("http://127.0.0.1/health/"), 60)

    def start(self, colour, version):
        name = f"bench-{colour}"
        self.engine.docker("rm", "-f", name, check=False)
        self.engine.docker(
            "run", "-d", "--name", name, "--network", "bench",
            "--network-alias", f"django-{colour}", "-e", f"TESTBED_COLOUR={colour}",
            f"bench-django:{version}", *self.server(), "config.asgi:application",
        )  # fmt: skip
        probe = ("exec", name, "curl", "-fsS", "-m", "2", "http://127.0.0.1:8000/health/")
        wait_until(lambda: self.engine.docker(*probe), 60)

    def server(self):
        if (keeps := self.variant.server_keeps) is None:
            return "daphne", "-b", "0.0.0.0", "-p", "8000"
        return "uvicorn", "--host", "0.0.0.0", "--port", "8000", "--timeout-keep-alive", str(keeps)

    def reload(self, colour):
        self.write_state(colour)
        nginx = ("exec", "bench-gateway", "nginx", "-c", "/etc/bench/nginx.conf")
        self.engine.docker(*nginx, "-t")
        self.engine.docker(*nginx, "-s", "reload")

    def switch(self, version):
        """One whole switch to the other colour."""
        old, new = self.colour, "green" if self.colour == "blue" else "blue"
        self.start(new, version)
        before = self.workers()
        self.reload(new)
        time.sleep(0.5)
        if self.variant.drain:
            self.wait_drained(before)
        self.engine.docker("stop", "-t", str(self.variant.grace), f"bench-{old}")
        self.colour = new

    def workers(self):
        """nginx' workers; one that was told to end goes by `worker process is shutting down` then."""
        look = "grep -l 'nginx: w[o]rker' /proc/[0-9]*/cmdline"
        return set(self.engine.docker("exec", "bench-gateway", "sh", "-c", look, check=False).split())

    def wait_drained(self, old):
        """Until the workers from before the reload are gone: on a busy machine it takes a while until
        they say that they are shutting down."""
        deadline = time.monotonic() + 40
        while old & self.workers() and time.monotonic() < deadline:
            time.sleep(0.3)

    # Swarm

    def up_swarm(self):
        docker = self.engine.docker
        docker("swarm", "init", "--advertise-addr", "127.0.0.1")
        docker("network", "create", "-d", "overlay", "--attachable", "bench-overlay")
        for version in ("v1", "v2"):
            self.build(version)
        wrapper = pathlib.Path(self.folder / "wrapper.sh")
        wrapper.write_text(
            "#!/bin/sh\n\"$@\" &\nchild=$!\n"
            f"trap 'sleep {self.variant.pause} & wait $!; kill -TERM $child' TERM\n"
            "wait $child || wait $child\n"
        )  # fmt: skip
        docker("config", "create", "bench-wrapper", wrapper)
        docker(
            "service", "create", "-q", "-d", "--name", "django", "--network", "bench-overlay",
            "--endpoint-mode", "dnsrr", "--replicas", "2", "--config",
            "source=bench-wrapper,target=/wrapper.sh,mode=0555", "--entrypoint", "/wrapper.sh",
            "--stop-grace-period", f"{self.variant.pause + 5}s", "--update-order", "start-first",
            "--update-parallelism", "1", "--update-delay", "1s", "--update-monitor", "1s",
            "--health-cmd", "curl -fsS -m 2 http://127.0.0.1:8000/health/",
            "--health-interval", "1s", "-e", "TESTBED_COLOUR=none", "bench-django:v1",
            "daphne", "-b", "0.0.0.0", "-p", "8000", "config.asgi:application",
        )  # fmt: skip
        wait_until(lambda: self.healthy_tasks("v1") == 2, 90)
        self.write_gateway({"django": "tasks.django"})
        self.start_gateway("bench-overlay")
        wait_until(lambda: self.engine.curl("http://127.0.0.1/health/"), 60)

    def healthy_tasks(self, version):
        filters = ("--filter", f"ancestor=bench-django:{version}", "--filter", "health=healthy")
        return len(self.engine.docker("ps", "-q", *filters).split())

    def roll(self, version):
        self.engine.docker("service", "update", "-d", "-q", "--image", f"bench-django:{version}", "django")
        wait_until(lambda: self.healthy_tasks(version) == 2, 60)
        state = ("service", "inspect", "-f", "{{.UpdateStatus.State}}", "django")
        wait_until(lambda: self.engine.docker(*state) == "completed", 60)
        old = "v1" if version == "v2" else "v2"
        ancestor = ("ps", "-q", "--filter", f"ancestor=bench-django:{old}")
        wait_until(lambda: not self.engine.docker(*ancestor), 60)

    def down(self):
        docker = self.engine.docker
        docker("service", "rm", "django", check=False)
        docker("rm", "-f", "bench-names", "bench-gateway", "bench-blue", "bench-green", check=False)
        docker("swarm", "leave", "--force", check=False)
        docker("network", "rm", "bench", check=False)


def wait_until(condition, seconds):
    """Asks every 0.4 s until it is true; an error counts as no."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            if condition():
                return
            last = "it stays false"
        except (RuntimeError, subprocess.SubprocessError) as error:
            last = str(error)
        if time.monotonic() > deadline:
            raise TimeoutError(f"not so within {seconds} s: {last}")
        time.sleep(0.4)
