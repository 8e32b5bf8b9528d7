"""`docker service` and the tasks of services."""

from calls import Fail, command
from go_template import render
from swarm_updates import add_task, running, wanted  # noqa: F401


def find(engine, name):
    if name not in engine.model["services"]:
        raise Fail(1, f"Error: no such service: {name}")
    return engine.model["services"][name]


def document(service):
    status = service["status"]
    return {"Spec": service["spec"], "PreviousSpec": service["previous"], "UpdateStatus": status}


def task_document(engine, id):
    for service in engine.model["services"].values():
        for task in service["tasks"]:
            if task["id"] == id:
                status = {"State": task["state"], "Err": task["error"]}
                return {"ID": id, "CreatedAt": f"2026-01-01T00:{task['made']:06}Z", "Status": status}
    raise Fail(1, f"Error: No such task: {id}")


def task_containers(engine):
    """The containers of tasks that run, as `docker ps` and `inspect` have them."""
    for name, service in engine.model["services"].items():
        for task in running(service):
            yield {
                "id": "c" + task["id"][1:], "name": f"{name}.{task['id']}", "service": name, "state": "running",
                "labels": service["spec"]["TaskTemplate"]["ContainerSpec"].get("Labels", {})
                | {"com.docker.swarm.service.name": name}, "health": [], "restarts": 0, "ports": [],
                "image": task["image"], "image_name": task["image_name"],
            }  # fmt: skip


def set_spec(engine, service, spec):
    """An update: what was is what Swarm can go back to, and nothing is under way yet."""
    service["previous"], service["spec"], service["status"] = service["spec"], spec, None
    service["created"] = True


def create(engine, spec):
    engine.model["services"][spec["Name"]] = {
        "spec": spec, "previous": None, "status": None, "tasks": [], "created": False,
    }  # fmt: skip


@command("service ls", values="--filter --format", reads=True)
def ls(call):
    template = call.option("--format").removeprefix("table ").replace("\\t", "\t")
    for name, service in sorted(call.engine.model["services"].items()):
        kind, _, text = call.option("--filter").partition("=")
        label, _, value = text.partition("=")
        passes = name.startswith(text) if kind == "name" else service["spec"]["Labels"].get(label) == value
        if passes:
            count = f"{len(running(service))}/{wanted(service)}"
            image = service["spec"]["TaskTemplate"]["ContainerSpec"]["Image"]
            call.print(render(template, {"Name": name, "Replicas": count, "Image": image}))


@command("service inspect", values="--format", reads=True)
def inspect(call):
    for name in call.arguments:
        call.print(render(call.option("--format"), document(find(call.engine, name))))


STATES = {"failed": "Failed", "complete": "Complete", "running": "Running", "shutdown": "Shutdown"}


@command("service ps", values="--format", flags="--quiet --no-trunc", reads=True)
def ps(call):
    for task in reversed(find(call.engine, call.arguments[0])["tasks"]):
        state = STATES.get(task["state"], "Running") + " 1 second ago"
        facts = {"ID": task["id"], "CurrentState": state}
        call.print(render("{{.ID}}" if "--quiet" in call.flags else call.option("--format"), facts))


@command("service logs", values="--tail", flags="--raw --follow", reads=True)
def logs(call):
    call.print(f"log of {call.arguments[0]}")


@command("service rm")
def rm(call):
    for name in call.arguments:
        find(call.engine, name)
        del call.engine.model["services"][name]
        call.print(name)


@command("service rollback", flags="--detach")
def rollback(call):
    service = find(call.engine, call.arguments[0])
    if service["previous"] is None:
        raise Fail(1, f"service {call.arguments[0]} does not have a previous specification to roll back to")
    service["spec"], service["previous"] = service["previous"], service["spec"]
    service["status"] = {"State": "rollback_started", "Message": "manually requested rollback"}


@command("service scale", flags="--detach")
def scale(call):
    name, _, number = call.arguments[0].partition("=")
    service = find(call.engine, name)
    spec = service["spec"] | {"Mode": {"Replicated": {"Replicas": int(number)}}}
    set_spec(call.engine, service, spec)


@command(
    "service create", program=True,
    values="--name --mode --restart-condition --constraint --secret --entrypoint",
    flags="--detach --quiet --no-resolve-image",
)  # fmt: skip
def create_(call):
    """The one that the scripts make: a job that compares two secrets."""
    name = call.option("--name")
    if name in call.engine.model["services"]:
        raise Fail(1, f"name conflicts with an existing object: service {name} already exists")
    secrets = []
    for text in call.options.get("--secret", []):
        given = dict(entry.split("=") for entry in text.split(","))
        if given["source"] not in call.engine.model["secret"]:
            raise Fail(1, f"secret not found: {given['source']}")
        secrets.append({"SecretName": given["source"], "File": given["target"]})
    spec = {"Image": call.arguments[0], "Secrets": secrets}
    create(call.engine, {
        "Name": name, "Labels": {}, "Mode": {"ReplicatedJob": {}},
        "TaskTemplate": {"ContainerSpec": spec},
    })  # fmt: skip
