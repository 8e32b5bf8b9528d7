"""Services whose command the image says, behind the wrapper: ENTRYPOINT and CMD, one of them, none."""

import subprocess

from harness.project import ZDC
from harness.scenario import require, row, scenario
from harness.script import ScriptRun

GROUP = "own_command"
# Words that a shell would take apart, were they not quoted.
FOLDER = "/w w/it's $HOME"
SERVE = f'["python3", "-m", "http.server", "8000", "--directory", "{FOLDER}"]'
IMAGES = {
    "both": f'ENTRYPOINT ["/bin/sh", "-c", "exec \\"$@\\"", "sh"]\nCMD {SERVE}\n',
    "entrypoint": f"CMD []\nENTRYPOINT {SERVE}\n",
    "cmd": f"CMD {SERVE}\n",
    "none": "CMD []\n",
}
MANIFEST = """\
zdc: 1
project: own-command
gateway: { listen: { http: 8090 }, routes: { ROUTES } }
strategy: { drain: 2s, rolling: { pause: 1s } }
services:
SERVICES
secrets: { token: { env: OWN_TOKEN } }
targets:
  swarm: { endpointMode: dnsrr, publish: host }
rules: { ZDC204: off }
"""
SERVICE = (
    "  NAME: { image: own/NAME:1, COMMANDport: 8000, secrets: { TOKEN: token },"
    " health: { path: /NAME/, via: python3, interval: 2s, start: 10s } }\n"
)


class OwnCommandStage:
    def __init__(self, engine):
        self.engine, self.folder = engine, engine.folder / "work" / "own command"
        self.folder.mkdir(parents=True)
        self.script = self.folder / "out/own-command/docker/scripts"
        self.values = engine.environment | {"OWN_TOKEN": "a 'b' $c", "ZDC_STATE": str(self.folder / "state")}

    def image(self, name, lines):
        folder = f"{FOLDER}/{name}".replace("$", "\\$")
        copied = f'FROM python:3.11-slim\nCOPY index.html /\nRUN mkdir -p "{folder}" && cp /index.html "{folder}"\n'
        (self.folder / "index.html").write_text(name)
        (self.folder / "Dockerfile").write_text(lines if lines.startswith("FROM") else copied + lines)
        self.engine.docker("build", "-q", "-t", f"own/{name}:1", self.folder)

    def generate(self, commands):
        """`commands`: a service's name, and what the manifest says of its command."""
        text = MANIFEST.replace("ROUTES", ", ".join(f"/{name}/: {name}" for name in commands))
        services = "".join(SERVICE.replace("NAME", n).replace("COMMAND", c) for n, c in commands.items())
        (self.folder / "own.yml").write_text(text.replace("SERVICES\n", services))
        built = subprocess.run([ZDC, "build", "own.yml"], cwd=self.folder, capture_output=True, text=True)
        require(built.returncode == 0, built.stderr)

    def run(self, target):
        command = [*self.engine.enter, str(self.script / f"deploy-{target}.sh"), "deploy"]
        run = ScriptRun(command, self.values, "/")
        run.wait(300)
        return run

    def answers(self, names):
        seen = {name: self.engine.curl(f"http://127.0.0.1:8090/{name}/") for name in names}
        require(all(name == text for name, text in seen.items()), f"answers {seen}")

    def processes(self, name):
        """The words and the token of each container's server."""
        look = (
            "import glob\n"
            "for p in glob.glob('/proc/[0-9]*'):\n"
            "    try: words, env = open(p+'/cmdline').read().split('\\0'), open(p+'/environ').read()\n"
            "    except OSError: continue\n"
            "    if 'http.server' in words: print(words[-2], [e for e in env.split('\\0') if e.startswith('TOKEN=')])"
        )
        ids = self.engine.docker("ps", "-q", "--filter", f"label=zdc.service={name}", "--filter", "status=running").split()
        return [self.engine.docker("exec", id, "python3", "-c", look) for id in ids]


def stage(engine):
    return OwnCommandStage(engine)


def hold(stage, target):
    if target == "swarm":
        stage.engine.docker("swarm", "init", "--advertise-addr", "127.0.0.1", check=False)
    commands = {name: f"command: {SERVE}, " if name == "none" else "" for name in IMAGES}
    for name, lines in IMAGES.items():
        stage.image(name, lines)
    stage.generate(commands)
    run = stage.run(target)
    require(run.code == 0, f"exit {run.code}\n{run.text[-3000:]}")
    stage.answers(IMAGES)
    for name in IMAGES:
        seen = stage.processes(name)
        require(seen and all("TOKEN=a 'b' $c" in text and FOLDER in text for text in seen), f"{name}: {seen}")
    # What can't start is refused before anything else does.
    stage.generate({"none": ""})
    run = stage.run(target)
    require(run.code != 0 and "own/none:1 has neither ENTRYPOINT nor CMD" in run.text, run.text[-2000:])
    stage.image("none", 'FROM scratch\nCOPY index.html /\nCMD ["/serve"]\n')
    run = stage.run(target)
    require(run.code != 0 and "needs a shell" in run.text, run.text[-2000:])
    stage.answers(IMAGES)


@scenario(GROUP, "images that say their own command, under Swarm: ENTRYPOINT, CMD, both, none; one without a shell", quick=True)
def of_a_stack(stage, title):
    hold(stage, "swarm")
    return row(title)


@scenario(GROUP, "images that say their own command, under Compose, behind the wrapper for a secret's value")
def of_colours(stage, title):
    stage.engine.clear()
    hold(stage, "blue-green")
    return row(title)


ONE = """\
zdc: 1
project: own-command
gateway: { listen: { http: 8090 }, routes: { /cmd/: cmd, /both/: both, /entrypoint/: entrypoint } }
strategy: { drain: 2s, rolling: { pause: 1s }, blueGreen: { healthTimeout: 60s } }
services:
  cmd: { image: "own/cmd:1", port: 8000, health: { path: /cmd/, via: python3, interval: 2s, start: 10s } }
  both:
    role: singleton
    image: "own/both:1"
    port: 8000
    publish: ["8091:8000"]
    env: { EDITION: "${EDITION:-one}" }
    health: { path: /both/, via: python3, interval: 2s, start: 10s }
    stop: { grace: 2s }
backing:
  entrypoint: { image: "own/entrypoint:1", port: 8000, health: { command: ["true"] } }
targets:
  blueGreen: {}
  swarm: { endpointMode: dnsrr, publish: host }
  kubernetes: { enabled: false }
"""


def steady(stage, name):
    """Asks a route every 50 ms until a file is there; the statuses, in their order."""
    ask = f"curl -s -o /dev/null -m 2 -w '%{{http_code}} ' http://127.0.0.1:8090/{name}/"
    loop = f"until [ -e '{stage.folder}/over' ]; do {ask}; sleep 0.05; done"
    return subprocess.Popen(
        [*stage.engine.enter, "sh", "-c", loop], env=stage.engine.environment, stdout=subprocess.PIPE, text=True
    )


@scenario(GROUP, "routes to a singleton with a port of the host and to a backing service, over a switch", quick=True)
def of_one(stage, title):
    stage.engine.clear()
    for name in ("both", "entrypoint", "cmd"):
        stage.image(name, IMAGES[name])
    (stage.folder / "own.yml").write_text(ONE)
    built = subprocess.run([ZDC, "build", "own.yml"], cwd=stage.folder, capture_output=True, text=True)
    require(built.returncode == 0, built.stderr)
    run = stage.run("blue-green")
    require(run.code == 0, run.text[-3000:])
    stage.answers(["cmd", "both", "entrypoint"])
    require(stage.engine.curl("http://127.0.0.1:8091/both/") == "both", "the published port")
    asked = {name: steady(stage, name) for name in ("both", "entrypoint")}
    stage.values["EDITION"] = "two"
    run = stage.run("blue-green")
    (stage.folder / "over").touch()
    require(run.code == 0, run.text[-3000:])
    seen = {name: process.communicate()[0].split() for name, process in asked.items()}
    require(set(seen["entrypoint"]) == {"200"}, f"the backing service, which stays: {seen['entrypoint']}")
    gap = [status for status in seen["both"] if status != "200"]
    require(len(gap) < len(seen["both"]) / 2 and seen["both"][-1] == "200", f"the singleton: {seen['both']}")
    names = stage.engine.docker("ps", "--filter", "label=zdc.service=both", "--format", "{{.Names}}").split()
    require(names == ["own-command-both-green"], f"{names} run")
    return row(title, note=f"the singleton: {len(gap)} of {len(seen['both'])} requests without an answer", counts=False)
