"""The example's blue-green files, by plain compose and by their script, under load."""

import re
import shutil
import time

from harness.project import Project
from harness.scenario import require, row, scenario
from harness.stage import Stage, whole

GROUP = "blue_green"


def stage(engine):
    return Stage(engine)


@scenario(GROUP, "first `docker compose up -d` on a clean host, and again", quick=True)
def first_up(stage, title):
    project = stage.project
    project.wipe()
    tag = project.make("v1")
    began = time.monotonic()
    project.compose("up", "-d", TAG=tag)
    seconds = time.monotonic() - began
    project.wait_serving("v1")
    engine = stage.engine
    require("front v1" in engine.curl("http://127.0.0.1/"), "no static site")
    require("v1" in engine.curl("http://127.0.0.1/static/version.txt"), "no volume's files")
    require("v1" in engine.curl("https://127.0.0.1/api/x", "-k"), "no https")
    require('"colour": "blue"' in engine.curl("http://127.0.0.1/api/peer"), "no peer")

    def again(facts):
        before = untouched(project)
        project.compose("up", "-d", TAG=tag)
        require(before == untouched(project), "the gateway or the active colour was made again")

    result = whole(stage, title, again)
    result.seconds, result.note = seconds, "time is that of the first `up`; load is on the second"
    return result


def untouched(project):
    """Ids and start times of the gateway and of the active colour."""
    active = project.answer()["colour"]
    return sorted(
        (name, id, project.engine.inspect(id, "{{.State.StartedAt}}"))
        for name, (role, colour, _, id) in project.containers().items()
        if role == "gateway" or (role == "web" and colour == active)
    )


@scenario(GROUP, "first `deploy` on a clean host", quick=True)
def first_deploy(stage, title):
    stage.project.wipe()
    tag = stage.project.make("v1")
    run = stage.project.deployed(tag)
    stage.check("v1")
    return row(title, seconds=run.seconds)


@scenario(GROUP, "plain `up -d` with the recorded tag, either colour active")
def plain_up(stage, title):
    project = stage.project

    def act(facts):
        for _ in range(2):
            tag = stage.other()
            project.deployed(tag)
            before = untouched(project)
            project.compose("up", "-d", TAG=tag)
            require(before == untouched(project), "the gateway or the active colour was made again")
            require(project.serving() == tag, "another version answers")

    stage.ready()
    return whole(stage, title, act)


@scenario(GROUP, "a second checkout in another folder deploys")
def second_checkout(stage, title):
    stage.ready()
    tag = stage.other()
    second = Project(stage.engine, checkout="second one")
    second.lay_out(tag)
    second.generate()

    def act(facts):
        gateway = second.containers()["nn-testbed-nginx"]
        facts["seconds"] = second.deployed(tag).seconds
        require(gateway == second.containers()["nn-testbed-nginx"], "the gateway was made again")
        stage.check(tag)

    return whole(stage, title, act)


@scenario(GROUP, "a changed nginx conf, no changed service", quick=True)
def changed_conf(stage, title):
    stage.ready()
    tag = stage.other()
    project = stage.project

    def act(facts):
        project.generate(("/api/: { timeout: 8s }", "/api/: { timeout: 5s }"))
        facts["seconds"] = project.deployed(tag).seconds
        conf = stage.engine.docker("exec", "nn-testbed-nginx", "cat", "/etc/zdc/live/nginx.conf")
        require("proxy_read_timeout 5s" in conf, "the gateway has the old conf")

    try:
        return whole(stage, title, act)
    finally:
        project.generate()


def broken(stage, title, fault, *words):
    old = stage.ready()
    tag = stage.project.make("v9", fault)

    def act(facts):
        run = stage.refused(stage.project.deploy(tag), *words)
        facts["seconds"] = run.seconds
        said = [text for _, text in run.lines if text.startswith("error: ")]
        facts["note"] = f"exit {run.code}: {said[0].removeprefix('error: ')}"
        stage.check(old)

    return whole(stage, title, act)


@scenario(GROUP, "a version that is unhealthy", quick=True)
def unhealthy(stage, title):
    return broken(stage, title, "unhealthy", "is unhealthy", "the last lines of", "error 500 on", "as built")


@scenario(GROUP, "a version that crashes after a second", quick=True)
def crashing(stage, title):
    return broken(stage, title, "crash", "by itself", "about to crash, as built")


@scenario(GROUP, "a version whose release command fails", quick=True)
def release_fails(stage, title):
    return broken(stage, title, "release-fail", "release command of django failed", "migration 0042")


@scenario(GROUP, "a healthy version whose API answers 500: refused, since the old one's does not")
def worse(stage, title):
    return broken(stage, title, "error-500", "answers worse than", "answers 200 as")


@scenario(GROUP, "older images go after a deployment, and a rollback has its own")
def old_images(stage, title):
    project, engine = stage.project, stage.engine
    stage.ready()
    stage.other()
    engine.docker("tag", "redis:7-alpine", "nn-testbed-django:of-others")

    def tags():
        return set(engine.docker("image", "ls", "--format", "{{.Tag}}", "nn-testbed-django").split())

    def act(facts):
        for tag in ("v3", "v4", "v5"):
            project.lay_out(tag)
            project.done("deploy", "--tag", tag)
        require("v3" not in tags(), f"{tags()} are left")
        require({"v4", "v5", "of-others"} <= tags(), f"only {tags()} are left")
        project.done("rollback")
        stage.check("v4")

    try:
        return whole(stage, title, act)
    finally:
        engine.docker("rmi", "nn-testbed-django:of-others", check=False)
        project.deployed(stage.other())


@scenario(GROUP, "two deployments at once: the second is refused", quick=True)
def two_at_once(stage, title):
    stage.ready()
    tag = stage.other()

    def act(facts):
        first = stage.project.deploy(tag)
        while len(first.steps) < 3:
            time.sleep(0.05)
        second = stage.refused(stage.project.deploy(tag), "another run holds the lock", "deploy (process")
        require(first.process.poll() is None, "it was refused only after the first had ended")
        first.wait()
        require(first.code == 0, first.text)
        facts["note"] = f"refused after {second.seconds:.1f} s"
        stage.check(tag)

    return whole(stage, title, act)


@scenario(GROUP, "rollback: old colour stopped; after a rollback; removed; a required variable unset", quick=True)
def rollbacks(stage, title):
    project = stage.project
    first = stage.ready()
    second = stage.other()
    project.deployed(second)
    first = stage.other()
    project.deployed(first)

    def back(expected, **options):
        run = project.done("rollback", **options)
        stage.check(expected)
        return run.seconds

    def act(facts):
        seconds = [back(second), back(first)]
        idle = "green" if project.answer()["colour"] == "blue" else "blue"
        ids = [row[3] for row in project.containers().values() if row[0] == "web" and row[1] == idle]
        stage.engine.docker("rm", "-f", *ids)
        seconds.append(back(second))
        seconds.append(back(first, values={"DJANGO_DB_ROOT_PASS": None}))
        facts["seconds"] = max(seconds)

    return whole(stage, title, act)


@scenario(GROUP, "rollback to a version whose backing service has left the manifest")
def rollback_with_backing(stage, title):
    project, first = stage.project, stage.ready()
    name = "nn-testbed-redis"

    def state():
        return project.containers()[name][2]

    def act(facts):
        tag = stage.other()
        without = ("redis_data: { size: 1Gi, node: manager }", "")
        redis = re.search(r"\n  redis:\n(?:    .*\n)+", project.committed())[0]
        project.generate((redis, "\n"), ("      REDIS_HOST: ${redis.host}\n", ""), without)
        project.deployed(tag)
        require(state() == "exited", f"redis is {state()} though the manifest has none")
        facts["seconds"] = project.done("rollback").seconds
        require(state() == "running", f"redis is {state()} after the rollback")
        stage.check(first)

    try:
        return whole(stage, title, act)
    finally:
        project.generate()


@scenario(GROUP, "the containers' addresses change from one switch to the next")
def addresses_change(stage, title):
    stage.ready()
    tag = stage.other()
    engine = stage.engine
    names = ["testbed-filler-1", "testbed-filler-2", "testbed-filler-3"]

    def act(facts):
        for name in names:
            engine.docker("run", "-d", "--name", name, "--network", "medical-net-testbed", "redis:7-alpine")
        stage.project.deployed(tag)
        for name in names:
            engine.docker("rm", "-f", "-v", name)
        stage.project.deployed(stage.other())

    try:
        return whole(stage, title, act)
    finally:
        engine.docker("rm", "-f", "-v", *names, check=False)


@scenario(GROUP, "the certificate is missing: refused", quick=True)
def no_certificate(stage, title):
    folder = stage.project.folder / "docker/nginx/ssl"
    old = stage.ready()
    tag = stage.other()

    def act(facts):
        (folder / "tls.crt").rename(folder / "kept.crt")
        try:
            stage.refused(stage.project.deploy(tag), "missing or unreadable", "tls.crt")
        finally:
            (folder / "kept.crt").rename(folder / "tls.crt")
        stage.check(old)

    return whole(stage, title, act)


@scenario(GROUP, "a hand-edited conf that nginx refuses: refused before any traffic moves", quick=True)
def edited_conf(stage, title):
    old = stage.ready()
    tag = stage.other()
    path = stage.project.docker_folder / "nginx/nginx-blue-green.conf"
    text = path.read_text()

    def act(facts):
        path.write_text(text.replace("events {", "evnts {"))
        try:
            run = stage.refused(stage.project.deploy(tag), "nginx refuses", "evnts")
        finally:
            path.write_text(text)
        reached = [name for _, name in run.steps]
        require("rename" not in reached, f"it went on to {reached[-1]}")
        facts["note"] = f"at step {reached[-1]}"
        stage.check(old)

    return whole(stage, title, act)


@scenario(GROUP, "the disk is full while state is written", quick=True)
def disk_full(stage, title):
    project = stage.project
    stage.ready()
    tag = stage.other()
    project.done("down")
    kept = project.state.with_name("kept")
    project.state.rename(kept)
    project.state.mkdir()
    engine = stage.engine
    engine.run("mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", project.state)
    ballast = project.state / "ballast"

    def fill(_, name):
        if name == "backing":  # preflight has looked, and the record is written two steps later
            engine.run("dd", "if=/dev/zero", f"of={ballast}", "bs=64k", check=False)
        return False

    def act(facts):
        run = project.deploy(tag, kill_when=fill).wait()
        ballast.unlink(missing_ok=True)
        require(run.code not in (0, None), "exit 0 on a full disk")
        require("No space left" in run.text, run.text[-2000:])
        facts["note"] = f"exit {run.code} at step {run.steps[-1][1]}"
        stage.check(first)
        project.deployed(tag)
        stage.check(tag)

    try:
        shutil.copytree(kept, project.state, symlinks=True, dirs_exist_ok=True)
        project.done("up")
        first = project.wait_serving("v1", "v2")
        return whole(stage, title, act)
    finally:
        project.wipe()
        engine.run("umount", "-l", project.state, check=False)
        shutil.rmtree(project.state, ignore_errors=True)
        shutil.rmtree(kept, ignore_errors=True)
