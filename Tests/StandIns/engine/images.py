"""Images and their tags, and what `docker` tells of itself."""

import hashlib

from calls import Fail, command
from go_template import render


def build(engine, name, **labels):
    """An image whose content follows from its name."""
    id = "sha256:" + hashlib.sha256(name.encode()).hexdigest()
    engine.model["tags"][name], engine.model["images"][id] = id, name
    engine.model["image labels"][id] = labels


def known(engine, name):
    """An image's id; one of others comes with its first use."""
    if name in engine.model["images"]:
        return name
    if name not in engine.model["tags"]:
        raise Fail(1, f"Error response from daemon: No such image: {name}")
    return engine.model["tags"][name]


@command("build", values="--tag --file --target --build-arg --cache-from --label")
def build_(call):
    build(call.engine, call.option("--tag"), **dict(text.split("=") for text in call.options.get("--label", [])))


@command("image ls", values="--filter --format", flags="--no-trunc", reads=True)
def image_ls(call):
    """The newest first, a row for each tag."""
    label, _, value = call.options.get("--filter", [""])[0].removeprefix("label=").partition("=")
    model = call.engine.model
    for id in reversed(model["images"]):
        if label and model["image labels"].get(id, {}).get(label) != value:
            continue
        names = [name for name, tagged in model["tags"].items() if tagged == id] or ["<none>:<none>"]
        for name in names:
            repository, _, tag = name.rpartition(":")
            call.print(render(call.option("--format"), {"ID": id, "Repository": repository, "Tag": tag}))


@command("image rm")
def image_rm(call):
    model, name = call.engine.model, call.arguments[0]
    id = known(call.engine, name)
    names = [one for one, tagged in model["tags"].items() if tagged == id]
    used = any(one["image"] == id for one in model["containers"])
    if used and len(names) < 2 or name == id and len(names) > 1:
        raise Fail(1, f"Error response from daemon: conflict: unable to remove {name} (must force)")
    for one in names if name == id else [name]:
        del model["tags"][one]
    if id not in model["tags"].values():
        del model["images"][id]


@command("push", flags="--quiet")
def push(call):
    known(call.engine, call.arguments[0])


@command("pull", flags="--quiet")
def pull(call):
    build(call.engine, call.arguments[0])


@command("tag")
def tag(call):
    old, new = call.arguments
    call.engine.model["tags"][new] = known(call.engine, old)


@command("image inspect", values="--format", reads=True)
def image_inspect(call):
    try:
        id = known(call.engine, call.arguments[0])
    except Fail:
        call.print("[]" if "--format" not in call.options else "")
        raise
    # What a test does not say of an image's command is none.
    user = call.engine.model["image users"].get(call.arguments[0], "")
    entrypoint, words = call.engine.model["image commands"].get(call.arguments[0], (None, None))
    tags = [name for name, tagged in call.engine.model["tags"].items() if tagged == id]
    found = {"Id": id, "RepoTags": tags, "Config": {"Entrypoint": entrypoint, "Cmd": words, "User": user}}
    call.print(render(call.option("--format", "{{json .}}"), found))


@command("run", values="--network --entrypoint", flags="--rm", program=True)
def run(call):
    """A look at an image: it has a shell, cat and sleep, and one of what asks a port."""
    if call.arguments[0] not in call.engine.model["tags"]:
        build(call.engine, call.arguments[0])  # as `pull`
    if call.arguments[1:] == ["-c", "command -v nc || command -v bash || command -v python3"]:
        return call.print("/usr/bin/nc")
    if call.arguments[1:] != ["-c", "command -v cat && command -v sleep"]:
        raise Fail(97, f"the model knows no: docker {' '.join(call.words)}")
    call.print("/bin/cat\n/bin/sleep")


@command("info", values="--format", reads=True)
def info(call):
    call.print(render(call.option("--format"), {
        "DockerRootDir": call.engine.options.root, "Swarm": {"ControlAvailable": True},
        "SecurityOptions": ["name=seccomp,profile=builtin"],
    }))  # fmt: skip


@command("version", values="--format", reads=True)
def version(call):
    call.print(render(call.option("--format"), {"Client": {"Version": "28.2.2"}}))


@command("context inspect", values="--format", reads=True)
def context(call):
    host = {"Host": "unix:///var/run/docker.sock"}
    call.print(render(call.option("--format"), {"Endpoints": {"docker": host}}))


@command("network inspect", values="--format", reads=True)
def network_inspect(call):
    for one in call.engine.model["networks"]:
        if one["name"] == call.arguments[0]:
            return call.print(render(call.option("--format"), {"Driver": one["driver"]}))
    raise Fail(1, f"Error response from daemon: network {call.arguments[0]} not found")


@command("network ls", values="--filter", flags="--quiet", reads=True)
def network_ls(call):
    for one in call.engine.model["networks"]:
        if f"label=com.docker.stack.namespace={one['stack']}" in call.options["--filter"]:
            call.print(one["name"])


@command("network rm")
def network_rm(call):
    networks = call.engine.model["networks"]
    kept = [one for one in networks if one["name"] not in call.arguments]
    if len(kept) == len(networks):
        raise Fail(1, f"Error response from daemon: network {call.arguments[0]} not found")
    call.engine.model["networks"] = kept
