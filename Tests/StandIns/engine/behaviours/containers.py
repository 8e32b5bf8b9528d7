"""What the model says of containers."""

from behaviours.table import behaviour

GROUP = "containers"
OURS = ("--filter", "label=zdc.project=probe")


@behaviour(GROUP, "inspect of a container that is not there exits 1", 1)
def inspect_missing(host):
    return host.docker("inspect", "--format", "{{slice .Name 1}}", "probe-nothing").code


@behaviour(GROUP, "inspect of two containers, of which one is missing, prints the other and exits 1", (1, ["probe-web-blue"]))
def inspect_half(host):
    host.fresh("web-blue")
    answer = host.docker("inspect", "--format", "{{slice .Name 1}}", "probe-web-blue", "probe-nothing")
    return answer.code, answer.lines


@behaviour(GROUP, "start, stop and wait of what is not there exit 1", [1, 1, 1])
def missing(host):
    return [host.docker(verb, "probe-nothing").code for verb in ("start", "stop", "wait")]


@behaviour(GROUP, "stop of a stopped container and start of a running one exit 0", [0, 0, "exited", 0, 0, "running"])
def twice(host):
    host.fresh("web-blue")
    found = []
    for verb in ("stop", "start"):
        found += [host.docker(verb, "probe-web-blue").code, host.docker(verb, "probe-web-blue").code]
        found.append(host.state_of("probe-web-blue"))
    return found


@behaviour(GROUP, "stop of several, of which one is missing, stops the others and exits 1", (1, "exited"))
def stop_half(host):
    host.fresh("web-blue")
    return host.docker("stop", "probe-nothing", "probe-web-blue").code, host.state_of("probe-web-blue")


@behaviour(GROUP, "rm refuses a running container; with --force it goes, and what is missing is no error", [1, 0, 1, 0])
def rm(host):
    host.fresh("web-blue")
    return [
        host.docker("rm", "probe-web-blue").code,
        host.docker("rm", "--force", "probe-web-blue").code,
        host.docker("inspect", "--format", "x", "probe-web-blue").code,
        host.docker("rm", "--force", "probe-nothing").code,
    ]


@behaviour(GROUP, "a started container is the one that was stopped", True)
def same_after_start(host):
    host.fresh("web-blue")
    before = host.done("ps", "--all", "--quiet", *OURS)
    host.done("stop", "probe-web-blue")
    host.done("start", "probe-web-blue")
    return before == host.done("ps", "--all", "--quiet", *OURS)


@behaviour(GROUP, "exec passes on the code of the program; 0 is well, 1 is not", (0, 1))
def exec_code(host):
    host.fresh("web-blue")
    well = host.docker("exec", "probe-web-blue", "test", "-e", "/well").code
    host.fresh("web-blue", TAG="sick1")
    return well, host.docker("exec", "probe-web-blue", "test", "-e", "/well").code


@behaviour(GROUP, "exec in a container that is stopped or missing exits 1, and says so", [(1, True), (1, True)])
def exec_stopped(host):
    host.fresh("web-blue")
    host.done("stop", "probe-web-blue")
    found = []
    for name in ("probe-web-blue", "probe-nothing"):
        answer = host.docker("exec", name, "test", "-e", "/well")
        found.append((answer.code, bool(answer.errors)))
    return found


@behaviour(GROUP, "ps lists what runs, with --all also what does not; filters of labels hold together", [1, 2, 1, 0, 1])
def ps(host):
    host.fresh("web-blue", "data")
    host.done("stop", "probe-web-blue")
    green = (*OURS, "--filter", "label=zdc.colour=green")
    blue = ("--filter=label=zdc.colour=blue", *OURS)
    forms = [(*OURS,), ("--all", *OURS), ("--all", *blue), ("--all", *green), ("-aq", *blue)]
    return [len(host.done("ps", *words, *(() if "-aq" in words else ("--quiet",)))) for words in forms]


@behaviour(GROUP, "ps without a match prints nothing and exits 0", (0, ""))
def ps_nothing(host):
    answer = host.docker("ps", "--all", "--quiet", "--filter", "label=zdc.project=nothing")
    return answer.code, answer.text


@behaviour(GROUP, "a label tells what `compose run` made from what `up` made", [["probe-web-blue"], ["probe-web-blue"], []])
def one_off(host):
    host.fresh("web-blue")
    own = ("--filter", "label=com.docker.compose.oneoff=False")
    found = [
        host.done("ps", "--all", *OURS, *own, "--format", "{{.Names}}"),
        host.done("ps", *OURS, "--filter", "label=zdc.role=web", "--format", "{{.Names}}"),
        host.done("ps", *OURS, "--filter", "label=com.docker.compose.oneoff=True", "--format", "{{.Names}}"),
    ]
    host.done("ps", *OURS, *own, "--format", '{{.Label "zdc.colour"}}')
    return found


@behaviour(GROUP, "ps prints labels and states as the scripts read them", ["web exited blue", "web web", "running probe-web-blue"])
def ps_formats(host):
    host.fresh("web-blue")
    shown = host.done("ps", *OURS, "--format", '{{.ID}} {{.Label "zdc.service"}} {{.Label "zdc.role"}}')
    named = host.done("ps", "--all", *OURS, "--format", "{{.State}} {{.Names}}")
    host.done("stop", "probe-web-blue")
    form = '{{.ID}} {{.Label "zdc.role"}} {{.State}} {{.Label "zdc.colour"}}'
    state = host.done("ps", "--all", *OURS, "--format", form)[0].partition(" ")[2]
    return [state, shown[0].partition(" ")[2], named[0]]


@behaviour(GROUP, "ps prints `Up` with the verdict of a health check in brackets, without one no brackets", ["(healthy)", ""])
def ps_status(host):
    def verdict():
        status = host.done("ps", *OURS, "--format", "{{.Status}}")[0]
        return status.startswith("Up ") and status.partition("(")[1] + status.partition("(")[2]

    host.fresh("web-blue")
    found = [host.until(verdict, "(healthy)")]
    host.fresh("data")
    return [*found, verdict()]


FACTS = (
    "{{.State.Status}} {{.RestartCount}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} "
    '{{or (index .Config.Labels "zdc.health") "own"}} {{index .Config.Labels "zdc.service"}}'
)


@behaviour(
    GROUP, "inspect tells state, health and labels",
    ["running 0 healthy own web", "running 0 unhealthy own web", "running 0 none own data", "exited"],
)  # fmt: skip
def facts(host):
    def first(name):
        return host.done("inspect", "--format", FACTS, name)[0]

    found = []
    for tag, wanted in (("good1", "running 0 healthy own web"), ("sick1", "running 0 unhealthy own web")):
        host.fresh("web-blue", TAG=tag)
        found.append(host.until(lambda: first("probe-web-blue"), wanted))
    host.fresh("data")
    found.append(first("probe-data-1"))
    host.done("stop", "probe-data-1")
    return [*found, first("probe-data-1").split()[0]]


@behaviour(GROUP, "inspect tells the address that a container has on each network while it runs", ([4], []))
def addresses(host):
    def found():
        form = "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}"
        return [len(address.split(".")) for address in host.done("inspect", "--format", form, "probe-web-blue")[0].split()]

    host.fresh("web-blue")
    running = found()
    host.done("stop", "probe-web-blue")
    return running, found()


@behaviour(GROUP, "a container that crashes has restarted", True)
def crash(host):
    host.fresh("web-blue", TAG="crash1")

    def restarted():
        return int(host.done("inspect", "--format", FACTS, "probe-web-blue")[0].split()[1]) > 0

    return host.until(restarted, True)


@behaviour(GROUP, "the names of those that do not run or have restarted", (["", ""], ["", "probe-web-blue"]))
def refused(host):
    form = '{{if or (ne .State.Status "running") .RestartCount}}{{slice .Name 1}} {{end}}'
    host.fresh("web-blue", "data")
    names = ("probe-data-1", "probe-web-blue")
    before = [host.done("inspect", "--format", form, name) for name in names]
    host.done("stop", "probe-web-blue")
    after = [host.done("inspect", "--format", form, name) for name in names]
    return tuple([" ".join(lines).strip() for lines in found] for found in (before, after))


HEALTH_COMMAND = (
    '{{with .Config.Healthcheck}}{{range $i, $word := .Test}}{{if eq $word "NONE"}}{{else if $i}}{{$word}}{{"\\x00"}}'
    '{{else if eq $word "CMD-SHELL"}}{{"/bin/sh\\x00-c\\x00"}}{{end}}{{end}}{{end}}'
)


@behaviour(
    GROUP, "the words of a health command, each with a NUL after it; a shell's has its shell",
    ["test\0-e\0/well\0", "/bin/sh\0-c\0test -e /well\0", ""],
)  # fmt: skip
def health_command(host):
    host.fresh("web-blue", "pair", "data")
    names = ("probe-web-blue", "probe-pair-1", "probe-data-1")
    return [host.docker("inspect", "--format", HEALTH_COMMAND, name).text for name in names]


@behaviour(GROUP, "a container's image is told by its id, also after the tag has moved", True)
def image_id(host):
    form = '{{index .Config.Labels "zdc.service"}} {{.Image}} {{.Config.Image}}'
    host.fresh("web-blue")
    service, image, name = host.done("inspect", "--format", form, "probe-web-blue")[0].split()
    host.done("tag", "probe:good2", "probe:good1")
    moved = host.done("inspect", "--format", form, "probe-web-blue")[0].split()[1]
    host.done("tag", image, "probe:good1")
    return (service, moved, name) == ("web", image, "probe:good1") and image.startswith("sha256:")


@behaviour(GROUP, "stop with a time ends what has not ended by then", "exited")
def stop_in_time(host):
    host.fresh("web-blue")
    host.done("stop", "-t", "2", "probe-web-blue")
    return host.state_of("probe-web-blue")


@behaviour(GROUP, "Compose's own label is on what it started", 1)
def composed(host):
    host.fresh("web-blue")
    return len(host.done("ps", "--quiet", *OURS, "--filter", "label=com.docker.compose.oneoff"))


@behaviour(GROUP, "what publishes a port that another one has does not start, and is there", (False, "created"))
def port_taken(host):
    host.with_gateway()
    code = host.compose("up", "--detach", "--no-deps", "twin").code
    return code == 0, host.state_of("probe-twin-1")


@behaviour(GROUP, "logs of a stopped container are there; of a missing one, exit 1", (0, 1))
def logs(host):
    host.fresh("web-blue")
    host.done("stop", "probe-web-blue")
    return host.docker("logs", "--tail", "15", "probe-web-blue").code, host.docker("logs", "--tail", "15", "probe-nothing").code


@behaviour(GROUP, "wait gives the code of a container that has ended, and exits 0", (0, 1))
def wait(host):
    host.fresh("web-blue")
    host.done("stop", "probe-web-blue")
    answer = host.docker("wait", "probe-web-blue")
    return answer.code, len(answer.lines)
