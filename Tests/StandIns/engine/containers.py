"""`docker ps`, `inspect`, `start`, `stop`, `rm`, `exec`, `logs` and `wait`."""

from calls import Fail, command
from go_template import render
from swarm_services import task_containers, task_document


def begin(engine, one):
    """Starts a container; what is built to crash has restarted when anybody looks."""
    was = one["state"]
    for other in engine.model["containers"]:
        if other is not one and other["state"] == "running" and set(other["ports"]) & set(one["ports"]):
            raise Fail(1, f"Error response from daemon: Bind for {one['ports'][0]} failed: port is already allocated")
    one["state"], one["restarts"] = "running", 0
    if one["role"] in ("release", "setup"):
        one["state"] = "exited"
    elif engine.behaviour(one) == "crash":
        one["restarts"] = 1
    if is_gateway(one) and was != "running":
        engine.gateway.started()


def end(engine, one):
    if is_gateway(one) and one["state"] == "running":
        engine.gateway.stopped()
    one["state"] = "exited"
    one.pop("ending", None)


def is_gateway(one):
    return one["role"] == "gateway" or one["service"] == "nginx"


def document(engine, one):
    """As `docker inspect` has it."""
    state = {"Status": one["state"], "ExitCode": 0, "Running": one["state"] == "running"}
    if one["health"]:
        state["Health"] = {"Status": "unhealthy" if engine.behaviour(one) == "sick" else "healthy"}
    return {
        "Id": one["id"], "Name": "/" + one["name"], "Image": one["image"], "State": state,
        "RestartCount": one["restarts"],
        "NetworkSettings": {"Networks": {"shop": {"IPAddress": "198.18.0.2" if one["state"] == "running" else ""}}},
        "Config": {
            "Labels": one["labels"], "Image": one["image_name"],
            "Healthcheck": {"Test": one["health"]} if one["health"] else None,
        },
    }  # fmt: skip


def row(engine, one):
    """As `docker ps` has it."""
    if one["state"] == "running":
        health = engine.behaviour(one) == "sick" and "unhealthy" or "healthy"
        status = "Up 5 seconds" + (f" ({health})" if one["health"] else "")
    else:
        status = "Exited (0) 5 seconds ago" if one["state"] == "exited" else "Created"
    return {
        "ID": one["id"], "Names": one["name"], "State": one["state"], "Image": one["image_name"],
        "Status": status, "Label": lambda name: one["labels"].get(name, ""),
    }  # fmt: skip


def passes(one, filters):
    """Whether it passes every filter, such as label=zdc.role=web."""
    for kind, _, wanted in (text.partition("=") for text in filters):
        name, equals, value = wanted.partition("=")
        if kind != "label":
            raise Fail(97, f"the model knows no filter {kind}={wanted}")
        if name not in one["labels"] or (equals and one["labels"][name] != value):
            return False
    return True


@command("ps", values="--filter --format", flags="--all --quiet", reads=True)
def ps(call):
    template = call.option("--format", "{{.ID}}").removeprefix("table ").replace("\\t", "\t")
    for one in [*reversed(call.engine.model["containers"]), *task_containers(call.engine)]:
        if one["state"] != "running" and "--all" not in call.flags:
            continue
        if passes(one, call.options.get("--filter", [])):
            call.print(render(template, row(call.engine, one)))


@command("inspect", values="--format -f --type", reads=True)
def inspect(call):
    missing, tasks = [], {one["id"]: one for one in task_containers(call.engine)}
    for name in call.arguments:
        try:
            if call.option("--type") == "task":
                found = task_document(call.engine, name)
            else:
                found = document(call.engine, tasks.get(name) or call.engine.find(name))
            call.print(render(call.option("--format"), found))
        except Fail:
            missing.append(f"Error: No such object: {name}")
    if missing:
        raise Fail(1, "\n".join(missing))


def each(call, does):
    """Does it to every argument that there is; 1 where one is missing."""
    names, missing, before = [], [], {}
    for name in call.arguments:
        if not call.more():
            break
        try:
            one = call.engine.find(name)
            before[one["name"]] = call.engine.gateway.under_way(one["service"])
            does(call.engine, one)
            names.append(one["name"])
        except Fail as failure:
            missing.append(str(failure))
    call.engine.note(call.command.name, names=names, underWay=before)
    if missing:
        raise Fail(1, "\n".join(missing))
    for name in names:
        call.print(name)


@command("start")
def start(call):
    each(call, lambda engine, one: one["state"] == "running" or begin(engine, one))


# Calls until a container ends that ignores SIGTERM, after the caller of its stop is gone.
GRACE = 30


@command("stop", values="-t")
def stop(call):
    """Who waits for it sees its end; without him the engine goes on, and ends it later."""

    def later(engine, one):
        if one["state"] == "running":
            one.setdefault("ending", GRACE)

    each(call, later if call.kind == "late" else end)


def time_passes(engine, calls=1):
    for one in engine.model["containers"]:
        if "ending" in one:
            one["ending"] -= calls
            if one["ending"] <= 0:
                end(engine, one)


@command("rm", flags="--force")
def rm(call):
    def away(engine, one):
        if one["state"] == "running" and "--force" not in call.flags:
            raise Fail(1, f"cannot remove container \"{one['name']}\": container is running")
        end(engine, one)
        engine.model["containers"].remove(one)

    try:
        each(call, away)
    except Fail as failure:
        # What is not there needs no force.
        if "--force" not in call.flags:
            raise
        call.complain(failure)


@command("wait")
def wait(call):
    for name in call.arguments:
        one = call.engine.find(name)
        end(call.engine, one)
        call.print(0)


@command("logs", values="--tail", reads=True)
def logs(call):
    call.print(f"log of {call.engine.find(call.arguments[0])['name']}")


@command("exec", program=True, reads=True)
def exec_(call):
    engine, one, words = call.engine, call.engine.find(call.arguments[0]), call.arguments[1:]
    if one["state"] != "running":
        raise Fail(1, f"Error response from daemon: Container {one['id']} is not running")
    if is_gateway(one):
        return engine.gateway.run(call, words)
    engine.note("health", names=[one["name"]])
    check = one["health"][1:] if one["health"][:1] == ["CMD"] else ["/bin/sh", "-c", *one["health"][1:]]
    if words != check:
        raise Fail(97, f"the model knows no: docker exec … {' '.join(words)}")
    raise Fail(1 if engine.behaviour(one) == "sick" else 0)
