"""`docker compose`."""

import compose_file
import images
from calls import Fail, command
from containers import begin, end

PROJECT, SERVICE, ONE_OFF, HASH = (
    f"com.docker.compose.{name}" for name in ("project", "service", "oneoff", "config-hash")
)


class Project:
    """The Compose files of a call, and the engine's containers of that project."""

    def __init__(self, call):
        self.call, self.engine = call, call.engine
        given = dict(call.shared)
        files = [call.folder / value for name, value in call.shared if name in ("-f", "--file")]
        self.profiles = [value for name, value in call.shared if name == "--profile"]
        name, self.services = compose_file.load(files, call.variables)
        self.name = given.get("-p") or given.get("--project-name") or name or call.folder.name
        for service, spec in self.services.items():
            if "build" in spec:
                spec.setdefault("image", f"{self.name}-{service}")

    def chosen(self, names):
        """The services of these names, else all whose profile is on."""
        for name in names:
            if name not in self.services:
                raise Fail(1, f"no such service: {name}")
        return names or [
            name for name, spec in self.services.items()
            if not spec.get("profiles") or set(spec["profiles"]) & set(self.profiles)
        ]  # fmt: skip

    def with_dependencies(self, names):
        found = []
        for name in names:
            for needed in self.with_dependencies(list(self.services[name].get("depends_on") or {})):
                found += [needed] if needed not in found else []
            found += [name] if name not in found else []
        return found

    def containers(self, service):
        return [
            one for one in self.engine.model["containers"]
            if one["labels"].get(PROJECT) == self.name and one["service"] == service
            and one["labels"].get(ONE_OFF) == "False"
        ]  # fmt: skip

    def image(self, service):
        """The id of its image. Where no service builds that image it comes from a registry."""
        name = self.services[service]["image"]
        built = {spec.get("image") for spec in self.services.values() if "build" in spec}
        if name not in self.engine.model["tags"] and not name.startswith("sha256:"):
            if name in built:
                raise Fail(1, f"Error response from daemon: No such image: {name}")
            images.build(self.engine, name)
        return images.known(self.engine, name)

    def make(self, service, name, one_off="False"):
        spec, image = self.services[service], self.image(service)
        own = {PROJECT: self.name, SERVICE: service, ONE_OFF: one_off, HASH: compose_file.config_hash(spec)}
        labels = compose_file.labels(spec)
        one = {
            "id": self.engine.name(name), "name": name, "service": service, "labels": labels | own,
            "role": labels.get("zdc.role", ""), "image": image, "image_name": spec["image"],
            "state": "created", "restarts": 0, "health": compose_file.health(spec),
            "ports": [text.rpartition(":")[0] for text in spec.get("ports", [])],
        }  # fmt: skip
        self.engine.model["containers"].append(one)
        return one

    def remove(self, one):
        end(self.engine, one)
        self.engine.model["containers"].remove(one)

    def up(self, service, force, keep):
        """Its containers, made again where they must; those are returned."""
        spec, there = self.services[service], self.containers(service)
        wanted, image = compose_file.config_hash(spec), self.image(service)
        made = []
        for number in range(compose_file.replicas(spec)):
            if not self.call.more():
                break
            one = there[number] if number < len(there) else None
            differs = one and (one["labels"][HASH] != wanted or one["image"] != image)
            name = spec.get("container_name") or f"{self.name}-{service}-{number + 1}"
            if one and (force or (differs and not keep)):
                self.remove(one)
                one = None
            if not one:
                one = self.make(service, name)
                made.append(one["name"])
            if one["state"] != "running":
                begin(self.engine, one)
        return made


@command(
    "compose up", values="--wait-timeout",
    flags="--detach --no-deps --force-recreate --no-recreate --no-build --wait",
)  # fmt: skip
def up(call):
    project, flags = Project(call), call.flags
    names = project.chosen(call.arguments)
    if "--no-deps" not in flags:
        names = project.with_dependencies(names)
    made = []
    for name in names:
        spec = project.services[name]
        missing = spec.get("image") not in call.engine.model["tags"]
        if "build" in spec and missing and "--no-build" not in flags:
            images.build(call.engine, spec["image"])
        made += project.up(name, "--force-recreate" in flags, "--no-recreate" in flags)
    call.engine.note("up", names=names, made=made)
    if "--wait" in flags:
        for one in (one for name in names for one in project.containers(name)):
            if call.engine.behaviour(one) in ("sick", "crash"):
                raise Fail(1, f"container {one['name']} is unhealthy")


@command("compose build")
def build(call):
    project = Project(call)
    names = project.chosen(call.arguments)
    for name in names:
        if "build" in project.services[name] and call.more():
            built = project.services[name]["build"]
            labels = built.get("labels", {}) if isinstance(built, dict) else {}
            images.build(call.engine, project.services[name]["image"], **labels)
    call.engine.note("build", names=names)


@command("compose pull", values="--policy", flags="--quiet")
def pull(call):
    """What is missing, and in the registry of the test; what is of others comes with its first use."""
    project, model = Project(call), call.engine.model
    names = project.chosen(call.arguments)
    for image in (project.services[name]["image"] for name in names):
        if image in model["registry"] and image not in model["tags"]:
            images.build(call.engine, image)
    call.engine.note("pull", names=names)


@command("compose config", values="--hash", reads=True)
def config(call):
    for name, spec in sorted(Project(call).services.items()):
        call.print(name, compose_file.config_hash(spec))


@command("compose run", values="--entrypoint", flags="--rm --no-deps -T", program=True)
def run(call):
    project, (name, *words) = Project(call), call.arguments
    if "--entrypoint" in call.options:  # the check of a conf before the gateway runs
        return call.engine.gateway.run(call, [call.option("--entrypoint"), *words])
    one = project.make(name, f"{project.name}-{name}-run-{call.engine.name()}", one_off="True")
    one["state"] = "running"
    call.engine.note("run", names=[name])
    if call.kind == "kill":
        return None  # who asked for it is gone, and it goes on
    project.remove(one)
    if call.engine.behaviour(one) == "norelease":
        raise Fail(1, "the release failed, as built")


@command("compose down")
def down(call):
    project, gone = Project(call), []
    for name in project.chosen([]):
        for one in project.containers(name):
            gone.append(one["name"])
            project.remove(one)
    call.engine.note("down", names=gone)
