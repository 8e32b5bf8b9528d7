"""What a check asks: `docker` of the model, or of a real engine, in a folder with the probe's files."""

import abc
import contextlib
import dataclasses
import json
import pathlib
import shutil
import subprocess
import time

ENGINE = pathlib.Path(__file__).resolve().parents[1]
ROOT = ENGINE.parents[2]
PROBE = ENGINE / "behaviours/probe"
# The nginx confs of the smallest manifest: one service, `web`, at port 8000.
NGINX = ROOT / "out/hello/docker/nginx"


@dataclasses.dataclass(frozen=True)
class Answer:
    code: int
    text: str
    errors: str

    @property
    def lines(self):
        return self.text.splitlines()


class Host(abc.ABC):
    def __init__(self, folder):
        self.folder, self.state = folder / "probe", folder / "state"
        shutil.copytree(PROBE, self.folder)
        (self.state / "gateway").mkdir(parents=True)

    @abc.abstractmethod
    def ask(self, words, values, stdin):
        """One call of docker in `folder`."""

    def docker(self, *words, stdin="", **values):
        return self.ask([str(word) for word in words], {"ZDC_STATE": str(self.state), **values}, stdin)

    def compose(self, *words, **values):
        return self.docker("compose", "-f", "compose.yml", *words, **values)

    def done(self, *words, **values):
        """A call that has to succeed; its lines."""
        answer = self.docker(*words, **values)
        if answer.code:
            raise RuntimeError(f"{' '.join(words)}: exit {answer.code}: {answer.errors[-300:]}")
        return answer.lines

    def line(self, *words, **values):
        """The first line of a call that has to succeed; '' where that prints nothing."""
        return (self.done(*words, **values) or [""])[0]

    def fresh(self, *services, **values):
        """Only these services of the probe run."""
        if ids := self.done("ps", "--all", "--quiet", "--filter", "label=zdc.project=probe"):
            self.done("rm", "--force", *ids)
        if services:
            self.done("compose", "-f", "compose.yml", "up", "--detach", "--no-deps", "--no-build", *services, **values)

    def command_of(self, image, entrypoint, words):
        """Makes an image that says this of its command."""
        lines = [f"{key} {json.dumps(value)}\n" for key, value in (("ENTRYPOINT", entrypoint), ("CMD", words)) if value]
        file = self.folder / "worded.Dockerfile"
        file.write_text("FROM probe:good1\nCMD []\n" + "".join(lines))
        self.done("build", "--file", file.name, "--tag", image, ".")

    def state_of(self, name):
        return self.done("inspect", "--format", "{{.State.Status}}", name)[0]

    def until(self, what, wanted, seconds=60):
        """Asks until it is what is wanted; gives what it was last."""
        end = time.monotonic() + seconds
        while (found := what()) != wanted and time.monotonic() < end:
            self.pause()
        return found

    def pause(self):
        time.sleep(0.3)

    # The gateway's folder, by the script that the deploy scripts use.

    def gateway_sh(self, *words):
        command = ["sh", NGINX / "gateway.sh", *words]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()

    def with_gateway(self, *others):
        """Two prepared folders, blue live, and a gateway that serves it."""
        self.fresh()
        shutil.rmtree(self.state / "gateway", ignore_errors=True)
        for serial, colour in (("1", "blue"), ("2", "green")):
            self.gateway_sh("prepare", self.state, serial, colour, NGINX, "")
            if serial == "1":
                self.gateway_sh("adopt", self.state, "1", "blue")
        self.gateway_sh("link", self.state / "gateway", "green", "2")
        self.fresh("edge", *others)
        self.until(lambda: self.inside("serving").code, 0)

    def inside(self, *words):
        return self.docker("exec", "probe-edge", "sh", "/etc/zdc/gateway.sh", *words)

    def switch(self, colour):
        self.gateway_sh("link", self.state / "gateway", "live", colour)
        return self.docker("exec", "probe-edge", "nginx", "-c", "/etc/zdc/live/nginx.conf", "-s", "reload")

    @contextlib.contextmanager
    def slow_request(self):
        """While a client has not sent its request whole. (In the model one is always under way.)"""
        yield


class ModelHost(Host):
    def __init__(self, folder):
        from engine import Engine
        from gateway import ModelGateway

        super().__init__(folder)
        self.engine = Engine(ModelGateway(self.state))
        self.forms = set()
        self.engine.watch = lambda call: self.forms.add(call.form)
        for name in ("good1", "good2", "sick1", "crash1", "mute1", "norelease1"):
            self.done("build", "--tag", f"probe:{name}", ".")

    def command_of(self, image, entrypoint, words):
        super().command_of(image, entrypoint, words)
        self.engine.model["image commands"][image] = (entrypoint, words)

    def ask(self, words, values, stdin):
        code, text, errors = self.engine.answer(0, self.folder, stdin, values, words)
        return Answer(code, text.rstrip("\n"), errors)

    def pause(self):
        pass
