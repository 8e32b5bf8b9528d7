#!/usr/bin/env python3
"""Stories of several runs of a deploy script, told to the model of an engine: what no single call's
failure shows.

usage: rollout_stories.py [STORY]… WORK-FOLDER

Prints what does not hold; exit 1 if there was something.
"""

import pathlib
import re
import subprocess
import sys

import images
import projects
from case import Case, Subject

STORIES = {}


def story(tell):
    STORIES[tell.__name__] = tell
    return tell


class Wrong(Exception):
    """What does not hold."""


def require(holds, text):
    if not holds:
        raise Wrong(text)


class Site:
    """A project's artefacts in a checkout, and a model that its scripts are run against."""

    def __init__(self, work, project="brain-tumor"):
        self.docker = projects.lay_out(project, work / "checkout")
        self.case = Case(Subject("blue-green", self.docker), work / "case")
        self.model = self.case.model

    def run(self, *words, target="blue-green", **values):
        """One run of a target's script; its code and text."""
        case = self.case
        case.subject = Subject(target, self.docker)
        done = case.run(*words, **values)
        self.text = done.stdout
        return done.returncode

    def done(self, *words, **values):
        require(self.run(*words, **values) == 0, f"{' '.join(words)}:\n{self.text[-2500:]}")
        return self.text

    def refused(self, word, *words, **values):
        require(self.run(*words, **values) != 0, f"{' '.join(words)}: exit 0\n{self.text[-2500:]}")
        require(word in self.text, f"it does not say {word!r}:\n{self.text[-2500:]}")

    def edit(self, file, *pairs):
        path = self.docker / file
        text = path.read_text()
        for old, new in pairs:
            text, count = re.subn(old, new, text, flags=re.MULTILINE | re.DOTALL)
            require(count, f"{file} does not hold {old!r}")
        path.write_text(text)

    def states(self, **labels):
        """{name: state} of containers with these labels of zdc's."""
        return {one["name"]: one["state"] for one in self.case.engine.chosen(**labels)}

    def tasks(self):
        """Running tasks of the stack."""
        return [task["id"] for one in self.model["services"].values() for task in one["tasks"] if task["state"] == "running"]


@story
def a_stack_beside_it(site):
    """A stack of the same name is no idle colour, and the other way round."""
    site.done("deploy", "--tag", "v1")
    site.refused("deploy-blue-green.sh down", "deploy", "--tag", "v1", target="swarm")
    site.done("down")
    site.done("deploy", "--tag", "v1", target="swarm")
    tasks = site.tasks()
    require(len(tasks) > 4, f"{len(tasks)} tasks run")
    site.refused("a Swarm stack", "deploy", "--tag", "v2")
    site.done("down")
    site.done("status")
    require(site.tasks() == tasks, "tasks of the stack were stopped")


COMPOSE, SCRIPT = "docker-compose.blue-green.yml", "scripts/deploy-blue-green.sh"


def rename_gateway(site, old, new):
    site.edit(COMPOSE, (f"^  {old}:$", f"  {new}:"), (f"nn-{old}$", f"nn-{new}"), (f"zdc.service: {old}$", f"zdc.service: {new}"))
    site.edit(SCRIPT, (f"GATEWAY='{old}'", f"GATEWAY='{new}'"), (f"GATEWAY_CONTAINER='nn-{old}'", f"GATEWAY_CONTAINER='nn-{new}'"))


@story
def a_renamed_gateway(site):
    """It serves under its old name until it is replaced; and the old manifest works all the time."""
    site.done("deploy", "--tag", "v1")
    rename_gateway(site, "nginx", "edge")
    said = site.done("deploy", "--tag", "v2")
    require("edge differs from the manifest and stays as it is until --gateway" in said, said)
    require(site.states(role="gateway") == {"nn-nginx": "running"}, str(site.states(role="gateway")))
    rename_gateway(site, "edge", "nginx")
    site.done("deploy", "--tag", "v1")
    rename_gateway(site, "nginx", "edge")
    said = site.done("deploy", "--tag", "v2", "--gateway")
    require("edge was away" in said, said)
    require(site.states(role="gateway") == {"nn-edge": "running"}, str(site.states(role="gateway")))
    rename_gateway(site, "edge", "nginx")
    site.done("rollback")
    site.done("up", "--gateway")
    require(site.states(role="gateway") == {"nn-nginx": "running"}, str(site.states(role="gateway")))


@story
def a_gateway_that_never_started(site):
    """One that plain `up` made beside the old one, whose port was taken, is not asked and not started."""
    site.done("deploy", "--tag", "v1")
    old = site.case.engine.find("nn-nginx")
    site.model["containers"].append(
        old | {"id": "left-over", "name": "nn-edge", "state": "created", "labels": old["labels"] | {"zdc.service": "edge"}}
    )
    site.done("deploy", "--tag", "v2")
    require(site.states(role="gateway") == {"nn-nginx": "running", "nn-edge": "created"}, str(site.states(role="gateway")))
    site.done("deploy", "--tag", "v1", "--gateway")
    require(site.states(role="gateway") == {"nn-nginx": "running"}, str(site.states(role="gateway")))


@story
def a_gateway_that_does_not_start(site):
    """Where the new gateway can't start, the old one serves again."""
    site.done("deploy", "--tag", "v1")
    rename_gateway(site, "nginx", "edge")
    site.edit(COMPOSE, ("'80:80'", "'81:80'"))
    other = site.case.engine.find("nn-nginx")
    site.model["containers"].append(other | {"id": "other", "name": "other", "labels": {}, "role": "", "ports": ["81"]})
    site.refused("the gateway was not replaced", "deploy", "--tag", "v2", "--gateway")
    require(site.states(role="gateway")["nn-nginx"] == "running", str(site.states(role="gateway")))


@story
def an_unhealthy_gateway(site):
    """Docker's verdict on it, which goes by an older health path, blocks no deployment."""
    site.done("deploy", "--tag", "v1")
    site.case.engine.options.broken = ("nginx",)
    site.done("deploy", "--tag", "v2")


def without_redis(site):
    site.edit(COMPOSE, (r"^  redis:\n.*?\n\n", ""), (r"\n( +)redis:\n\1  condition: service_healthy", ""))
    site.edit(SCRIPT, (r"^BACKING=\(django-db redis\)", "BACKING=(django-db)"))


@story
def a_rollback_with_its_database(site):
    """A version comes back with the backing services that it was deployed with."""
    site.done("deploy", "--tag", "v1")
    without_redis(site)
    site.done("deploy", "--tag", "v2")
    redis = site.case.engine.chosen(service="redis")[0]
    require(redis["state"] != "running", "a service that left the manifest runs on")
    site.done("rollback")
    require(redis["state"] == "running", f"redis is {redis['state']} after the rollback")
    site.case.engine.find("nn-redis" if redis["name"] == "nn-redis" else redis["name"])["state"] = "exited"
    site.done("up")
    require(redis["state"] == "running", f"redis is {redis['state']} after up")
    site.model["containers"].remove(redis)
    site.done("up")
    require(site.case.engine.chosen(service="redis"), "redis was not made again")


def tags(site):
    """Of django's images on the host."""
    return sorted(name.partition(":")[2] for name in site.model["tags"] if name.startswith("nn-django:"))


@story
def old_images_go(site):
    """What serves and what a rollback needs stays, and what is not of this project, or newer."""
    for number in range(1, 5):
        site.done("deploy", "--tag", f"v{number}")
    require(tags(site) == ["v3", "v4"], f"{tags(site)} after four deployments")
    site.done("rollback")
    require(tags(site) == ["v3", "v4"], f"{tags(site)} after a rollback")
    site.edit(SCRIPT, ("^KEEP_IMAGES=0$", "KEEP_IMAGES=1"))
    site.done("deploy", "--tag", "v5")
    for tag in ("v6", "v9"):
        for name in ("django", "fastapi"):
            images.build(site.case.engine, f"nn-{name}:{tag}", **{"zdc.image": "brain-tumor"})
    images.build(site.case.engine, "nn-django:other", **{"zdc.image": "other"})
    site.done("deploy", "--tag", "v6", "--no-build")
    require(tags(site) == ["other", "v4", "v5", "v6", "v9"], f"{tags(site)} with one to keep")


@story
def replaced_images_go(site):
    """Also those that bear no label, since they were pulled: by their ids, and nobody else's."""

    def deploy(number):
        site.model["registry"] += [f"nn-{name}:v{number}" for name in ("django", "fastapi")]
        site.done("deploy", "--tag", f"v{number}", "--no-build")

    for number in range(1, 5):
        deploy(number)
    require(tags(site) == ["v3", "v4"], f"{tags(site)} after four deployments")
    site.edit(SCRIPT, ("^KEEP_IMAGES=0$", "KEEP_IMAGES=1"))
    images.build(site.case.engine, "nn-django:other")
    deploy(5)
    require(tags(site) == ["other", "v3", "v4", "v5"], f"{tags(site)} with one to keep")
    # The tag of an earlier version names the image of another by now.
    names = site.model["tags"]
    gone, names["nn-django:v3"] = names["nn-django:v3"], names["nn-django:other"]
    deploy(6)
    deploy(7)
    require(tags(site) == ["other", "v3", "v5", "v6", "v7"], f"{tags(site)} when a tag has moved")
    require(gone not in site.model["images"], "an image without a tag stays")
    # One that was loaded or built by hand may be nowhere else.
    for name in ("nn-django:v8", "nn-fastapi:v8"):
        images.build(site.case.engine, name)
    site.done("deploy", "--tag", "v8", "--no-build")
    for number in range(9, 13):
        deploy(number)
    require({"v8", "v10", "v11", "v12"} <= set(tags(site)) and "v9" not in tags(site), f"{tags(site)}, and one was loaded")


@story
def old_images_of_a_stack_go(site):
    """The images in the three records stay."""
    for number in range(1, 6):
        site.done("deploy", "--tag", f"v{number}", target="swarm")
    require(tags(site) == ["v3", "v4", "v5"], f"{tags(site)} after five deployments")
    site.done("rollback", target="swarm")


@story
def a_changed_cache_of_a_stack_stays(site):
    """Until it is named; also after a rollback, which leaves it as it is."""
    stack, run = "docker-compose.swarm.yml", lambda *words: site.done(*words, target="swarm")

    def image():
        return site.model["services"]["brain-tumor_redis"]["spec"]["TaskTemplate"]["ContainerSpec"]["Image"]

    run("deploy", "--tag", "v1")
    tasks = [task["id"] for task in site.model["services"]["brain-tumor_redis"]["tasks"]]
    require("--backing" not in run("deploy", "--tag", "v2"), site.text)
    site.edit(stack, ("redis:7-alpine", "redis:8-alpine"))
    require("redis has changed and stays" in run("deploy", "--tag", "v3"), site.text)
    require("redis has changed and stays" in run("deploy", "--tag", "v4"), site.text)
    require(image() == "redis:7-alpine", image())
    require(tasks == [task["id"] for task in site.model["services"]["brain-tumor_redis"]["tasks"]], "it was restarted")
    run("deploy", "--tag", "v5", "--backing", "redis")
    require(image() == "redis:8-alpine", image())
    run("rollback")
    require(image() == "redis:8-alpine", image())
    require("--backing" not in run("deploy", "--tag", "v6"), site.text)
    # One that an older script made has no label; the record tells what it was made of.
    del site.model["services"]["brain-tumor_redis"]["spec"]["Labels"]["zdc.made-of"]
    site.edit(stack, ("redis:8-alpine", "redis:9-alpine"))
    require("redis has changed and stays" in run("deploy", "--tag", "v7"), site.text)
    site.refused("--backing needs one of", "deploy", "--backing", "django", target="swarm")


@story
def pruned_images(site):
    """An image that was pruned is pulled again, if it is the same still; else that is said."""
    site.edit(SCRIPT, ("RETAIN='stopped'", "RETAIN='removed'"))
    for tag in ("v1", "v2"):
        site.done("deploy", "--tag", tag)
    model, gone = site.model, [id for id, name in site.model["images"].items() if name.endswith(":v1")]

    def prune():
        model["tags"] = {name: id for name, id in model["tags"].items() if id not in gone}
        model["images"] = {id: name for id, name in model["images"].items() if id not in gone}

    prune()
    require("looking for nn-django:v1" in site.done("rollback"), site.text)
    site.done("deploy", "--tag", "v3")
    prune()
    # The tag names another image by now.
    site.edit(SCRIPT, ("^  main ", 'docker() { if [[ $1 == pull ]]; then return 1; fi; command docker "$@" 9>\\&-; }\n  main '))
    site.refused("the image that django of", "rollback")


@story
def a_worse_version(site):
    """A version whose routes answer 500 where the old one's answer does not get traffic."""
    site.done("deploy", "--tag", "v1")
    site.edit("scripts/lib/beside.sh", (r"\Z", "ask() { :; }\n"))
    site.refused("answers 200 as blue.zdc and 500 as green.zdc", "deploy", "--tag", "mute1")
    require(site.model["loaded"][0] == "blue", "it serves")


def reloads(site):
    """How often nginx was told to read its conf again in the last run."""
    return sum(line.endswith("gateway.sh reload") for line in site.case.engine.journal)


def with_another_conf(site, text):
    with open(site.docker / "nginx/nginx-blue-green.conf", "a") as file:
        file.write(f"# {text}\n")


@story
def a_switch_without_a_reload(site):
    """nginx is reloaded where its conf changed, once, and else never; also a rollback goes without."""
    for number in range(1, 4):
        site.done("deploy", "--tag", f"v{number}")
        require(reloads(site) == 0, f"{reloads(site)} reloads for v{number}")
    site.done("rollback")
    require(reloads(site) == 0, "a reload for the rollback")
    with_another_conf(site, "other")
    site.done("deploy", "--tag", "v4")
    require(reloads(site) == 1, f"{reloads(site)} reloads for another conf")
    site.done("rollback")
    require(reloads(site) == 1, f"{reloads(site)} reloads for the way back to the conf before")
    left = sorted(path.name.partition(".")[0] for path in (site.case.state / "gateway").glob("[cs]*.*"))
    require(left == ["conf", "conf", "serves", "serves"], f"{left} are left")


@story
def another_conf_and_a_kill(site):
    """Until nginx has read it, no request goes to the version that it is of, whenever the run ends."""
    for call in ("reload", "switched"):
        site.done("deploy", "--tag", "v1")
        site.done("deploy", "--tag", "v2")
        serving = site.model["loaded"]
        with_another_conf(site, call)
        start = site.case.copy(site.case.folder.with_name(f"{call}-counted"))
        start.run("deploy", "--tag", "v3")
        number = next(int(line.split()[0]) for line in start.engine.journal if f"gateway.sh {call} " in f"{line} ")
        run = site.case.run("deploy", "--tag", "v3", fault=(number, "early"))
        require(run.returncode == -9, run.stdout[-1500:])
        if call == "reload":
            site.case.engine.gateway.follow()
            require(site.model["loaded"] == serving, f"{site.model['loaded']} serves, not {serving}")
        site.done("deploy", "--tag", "v4")
        require(not site.case.engine.violations, str(site.case.engine.violations))


@story
def an_older_state(site):
    """What a zdc left that reloaded for each switch is taken over, by reloads, until both colours are new."""
    site.done("deploy", "--tag", "v1")
    site.done("deploy", "--tag", "v2")
    folder = site.case.state / "gateway"
    for path in [*folder.glob("conf.*"), *folder.glob("serves.*"), *folder.glob("[0-9]/state/conf.map"), *folder.glob("tls/loaded.map")]:
        path.unlink()
    for path in folder.glob("[0-9]/upstreams/*.conf"):
        text = path.read_text()
        path.write_text("".join(line for line in text.splitlines(True) if "$loaded_" not in line))
    site.case.engine.gateway.started()
    counts = []
    for words in (("rollback",), ("rollback",), ("deploy", "--tag", "v3"), ("rollback",), *(("deploy", "--tag", f"v{number}") for number in (4, 5, 6))):
        site.done(*words)
        require(not site.case.engine.violations, f"{words}: {site.case.engine.violations}")
        counts.append(reloads(site))
    require(all(counts[:4]) and counts[-1] == 0, f"reloads: {counts}")


@story
def what_outlasts_the_drain(site):
    """It is told by number, and no drain takes longer; what a killed run left to wait for is waited for."""
    site.done("deploy", "--tag", "v1")
    site.case.engine.gateway.looks = 10**6
    said = site.done("deploy", "--tag", "v2")
    require("something of blue is under way after" in said and "2 connections to it" in said, said)
    require(not (site.case.state / "draining").exists(), "a mark is left")
    site.case.engine.gateway.looks = 2
    site.model["draining"] = []
    start = site.case.copy(site.case.folder.with_name("counted"))
    start.run("deploy", "--tag", "v3")
    number = [int(line.split()[0]) for line in start.engine.journal if "gateway.sh draining " in line][-1]
    site.case.run("deploy", "--tag", "v3", fault=(number, "early"))
    require((site.case.state / "draining").exists(), "no mark")
    site.done("deploy", "--tag", "v4")
    require(not site.case.engine.violations, str(site.case.engine.violations))


@story
def a_lost_link(site):
    """Where nginx can't find out which colour serves, it is told again; also where it has another conf."""
    site.done("deploy", "--tag", "v1")
    for number in (2, 3):
        site.done("deploy", "--tag", f"v{number}")
        for path in (site.case.state / "gateway").glob("conf.*"):
            path.unlink()
        if number == 3:
            site.model["conf"]["sum"] = "0123"
        site.done("up")
        site.case.engine.gateway.follow()
        require(site.model["loaded"][0] == ("green", "blue")[number - 2], str(site.model["loaded"]))
        require(site.case.engine.gateway.is_fresh(), "nginx has not read what is there")


@story
def a_rotated_secret(site):
    """It is said who has which value."""
    site.done("deploy", "--tag", "v1")
    said = site.done("deploy", "--tag", "v2")
    require("has a new value" not in said, said)
    projects.VALUES["DJANGO_DB_ROOT_PASS"] = "another"
    try:
        said = site.done("status")
        require("DJANGO_DB_ROOT_PASS: another value than " in said, said)
        said = site.done("deploy", "--tag", "v3")
    finally:
        projects.VALUES["DJANGO_DB_ROOT_PASS"] = "secret"
    require("DJANGO_DB_ROOT_PASS has a new value" in said and "another" not in said, said)


@story
def a_copy_of_files_for_each_version(site):
    """It is emptied before its version's release, never that of the version that serves; where that version
    does not come, no rollback leads to the one before, whose files are gone."""
    seen = []
    site.case.engine.note = lambda event, **facts: seen.append((event, facts))

    def emptied(*words):
        seen.clear()
        site.run(*words)
        found = [(event, facts) for event, facts in seen if event == "empty" or (event == "run" and "release" in str(facts))]
        return [facts["folders"][0].rpartition("/")[2] if event == "empty" else "release" for event, facts in found]

    for number, colour in ((1, "blue"), (2, "green"), (3, "blue")):
        require(emptied("deploy", "--tag", f"v{number}") == [colour, "release"], f"v{number}: {seen}")
    for words in (("rollback",), ("up",), ("rollback",)):
        require(emptied(*words) == [], f"{words}: {seen}")
    require(emptied("deploy", "--tag", "norelease4") == ["green", "release"], str(seen))
    require(site.model["loaded"][0] == "blue", "another colour serves")
    site.refused("has emptied what the version of green served", "rollback")
    site.done("deploy", "--tag", "v5")
    site.done("rollback")
    site.done("rollback")


# What an image says of its command, with what a shell would take apart.
SAID = (["tini", "--"], ["sh", "-c", "echo 'a  b' $HOME\n"])
WORDS = {"entrypoint": "'tini' '--' ", "both": "'tini' '--' 'sh' '-c' 'echo '\\''a  b'\\'' $HOME\n' "}


@story
def an_images_own_command(site):
    """It goes behind the wrapper: ENTRYPOINT and CMD, one of them, and none, which is refused."""
    script = "scripts/deploy-swarm.sh"

    def words():
        spec = site.model["services"]["brain-tumor_django"]["spec"]["TaskTemplate"]["ContainerSpec"]["Rest"]
        return spec["entrypoint"][spec["entrypoint"].index("--image") + 1]

    def deploy(tag, said):
        site.model["image commands"][f"nn-django:{tag}"] = said
        return site.done("deploy", "--tag", tag, target="swarm")

    deploy("v1", (None, None))
    require(words() == "", f"{words()!r} of an image that says nothing, before the manifest's command")
    deploy("v2", SAID)
    require(words() == WORDS["entrypoint"], f"{words()!r} of an image with an ENTRYPOINT")
    site.edit(script, (r"^CMD_OF_IMAGE=\(\)$", "CMD_OF_IMAGE=(django)"))
    deploy("v3", SAID)
    require(words() == WORDS["both"], f"{words()!r} of an image with both")
    deploy("v4", (None, SAID[1]))
    require("tini" not in words() and words().startswith("'sh' '-c' "), f"{words()!r} of an image with a CMD")
    site.done("rollback", target="swarm")
    require(words() == WORDS["both"], f"{words()!r} after a rollback")
    tasks = site.tasks()
    site.model["image commands"]["nn-django:v5"] = (None, [])
    site.refused("nn-django:v5 has neither ENTRYPOINT nor CMD", "deploy", "--tag", "v5", target="swarm")
    require(site.tasks() == tasks, "tasks were replaced before that was seen")


@story
def a_command_that_only_the_image_has(site):
    """Compose refuses a file whose words of the image are not set: each call of the script has them, from the
    image or from the record, also where the image says nothing."""
    wanted = "entrypoint: [/zdc/entrypoint.sh, --image, '${ZDC_IMAGE_DJANGO?start it by the script}', --]"
    site.edit(COMPOSE, (r"^x-django: &django$", rf"x-django: &django\n  {wanted}"))
    site.edit(
        SCRIPT, (r"^WRAPPED=\(\)$", "WRAPPED=(django)"), (r"^OF_IMAGE=\(\)$", "OF_IMAGE=(django)"),
        (r"^declare -A IMAGES=\(\)$", r"declare -A IMAGES=([django]='nn-django:${TAG:-dev}')"),
    )
    for tag, said in (("v1", SAID), ("v2", (None, None)), ("v3", SAID)):
        site.model["image commands"][f"nn-django:{tag}"] = said
        site.done("deploy", "--tag", tag)
    site.done("rollback")
    site.done("down")
    site.done("up")
    require(site.states(colour="green", role="web"), "nothing of the recorded colour runs")


@story
def an_external_network(site):
    """It is looked for before anything changes, and stays when all of the project goes."""
    for script in ("blue-green", "swarm"):
        site.edit(f"scripts/deploy-{script}.sh", (r"^EXTERNAL_NETWORKS=\(\)$", "EXTERNAL_NETWORKS=(proxy)"))

    def there(*drivers):
        site.model["networks"] = [{"name": "proxy", "driver": driver, "stack": ""} for driver in drivers]

    site.refused("docker network create --driver bridge proxy", "deploy", "--tag", "v1")
    require(not site.model["containers"], "a container was made before that was seen")
    there("bridge")
    site.done("deploy", "--tag", "v1")
    there()
    site.refused("there is no network proxy", "deploy", "--tag", "v2")
    require(site.states(colour="blue") and not site.states(colour="green"), "v2 was started")
    there("bridge")
    site.done("down")
    site.refused("a network proxy already that is no overlay", "deploy", "--tag", "v1", target="swarm")
    there()
    site.refused("docker network create --driver overlay --attachable proxy", "deploy", "--tag", "v1", target="swarm")
    require(not site.model["services"], "a service was made before that was seen")
    there("overlay")
    site.done("deploy", "--tag", "v1", target="swarm")
    site.done("rm", target="swarm")
    require([one["name"] for one in site.model["networks"]] == ["proxy"], str(site.model["networks"]))


# A clock that somebody sets: it may be told to a reader, and measures nothing.
SET_CLOCK = re.compile(r"\b(SECONDS|EPOCHSECONDS|EPOCHREALTIME)\b|\bdate( |\))|%\([^)]*\)T")
STEPPED = """
set -euo pipefail
PROJECT=p COMPOSE_FILE=p.yml
source scripts/lib/common.sh && source scripts/lib/blue-green.sh
refuse_restarted() { :; }
date() { command date -d '-1 hour' "$@"; }
pause() { SECONDS=$((SECONDS - 3600)); command sleep "$1"; }
DRY_RUN=0
now && UP_SINCE=$TICKS
hold web && echo held
"""


@story
def a_clock_that_is_stepped_back(site):
    """It keeps no wait going, since none reads it."""
    done = subprocess.run(["bash", "-c", STEPPED], cwd=site.docker, capture_output=True, text=True, timeout=300)
    require(done.stdout == "held\n", f"hold: {done.stdout}{done.stderr}")
    for script in sorted(projects.ROOT.glob("out/**/*.sh")):
        for number, line in enumerate(script.read_text().splitlines(), 1):
            code = re.sub(r"(^|\s)#.*", "", line)
            # What is told may be the wall's time. So is what a Lease says; one that looks as if its holder
            # were gone is watched by the machine's uptime before it is taken.
            told = code.lstrip().startswith("printf '") and " -1 " in code or "second" in code
            require(told or not SET_CLOCK.search(code), f"{script}:{number}: {line}")


def main():
    work = pathlib.Path(sys.argv[-1]).resolve()
    failures, told = [], sys.argv[1:-1] or list(STORIES)
    for name in told:
        try:
            STORIES[name](Site(work / name))
        except Wrong as wrong:
            failures.append(f"{name}: {wrong}")
    print("\n".join(failures))
    print(f"{len(told) - len(failures)} of {len(told)} stories hold")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
