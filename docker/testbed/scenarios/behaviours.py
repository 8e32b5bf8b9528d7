"""What the model of an engine claims (Tests/StandIns/engine/behaviours), asked of a real one."""

import contextlib
import subprocess
import sys

from harness.engine import TESTBED
from harness.scenario import require, row, scenario

MODEL = TESTBED.parent.parent / "Tests/StandIns/engine"
sys.path.insert(0, str(MODEL))

from behaviours import composing, containers, images_and_engine, nginx, objects, services  # noqa: E402, F401
from behaviours.hosts import Answer, Host  # noqa: E402
from behaviours.table import ALL, difference  # noqa: E402

GROUP = "behaviours"
KINDS = ("good1", "good2", "sick1", "crash1", "mute1", "norelease1")


class RealHost(Host):
    def __init__(self, engine):
        super().__init__(engine.folder / "work" / "behaviours")
        self.engine = engine
        engine.docker("swarm", "init", "--advertise-addr", "127.0.0.1", check=False)
        for name in KINDS:
            arguments = ("--build-arg", f"KIND={name[:-1]}", "--build-arg", f"VERSION={name[-1]}")
            self.engine.docker("build", *arguments, "--tag", f"probe:{name}", self.folder)

    def ask(self, words, values, stdin):
        done = subprocess.run(
            [*self.engine.enter, "docker", *words],
            env=self.engine.environment | values, cwd=self.folder, input=stdin,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=180,
        )  # fmt: skip
        return Answer(done.returncode, done.stdout.rstrip("\n"), done.stderr)

    @contextlib.contextmanager
    def slow_request(self):
        form = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}"
        address = self.engine.inspect("probe-edge", form)
        # A client that does not end its request.
        text = f"exec 3<>/dev/tcp/{address}/80; printf 'GET / HTTP/1.1\\r\\nHost: x\\r\\n' >&3; echo; read -r"
        command = [*self.engine.enter, "bash", "-c", text]
        client = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        client.stdout.readline()
        try:
            yield
        finally:
            client.kill()
            client.wait()

    def close(self):
        for name in ("probe_web", "probe_job", "probe_check"):
            self.docker("service", "rm", name)
        self.fresh()


def stage(engine):
    return RealHost(engine)


def group(name):
    """A row for each group of the table."""

    def check(host, title):
        mine = [one for one in ALL if one.group == name]
        wrong = [text for text in (difference(one, host) for one in mine) if text]
        require(not wrong, "\n".join(wrong))
        return row(title, note=f"{len(mine)} behaviours as in the model", counts=False)

    check.__name__ = name
    scenario(GROUP, f"what the model claims of {name}, asked of the engine", quick=True)(check)


for each in dict.fromkeys(one.group for one in ALL):
    group(each)
