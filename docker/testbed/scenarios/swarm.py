"""The example's stack on a real swarm, by its generated script, under load."""

import time

from harness.bench import wait_until
from harness.load import BRISK
from harness.scenario import require, row, scenario
from harness.stage import Stage, whole

GROUP = "swarm"
SCRIPT = "deploy-swarm.sh"


class SwarmStage(Stage):
    def __init__(self, engine):
        super().__init__(engine, lanes=BRISK)
        # Else the gateway, which has host ports here, would be replaced with every version.
        self.project.front = "the same in every version"

    def start(self):
        state = self.engine.docker("info", "-f", "{{.Swarm.LocalNodeState}}")
        if state != "active":
            self.engine.docker("swarm", "init", "--advertise-addr", "127.0.0.1")

    def deploy(self, tag, *arguments, build=False):
        build = () if build else ("--no-build",)
        return self.project.run("deploy", "--tag", tag, *build, *arguments, script=SCRIPT)

    def deployed(self, tag, **options):
        run = self.deploy(tag, **options).wait(900)
        if run.code:
            raise RuntimeError(f"deploy --tag {tag}: exit {run.code}\n{run.text[-3000:]}")
        return run

    def first(self):
        """The run that deploys v1 on a fresh swarm."""
        self.start()
        self.project.make("v1")
        self.project.generate()
        run = self.deployed("v1", build=True)
        self.check("v1")
        return run

    def ready(self):
        serving = self.project.serving()
        if serving not in ("v1", "v2"):
            self.first()
            serving = "v1"
        return serving

    def images(self):
        """{service: (image's tag, running/wanted)}"""
        listed = self.engine.docker("service", "ls", "--format", "{{.Name}} {{.Image}} {{.Replicas}}")
        rows = (line.split() for line in listed.splitlines())
        return {r[0].removeprefix(f"{self.project.name}_"): (r[1].split(":")[1], r[2]) for r in rows}

    def wait_running(self, count):
        """No task is there any more that holds its signal back."""
        label = f"label=com.docker.swarm.service.name={self.project.name}_django"
        wait_until(lambda: len(self.engine.docker("ps", "-q", "--filter", label).split()) == count, 120)

    def check(self, version):
        images = self.images()
        for name in ("django", "fastapi"):
            image, count = images[name]
            running, wanted = count.split("/")
            # Tasks that hold their signal back are counted too.
            whole = image == version and wanted == "2" and int(running) >= 2
            require(whole, f"{name} runs {images[name]}, not {version}")
        require(self.project.serving() == version, f"{self.project.serving()} answers")


def stage(engine):
    return SwarmStage(engine)


@scenario(GROUP, "first deploy on a fresh swarm, with secrets", quick=True)
def first_deploy(stage, title):
    run = stage.first()
    specs = stage.engine.docker("service", "inspect", *(f"{stage.project.name}_{n}" for n in stage.images()))
    require("p'w" not in specs, "a secret's value is in a service's spec")
    return row(title, seconds=run.seconds)


@scenario(GROUP, "5 rolling updates, GET and POST")
def updates(stage, title):
    stage.ready()
    stage.other()

    def act(facts):
        took = []
        for _ in range(5):
            tag = stage.other()
            took.append(stage.deployed(tag).seconds)
            stage.check(tag)
        facts["seconds"] = sorted(took)[2]
        facts["note"] = f"median of the script's time; slowest {max(took):.1f} s"

    return whole(stage, title, act)


@scenario(GROUP, "a broken image: rolled back by Swarm, the service before it by the script")
def unhealthy(stage, title):
    old = stage.ready()
    tag = stage.project.make("v9", "fastapi=unhealthy")

    def act(facts):
        run = stage.deploy(tag).wait(900)
        stage.refused(run, "fastapi: rollback_completed", "django goes back", "a task is", "fastapi did not take")
        facts["seconds"] = run.seconds
        facts["note"] = f"exit {run.code}: fastapi did not take the new version"
        stage.check(old)

    return whole(stage, title, act)


@scenario(GROUP, "rollback to the deployment before")
def rollback(stage, title):
    old = stage.ready()
    tag = stage.other()

    def act(facts):
        stage.deployed(tag)
        run = stage.project.run("rollback", script=SCRIPT).wait(900)
        require(run.code == 0, run.text)
        facts["seconds"] = run.seconds
        stage.check(old)

    return whole(stage, title, act)


@scenario(GROUP, "scale to 3 and back to 2")
def scale(stage, title):
    version = stage.ready()

    def act(facts):
        for number in (3, 2):
            run = stage.project.run("scale", f"django={number}", script=SCRIPT).wait()
            require(run.code == 0, run.text)
            require(stage.images()["django"][1].endswith(f"/{number}"), f"{stage.images()}")
        # Scaling down stops a task as an update does: the load goes on until its pause has ended.
        stage.wait_running(2)
        stage.check(version)

    return whole(stage, title, act)


@scenario(GROUP, "Compose leaves the stack alone; to Compose on the same host and back to the stack")
def moved(stage, title):
    project, version = stage.project, stage.ready()

    def beside(facts):
        stage.refused(project.deploy(version), "a Swarm stack")
        project.done("down")
        stage.check(version)

    result = whole(stage, title, beside)
    require(project.run("rm", script=SCRIPT).wait().code == 0, project.last.text)
    project.deployed(version)
    stage.refused(stage.deploy(version), "runs by Compose")
    require(project.serving() == version, "Compose does not serve on")
    began = time.monotonic()
    project.done("down")
    stage.deployed(version)
    result.note = f"the load is on the first part; away for {time.monotonic() - began:.0f} s while it moved to the stack"
    stage.check(version)
    return result


@scenario(GROUP, "a changed gateway conf, with host ports (its gap is the price of those)")
def gateway_conf(stage, title):
    version = stage.ready()
    edit = ("/api/: { timeout: 8s }", "/api/: { timeout: 5s }")
    with stage.load(tuple(f"{lane},timeout=5" for lane in BRISK[:2])) as load:
        stage.project.generate(edit)
        run = stage.deployed(version)
        time.sleep(2)
    stage.check(version)
    result = row(title, load.result, run.seconds, counts=False)
    result.group = "outages"
    return result
