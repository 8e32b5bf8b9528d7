"""`docker stack`, `config` and `secret`."""

import compose_file
import yaml
from calls import Fail, command
from go_template import render
from swarm_services import create, set_spec

NAMESPACE = "com.docker.stack.namespace"


def used_by(engine, name):
    """The service that uses a config or secret."""
    for service, one in engine.model["services"].items():
        spec = one["spec"]["TaskTemplate"]["ContainerSpec"]
        used = [s["SecretName"] for s in spec.get("Secrets", [])] + [c["ConfigName"] for c in spec.get("Configs", [])]
        if name in used:
            return service
    return None


def add(engine, kind, name, labels, data):
    if name in engine.model[kind]:
        raise Fail(1, f"rpc error: code = AlreadyExists desc = {kind} {name} already exists")
    engine.model[kind][name] = {"labels": labels, "data": data}


def commands(kind):
    @command(f"{kind} ls", values="--filter --format", reads=True)
    def ls(call):
        label, _, value = call.option("--filter").removeprefix("label=").partition("=")
        for name, one in sorted(call.engine.model[kind].items()):
            if one["labels"].get(label) == value:
                call.print(render(call.option("--format"), {"Name": name}))

    @command(f"{kind} inspect", values="--format", reads=True)
    def inspect(call):
        one = call.engine.model[kind].get(call.arguments[0])
        if one is None:
            raise Fail(1, f"Error: no such {kind}: {call.arguments[0]}")
        # Only a config's content comes back.
        spec = {"Data": one["data"]} if kind == "config" else {}
        call.print(render(call.option("--format", "{{json .}}"), {"Spec": spec}))

    @command(f"{kind} create", values="--label")
    def create_(call):
        label, _, value = call.option("--label").partition("=")
        add(call.engine, kind, call.arguments[0], {label: value}, call.stdin)
        call.print(call.engine.name())

    @command(f"{kind} rm")
    def rm(call):
        for name in call.arguments:
            if name not in call.engine.model[kind]:
                raise Fail(1, f"Error: no such {kind}: {name}")
            if service := used_by(call.engine, name):
                raise Fail(1, f"{kind} '{name}' is in use by the following service: {service}")
            del call.engine.model[kind][name]


commands("config")
commands("secret")


def stack(call):
    """The stack file of a call, with its values filled in."""
    file = call.option("--compose-file")
    try:
        text = call.stdin if file == "-" else (call.folder / file).read_text(encoding="utf-8")
    except OSError as error:
        raise Fail(1, f"open {file}: {error.strerror}") from None
    return compose_file.expanded(compose_file.parsed(text), call.variables)


@command("stack config", values="--compose-file", reads=True)
def config(call):
    text = yaml.dump(stack(call), Dumper=yaml.CSafeDumper, allow_unicode=True, width=10000)
    call.print(text.rstrip("\n"))


@command(
    "stack deploy", values="--compose-file --resolve-image",
    flags="--with-registry-auth --detach --help",
)  # fmt: skip
def deploy(call):
    if "--help" in call.flags:
        return call.print("  -d, --detach   Exit immediately")
    engine, document, project = call.engine, stack(call), call.arguments[0]
    mine = {NAMESPACE: project}
    names = {"secret": {}, "config": {}}
    for kind, found in names.items():
        for key, one in (document.get(kind + "s") or {}).items():
            found[key] = one.get("name", f"{project}_{key}")
            if not one.get("external"):
                data = (call.folder / one["file"]).read_text()
                if found[key] not in engine.model[kind]:
                    add(engine, kind, found[key], mine, data)
                elif engine.model[kind][found[key]]["data"] != data:
                    raise Fail(1, f"failed to update {kind} {found[key]}: only updates to Labels are allowed")
    for one in (document.get("networks") or {}).values():
        if one["name"] not in [there["name"] for there in engine.model["networks"]]:
            engine.model["networks"].append({"name": one["name"], "driver": one["driver"], "stack": project})
    for name, given in document["services"].items():
        spec = service_spec(engine, f"{project}_{name}", given, names, mine)
        if spec["Name"] in engine.model["services"]:
            set_spec(engine, engine.model["services"][spec["Name"]], spec)
        else:
            create(engine, spec)
        call.print(f"{project}_{name}")


@command("stack rm")
def rm(call):
    engine, project = call.engine, call.arguments[0]
    for kind in ("services", "secret", "config"):
        labels = (lambda one: one["spec"]["Labels"]) if kind == "services" else (lambda one: one["labels"])
        kept = {name: one for name, one in engine.model[kind].items() if labels(one).get(NAMESPACE) != project}
        engine.model[kind] = kept
    engine.model["networks"] = [one for one in engine.model["networks"] if one["stack"] != project]


def service_spec(engine, name, given, names, labels):
    """A service of a stack file as the engine keeps it."""
    container = {"Image": given["image"]}
    if test := compose_file.health(given):
        container["Healthcheck"] = {"Test": test}
    for kind, key in (("secret", "SecretName"), ("config", "ConfigName")):
        entries = given.get(kind + "s") or []
        entries = [entry if isinstance(entry, dict) else {"source": entry} for entry in entries]
        used = [{key: names[kind][e["source"]], "File": e.get("target", e["source"])} for e in entries]
        for one in used:
            if one[key] not in engine.model[kind]:
                raise Fail(1, f"service {name}: {kind} not found: {one[key]}")
        container[kind.title() + "s"] = used
    container["Labels"] = compose_file.labels(given) | labels
    container["Rest"] = {k: v for k, v in given.items() if k not in ("deploy", "image", "healthcheck")}
    deploy = given.get("deploy") or {}
    job = deploy.get("mode") == "replicated-job"
    configs = {
        key: {"Order": one.get("order", "stop-first"), "FailureAction": one.get("failure_action", "pause")}
        for key, one in (("UpdateConfig", deploy.get("update_config") or {}), ("RollbackConfig", deploy.get("rollback_config") or {}))
    }
    return {
        "Name": name, "Labels": labels | compose_file.labels(deploy),
        "TaskTemplate": {"ContainerSpec": container, "ForceUpdate": 0},
        "Mode": {"ReplicatedJob": {}} if job else {"Replicated": {"Replicas": int(deploy.get("replicas", 1))}},
        **configs,
    }  # fmt: skip
