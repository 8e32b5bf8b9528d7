"""Two of the manifests in the manner of public stacks, switched under load, as they are but for times
and listeners (harness/project.py has what differs).

No registry is asked: the names of their images are those of stand-ins, which are built here. Behind
Rails, Spring and Flyway stands one Python program that answers as they would, behind PostgreSQL one
that takes connections; nginx is the real one.
"""

import functools

from harness.engine import TESTBED
from harness.load import REUSED
from harness.project import Project
from harness.scenario import require, scenario
from harness.stage import Stage, whole

GROUP = "stacks"
POSTGRES = "postgres:17-alpine"
# Service of the stand-in → the port that its image listens at.
IMAGES = {
    "forum": {"web": 3000, "streaming": 4000},
    "clinic": {"config-server": 8888, "schema": 0, "customers": 8081, "visits": 8082, "portal": 8080},
}
FORUM = (
    "name=get,rate=80,path=/x?ms=50,service=web",
    "name=post,rate=40,method=POST,path=/echo?ms=20,service=web",
    f"name=keepalive,rate=30,path=/x?ms=20,service=web,{REUSED}",
    "name=events,rate=10,path=/api/v1/streaming/x?ms=50,service=streaming",
    "name=slow,rate=2,path=/slow?s=3,service=web",
    "name=sockets,kind=websocket,connections=5,rate=2,path=/api/v1/streaming/y",
)
CLINIC = (
    "name=get,rate=80,path=/x?ms=50,service=portal",
    "name=post,rate=40,method=POST,path=/echo?ms=20,service=portal",
    f"name=keepalive,rate=30,path=/x?ms=20,service=portal,{REUSED}",
    "name=peer,rate=10,path=/peer,service=portal",
    "name=slow,rate=2,path=/slow?s=3,service=portal",
)
# Whether a name of its network is known to a container, and whether the host behind it answers.
REACHES = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 2).close()"


class Stack(Project):
    """A project whose images have no build folder in the manifest."""

    def make(self, version, broken=""):
        if version not in self.tags:
            self.lay_out(version, broken)
            if not self.docker_folder.exists():
                self.generate()
            for name, port in IMAGES[self.manifest].items():
                image = f"registry.example.com/{self.manifest}/{name}:{version}"
                folder = self.folder / "images" / name
                self.engine.docker("build", "-q", "--build-arg", f"PORT={port}", "-t", image, folder)
            self.tags.add(version)
        return version

    def answer(self):
        """Nothing that the forum is given names its colour: its container does."""
        seen = super().answer()
        colours = (colour for _, colour, _, id in self.containers().values() if id.startswith(seen["host"]))
        return seen | {"colour": next(colours, seen["colour"])}


class StackStage(Stage):
    def __init__(self, engine):
        self.engine, self.pictures = engine, {}

    def take(self, manifest, lanes, **where):
        self.engine.clear()
        super().__init__(self.engine, manifest, lanes, **where)
        self.project = Stack(self.engine, manifest)
        self.engine.docker("build", "-q", "-t", POSTGRES, TESTBED / "app/postgres")

    def switched(self, title):
        """The row of two switches under load."""
        self.ready()
        self.other()

        def act(facts):
            for _ in range(2):
                tag = self.other()
                facts["seconds"] = self.project.deployed(tag).seconds
                self.check(tag)

        return whole(self, title, act)

    def reaches(self, service, name, port):
        """Whether one of a service's containers gets a connection to another's port."""
        container = self.engine.containers(f"service={service}", running=True)[0]
        ask = functools.partial(self.engine.docker, "exec", container, "python3", "-c", REACHES, name, port)
        try:
            ask()
        except RuntimeError:
            return False
        return True


def stage(engine):
    return StackStage(engine)


@scenario(GROUP, "a forum (Rails, WebSockets, a queue's worker; stand-ins under their images' names): two switches")
def forum(stage, title):
    stage.take("forum", FORUM, host="social.example.com")
    row = stage.switched(title)
    workers = [name for name in stage.project.containers() if "-sidekiq-" in name]
    require(len(workers) == 2, f"workers: {workers}")
    return row


@scenario(GROUP, "a clinic (Spring: a config server, Flyway first, four networks; stand-ins likewise): two switches")
def clinic(stage, title):
    stage.take("clinic", CLINIC)
    tag = stage.project.make("v1")
    run = stage.refused(stage.project.deploy(tag), "there is no network host-metrics")
    require(not stage.project.containers(), f"containers are there:\n{run.text}")
    stage.engine.docker("network", "create", "host-metrics")
    row = stage.switched(title)
    colour = stage.project.answer()["colour"]
    for service, name, port, wanted in (
        ("portal", f"config-{colour}", 8888, True), ("customers", "database", 5432, True),
        ("visits", f"customers-{colour}", 8081, True), ("portal", "database", 5432, False),
        ("config", "database", 5432, False), ("database", f"config-{colour}", 8888, False),
    ):  # fmt: skip
        require(stage.reaches(service, name, port) == wanted, f"{service} and {name}: {not wanted}")
    stage.project.done("down")
    names = stage.engine.docker("network", "ls", "--format", "{{.Name}}").split()
    require("host-metrics" in names, f"a network that others made is gone: {names}")
    return row
