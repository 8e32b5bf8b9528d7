"""`shop` on a real swarm: secrets as values and files, a config of a service that changes."""

import json
import time

from harness.scenario import require, row, scenario
from scenarios.shop import ShopStage

GROUP = "swarm_shop"
SCRIPT = "deploy-swarm.sh"


class SwarmShopStage(ShopStage):
    def run(self, *arguments):
        run = self.project.run(*arguments, script=SCRIPT).wait(900)
        require(run.code == 0, f"exit {run.code}\n{run.text[-3000:]}")
        return run

    def value(self, address, name):
        """What a service's process sees as an environment variable."""
        host = ("-k", "-H", "Host: shop.example.com")
        url = f"https://127.0.0.1:8443{address}?name={name}"
        return json.loads(self.engine.curl(url, *host))["value"]

    def limits(self):
        """The mounted config, in each task of the api."""
        label = f"label=com.docker.swarm.service.name={self.project.name}_api"
        tasks = self.engine.docker("ps", "-q", "--filter", label).split()
        return [self.engine.docker("exec", task, "cat", "/etc/shop/limits.ini") for task in tasks]

    def ready(self):
        if self.project.serving() == "v1":
            return None
        self.engine.docker("swarm", "init", "--advertise-addr", "127.0.0.1", check=False)
        self.project.make("v1")
        return self.run("deploy", "--tag", "v1")


def stage(engine):
    return SwarmShopStage(engine)


@scenario(GROUP, "shop: first deploy on a fresh swarm; values reach the processes unchanged")
def first_deploy(stage, title):
    run = stage.ready()
    require(stage.value("/env", "BANNER") == "50 % off – 지금만! $1 = {{ price }}", "another BANNER")
    require(stage.value("/api/env", "PAYMENT_KEY") == "pay me: $1", "another PAYMENT_KEY")
    names = stage.engine.docker("service", "ls", "-q").split()
    require("pay me" not in stage.engine.docker("service", "inspect", *names), "a secret is in a spec")
    return row(title, seconds=run.seconds if run else None)


@scenario(GROUP, "shop: a changed config of a service, under its own name for the content")
def changed_config(stage, title):
    stage.ready()
    file = stage.project.folder / "manifests/shop/files/limits.ini"
    rows = []
    with stage.whole(title, rows) as facts:
        time.sleep(1)
        file.write_text(file.read_text() + "max = 99\n")
        stage.project.generate()
        facts["seconds"] = stage.run("deploy", "--tag", "v1", "--no-build").seconds
        require(any("max = 99" in text for text in stage.limits()), "the tasks have the old config")
        time.sleep(12)
    require(all("max = 99" in text for text in stage.limits()), "a task has the old config")
    return rows[0]
