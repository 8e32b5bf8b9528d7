"""A small model of a Docker Engine with Compose, for the generated deploy scripts.

Knows containers by their labels, images by their tags, and one nginx: what it loaded, which folder
of the state it would load next, and how often it still says that an old worker is left. The
`docker` beside this file asks it, over a loopback port.

What a container does follows from its image's tag: `crash…` restarts, `sick…` is unhealthy,
`mute…` is healthy and answers the gateway with 500, `norelease…` fails as a release.
A fault makes the N-th changing call go wrong: `before` fails without doing it, `after` does it and
then fails, `kill` does it and kills the caller's session.
After every call the active colour must be whole once it was; what is not so is a violation.
"""

import contextlib
import copy
import hashlib
import os
import pathlib
import re
import signal
import socketserver
import subprocess
import threading


class Fail(Exception):
    """Ends the call with this code."""

    def __init__(self, code=1, message=""):
        super().__init__(message)
        self.code = code


def fresh():
    return {"containers": {}, "images": {}, "tags": {}, "nginx": None, "draining": 0, "calls": 0}


class Engine:
    """One engine. `state` is the folder that its gateway mounts."""

    def __init__(self, state, model=None):
        self.state, self.model = pathlib.Path(state), copy.deepcopy(model or fresh())
        self.fault = (0, "")
        self.journal, self.violations = [], []
        self.lock = threading.Lock()

    @contextlib.contextmanager
    def served(self):
        """Its port, while it answers."""
        engine = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                words = b""
                while not words.endswith(b"\0<end>\0"):
                    words += self.request.recv(65536)
                self.wfile.write(engine.answer(*words.decode().split("\0")[:-2]))

        with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield server.server_address[1]
            server.shutdown()

    def answer(self, pid, folder, tag, *words):
        """One call of the caller's: its exit code on a line, then what it prints."""
        with self.lock:
            kind, code = "", 0
            call = Call(self, folder, tag)
            if changes(words):
                self.model["calls"] += 1
                kind = self.fault[1] if self.model["calls"] == self.fault[0] else ""
                self.journal.append(f"{self.model['calls']} {kind or 'ok'} {' '.join(words)}")
            try:
                if kind == "before":
                    raise Fail(1, "fault: before")
                call.do(words)
                if kind == "after":
                    raise Fail(1, "fault: after")
            except Fail as failure:
                code = failure.code
            if wrong := self.violation():
                self.violations.append(f"{self.model['calls']} {' '.join(words)}: {wrong}")
            if kind == "kill":
                os.killpg(os.getsid(int(pid)), signal.SIGKILL)
            return f"{code}\n".encode() + "".join(call.out).encode()

    # Containers

    def chosen(self, filters):
        """Containers that pass filters such as label=zdc.role=web, in order of creation."""
        found = []
        for id, one in self.model["containers"].items():
            labels = one["labels"]
            wanted = [f.removeprefix("label=").partition("=") for f in filters if f.startswith("label=")]
            if all(labels.get(name) == value for name, _, value in wanted):
                found.append((id, one))
        return found

    def get(self, name):
        for id, one in self.model["containers"].items():
            if name in (id, one["name"]):
                return id, one
        raise Fail(1, f"Error: No such container: {name}")

    def behaviour(self, one):
        tag = self.model["images"].get(one["image"], one["image"]).rpartition(":")[2]
        return re.match(r"[a-z]*", tag)[0]

    def make(self, service, spec, tag_of):
        for id, one in list(self.model["containers"].items()):
            if one["labels"].get("compose.service") == service and not one["labels"].get("one-off"):
                del self.model["containers"][id]
        return self.add(service, spec, tag_of, spec["name"])

    def add(self, service, spec, tag_of, name):
        id = hashlib.sha256(f"{self.model['calls']}{name}".encode()).hexdigest()[:12]
        labels = spec["labels"] | {"compose.service": service}
        image = self.model["tags"].get(tag_of(spec["image"]), tag_of(spec["image"]))
        self.model["containers"][id] = {
            "name": name, "labels": labels, "image": image, "state": "running", "restarts": 0,
        }  # fmt: skip
        self.begin(id)
        return id

    def begin(self, id):
        one = self.model["containers"][id]
        one["state"], one["restarts"] = "running", 0
        if self.behaviour(one) == "crash" and one["labels"].get("zdc.role") != "release":
            one["restarts"] = 1
        if one["labels"].get("zdc.role") == "gateway":
            self.model["nginx"] = self.read_live()

    # nginx

    def read_live(self):
        """[colour, serial] of the folder that `live` leads to."""
        folder = self.state / "gateway" / "live"
        try:
            words = [(folder / f"state/{m}.map").read_text().split() for m in ("colour", "serial")]
            (folder / "nginx.conf").read_text()
        except OSError:
            return None
        return [words[0][1].rstrip(";"), words[1][1].rstrip(";")]

    def gateway_runs(self):
        return any(one["state"] == "running" for _, one in self.chosen(["label=zdc.role=gateway"]))

    def answers(self, colour):
        """Whether every web container of a colour is there, runs and is well."""
        found = self.chosen(["label=zdc.role=web", f"label=zdc.colour={colour}"])
        return bool(found) and all(
            one["state"] == "running" and self.behaviour(one) not in ("sick", "mute", "crash")
            for _, one in found
        )

    def violation(self):
        """Why the model is not whole: the active colour must be healthy once it was."""
        if not self.model["nginx"] or not self.gateway_runs():
            return None
        colour = self.model["nginx"][0]
        if self.model.get("served") and not self.answers(colour):
            return f"{colour} serves and is not whole"
        if self.answers(colour):
            self.model["served"] = True
        return None


READING = {"ps", "inspect", "logs", "info", "context", "version", "image", "wait"}


def changes(words):
    """Whether a call changes anything; only those are counted, and can be made to fail."""
    if words[0] == "compose":
        return not {"config", "pull"} & set(words)
    if words[0] == "exec":
        return "reload" in words
    return words[0] not in READING


def option(words, name, default=None):
    return words[words.index(name) + 1] if name in words else default


def read_services(text, found):
    """The few lines of zdc's own YAML that the model needs, read without a library."""
    inside, name, section = False, "", ""
    for line in text.splitlines():
        if re.match(r"\S", line):
            inside = line.startswith("services:")
        elif inside and (match := re.match(r"  ([\w-]+):(?: \{image: '(.*)'\})?$", line)):
            name = match[1]
            spec = found.setdefault(name, {"labels": {}, "name": f"{name}-1", "image": ""})
            if match[2]:
                spec["image"] = match[2]
        elif inside and (match := re.match(r"    ([\w]+):(?: (.*))?$", line)):
            section = match[1]
            if section == "image":
                found[name]["image"] = match[2]
            if section == "container_name":
                found[name]["name"] = match[2]
        elif inside and section == "labels" and (match := re.match(r"      (zdc\.\w+): (.*)$", line)):
            found[name]["labels"][match[1]] = match[2]


class Call:
    """One call of `docker`."""

    def __init__(self, engine, folder, tag):
        self.engine, self.folder, self.tag = engine, pathlib.Path(folder), tag
        self.out = []

    def print(self, *words):
        self.out.append(" ".join(map(str, words)) + "\n")

    def do(self, words):
        handler = getattr(self, f"call_{words[0]}", None)
        if handler is None:
            raise Fail(64, f"the model knows no: docker {' '.join(words)}")
        handler(list(words[1:]))

    def call_context(self, words):
        self.print("unix:///var/run/docker.sock")

    def call_info(self, words):
        self.print(self.engine.state)

    def call_ps(self, words):
        values = [f"label={w.partition('label=')[2]}" for w in words if "label=" in w]
        found = self.engine.chosen([v for v in values if v.startswith("label=zdc.")])
        if any("config-hash" in value for value in values):
            return self.print("known")
        if "--all" not in words and "-aq" not in words:
            found = [(id, one) for id, one in found if one["state"] == "running"]
        template = option(words, "--format", "{{.ID}}")
        for id, one in found:
            status = "Up 5 seconds (healthy)" if one["state"] == "running" else "Exited (0) 5 seconds ago"
            facts = {"ID": id, "Names": one["name"], "State": one["state"], "Image": one["image"], "Status": status}
            text = re.sub(r'{{\.Label "([^"]*)"}}', lambda m: one["labels"].get(m[1], ""), template)
            self.print(re.sub(r"{{\.(\w+)}}", lambda m: facts[m[1]], text))

    def call_inspect(self, words):
        template, ids = words[1], words[2:]
        for id in ids:
            id, one = self.engine.get(id)
            labels = one["labels"]
            if "Healthcheck" in template:
                self.out.append("healthy\0\n" if labels.get("zdc.health", "own") == "own" else "\n")
            elif "RestartCount" in template and "Health" in template:
                health = "unhealthy" if self.engine.behaviour(one) == "sick" else "healthy"
                self.print(one["state"], one["restarts"], health, labels.get("zdc.health", "own"), labels["zdc.service"])
            elif "RestartCount" in template:
                self.print(one["name"] if one["state"] != "running" or one["restarts"] else "")
            elif "zdc.service" in template:
                self.print(labels["zdc.service"], one["image"])
            else:
                self.print(one["name"])

    def call_logs(self, words):
        self.print(f"log of {self.engine.get(words[-1])[1]['name']}")

    def call_image(self, words):
        self.print("[]")

    def call_wait(self, words):
        for name in words:
            self.engine.get(name)[1]["state"] = "exited"
            self.print(0)

    def call_start(self, words):
        for name in words:
            id, one = self.engine.get(name)
            if one["state"] != "running":
                self.engine.begin(id)

    def call_stop(self, words):
        for name in words:
            self.engine.get(name)[1]["state"] = "exited"

    def call_rm(self, words):
        for name in words:
            if not name.startswith("-"):
                with contextlib.suppress(Fail):
                    del self.engine.model["containers"][self.engine.get(name)[0]]

    def call_tag(self, words):
        self.engine.model["tags"][words[1]] = words[0]

    def call_network(self, words):
        pass

    def call_run(self, words):
        pass

    def call_exec(self, words):
        id, one = self.engine.get(words[0])
        if one["state"] != "running":
            raise Fail(1, f"Error response from daemon: Container {words[0]} is not running")
        words = words[1:]
        if words[0] == "healthy":
            raise Fail(1 if self.engine.behaviour(one) == "sick" else 0)
        if words[0] == "nginx":
            if self.engine.read_live() is None:
                raise Fail(1, "nginx: configuration file test failed")
            if self.engine.read_live() != self.engine.model["nginx"]:
                self.engine.model["draining"] = 2
            self.engine.model["nginx"] = self.engine.read_live()
            return None
        return self.inside(words[2:])

    def inside(self, words):
        """gateway.sh as it would be answered in the gateway's container."""
        what, rest = words[0], words[1:]
        serving = " ".join(self.engine.model["nginx"] or [])
        if what == "serving":
            self.print(serving)
        elif what == "switched":
            raise Fail(0 if serving == rest[0] else 1)
        elif what == "draining":
            self.engine.model["draining"] -= 1
            raise Fail(0 if self.engine.model["draining"] >= 0 else 1)
        elif what == "check":
            self.check(rest)
        elif what == "answering":
            host = rest[2]
            colour = host.removesuffix(".zdc") if host.endswith(".zdc") else serving.split()[0]
            raise Fail(0 if self.engine.answers(colour) else 1)
        else:
            raise Fail(64, f"the model's gateway knows no {what}")

    def check(self, folders):
        script = self.engine.state / "gateway/gateway.sh"
        command = ["sh", script, "sums", self.engine.state / "gateway", *folders]
        self.out.append(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        for folder in folders:
            if "broken" in (self.engine.state / "gateway" / folder / "nginx.conf").read_text():
                raise Fail(1, 'nginx: [emerg] unknown directive "broken"')

    def services(self, words):
        """{name: spec} of the Compose files; a later one goes before."""
        found = {}
        for number, word in enumerate(words):
            if word == "-f":
                read_services((self.folder / words[number + 1]).read_text(), found)
        return found

    def tag_of(self, image):
        return re.sub(r"\$\{TAG:-([^}]*)\}", lambda m: self.tag or m[1], image)

    def call_compose(self, words):
        known = self.services(words)
        verbs = [w for w in words if w in ("up", "run", "build", "pull", "config")]
        verb = verbs[0]
        rest = words[words.index(verb) + 1 :]
        named = [w for w in rest if w in known]
        if verb == "config":
            for name in known:
                self.print(name, "known")
        elif verb == "build":
            for name in named:
                image = self.tag_of(known[name]["image"])
                self.engine.model["tags"][image] = "sha256:" + hashlib.sha256(image.encode()).hexdigest()
                self.engine.model["images"][self.engine.model["tags"][image]] = image
        elif verb == "run":
            self.compose_run(known, named[0], rest)
        elif verb == "up":
            self.compose_up(known, named, rest)

    def compose_run(self, known, name, rest):
        if "--entrypoint" in rest:  # the check of a conf before the gateway runs
            return self.inside(rest[rest.index(name) + 2 :])
        id = self.engine.add(name, known[name], self.tag_of, f"{name}-run")
        bad = self.engine.behaviour(self.engine.model["containers"][id]) == "norelease"
        del self.engine.model["containers"][id]
        if bad:
            raise Fail(1, "the release failed, as built")

    def compose_up(self, known, named, rest):
        for name in named:
            spec = known[name]
            existing = [
                (id, one) for id, one in self.engine.model["containers"].items()
                if one["labels"].get("compose.service") == name
            ]  # fmt: skip
            image = self.engine.model["tags"].get(self.tag_of(spec["image"]), self.tag_of(spec["image"]))
            same = existing and existing[0][1]["image"] == image
            if existing and "--force-recreate" not in rest and (same or "--no-recreate" in rest):
                if existing[0][1]["state"] != "running":
                    self.engine.begin(existing[0][0])
                continue
            self.engine.make(name, spec, self.tag_of)
