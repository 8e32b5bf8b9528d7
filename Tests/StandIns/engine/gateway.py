"""The gateway's container: nginx played, or the real one, and what gateway.sh says inside of it."""

import contextlib
import hashlib
import os
import pathlib
import re
import signal
import subprocess
import time

from calls import Fail


class ModelGateway:
    """nginx, played. `loaded` is [colour, serial] that it serves; `conf` what it has read: its sum, those
    of all, and what it falls back on. `draining` has an entry for each conf before it whose workers still
    answer requests, and for each colour that was switched away from: to which containers they were sent,
    and how often somebody has to look until they have ended."""

    # How often somebody has to look until what is under way has ended.
    looks = 2

    def __init__(self, state):
        self.folder = pathlib.Path(state) / "gateway"

    @property
    def model(self):
        return self.engine.model

    def live(self):
        """[colour, serial] that a gateway serves which starts now; None where nginx can't read it."""
        conf = self.read("live")
        return conf and (self.followed(conf) or conf["own"])

    def read(self, name):
        folder = self.folder / name
        try:
            if "broken" in (folder / "nginx.conf").read_text():
                return None
            upstreams = [(folder / f"upstreams/{colour}.conf").read_text() for colour in ("blue", "green")]
            own = [said(folder / f"state/{kind}.map") for kind in ("colour", "serial")]
        except OSError:
            return None
        sums = [re.findall(r"^map '' \$loaded_\w+ { default (\w+); }$", text, re.MULTILINE) for text in upstreams]
        sum, tls = (said(path) if path.exists() else "" for path in (folder / "state/conf.map", self.folder / "tls/loaded.map"))
        return {"sum": sum, "sums": [sum, *sums, tls], "own": own}

    def followed(self, conf):
        """[colour, serial] of where the conf's own link leads to; None where there is none."""
        if not conf["sum"]:  # an older conf
            return conf["own"]
        link = self.folder / f"conf.{conf['sum']}"
        if not link.exists():
            return None
        _, serial, colour = os.readlink(link).split(".")
        return [colour, serial]

    def follow(self):
        """What its link says by now; what is under way stays where it is."""
        before, conf = self.model["loaded"], self.model["conf"]
        if before:
            now = self.followed(conf) or conf["own"]
            if now[0] != before[0]:
                self.leave(before[0], "requests")
            self.model["loaded"] = now

    def leave(self, colour, what):
        asked = self.engine.chosen(role="web", colour=colour)
        ids = [one["id"] for one in asked if one["state"] == "running"]
        self.model["draining"].append({"what": what, "colour": colour, "ids": ids, "looks": self.looks})

    def started(self):
        self.model["loaded"], self.model["conf"] = self.live(), self.read("live")

    def stopped(self):
        self.model["loaded"], self.model["conf"], self.model["draining"] = None, None, []

    def under_way(self, service):
        return 0

    def run(self, call, words):
        if words[0] == "nginx":
            return self.reload(call)
        getattr(self, words[2])(call, *words[3:])

    def reload(self, call):
        if self.live() is None:
            raise Fail(1, "nginx: configuration file test failed")
        if before := self.model["loaded"]:
            self.leave(before[0], "workers")
            call.print("7 8")
        self.started()

    def is_fresh(self):
        conf = self.model["conf"]
        return bool(conf and conf["sum"] and all(conf["sums"][1:3]) and conf == (self.read("live") or {}) | {"own": conf["own"]})

    def fresh(self, call):
        if not self.is_fresh():
            raise Fail(1)

    def serving(self, call):
        if not self.model["loaded"] or not self.followed(self.model["conf"]):
            raise Fail(1)
        call.print(*self.model["loaded"])

    def switched(self, call, text, seconds):
        if text != " ".join(self.model["loaded"] or []):
            raise Fail(1)

    def draining(self, call, colour, *old):
        asked = [one for one in self.model["draining"] if one["what"] == "workers" or one["colour"] == colour]
        for entry in asked:
            entry["looks"] -= 1
        self.model["draining"] = [one for one in self.model["draining"] if one["looks"] >= 0]
        left = [one["what"] for one in asked if one["looks"] >= 0]
        call.print("workers" if "workers" in left else "requests" if left else "drained")

    def connected(self, call, *addresses):
        call.print(len(addresses))

    def check(self, call, *folders):
        for name in folders:
            folder = self.folder / name
            files = [folder / "nginx.conf", *sorted(folder.glob("upstreams/*")), *sorted(folder.glob("state/*"))]
            try:
                text = b"".join(file.read_bytes() for file in files)
            except OSError as error:
                raise Fail(1, str(error)) from None
            call.print(hashlib.sha256(text).hexdigest() + "  -")
        for name in folders:
            if self.read(name) is None:
                raise Fail(1, 'nginx: [emerg] unknown directive "broken"')

    def empty(self, call, *folders):
        self.engine.note("empty", folders=folders)

    def answering(self, call, times, seconds, host, *urls):
        colour = host.removesuffix(".zdc")
        if colour == host:
            colour = (self.model["loaded"] or [""])[0]
        for url in urls:
            only = {"service": url.rpartition("/")[2]} if "/zdc/health/" in url else {}
            asked = self.engine.chosen(role="web", colour=colour, **only)
            # An ill container may answer all the same; here it does not.
            if not asked or not all(map(self.engine.well, asked)):
                raise Fail(1, f"{url} as {host} answers 500, not 2xx or 3xx {times} times in a row")


    def compare(self, call, old, new, *urls):
        for url in urls:
            well = [
                asked and all(map(self.engine.well, asked))
                for asked in (self.engine.chosen(role="web", colour=host.removesuffix(".zdc")) for host in (old, new))
            ]
            if well == [True, False]:
                raise Fail(1, f"{url} answers 200 as {old} and 500 as {new}")


def said(path):
    """The value in a file of one line, `'' VALUE;`."""
    return path.read_text().split()[1].rstrip(";")


class RealGateway:
    """The real nginx, of the configuration below a state folder; `folder` has its pid file and the
    requests that services.py noted."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.state = self.folder / "state"
        # `plain` is a gateway that only is asked to: nothing runs.
        self.plain, self.ignores_reload = True, False

    @property
    def conf(self):
        return str(self.state / "gateway/live/nginx.conf")

    def nginx(self, *words):
        done = subprocess.run(["nginx", *words], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            raise Fail(done.returncode, done.stderr)

    def started(self):
        if not self.plain:
            self.nginx("-c", self.conf)

    def stopped(self):
        with contextlib.suppress(FileNotFoundError, ValueError, ProcessLookupError):
            os.kill(int((self.folder / "nginx.pid").read_text()), signal.SIGTERM)

    def follow(self):
        """It does so by itself."""

    def under_way(self, service):
        """Requests that the service has and has not answered."""
        import json

        count = 0
        with contextlib.suppress(FileNotFoundError), open(self.folder / "requests") as file:
            for request in map(json.loads, file):
                if request["app"] == service:
                    count += 1 if request["event"] == "begin" else -1
        return count

    def reload(self):
        """The workers that end by it, as soon as there are new ones. (Of all that run on this host,
        gateway.sh could not tell whose they are.)"""
        if self.plain:
            return []
        if self.ignores_reload:
            raise Fail(1)
        before = self.workers()
        self.nginx("-c", self.conf, "-s", "reload")
        end = time.monotonic() + 15
        while not self.workers() - before:
            if time.monotonic() > end:
                raise Fail(1)
            time.sleep(0.02)
        return sorted(before)

    def workers(self):
        master = (self.folder / "nginx.pid").read_text().strip()
        return set(pathlib.Path(f"/proc/{master}/task/{master}/children").read_text().split())

    def run(self, call, words):
        note = self.engine.note
        if words[0] == "nginx" and "-t" in words:
            note("test")
            if not self.plain:
                self.nginx("-t", "-q", "-c", self.conf)
        elif words[0] == "nginx":
            note("reload")
            if not self.plain and not self.ignores_reload:
                self.nginx("-c", self.conf, "-s", "reload")
        elif words[2:] == ["reload"]:
            note("reload")
            call.print(*self.reload())
        elif words[1:3] == ["/from/nginx/gateway.sh", "empty"]:
            note("empty", folders=words[3:])
        elif words[:2] == ["sh", "/etc/zdc/gateway.sh"]:
            note({"check": "test", "answering": "ask"}.get(words[2], words[2]), words=words[3:])
            command = ["sh", str(self.state / "gateway/gateway.sh"), *words[2:]]
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
            call.out.append(done.stdout)
            if done.returncode:
                raise Fail(done.returncode, done.stderr)
        else:
            raise Fail(97, f"the model's gateway knows no {' '.join(words)}")
