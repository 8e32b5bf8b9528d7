"""What must hold after every call of a script, however it ends. Each yields what is not so."""

from swarm_updates import running, wanted


def active_colour(engine):
    """What nginx sends requests to runs and is well, once a deployment was done; so it is where nginx
    would start anew."""
    colours = {engine.model["loaded"][0]: "serves"} if engine.model["loaded"] else {}
    seen = engine.model["seen"]
    if not colours:
        return
    live = engine.gateway.live()
    if live:
        colours.setdefault(live[0], "would serve after a restart of the gateway")
    else:
        yield "a gateway that starts now can't read its configuration"
    for colour, what in colours.items():
        if not whole(engine, colour) and seen.get("done"):
            yield f"{colour} {what} and is not whole"


def whole(engine, colour):
    """Whether every web service of a colour is there, and each of its containers runs and is well."""
    found = engine.chosen(role="web", colour=colour)
    names = {one["labels"]["zdc.service"] for one in found}
    known = engine.model["seen"].setdefault("web", [])
    known += [name for name in sorted(names) if name not in known]
    return names == set(known) and all(map(engine.well, found))


def requests_under_way(engine):
    """A container that an old worker of nginx still talks to is not taken away, once a deployment was
    done."""
    if not engine.model["seen"].get("done"):
        return
    running = {one["id"] for one in engine.model["containers"] if one["state"] == "running"}
    for entry in engine.model["draining"]:
        if gone := set(entry["ids"]) - running:
            yield f"{len(gone)} of {entry['colour']} ended with requests under way"


def one_singleton(engine):
    """No singleton runs twice."""
    found = [one["labels"]["zdc.service"] for one in engine.chosen(role="singleton") if one["state"] == "running"]
    for name in {name for name in found if found.count(name) > 1}:
        yield f"{name} runs {found.count(name)} times"


def backing_stays(engine):
    """The gateway and what holds data run on, once they did."""
    seen = engine.model["seen"].setdefault("stays", {})
    for one in engine.chosen(role="backing") + engine.chosen(role="gateway"):
        if one["state"] == "running":
            seen.setdefault(one["name"], one["id"])
    running = {one["id"] for one in engine.model["containers"] if one["state"] == "running"}
    for name in [name for name, id in seen.items() if id not in running]:
        yield f"{name} was taken away"


def enough_tasks(engine):
    """A service has as many running tasks as it wants, once it had them and a deployment was done."""
    if not engine.model["seen"].get("done"):
        return
    seen = engine.model["seen"].setdefault("tasks", [])
    for name, service in engine.model["services"].items():
        if "ReplicatedJob" in service["spec"]["Mode"]:
            continue
        count = len(running(service))
        if count >= wanted(service) and name not in seen:
            seen.append(name)
        elif name in seen and count < least(service):
            yield f"{name} has {count} running tasks"
    for name in seen:
        if name not in engine.model["services"]:
            yield f"{name} is gone"


def least(service):
    """Where the old task ends before the new one starts, one of them is away."""
    before = service["spec"]["UpdateConfig"]["Order"] == "stop-first"
    return wanted(service) - 1 if before else wanted(service)


BLUE_GREEN = (active_colour, requests_under_way, one_singleton, backing_stays)
SWARM = (enough_tasks,)
