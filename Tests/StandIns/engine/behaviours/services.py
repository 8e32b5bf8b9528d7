"""What the model says of a swarm's services."""

from behaviours.table import behaviour

GROUP = "swarm"
OURS = ("--filter", "label=com.docker.stack.namespace=probe")
UPDATE = "{{with .UpdateStatus}}{{.State}}{{end}}"
TASKS = "{{json .Spec.TaskTemplate}}"
LABEL = '{{index .Spec.Labels "zdc.deployment"}}'


def deploy(host, file="stack.yml", **values):
    text = (host.folder / file).read_text()
    return host.docker(
        "stack", "deploy", "--compose-file", "-", "--resolve-image", "never", "--with-registry-auth",
        "--detach=true", "probe", stdin=text, **values,
    )  # fmt: skip


def ask(host, form, name="probe_web"):
    return host.line("service", "inspect", "--format", form, name)


def count(host, name="probe_web"):
    found = host.done("service", "ls", "--filter", f"name={name}", "--format", "{{.Name}} {{.Replicas}}")
    return next((line.split()[1] for line in found if line.split()[0] == name), "")


def secret(host, name="probe_word_1", text="word"):
    host.docker("secret", "create", "--label", OURS[1].partition("=")[2], name, "-", stdin=text)


def fresh(host, **values):
    """The stack's web service as at first, with both tasks running."""
    for name in ("probe_web", "probe_job", "probe_check"):
        host.docker("service", "rm", name)
    secret(host)
    answer = deploy(host, **values)
    host.until(lambda: count(host), "2/2")
    return answer


def updated(host, wanted, **values):
    deploy(host, **values)
    return host.until(lambda: ask(host, UPDATE), wanted, 90)


@behaviour(GROUP, "a new service has its tasks after a while, and no state of an update", (0, "2/2", "", True))
def new(host):
    code = fresh(host).code
    return code, count(host), ask(host, UPDATE), '"Healthcheck":{"Test"' in ask(host, TASKS)


@behaviour(GROUP, "names are listed by the stack's label; a filter of names goes by their beginning", (["probe_web"], 1, 0))
def ls(host):
    fresh(host)
    by_label = host.done("service", "ls", *OURS, "--format", "{{.Name}}")
    starts = host.done("service", "ls", "--filter", "name=probe_w", "--format", "{{.Name}}")
    return by_label, len(starts), len(host.done("service", "ls", "--filter", "name=robe_web", "--format", "{{.Name}}"))


@behaviour(GROUP, "inspect tells the labels that the stack gives a service", "0123456789ab")
def made_of(host):
    fresh(host)
    return ask(host, '{{index .Spec.Labels "zdc.made-of"}}')


@behaviour(GROUP, "inspect, ps, rm and rollback of a service that is not there exit 1", [1, 1, 1, 1])
def missing(host):
    return [
        host.docker("service", "inspect", "--format", UPDATE, "probe_nothing").code,
        host.docker("service", "ps", "--quiet", "--no-trunc", "probe_nothing").code,
        host.docker("service", "rm", "probe_nothing").code,
        host.docker("service", "rollback", "--detach", "probe_nothing").code,
    ]


@behaviour(GROUP, "an update of the image is completed, task by task, and never fewer run than wanted", ("completed", True, "2/2"))
def update(host):
    fresh(host)
    deploy(host, TAG="good2")
    enough = []

    def look():
        enough.append(int(count(host).partition("/")[0]) >= 2)
        return ask(host, UPDATE)

    # A task that is being stopped is counted for a moment more.
    return host.until(look, "completed", 90), all(enough), host.until(lambda: count(host), "2/2")


@behaviour(GROUP, "an update that changes no task has no state, and its labels are there at once", ("", "7", True))
def labels_only(host):
    fresh(host)
    before = ask(host, TASKS)
    deploy(host, ZDC_DEPLOYMENT="7")
    for _ in range(5):
        host.pause()
    return ask(host, UPDATE), ask(host, LABEL), before == ask(host, TASKS)


@behaviour(GROUP, "an update to what fails is rolled back: the old spec, no older one, and all tasks", ("rollback_completed", True, False, "2/2"))
def rolled_back(host):
    fresh(host)
    before = ask(host, "{{json .Spec}}")
    state = updated(host, "rollback_completed", TAG="sick1", ZDC_DEPLOYMENT="8")
    whole = ask(host, "{{json .}}")
    host.until(lambda: count(host), "2/2")
    return state, ask(host, "{{json .Spec}}") == before, '"PreviousSpec":{' in whole, count(host)


@behaviour(GROUP, "where the failure action is to pause, the update is paused, with the new spec", ("paused", True))
def paused(host):
    fresh(host)
    before = ask(host, TASKS)
    return updated(host, "paused", TAG="crash1", ZDC_ACTION="pause"), ask(host, TASKS) != before


@behaviour(GROUP, "rollback goes to the spec before; the other way round a second time", ("rollback_completed", True, "rollback_completed", True))
def rollback(host):
    fresh(host)
    old = ask(host, TASKS)
    updated(host, "completed", TAG="good2")
    new, found = ask(host, TASKS), []
    for wanted in (old, new):
        host.done("service", "rollback", "--detach", "probe_web")
        found += [host.until(lambda: ask(host, UPDATE), "rollback_completed", 90), ask(host, TASKS) == wanted]
    return tuple(found)


@behaviour(GROUP, "without a spec before, rollback fails and changes nothing", (False, ""))
def no_rollback(host):
    fresh(host)
    return host.docker("service", "rollback", "--detach", "probe_web").code == 0, ask(host, UPDATE)


@behaviour(GROUP, "failed tasks are listed, and tell why", True)
def failures(host):
    fresh(host, TAG="good1")
    updated(host, "rollback_completed", TAG="crash1")
    form = "{{json .CreatedAt}} {{.ID}} {{.Status.State}}: {{.Status.Err}}"
    tasks = host.done("service", "ps", "--quiet", "--no-trunc", "probe_web")
    lines = host.done("inspect", "--type", "task", "--format", form, *tasks)
    return any(line.split(" ", 2)[2].startswith("failed: ") for line in lines)


@behaviour(GROUP, "a task's containers carry the service's name, the image's name and id", (2, "probe:good1", True))
def containers(host):
    fresh(host)

    def ids():
        return host.done("ps", "--quiet", "--filter", "label=com.docker.swarm.service.name=probe_web")

    host.until(lambda: len(ids()), 2)  # those of an earlier check end by and by
    found = ids()
    name, id = host.done("inspect", "--format", "{{.Config.Image}} {{.Image}}", found[0])[0].split()
    return len(found), name, id == host.done("image", "inspect", "--format", "{{.Id}}", "probe:good1")[0]


@behaviour(GROUP, "a task's containers have the stack's and the service's labels, and not Compose's own", [2, 0])
def labels(host):
    fresh(host)
    stack = ("ps", "--quiet", "--filter", "label=com.docker.stack.namespace=probe")
    host.until(lambda: len(host.done(*stack)), 2)
    more = ("--filter", "label=zdc.project=probe-stack", "--filter", "label=com.docker.compose.oneoff")
    return [len(host.done(*stack, *more[:2])), len(host.done(*stack, *more))]


@behaviour(GROUP, "logs of a task are there", 0)
def logs(host):
    fresh(host)
    task = host.done("service", "ps", "--quiet", "--no-trunc", "probe_web")[0]
    return host.docker("service", "logs", "--raw", "--tail", "20", task).code


def job_state(host, name):
    return host.line("service", "ps", "--format", "{{.CurrentState}}", name).split(" ")[0]


@behaviour(GROUP, "a job's task is Complete or Failed", ("Complete", "Failed"))
def job(host):
    found = []
    for tag in ("good1", "norelease1"):
        host.docker("service", "rm", "probe_job")
        deploy(host, "job.yml", TAG=tag)
        word = {"good1": "Complete", "norelease1": "Failed"}[tag]
        found.append(host.until(lambda: job_state(host, "probe_job"), word))
    host.docker("service", "rm", "probe_job")
    return tuple(found)


@behaviour(GROUP, "a job that compares two secrets is Complete where they are the same, else Failed; its name is taken once", ("Complete", "Failed", True))
def comparing(host):
    secret(host, "probe_old", "one")
    found = []
    for text, word in (("one", "Complete"), ("two", "Failed")):
        host.docker("service", "rm", "probe_check")
        host.docker("secret", "rm", "probe_new")
        secret(host, "probe_new", text)
        words = (
            "service", "create", "--detach", "--quiet", "--no-resolve-image", "--name", "probe_check",
            "--mode", "replicated-job", "--restart-condition", "none", "--constraint", "node.role==manager",
            "--secret", "source=probe_old,target=old", "--secret", "source=probe_new,target=new",
            "--entrypoint", "/bin/sh", "probe:good1",
            "-c", 'cd /run/secrets && test "$(cat old && echo .)" = "$(cat new && echo .)"',
        )  # fmt: skip
        host.done(*words)
        found.append(host.until(lambda: job_state(host, "probe_check"), word))
    twice = host.docker(*words).code != 0
    host.done("service", "rm", "probe_check")
    host.until(lambda: host.docker("secret", "rm", "probe_old", "probe_new").code, 0)
    return (*found, twice)
