"""What the model says of Compose."""

from behaviours.table import behaviour

GROUP = "compose"
OURS = ("--filter", "label=zdc.project=probe")


def ids(host, *filters):
    return sorted(host.done("ps", "--all", "--quiet", *OURS, *(f"--filter=label=zdc.{f}" for f in filters)))


def up(host, *words, **values):
    return host.compose("up", "--detach", "--no-deps", "--no-build", *words, **values).code


@behaviour(GROUP, "up makes as many containers as replicas say, named after project and service", ["probe-pair-1", "probe-pair-2"])
def replicas(host):
    host.fresh("pair")
    return sorted(host.done("inspect", "--format", "{{slice .Name 1}}", *ids(host)))


@behaviour(GROUP, "up leaves a running container whose service and image are the same", (0, True))
def same(host):
    host.fresh("web-blue")
    before = ids(host)
    return up(host, "web-blue"), before == ids(host)


@behaviour(GROUP, "up makes a container of another image or setting anew, with --no-recreate it does not", (True, True, False))
def recreate(host):
    host.fresh("web-blue")
    before = ids(host)
    keep = host.compose(
        "up", "--detach", "--no-deps", "--no-recreate", "--wait", "--wait-timeout", "60", "web-blue", TAG="good2"
    ).code
    kept = before == ids(host)
    up(host, "web-blue", TAG="good2")
    return keep == 0, kept, before == ids(host)


@behaviour(GROUP, "up --no-recreate starts what is not there, and leaves what differs", (0, True))
def missing(host):
    host.fresh()
    code = host.compose("up", "--detach", "--no-deps", "--no-recreate", "web-blue").code
    before = ids(host)
    host.compose("up", "--detach", "--no-deps", "--no-recreate", "web-blue", TAG="good2")
    return code, before == ids(host)


@behaviour(GROUP, "up makes a container of a moved tag anew", False)
def moved_tag(host):
    host.fresh("web-blue")
    before = ids(host)
    image = host.done("inspect", "--format", '{{index .Config.Labels "zdc.service"}} {{.Image}}', *before)[0].split()[1]
    host.done("tag", "probe:good2", "probe:good1")
    up(host, "web-blue")
    after = ids(host)
    host.done("tag", image, "probe:good1")
    return before == after


@behaviour(GROUP, "up --force-recreate makes it anew in any case", False)
def force(host):
    host.fresh("web-blue")
    before = ids(host)
    host.compose("up", "--detach", "--no-deps", "--force-recreate", "--wait", "--wait-timeout", "60", "web-blue")
    return before == ids(host)


@behaviour(GROUP, "up starts a stopped container and keeps it", (True, "running"))
def starts(host):
    host.fresh("web-blue")
    before = ids(host)
    host.done("stop", "probe-web-blue")
    up(host, "web-blue")
    return before == ids(host), host.state_of("probe-web-blue")


@behaviour(GROUP, "up of one service leaves the others as they are", (1, "exited"))
def others(host):
    host.fresh("web-blue", "web-green")
    host.done("stop", "probe-web-blue")
    before = ids(host, "colour=blue")
    up(host, "web-green")
    return len([id for id in before if id in ids(host)]), host.state_of("probe-web-blue")


@behaviour(GROUP, "up --wait of what is healthy exits 0; of what is unhealthy or ends, not 0", (True, False, False))
def wait(host):
    found = []
    for tag in ("good1", "sick1", "crash1"):
        host.fresh()
        words = ("up", "--detach", "--no-deps", "--no-recreate", "--wait", "--wait-timeout", "60", "web-blue")
        found.append(host.compose(*words, TAG=tag).code == 0)
    return tuple(found)


@behaviour(GROUP, "up without --wait exits 0, however ill what it starts is", (0, 0))
def no_wait(host):
    found = []
    for tag in ("sick1", "crash1"):
        host.fresh()
        found.append(up(host, "web-blue", TAG=tag))
    return tuple(found)


@behaviour(GROUP, "up --no-build of an image that is not there fails, and makes no container", (False, 0))
def no_image(host):
    host.fresh()
    return up(host, "web-blue", TAG="nothing1") == 0, len(ids(host))


@behaviour(GROUP, "up --no-deps leaves dependencies out; without it they come along", (1, 2))
def dependencies(host):
    host.fresh()
    up(host, "pair")
    alone = len({one for one in host.done("ps", *OURS, "--format", '{{.Label "zdc.service"}}')})
    host.compose("up", "--detach", "pair")
    return alone, len({one for one in host.done("ps", *OURS, "--format", '{{.Label "zdc.service"}}')})


@behaviour(GROUP, "plain up starts what has no profile, and a profile's services with --profile", (0, 1))
def profiles(host):
    host.with_gateway()
    host.compose("up", "--detach")
    before = len(ids(host, "colour=green"))
    host.compose("--profile", "green", "up", "-d")
    return before, len(ids(host, "colour=green"))


@behaviour(GROUP, "down of a profile takes all away that is no other profile's", 0)
def down(host):
    host.fresh("web-blue", "data")
    host.compose("--profile", "green", "down")
    return len(ids(host))


@behaviour(GROUP, "the hash of a service is that of its containers, whatever tag or number of replicas", (True, True))
def config_hash(host):
    host.fresh("web-blue", "pair")
    hashes = dict(line.split() for line in host.done("compose", "-f", "compose.yml", "config", "--hash", "*"))
    found = []
    for name in ("web-blue", "pair"):
        label = f"label=com.docker.compose.config-hash={hashes[name]}"
        found.append(bool(host.done("ps", "-aq", "--filter", label)))
    return tuple(found)


@behaviour(GROUP, "another setting is another hash", False)
def other_hash(host):
    def of_web(**values):
        lines = host.done("compose", "-f", "compose.yml", "config", "--hash", "*", **values)
        return dict(line.split() for line in lines)["web-blue"]

    return of_web() == of_web(TAG="good2")


@behaviour(GROUP, "run --rm exits with the command's code and leaves no container", (0, True, 0))
def run(host):
    host.fresh()
    good = host.compose("run", "--rm", "--no-deps", "-T", "web-release").code
    bad = host.compose("run", "--rm", "--no-deps", "-T", "web-release", TAG="norelease1").code
    return good, bad != 0, len(ids(host))


@behaviour(GROUP, "up leaves alone what `run` has made", 1)
def one_off(host):
    host.fresh("web-blue")
    host.compose("run", "--rm", "--no-deps", "-T", "web-release")
    up(host, "web-blue")
    return len(ids(host))


@behaviour(GROUP, "build makes the image of the tag; pull leaves alone what is there or can be built", (0, 0, 0))
def build(host):
    host.fresh()
    build = host.compose("build", "web-blue", TAG="good3").code
    pull = host.compose("pull", "--quiet", "--policy", "missing", "web-blue", "data", TAG="good3").code
    return build, pull, up(host, "web-blue", TAG="good3")


@behaviour(GROUP, "a name that is no service fails", False)
def no_service(host):
    return up(host, "nothing") == 0


@behaviour(GROUP, "a file that is not there fails", False)
def no_file(host):
    return host.docker("compose", "-f", "nothing.yml", "config", "--hash", "*").code == 0
