"""What the model says of the gateway's nginx."""

import re

from behaviours.table import behaviour

GROUP = "nginx"
LIVE = "/etc/zdc/live/nginx.conf"


def turn(host, colour, live=True):
    """Moves the links that say which colour serves."""
    folder = host.state / "gateway"
    serial = {"blue": "1", "green": "2"}[colour]
    sum = (folder / serial / "state/conf.map").read_text().split()[1].rstrip(";")
    host.gateway_sh("turn", folder, f"conf.{sum}", serial, colour)
    if live:
        host.gateway_sh("link", folder, "live", colour)


def another_conf(host, serial):
    """That version has another conf than the other one."""
    with open(host.state / f"gateway/{serial}/nginx.conf", "a") as file:
        file.write("# another\n")
    (host.state / f"gateway/{serial}/state/conf.map").write_text("'' abcdef0123456789;\n")


@behaviour(GROUP, "the gateway says what it serves; the link of its conf changes that, without a reload", ["blue 1", "green 2", "blue 1"])
def serving(host):
    host.with_gateway()
    found = [host.inside("serving").text]
    for colour in ("green", "blue"):
        turn(host, colour)
        found.append(host.inside("serving").text)
    return found


@behaviour(GROUP, "another conf's link changes it with the next reload only", ["blue 1", "blue 1", "green 2"])
def serving_another(host):
    host.with_gateway()
    another_conf(host, "2")
    found = [host.inside("serving").text]
    turn(host, "green")
    found.append(host.inside("serving").text)
    host.inside("reload")
    host.inside("switched", "green 2", "15")
    return [*found, host.inside("serving").text]


@behaviour(GROUP, "a gateway whose link is lost says nothing, until it is there again", (False, "blue 1"))
def lost_link(host):
    host.with_gateway()
    next((host.state / "gateway").glob("conf.*")).unlink()
    said = host.inside("serving").code == 0
    turn(host, "blue")
    return said, host.inside("serving").text


@behaviour(GROUP, "`fresh` exits 0 where nginx has read what is there: 1 for another conf, other addresses, another certificate", (0, 0, 1, 1, 1))
def fresh(host):
    def after(act):
        host.with_gateway()
        act()
        return int(host.inside("fresh").code != 0)

    def other_addresses():
        path = host.state / "gateway/2/upstreams/green.conf"
        path.write_text(re.sub("default [0-9a-f]+", "default 0123", path.read_text()))
        turn(host, "green")

    def certificate():
        (host.state / "gateway/tls").mkdir()
        (host.state / "gateway/tls/loaded.map").write_text("'' 0123;\n")

    def another():
        another_conf(host, "2")
        turn(host, "green")

    return after(lambda: None), after(lambda: turn(host, "green")), after(another), after(other_addresses), after(certificate)


@behaviour(GROUP, "`switched` exits 0 where that is served, else 1", (0, 1))
def switched(host):
    host.with_gateway()
    return host.inside("switched", "blue 1", "1").code, host.inside("switched", "green 2", "1").code


@behaviour(GROUP, "nothing is served where the gateway does not run", (True, ""))
def stopped(host):
    host.with_gateway()
    host.done("stop", "probe-edge")
    answer = host.inside("serving")
    return answer.code != 0, answer.text


@behaviour(GROUP, "a started gateway serves what is live then", "green 2")
def restarted(host):
    host.with_gateway()
    host.done("stop", "probe-edge")
    turn(host, "green")
    host.done("start", "probe-edge")
    return host.until(lambda: host.inside("serving").text, "green 2")


@behaviour(GROUP, "a reload of a conf that nginx can't read exits not 0, and what was served is served on", (False, "blue 1"))
def bad_reload(host):
    host.with_gateway()
    conf = host.state / "gateway/2/nginx.conf"
    conf.write_text(conf.read_text() + "broken\n")
    return host.switch("green").code == 0, host.inside("serving").text


@behaviour(GROUP, "`check` exits 0 and prints the sums that the host has; 1 of a conf that nginx can't read, or none", (0, True, False, False))
def check(host):
    host.with_gateway()
    good = host.inside("check", "1", "2")
    same = good.text == host.gateway_sh("sums", host.state / "gateway", "1", "2")
    conf = host.state / "gateway/2/nginx.conf"
    conf.write_text(conf.read_text() + "broken\n")
    return good.code, same, host.inside("check", "2").code == 0, host.inside("check", "7").code == 0


@behaviour(GROUP, "a conf is also checked by a container that is made for it", (0, False))
def check_before(host):
    host.with_gateway()
    host.done("stop", "probe-edge")
    words = ("run", "--rm", "--no-deps", "-T", "--entrypoint", "sh", "edge", "/etc/zdc/gateway.sh", "check", "1")
    good = host.compose(*words).code
    conf = host.state / "gateway/1/nginx.conf"
    conf.write_text(conf.read_text() + "broken\n")
    return good, host.compose(*words).code == 0


@behaviour(GROUP, "old workers are left while a request is under way, and then no more", ["drained", "workers", "drained"])
def draining(host):
    host.with_gateway()
    found = [host.inside("draining", "").text]
    with host.slow_request():
        host.switch("green")
        found.append(host.until(lambda: host.inside("draining", "").text, "workers", 5))
    return [*found, host.until(lambda: host.inside("draining", "").text, "drained")]


@behaviour(GROUP, "`reload` prints the workers that end by it, and they drain from that moment", ("green 2", True, "workers", "drained"))
def reload(host):
    host.with_gateway()
    with host.slow_request():
        turn(host, "green")
        old = host.inside("reload").text.split()
        now = host.inside("draining", "", *old).text
        host.inside("switched", "green 2", "15")
        served = host.inside("serving").text
    return served, bool(old), now, host.until(lambda: host.inside("draining", "", *old).text, "drained")


@behaviour(GROUP, "`reload` of a conf that nginx can't read exits not 0", (False, "blue 1"))
def refused_reload(host):
    host.with_gateway()
    conf = host.state / "gateway/2/nginx.conf"
    conf.write_text(conf.read_text() + "broken\n")
    host.gateway_sh("link", host.state / "gateway", "live", "green")
    return host.inside("reload").code == 0, host.inside("serving").text


HEALTH = "http://127.0.0.1:8079/zdc/health/web"


@behaviour(GROUP, "a colour that is well answers; one that is mute, stopped or not there does not", (0, 1, 1, 1))
def answering(host):
    def ask(tag="good1", act=lambda: None):
        host.with_gateway()
        host.done("compose", "-f", "compose.yml", "up", "--detach", "--no-deps", "--no-build", "web-blue", TAG=tag)
        act()
        return host.until(lambda: host.inside("answering", "2", "3", "blue.zdc", HEALTH).code, int(tag != "good1"), 15)

    well, mute = ask(), ask("mute1")
    ask()
    host.done("stop", "probe-web-blue")
    stopped = host.inside("answering", "2", "2", "blue.zdc", HEALTH).code
    return well, mute, stopped, host.inside("answering", "2", "2", "green.zdc", HEALTH).code
