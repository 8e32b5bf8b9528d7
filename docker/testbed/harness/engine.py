"""A Docker engine of its own, by engine.sh."""

import os
import pathlib
import shlex
import subprocess
import sys

TESTBED = pathlib.Path(__file__).resolve().parent.parent


class Skipped(Exception):
    """The machine can't run this; the text says why."""


class Engine:
    """Started by `with`; stopped at its end, and also when this process is killed."""

    def __init__(self, name):
        self.name = name
        self.environment = dict(os.environ, ZDC_TESTBED_NAME=name)
        # Images of projects, which stay from one group to the next.
        self.built = set()

    def __enter__(self):
        started = self._engine_sh("start", "--owner", str(os.getpid()))
        if started.returncode == 77:
            raise Skipped(started.stderr.strip().removeprefix("testbed: skipped: "))
        if started.returncode:
            raise RuntimeError(f"the engine did not start:\n{started.stderr}")
        try:
            images = self._engine_sh("images")
            if images.returncode:
                raise RuntimeError(f"no stand-in images:\n{images.stderr}")
            self._read_environment()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        stopped = self._engine_sh("stop")
        if stopped.returncode:
            print(stopped.stderr, file=sys.stderr)

    def _engine_sh(self, *arguments):
        return subprocess.run(
            [TESTBED / "engine.sh", *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _read_environment(self):
        for line in self._engine_sh("env").stdout.splitlines():
            name, _, value = line.removeprefix("export ").partition("=")
            self.environment[name] = shlex.split(value)[0]
        self.enter = shlex.split(self.environment["ZDC_TESTBED_ENTER"])
        self.folder = pathlib.Path(self.environment["ZDC_TESTBED_DIR"])

    def run(self, *command, check=True, timeout=120, environment=None, cwd=None):
        """A command inside the namespace; its standard output."""
        finished = subprocess.run(
            [*self.enter, *map(str, command)],
            env=self.environment | (environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            timeout=timeout,
            cwd=cwd,
        )
        if check and finished.returncode:
            words = " ".join(map(str, command))
            raise RuntimeError(f"{words}: exit {finished.returncode}\n{finished.stderr[-2000:]}")
        return finished.stdout.strip()

    def restart(self):
        """The daemon and its containers end and come back, as after a reboot."""
        restarted = self._engine_sh("restart")
        if restarted.returncode:
            raise RuntimeError(f"the engine did not come back:\n{restarted.stderr}")

    def clear(self):
        """No container, volume, network or swarm is left; images are."""
        self.docker("swarm", "leave", "--force", check=False)
        if ids := self.docker("ps", "-aq").split():
            self.docker("rm", "-f", "-v", *ids, check=False)
        self.docker("network", "prune", "-f", check=False)
        if volumes := self.docker("volume", "ls", "-q").split():
            self.docker("volume", "rm", "-f", *volumes, check=False)

    def docker(self, *arguments, **options):
        return self.run("docker", *arguments, **options)

    def containers(self, *labels, running=False):
        """Ids of the containers with these labels, such as colour=blue."""
        filters = [f"--filter=label=zdc.{label}" for label in labels]
        return self.docker("ps", "-q" if running else "-aq", *filters).split()

    def inspect(self, container, template):
        return self.docker("inspect", "-f", template, container)

    def curl(self, url, *options):
        """The body of an answer with a status below 400, else an error."""
        return self.run("curl", "-sS", "--fail", "--max-time", "15", *options, url)
