"""What has to be so after a run: everything on one version, and nothing of a run left over."""

import re

from swarm_updates import running, wanted


class BlueGreen:
    # What a run says that failed when there was no way back any more.
    STANDS = "serves and stays"

    @staticmethod
    def version(case):
        """(colour that nginx serves, its versions, the workers and singletons that run)."""
        model = case.model
        serving = (model["loaded"] or [""])[0]
        web = [one for one in case.engine.chosen(role="web") if one["state"] == "running"]
        images = {model["images"][one["image"]].rpartition(":")[2] for one in web if one["labels"]["zdc.colour"] == serving}
        others = case.engine.chosen(role="worker") + case.engine.chosen(role="singleton")
        return serving, sorted(images), sorted(one["name"] for one in others if one["state"] == "running")

    @staticmethod
    def converged(case, tag):
        """What is not as it must be after a completed deployment of a tag."""
        serving, images, _ = BlueGreen.version(case)
        wrong = [] if images == [tag] else [f"{images} serve, not {tag}"]
        retains = "RETAIN='running'" in case.subject.script.read_text()
        for one in case.model["containers"]:
            role, colour = one["labels"].get("zdc.role"), one["labels"].get("zdc.colour")
            running = one["state"] == "running"
            if role == "release":
                wrong.append(f"{one['name']} is left")
            elif colour == serving and not running:
                wrong.append(f"{one['name']} of the colour that serves is {one['state']}")
            elif colour not in ("", None, serving) and running and not (retains and role == "web"):
                wrong.append(f"{one['name']} runs while {serving} serves")
        wrong += [f"{left.name} is left" for left in (case.state / "record").glob("*.new")]
        if case.engine.gateway.live() != case.model["loaded"] or not case.engine.gateway.is_fresh():
            wrong.append("nginx has loaded something else than is live")
        return wrong


class Swarm:
    STANDS = "\0"  # it says nothing of the kind

    @staticmethod
    def version(case):
        """The tags that each service of this project's own images runs, one a task."""
        found = {}
        for name, service in case.model["services"].items():
            tags = {task["image_name"].rpartition(":")[2] for task in running(service)}
            if any(re.fullmatch(r"[a-z]+\d", tag) for tag in tags):
                found[name] = sorted(tags)
        return found

    @staticmethod
    def converged(case, tag):
        found = Swarm.version(case)
        wrong = [f"{name} runs {tags}, not {tag}" for name, tags in found.items() if tags != [tag]]
        for name, service in case.model["services"].items():
            if "ReplicatedJob" in service["spec"]["Mode"]:
                wrong.append(f"{name} is left")
            elif len(running(service)) != wanted(service):
                wrong.append(f"{name} has {len(running(service))} tasks")
        # A secret or config is kept for a service's spec or a record that names it.
        named = str(case.model["services"]) + str([one["data"] for one in case.model["config"].values()])
        for kind in ("secret", "config"):
            left = [name for name in case.model[kind] if name not in named and "-record_" not in name]
            wrong += [f"the {kind} {name} is left" for name in left]
        return wrong
