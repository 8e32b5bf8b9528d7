"""What a swarm does by itself: tasks start, updates go on task by task, roll back or pause."""

import json


def template(service):
    """What makes two tasks differ."""
    return json.dumps(service["spec"]["TaskTemplate"], sort_keys=True)


def wanted(service):
    return service["spec"]["Mode"].get("Replicated", {}).get("Replicas", 1)


def running(service):
    return [task for task in service["tasks"] if task["state"] == "running"]


def add_task(engine, service, state="running"):
    image = service["spec"]["TaskTemplate"]["ContainerSpec"]["Image"]
    task = {
        "id": engine.name("task"), "made": engine.model["made"], "state": state, "error": "",
        "template": template(service), "image_name": image, "image": engine.model["tags"].get(image, image),
    }  # fmt: skip
    if engine.behaviour_of(task["image"]) in ("sick", "crash") and state == "running":
        task["state"], task["error"] = "failed", "task: non-zero exit (1)"
    service["tasks"].append(task)
    return task


def tick(engine):
    """One step of all that is under way; a call of `docker` is as long as a step takes."""
    for service in engine.model["services"].values():
        if "ReplicatedJob" in service["spec"]["Mode"]:
            go_on_with_job(engine, service)
        else:
            go_on(engine, service)


def go_on_with_job(engine, service):
    if not service["tasks"]:
        add_task(engine, service, "preparing")
    elif service["tasks"][-1]["state"] == "preparing":
        service["tasks"][-1]["state"] = "active"
    elif service["tasks"][-1]["state"] == "active":
        task = service["tasks"][-1]
        failed = engine.behaviour_of(task["image"]) == "norelease" or not same_secrets(engine, service)
        task["state"] = "failed" if failed else "complete"
        task["error"] = "task: non-zero exit (1)" if failed else ""


def same_secrets(engine, service):
    """What the job that compares `old` with `new` would say."""
    files = service["spec"]["TaskTemplate"]["ContainerSpec"].get("Secrets", [])
    values = [engine.model["secret"][one["SecretName"]]["data"] for one in files if one["File"] in ("old", "new")]
    return len(set(values)) < 2


def go_on(engine, service):
    status = service["status"]
    old = [task for task in running(service) if task["template"] != template(service)]
    lacking = wanted(service) - len(running(service))
    if service["created"] and status is None and not old and lacking <= 0:
        return
    if old and status is None:
        service["status"] = {"State": "updating", "Message": "update in progress"}
    elif status and status["State"] == "paused":
        return
    elif lacking > 0:
        if add_task(engine, service)["state"] == "failed" and status:
            gone_wrong(service)
    elif old:
        replace(engine, service, old[0])
    elif lacking < 0:
        running(service)[-1]["state"] = "shutdown"
    elif status and status["State"] in ("updating", "rollback_started"):
        done = "completed" if status["State"] == "updating" else "rollback_completed"
        service["status"] = {"State": done, "Message": done.replace("_", " ")}
    else:
        service["created"] = True


def replace(engine, service, old):
    going_back = service["status"]["State"].startswith("rollback")
    config = service["spec"]["RollbackConfig" if going_back else "UpdateConfig"]
    if config.get("Order") == "stop-first":
        old["state"] = "shutdown"  # and the new one comes with the next step
    elif add_task(engine, service)["state"] == "failed":
        gone_wrong(service)
    else:
        old["state"] = "shutdown"


def gone_wrong(service):
    """The failure action: everything goes back, or stays as it is for people to see."""
    status = service["status"]
    if status["State"] != "updating":
        service["status"] = {"State": "rollback_paused", "Message": "rollback paused"}
    elif service["spec"]["UpdateConfig"].get("FailureAction") == "rollback" and service["previous"]:
        service["spec"], service["previous"] = service["previous"], None
        service["status"] = {"State": "rollback_started", "Message": "update rolled back"}
    else:
        service["status"] = {"State": "paused", "Message": "update paused due to failure"}
