"""One model with a state folder of its own, and runs of a script against both."""

import dataclasses
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess

import invariants
import projects
from engine import Engine
from gateway import ModelGateway
from server import served

# Whoever is started with `&` is deaf to Ctrl-C, and so is all that it starts: bash can't trap it then.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

HERE = pathlib.Path(__file__).resolve().parent
INVARIANTS = {"blue-green": invariants.BLUE_GREEN, "swarm": invariants.SWARM}


@dataclasses.dataclass(frozen=True)
class Subject:
    """A script: its target, and the docker/ folder that it is in."""

    target: str
    folder: pathlib.Path

    @property
    def script(self):
        return self.folder / f"scripts/deploy-{self.target}.sh"


class Case:
    def __init__(self, subject, folder, model=None):
        self.subject, self.folder = subject, folder
        self.state = folder / "state"
        self.state.mkdir(parents=True, exist_ok=True)
        self.engine = Engine(ModelGateway(self.state), model, INVARIANTS[subject.target])
        self.model = self.engine.model

    def copy(self, folder):
        shutil.copytree(self.folder, folder, symlinks=True)
        return Case(self.subject, folder, self.engine.model)

    def run(self, *words, fault=(0, "")):
        self.engine.begin(fault)
        with served(self.engine) as port:
            environment = os.environ | projects.VALUES | {
                "PATH": f"{HERE}/bin:{os.environ['PATH']}",
                "ENGINE_PORT": str(port),
                "BASH_ENV": str(HERE / "inside.sh"),
                "ZDC_STATE": str(self.state),
            }  # fmt: skip
            for name in ("DOCKER_HOST", "TAG"):
                environment.pop(name, None)
            done = subprocess.run(
                [self.subject.script, *words], env=environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                start_new_session=True, timeout=600,
            )  # fmt: skip
        self.engine.wait()
        return done

    def digest(self):
        """The same for two states that no script can tell apart."""
        total = hashlib.sha256()
        ids = {one["id"]: one["name"] for one in self.model["containers"]}
        told = {key: value for key, value in self.model.items() if key not in ("made", "seen")}
        text = json.dumps(told, sort_keys=True, default=str)
        for id, name in ids.items():
            text = text.replace(id, name)
        total.update(text.encode())
        for path in sorted(self.state.rglob("*")):
            if path.name in ("lock", "history"):
                continue
            total.update(str(path.relative_to(self.state)).encode())
            if path.is_symlink():
                total.update(os.readlink(path).encode())
            elif path.is_file():
                total.update(path.read_bytes())
        return total.hexdigest()
