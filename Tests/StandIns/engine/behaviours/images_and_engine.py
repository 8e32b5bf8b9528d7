"""What the model says of images, networks and the engine itself."""

import json

from behaviours.table import behaviour

GROUP = "images"


@behaviour(GROUP, "inspect of an image exits 0, of a missing one 1", (0, 1))
def inspect(host):
    return host.docker("image", "inspect", "probe:good1").code, host.docker("image", "inspect", "probe:nothing").code


@behaviour(GROUP, "an image without an ENTRYPOINT has null or an empty list", True)
def entrypoint(host):
    return host.done("image", "inspect", "--format", "{{json .Config.Entrypoint}}", "probe:good1")[0] in ("null", "[]")


QUOTED = '{{"\\x27"}}{{join (split . "\\x27") "\\x27\\\\\\x27\\x27"}}{{"\\x27"}} {{end}}'


@behaviour(GROUP, "a template quotes the words of an image's command for a shell", ("'say' 'it'\\''s' ", "'' '$HOME' "))
def words(host):
    host.command_of("probe:worded", ["say", "it's"], ["", "$HOME"])
    return tuple(
        host.docker("image", "inspect", "--format", "{{range .Config.%s}}" % part + QUOTED, "probe:worded").text
        for part in ("Entrypoint", "Cmd")
    )


@behaviour(GROUP, "an image that names no user has an empty one", "")
def image_user(host):
    return "".join(host.done("image", "inspect", "--format", "{{.Config.User}}", "probe:good1"))


@behaviour(GROUP, "a tag names the same image; of a missing image it fails", (True, 1))
def tag(host):
    def id(name):
        return host.done("image", "inspect", "--format", "{{.Id}}", name)

    host.done("tag", id("probe:good1")[0], "probe:other")
    return id("probe:other") == id("probe:good1"), host.docker("tag", "probe:nothing", "probe:other").code


@behaviour(GROUP, "build makes an image of its tag", 0)
def build(host):
    host.done("build", "--file", "Dockerfile", "--tag", "probe:built", ".")
    host.done("build", "--tag", "probe:built", ".")
    words = ("--file", "Dockerfile", "--build-arg", "KIND=good", "--cache-from", "probe:good1")
    host.done("build", *words, "--target", "probe", "--tag", "probe:built", ".")
    host.done("build", *words, "--label", "zdc.image=probe", "--target", "probe", "--tag", "probe:built", ".")
    return host.docker("image", "inspect", "probe:built").code


def listed(host):
    form = "{{.ID}} {{.Repository}} {{.Tag}}"
    rows = host.done("image", "ls", "--no-trunc", "--filter", "label=zdc.image=probe", "--format", form)
    return [(id.startswith("sha256:"), f"{name}:{tag}") for id, name, tag in map(str.split, rows)]


@behaviour(GROUP, "images are listed by their label, a row for each tag; rm of a tag leaves the others", (True, 1))
def labelled(host):
    host.done("build", "--label", "zdc.image=probe", "--tag", "probe:labelled", ".")
    host.done("tag", "probe:labelled", "probe:second")
    both = {name for whole, name in listed(host) if whole} >= {"probe:labelled", "probe:second"}
    host.done("image", "rm", "probe:labelled")
    left = [name for _, name in listed(host) if name in ("probe:labelled", "probe:second")]
    host.done("image", "rm", "probe:second")
    return both, len(left)


@behaviour(GROUP, "a second Compose file gives labels to what is built", True)
def composed(host):
    host.done("compose", "-f", "compose.yml", "-f", "labels.yml", "build", "web-blue", TAG="composed1")
    return (True, "probe:composed1") in listed(host)


@behaviour(GROUP, "the last tag of an image that a container uses is not removed without force", 1)
def used(host):
    host.done("build", "--label", "zdc.image=probe", "--build-arg", "KIND=good", "--build-arg", "VERSION=7", "--tag", "probe:used1", ".")
    host.fresh("web-blue", TAG="used1")
    return host.docker("image", "rm", "probe:used1").code


@behaviour(GROUP, "a look at an image by its id", (0, 1))
def by_id(host):
    id = host.done("image", "inspect", "--format", "{{.Id}}", "probe:good1")[0]
    return host.docker("image", "inspect", "--format", "x", id).code, host.docker("image", "inspect", "--format", "x", id[:-3] + "000").code


@behaviour(GROUP, "an image whose tag moved on has none, and goes by its id", ([], 0))
def untagged(host):
    for kind in ("first", "second"):
        host.done("build", "--build-arg", "KIND=good", "--build-arg", f"VERSION={kind}", "--tag", f"probe:{kind}", ".")
    id = host.done("image", "inspect", "--format", "{{.Id}}", "probe:first")[0]
    host.done("tag", "probe:second", "probe:first")
    tags = json.loads(host.done("image", "inspect", "--format", "{{json .RepoTags}}", id)[0])
    return tags, host.docker("image", "rm", id).code


@behaviour(GROUP, "what is new on the host is listed by the id that inspect says", (False, True, '["probe:new1"]'))
def new_on_the_host(host):
    def ids():
        return host.done("image", "ls", "--no-trunc", "--format", "{{.ID}}")

    before = ids()
    host.done("build", "--build-arg", "KIND=good", "--build-arg", "VERSION=new", "--tag", "probe:new1", ".")
    id = host.done("image", "inspect", "--format", "{{.Id}}", "probe:new1")[0]
    return id in before, id in ids(), host.done("image", "inspect", "--format", "{{json .RepoTags}}", id)[0]


@behaviour(GROUP, "run looks into an image: it has a shell, cat and sleep", (0, 2))
def run(host):
    answer = host.docker(
        "run", "--rm", "--network", "none", "--entrypoint", "/bin/sh", "probe:good1",
        "-c", "command -v cat && command -v sleep",
    )  # fmt: skip
    return answer.code, len(answer.lines)


@behaviour(GROUP, "the engine tells its folder, and the command line its version and host", (True, True, True, True))
def engine(host):
    return (
        host.done("info", "--format", "{{.DockerRootDir}}")[0].startswith("/"),
        host.done("info", "--format", "{{.SecurityOptions}}")[0].startswith("[name="),
        int(host.done("version", "--format", "{{.Client.Version}}")[0].split(".")[0]) >= 25,
        host.done("context", "inspect", "--format", "{{.Endpoints.docker.Host}}")[0].startswith("unix://"),
    )


@behaviour(GROUP, "a network that is not there: inspect and rm exit 1", (1, 1))
def network(host):
    return (
        host.docker("network", "inspect", "--format", "{{.Driver}}", "probe-nothing").code,
        host.docker("network", "rm", "probe-nothing").code,
    )
