"""A manifest's project, laid out in a folder and built by zdc, and its own scripts run in it."""

import json
import os
import shutil
import subprocess
import time

from .engine import TESTBED
from .scenario import require
from .script import ScriptRun

ROOT = TESTBED.parent.parent
ZDC = os.environ.get("ZDC", str(ROOT / ".build/release/zdc"))

# All that differs from the committed manifests: times, and how Swarm publishes where the kernel
# has no virtual IPs. The report prints them.
OVERLAYS = {
    "brain-tumor": """\
  testbed:
    strategy: { drain: 8s, rolling: { pause: 1s }, blueGreen: { healthTimeout: 60s } }
    services:
      django: { health: { interval: 2s, start: 5s } }
      fastapi: { health: { path: /health, interval: 2s, start: 5s } }
    gateway: { routes: { /api/: { timeout: 8s } } }
    targets:
      swarm:
        endpointMode: dnsrr
        publish: host
        services:
          django: { health: { interval: 2s, retries: 2, start: 2s } }
          fastapi: { health: { interval: 2s, retries: 2, start: 2s } }
""",
    "shop": """\
  testbed:
    strategy: { drain: 8s, rolling: { pause: 1s }, blueGreen: { healthTimeout: 80s } }
    services:
      storefront: { health: { interval: 5s, start: 5s } }
      api: { strategy: { drain: 8s, rolling: { pause: 1s } }, health: { interval: 5s } }
      chat: { health: { interval: 5s, start: 5s } }
      mailer: { health: { interval: 5s } }
    gateway: { routes: { /api/: { timeout: 8s } } }
    targets:
      swarm: { endpointMode: dnsrr, publish: host }
""",
    "forum": """\
  testbed:
    gateway:
      listen: { http: 80, https: null }
      tls: null
      routes: { /: { timeout: 8s } }
    strategy: { drain: 8s }
    services:
      web: { health: { interval: 2s, start: 5s }, stop: { grace: 10s } }
      streaming: { health: { interval: 2s, start: 5s }, stop: { grace: 10s } }
      sidekiq: { stop: { grace: 10s } }
    targets: { swarm: { enabled: false }, kubernetes: { enabled: false } }
""",
    "clinic": """\
  testbed:
    networks: { metrics: { external: true, name: host-metrics } }
    gateway: { routes: { /: { timeout: 8s } } }
    strategy: { drain: 8s }
    services:
      config: { health: { interval: 2s, start: 5s } }
      customers: { health: { interval: 2s, start: 5s } }
      visits: { health: { interval: 2s, start: 5s } }
      portal: { health: { interval: 2s, start: 5s }, networks: [default, inside, metrics] }
    targets: { swarm: { enabled: false }, kubernetes: { enabled: false } }
""",
}
SECRETS = {
    "DJANGO_DB_ROOT_PASS": "p'w \"$x",
    "SHOP_PAYMENT_KEY": "pay me: $1",
    "SHOP_DATABASE_PASSWORD": "d b",
    "SECRET_KEY_BASE": "k'e \"y$",
    "DB_PASS": "p:a ss",
    "CLINIC_ENCRYPT_KEY": "e k",
    "CLINIC_DATABASE_PASSWORD": "c'd \"$x",
}


class Project:
    """`folder` has spaces and other letters in its name, as a user's may."""

    def __init__(self, engine, manifest="brain-tumor", app="", checkout="체크 아웃"):
        self.engine, self.manifest, self.app = engine, manifest, app
        self.name = f"{manifest}-testbed"
        self.folder = engine.folder / "work" / f"{manifest} {checkout}"
        self.docker_folder = self.folder / "out" / self.name / "docker"
        self.state = engine.folder / "work" / f"{manifest} zustand ö"
        self.environment = engine.environment | SECRETS | {"ZDC_STATE": str(self.state)}
        self.overlay = OVERLAYS[manifest]
        self.tags = set()
        # What the static site says; each version its own where it is None.
        self.front = None
        # The script's latest run, for who asks why a scenario did not hold.
        self.last = None
        shop = ("-k", "-H", "Host: shop.example.com")
        self.address = {
            "brain-tumor": ("http://127.0.0.1/api/x",),
            "shop": ("https://127.0.0.1:8443/api/x", *shop),
            "forum": ("http://127.0.0.1/x", "-H", "Host: social.example.com"),
        }.get(manifest, ("http://127.0.0.1/x",))

    def lay_out(self, version, broken=""):
        subprocess.run(
            [TESTBED / "project.sh", self.folder, version, broken, self.manifest],
            check=True,
            env=self.environment | {"ZDC_TESTBED_APP": self.app},
        )
        if self.front is not None:
            for file in self.folder.glob("brain_tumor_front/dist/**/*.*"):
                file.write_text(self.front)

    def committed(self):
        """The manifest's text, before anything is edited."""
        return (ROOT / "manifests" / f"{self.manifest}.yml").read_text()

    def generate(self, *edits):
        """Builds the artefacts; each edit is (old, new) in the manifest's or the overlay's text."""
        path = self.folder / "manifests" / f"{self.manifest}.yml"
        text = self.committed()
        if "\nenvironments:\n" not in text:
            text += "\nenvironments:\n"
        text = text.replace("\nenvironments:\n", f"\nenvironments:\n{self.overlay}", 1)
        for old, new in edits:
            if old not in text:
                raise RuntimeError(f"the manifest does not hold {old!r}")
            text = text.replace(old, new, 1)
        path.write_text(text)
        command = [ZDC, "build", path.relative_to(self.folder), "--environment", "testbed"]
        built = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        if built.returncode:
            raise RuntimeError(f"zdc build: exit {built.returncode}\n{built.stderr}")

    def make(self, version, broken=""):
        """The images of a version, under its name as tag, so that a switch has none to build."""
        tag = version + broken.replace("=", "-")
        if tag in self.tags:
            return tag
        self.lay_out(tag, broken)
        if not self.docker_folder.exists():
            self.generate()
        listed = self.compose("config", "--services", TAG=tag).split()
        blue = [name for name in listed if name.endswith("-blue") and "-release-" not in name]
        built = (self.manifest, self.app, tag)
        if built not in self.engine.built:
            self.compose("build", "-q", *blue, TAG=tag)
            self.engine.built.add(built)
        self.tags.add(tag)
        return tag

    def compose(self, *arguments, timeout=240, **values):
        file = self.docker_folder / "docker-compose.blue-green.yml"
        return self.engine.run(
            "docker", "compose", "-f", file, *arguments,
            environment=self.environment | values, cwd=self.docker_folder, timeout=timeout,
        )  # fmt: skip

    def run(self, *arguments, script="deploy-blue-green.sh", kill_when=None, values=None):
        """Starts a script, from a folder that is not its own."""
        environment = self.environment | (values or {})
        environment = {name: value for name, value in environment.items() if value is not None}
        command = ["nice", "-n", "-10", *self.engine.enter, str(self.docker_folder / "scripts" / script), *arguments]
        self.last = ScriptRun(command, environment, "/", kill_when)
        return self.last

    def done(self, *arguments, **options):
        """Runs a script that has to succeed."""
        run = self.run(*arguments, **options).wait()
        if run.code:
            raise RuntimeError(f"{' '.join(arguments)}: exit {run.code}\n{run.text[-3000:]}")
        return run

    def deploy(self, tag, *arguments, **options):
        return self.run("deploy", "--tag", tag, "--no-build", *arguments, **options)

    def deployed(self, tag, *arguments, **options):
        return self.done("deploy", "--tag", tag, "--no-build", *arguments, **options)

    def steps(self, command="deploy", *arguments):
        """The rollout's own list, as the script tells it without doing anything."""
        run = self.done(command, *arguments, "--dry-run")
        return [name for _, name in run.steps]

    def answer(self):
        return json.loads(self.engine.curl(*self.address))

    def serving(self):
        """The version that answers; '' where none does."""
        try:
            return self.answer()["version"]
        except (RuntimeError, ValueError):
            return ""

    def wait_serving(self, *versions, seconds=30):
        """The first of these versions that answers."""
        deadline = time.monotonic() + seconds
        while (seen := self.serving()) not in versions:
            require(time.monotonic() < deadline, f"after {seconds} s {seen!r} answers, not {versions}")
            time.sleep(0.2)
        return seen

    def containers(self):
        """{name: (role, colour, state, id)} of all that this project has."""
        template = "\t".join(
            ["{{.Names}}", '{{.Label "zdc.role"}}', '{{.Label "zdc.colour"}}', "{{.State}}", "{{.ID}}"]
        )
        label = f"label=zdc.project={self.name}"
        listed = self.engine.docker("ps", "-a", "--filter", label, "--format", template)
        rows = (line.split("\t") for line in listed.splitlines())
        return {name: (role, colour, state, id) for name, role, colour, state, id in rows}

    def check_converged(self, version):
        """What must be so after every completed run; a list of what is not."""
        wrong = []
        seen = self.answer()
        if seen["version"] != version:
            wrong.append(f"{seen['version']} answers, not {version}")
        for name, (role, colour, state, _) in self.containers().items():
            if role == "release" and state == "running":
                wrong.append(f"{name} still runs")
            if role in ("worker", "singleton") and (state == "running") != (colour == seen["colour"]):
                wrong.append(f"{name} is {state} while {seen['colour']} serves")
            if role == "web" and colour == seen["colour"] and state != "running":
                wrong.append(f"{name} of the active colour is {state}")
            if role == "web" and colour != seen["colour"] and state == "running":
                if self.manifest != "shop":  # retain: running
                    wrong.append(f"{name} runs beside the active colour")
        for left in self.state.glob("record/*.new"):
            wrong.append(f"record/{left.name} is left")
        return wrong

    def wipe(self):
        """Takes all of it away, as on a host that never saw it."""
        docker = self.engine.docker
        ids = [row[3] for row in self.containers().values()]
        if ids:
            docker("rm", "-f", "-v", *ids)
        filters = ("--filter", f"label=com.docker.compose.project={self.name}")
        volumes = docker("volume", "ls", "-q", *filters).split()
        networks = docker("network", "ls", "-q", *filters).split()
        for volume in volumes:
            docker("volume", "rm", volume, check=False)
        for network in networks:
            docker("network", "rm", network, check=False)
        shutil.rmtree(self.state, ignore_errors=True)
