#!/usr/bin/env python3
"""serve.py FOLDER: a model of an engine whose gateway is the real nginx, for tests in another language.

Prints its port and ends when its input ends. FOLDER/options.json is looked at for every call:
{"broken": [SERVICE...], "ignoreReload": true, "gateway": true, "slowBuild": SECONDS}; without
`gateway` no nginx runs, and all that is asked of it is well. While there is a file FOLDER/builds-wait
no build ends. FOLDER/journal gets a line of JSON for
each thing that was done, and FOLDER/world.json is written for services.py."""

import json
import os
import pathlib
import sys
import time

from engine import Engine
from gateway import RealGateway
from server import served


class Served(Engine):
    def __init__(self, folder):
        super().__init__(RealGateway(folder))
        self.folder, self.note = folder, self.written

    def answer(self, *question):
        self.read_options()
        answer = super().answer(*question)
        with self.lock:
            self.write_world()
        while "build" in question[-1] and (self.folder / "builds-wait").exists():
            time.sleep(0.02)
        return answer

    def read_options(self):
        try:
            given = json.loads((self.folder / "options.json").read_text())
        except FileNotFoundError:
            given = {}
        self.options.broken = given.get("broken", [])
        self.options.build_seconds = given.get("slowBuild", 0)
        self.options.root = str(self.folder)
        self.gateway.plain = not given.get("gateway")
        self.gateway.ignores_reload = given.get("ignoreReload", False)

    def write_world(self):
        there = self.model["containers"]
        running = [one["service"] for one in there if one["state"] == "running"]
        world = {
            "names": {name: "127.0.0.1" for name in running},
            "stopped": [one["service"] for one in there if one["service"] not in running],
            "broken": self.options.broken,
        }
        new = self.folder / "world.json.new"
        new.write_text(json.dumps(world))
        os.replace(new, self.folder / "world.json")

    def written(self, event, **facts):
        running = [one["name"] for one in self.model["containers"] if one["state"] == "running"]
        with open(self.folder / "journal", "a") as file:
            print(json.dumps({"event": event, "running": running, **facts}), file=file)


with served(Served(pathlib.Path(sys.argv[1]))) as port:
    print(port, flush=True)
    sys.stdin.read()
