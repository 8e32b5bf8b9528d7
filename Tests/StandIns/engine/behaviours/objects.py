"""What the model says of stacks, configs and secrets."""

from behaviours.services import OURS, ask, deploy, fresh, secret
from behaviours.table import behaviour

GROUP = "swarm"
LABEL = OURS[1].partition("=")[2]


@behaviour(GROUP, "secrets and configs are made once, listed by their label, and taken away", [0, True, 1, 0, True] * 2)
def made_once(host):
    found = []
    for kind in ("secret", "config"):
        words = (kind, "create", "--label", LABEL, "probe_thing", "-")
        found.append(host.docker(*words, stdin="a").code)
        found.append(host.docker(*words, stdin="b").code != 0)
        listed = host.done(kind, "ls", *OURS, "--format", "{{.Name}}")
        found.append(listed.count("probe_thing"))
        found.append(host.docker(kind, "rm", "probe_thing").code)
        found.append(host.docker(kind, "rm", "probe_thing").code != 0)
    return found


@behaviour(GROUP, "a config's content comes back unchanged, with its last line's end", "one\n  two: '$x' 무\n")
def content(host):
    host.docker("config", "create", "--label", LABEL, "probe_thing", "-", stdin="one\n  two: '$x' 무\n")
    text = host.docker("config", "inspect", "--format", '{{printf "%s" .Spec.Data}}', "probe_thing").text
    host.done("config", "rm", "probe_thing")
    return text + "\n" * (not text.endswith("\n"))


@behaviour(GROUP, "a secret or config that a service uses stays", (False, False))
def in_use(host):
    fresh(host)
    return host.docker("secret", "rm", "probe_word_1").code == 0, host.docker("config", "rm", "probe_conf_1").code == 0


@behaviour(GROUP, "a stack that names a secret which is not there is refused, and the service stays as it is", (False, True))
def no_secret(host):
    fresh(host)
    before = ask(host, "{{json .Spec}}")
    refused = deploy(host, ZDC_SERIAL="9", TAG="good2").code == 0
    return refused, before == ask(host, "{{json .Spec}}")


@behaviour(GROUP, "a config of the same name with other content is refused", False)
def other_content(host):
    fresh(host)
    file = host.folder / "stack.yml"
    text = file.read_text()
    file.write_text(text + "# more\n")
    try:
        return deploy(host).code == 0
    finally:
        file.write_text(text)


@behaviour(GROUP, "stack config fills in values, and fails without a file", (True, True))
def config(host):
    answer = host.docker("stack", "config", "--compose-file", "stack.yml", TAG="good2")
    missing = host.docker("stack", "config", "--compose-file", "nothing.yml")
    return "probe:good2" in answer.text and "\n  web:\n" in answer.text, missing.code != 0


@behaviour(GROUP, "the stack's network is an overlay", "overlay")
def network(host):
    fresh(host)
    return host.done("network", "inspect", "--format", "{{.Driver}}", "probe-net")[0]


@behaviour(GROUP, "a manager of a swarm says so, and its command line can detach", ("true", True))
def manager(host):
    help = host.done("stack", "deploy", "--help")
    return host.done("info", "--format", "{{.Swarm.ControlAvailable}}")[0], any("--detach" in line for line in help)


@behaviour(GROUP, "secret of another value: the service is updated to it", True)
def next_secret(host):
    fresh(host)
    before = ask(host, "{{json .Spec.TaskTemplate}}")
    secret(host, "probe_word_2", "other")
    deploy(host, ZDC_SERIAL="2")
    return before != ask(host, "{{json .Spec.TaskTemplate}}")
