"""A model of a Docker Engine with Compose and a swarm of one node, for the generated deploy scripts.

What it knows is `model`, plain data, so that it can be copied and compared: containers with their
labels, images by their tags, the gateway, and the swarm's services, secrets and configs.
What a container does follows from its image's tag: `crash…` restarts, `sick…` is unhealthy,
`mute…` is healthy and answers the gateway with 500, `norelease…` fails as a release.

A fault makes the N-th call of a run go wrong: `before` fails without doing it, `after` does it and
then fails, `kill` does it and kills the caller's session, `early` kills before it is done, `half`
does the first of several targets and kills. `int` does it and is a Ctrl-C, to script and children
alike; `term` is SIGTERM to the script alone; `late` is a Ctrl-C during a stop of what ignores
SIGTERM: the engine goes on, and ends it some calls later. After every call the invariants are looked
at; what they say is kept in `violations`.
"""

import copy
import hashlib
import os
import re
import signal
import threading
import time

import compose  # noqa: F401  the commands that it puts on the list
import containers
import images  # noqa: F401
import swarm_objects  # noqa: F401
import swarm_services  # noqa: F401
from calls import Call, Fail
from swarm_updates import tick


def fresh():
    return {
        "containers": [], "images": {}, "image labels": {}, "image users": {}, "image commands": {}, "tags": {}, "registry": [], "made": 0,
        "draining": [], "loaded": None, "conf": None, "networks": [], "services": {}, "secret": {}, "config": {}, "seen": {},
    }  # fmt: skip


class Options:
    """What a test asks of the model beside its calls; serve.py reads it from a file."""

    broken = ()
    build_seconds = 0.0
    root = "/"


class Engine:
    def __init__(self, gateway, model=None, invariants=()):
        self.gateway, self.model = gateway, copy.deepcopy(model or fresh())
        gateway.engine = self
        self.invariants, self.options = invariants, Options()
        self.lock = threading.RLock()
        # note(event, facts), ahead() and watch(call) are a test's.
        self.note = lambda event, **facts: None
        self.ahead = lambda: None
        self.watch = lambda call: None
        self.begin()

    def begin(self, fault=(0, "")):
        """A new run of a script: its calls are counted from one."""
        self.fault, self.calls, self.journal, self.violations = fault, 0, [], []

    def answer(self, pid, folder, stdin, variables, words):
        """One call of a script's: its exit code, what it prints, and its errors."""
        with self.lock:
            self.calls += 1
            kind = self.fault[1] if self.calls == self.fault[0] else ""
            self.ahead()
            code, call = self.play(words, folder, variables, stdin, kind)
            self.journal.append(f"{self.calls} {kind or 'ok'} {' '.join(words)}")
            self.look(f"{self.calls} {' '.join(words)}")
            if call:
                self.watch(call)
        if kind in ("kill", "half", "early"):
            os.killpg(os.getsid(pid), signal.SIGKILL)
        elif kind in ("int", "late"):
            os.killpg(os.getsid(pid), signal.SIGINT)
        elif kind == "term":
            os.kill(pid, signal.SIGTERM)
        if call and call.command.name == "compose build":
            time.sleep(self.options.build_seconds)
        if call is None:
            return code, "", self.said
        return code, "".join(call.out), "\n".join(call.errors)

    def look(self, what):
        for holds in self.invariants:
            self.violations += [f"{what}: {wrong}" for wrong in holds(self)]

    def wait(self):
        """Nobody calls for a while."""
        self.gateway.follow()
        containers.time_passes(self, containers.GRACE)
        self.look("a while later")

    def play(self, words, folder="/", variables=None, stdin="", kind=""):
        """Does one call; its exit code and the call, or None where the model does not know it."""
        try:
            call = Call(self, words, folder, variables, stdin)
        except Fail as failure:
            self.said = str(failure)
            return failure.code, None
        call.kind = kind
        tick(self)
        self.gateway.follow()
        containers.time_passes(self)
        try:
            if kind in ("before", "early"):
                raise Fail(1, "fault: before")
            call.left = 1 if kind == "half" else None
            call.command.run(call)
            if kind == "after":
                raise Fail(1, "fault: after")
        except Fail as failure:
            if str(failure):
                call.complain(failure)
            if failure.code and kind == "before":
                call.out = []
            return failure.code, call
        return 0, call

    def name(self, what=""):
        """A new id, the same in every run with the same calls before it."""
        self.model["made"] += 1
        return hashlib.sha256(f"{what}{self.model['made']}".encode()).hexdigest()[:12]

    def find(self, name):
        """A container by its name or id."""
        for one in self.model["containers"]:
            if name in (one["id"], one["name"]):
                return one
        raise Fail(1, f"Error response from daemon: No such container: {name}")

    def chosen(self, **labels):
        """Containers with these labels of zdc's, without those of `docker compose run`, to which no
        name of a service leads."""
        return [
            one for one in self.model["containers"]
            if all(one["labels"].get(f"zdc.{key}") == value for key, value in labels.items())
            and one["labels"].get("com.docker.compose.oneoff") != "True"
        ]  # fmt: skip

    def behaviour(self, one):
        """What a container does: '' where it works."""
        if one["service"] in self.options.broken:
            return "sick"
        return self.behaviour_of(one["image"])

    def behaviour_of(self, image):
        tag = self.model["images"].get(image, image).rpartition(":")[2]
        word = re.match(r"[a-z]*", tag)[0]
        return word if word in ("crash", "sick", "mute", "norelease") else ""

    def well(self, one):
        """Whether it runs and answers as it must, also by way of the gateway."""
        return one["state"] == "running" and not one["restarts"] and not self.behaviour(one)
