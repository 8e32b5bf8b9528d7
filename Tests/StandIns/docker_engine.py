#!/usr/bin/env python3
"""docker_engine.py WORD...: a model of the docker CLI and of one engine, for deploy scripts.

ZDC_MODEL names its folder. engine.json there holds the containers, journal gets a line of JSON for
each thing that was done, world.json is written for services.py, and options.json may say
{"broken": [SERVICE...], "ignoreReload": true, "gateway": true, "slowBuild": SECONDS}. With
`gateway` the gateway is the real nginx, run with the configuration of ZDC_STATE. A format that the
model does not know ends with 97, so that no script is taken to work by accident."""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time

FOLDER = os.environ["ZDC_MODEL"]


def path(name):
    return os.path.join(FOLDER, name)


def read(name, default):
    try:
        with open(path(name)) as file:
            return json.load(file)
    except FileNotFoundError:
        return default


OPTIONS = read("options.json", {})


def write(name, value):
    with open(path(name + ".new"), "w") as file:
        json.dump(value, file)
    os.replace(path(name + ".new"), path(name))


@contextlib.contextmanager
def engine():
    """The containers by name; what was changed is kept."""
    with open(path("engine.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        containers = read("engine.json", {})
        yield containers
        write("engine.json", containers)
        running = [c["service"] for c in containers.values() if c["state"] == "running"]
        coloured = [c["service"] for c in containers.values() if c["service"] not in running]
        write("world.json", {"names": {name: "127.0.0.1" for name in running},
                             "stopped": coloured, "broken": OPTIONS.get("broken", [])})


def note(event, **facts):
    running = [c["name"] for c in read("engine.json", {}).values() if c["state"] == "running"]
    with open(path("journal"), "a") as file:
        print(json.dumps({"event": event, "running": running, **facts}), file=file)


def under_way(service):
    """Requests that the service has and has not answered."""
    count = 0
    with contextlib.suppress(FileNotFoundError), open(path("requests")) as file:
        for line in file:
            request = json.loads(line)
            if request["app"] == service:
                count += 1 if request["event"] == "begin" else -1
    return count


def unknown(what):
    print("the model has no", what, sys.argv[1:], file=sys.stderr)
    sys.exit(97)


# The gateway

def nginx(*words):
    return subprocess.run(["nginx", *words], stdin=subprocess.DEVNULL).returncode


def live_conf():
    return os.environ["ZDC_STATE"] + "/gateway/live/nginx.conf"


def nginx_pid():
    try:
        with open(path("nginx.pid")) as file:
            return int(file.read())
    except (FileNotFoundError, ValueError):
        return None


def set_state(container, state):
    if OPTIONS.get("gateway") and container["service"] == "nginx" and container["state"] != state:
        if state == "running":
            nginx("-c", live_conf())
        elif pid := nginx_pid():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
    container["state"] = state


def in_gateway(words):
    if words[:1] == ["nginx"]:
        if "-t" in words:
            note("test")
            return nginx("-t", "-q", "-c", live_conf()) if OPTIONS.get("gateway") else 0
        note("reload")
        if not OPTIONS.get("gateway") or OPTIONS.get("ignoreReload"):
            return 0
        return nginx("-c", live_conf(), "-s", "reload")
    if words[:2] == ["sh", "/etc/zdc/gateway.sh"]:
        note({"check": "test", "answering": "ask"}.get(words[2], words[2]), words=words[3:])
        script = os.environ["ZDC_STATE"] + "/gateway/gateway.sh"
        return subprocess.run(["sh", script, *words[2:]], stdin=subprocess.DEVNULL).returncode
    return unknown("such command in the gateway")


# Compose

def compose(words):
    import yaml  # here, because most calls need no Compose file and start sooner without

    files, profiles, project = [], [], "project"
    while words and words[0].startswith("-"):
        if words[0] == "-f":
            files.append(words[1])
        elif words[0] == "--profile":
            profiles.append(words[1])
        elif words[0] == "-p":
            project = words[1]
        elif words[0] not in ("--env-file", "--project-directory"):
            unknown("such option")
        words = words[2:]
    services = {}
    for file in files:
        with open(file) as text:
            document = yaml.load(text, yaml.CSafeLoader)
        project = document.get("name", project)
        for name, service in document["services"].items():
            services.setdefault(name, {}).update(service)
    command, rest = words[0], words[1:]
    valued = {"--wait-timeout", "--policy", "--hash", "--entrypoint"}
    names, index = [], 0
    while index < len(rest) and not (command == "run" and names):
        if rest[index] in valued:
            index += 1
        elif not rest[index].startswith("-"):
            names.append(rest[index])
        index += 1
    if command == "build":
        note("build", names=names)
        time.sleep(OPTIONS.get("slowBuild", 0))
    elif command == "pull":
        note("pull", names=names)
    elif command == "config":
        for name in services:
            print(name, hashlib.sha256(name.encode()).hexdigest())
    elif command == "run":
        if names == ["nginx"]:
            sys.exit(in_gateway(["sh", *rest[index:]]))
        note("run", names=names)
    elif command == "up":
        chosen = names or [
            name for name, service in services.items()
            if not service.get("profiles") or set(service["profiles"]) & set(profiles)]
        if names and "--no-deps" not in rest:
            for name in names:
                chosen += [n for n in services[name].get("depends_on", {}) if n not in chosen]
        up(services, chosen, project, "--no-recreate" in rest)
    elif command == "down":
        with engine() as containers:
            gone = [c["name"] for c in containers.values()]
            containers.clear()
        note("down", names=gone)
    else:
        unknown("such compose command")


def up(services, names, project, keep):
    with engine() as containers:
        for name in names:
            service = services[name]
            labels = dict(service.get("labels") or {})
            old = next((c for c in containers.values() if c["service"] == name), None)
            if not (keep and old):
                full = service.get("container_name", f"{project}-{name}-1")
                if old:
                    set_state(old, "exited")
                    del containers[old["name"]]
                image = re.sub(
                    r"\$\{(\w+)(?::-([^}]*))?\}",
                    lambda m: os.environ.get(m[1]) or m[2] or "", service["image"])
                containers[full] = {
                    "id": hashlib.sha256(f"{full}{time.time()}".encode()).hexdigest()[:12],
                    "name": full, "service": name, "labels": labels, "state": "created",
                    "image": image, "health": (service.get("healthcheck") or {}).get("test", [])}
                old = containers[full]
            set_state(old, "running")
    note("up", names=names)


# Containers

def chosen(containers, words):
    """`ps` and its filters."""
    filters = re.findall(r"--filter[= ](\S+)", " ".join(words))
    for container in list(containers.values()):
        if "--all" not in words and "-aq" not in words and container["state"] != "running":
            continue
        for one in filters:
            kind, _, text = one.partition("=")
            key, _, value = text.partition("=")
            if kind != "label" or container["labels"].get(key) != value:
                break
        else:
            yield container


def fill(template, container):
    template = re.sub(r'\{\{\.Label "([^"]+)"\}\}',
                      lambda m: container["labels"].get(m[1], ""), template)
    status = "Up 2 minutes (healthy)" if container["state"] == "running" else "Exited (0)"
    for key, value in {"ID": container["id"], "State": container["state"], "Status": status,
                       "Names": container["name"], "Image": container["image"]}.items():
        template = template.replace("{{.%s}}" % key, value)
    if "{{" in template:
        unknown("such format")
    return template.replace("\\t", "\t").removeprefix("table ")


def inspected(template, container):
    broken = container["service"] in OPTIONS.get("broken", [])
    if template == "{{slice .Name 1}}":
        return container["name"]
    if template.startswith('{{if or (ne .State.Status "running") .RestartCount}}'):
        return "" if container["state"] == "running" else "/" + container["name"]
    if template.startswith("{{with .Config.Healthcheck}}"):
        return "".join(word + "\0" for word in container["health"][1:])
    if template.startswith("{{.State.Status}} {{.RestartCount}}"):
        return " ".join([container["state"], "0", "unhealthy" if broken else "starting",
                         container["labels"].get("zdc.health", "own"),
                         container["labels"]["zdc.service"]])
    if template == '{{index .Config.Labels "zdc.service"}} {{.Image}}':
        return f'{container["labels"]["zdc.service"]} sha256:{container["image"]}'
    return unknown("such format")


def found(containers, words):
    for word in words:
        for container in containers.values():
            if word in (container["id"], container["name"]):
                yield container


def main(words):
    command, rest = words[0], words[1:]
    plain = [word for word in rest if not word.startswith("-")]
    if command == "compose":
        compose(rest)
    elif command == "ps":
        template = rest[rest.index("--format") + 1] if "--format" in rest else "{{.ID}}"
        with engine() as containers:
            for container in chosen(containers, rest):
                print(fill(template, container))
    elif command == "inspect":
        with engine() as containers:
            for container in found(containers, rest[2:]):
                print(inspected(rest[1], container))
    elif command == "exec":
        with engine() as containers:
            container = next(found(containers, rest[:1]), None)
        if container is None or container["state"] != "running":
            print("no such container, or it does not run:", rest[0], file=sys.stderr)
            sys.exit(1)
        if container["service"] == "nginx":
            sys.exit(in_gateway(rest[1:]))
        note("health", names=[container["name"]])
        sys.exit(container["service"] in OPTIONS.get("broken", []))
    elif command in ("start", "stop", "rm"):
        with engine() as containers:
            targets = list(found(containers, plain))
            waiting = {c["name"]: under_way(c["service"]) for c in targets}
            for container in targets:
                set_state(container, "running" if command == "start" else "exited")
                if command == "rm":
                    del containers[container["name"]]
        note(command, names=[c["name"] for c in targets], underWay=waiting)
    elif command in ("logs", "tag", "wait", "network"):
        pass
    elif command == "info":
        print(FOLDER)
    elif command == "context":
        print("unix:///var/run/docker.sock")
    else:
        unknown("such command")


main(sys.argv[1:])
