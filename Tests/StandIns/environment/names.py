#!/usr/bin/env python3
"""A deploy-time variable may have the name of whatever a deploy script calls something itself.

usage: names.py DEPLOY-SCRIPT WORK-FOLDER

Takes every name that the script and its library give to anything, and looks whether a child gets the
operator's value under each; then whether the environment or docker/.env lead the script elsewhere.
Prints what does not hold; exit 1 if there was something.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

# What ZDC280 refuses, and what the probe itself needs.
OWNED = {"_", "IFS", "PATH", "SECONDS", "CDPATH", "KUBECONFIG", "LC_ALL"}
DECLARED = re.compile(r"\b(?:local|declare|export|read|mapfile|for|unset)((?: +-[A-Za-z]+| '')*(?: +[A-Za-z_][\w]*(?:=\S*)?)+)")
ASSIGNED = re.compile(r"(?:^|[\s(;{])([A-Za-z_]\w*)(?:\[[^]]*\])?\+?=")
PROBE = """
OPTIONAL=("${OPTIONAL[@]}" %(names)s)
read_environment .env
if_hidden() {
  local %(arrays)s
  with_values env -0
}
if_hidden
"""


def names_in(text):
    found = set(ASSIGNED.findall(text))
    for words in DECLARED.findall(text):
        found |= {word.split("=")[0] for word in words.split() if re.match(r"[A-Za-z_]", word)}
    return {name for name in found if not name.startswith("ZDC_")} - OWNED


def environment(more, without=()):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DOCKER_")}
    return {name: value for name, value in (kept | more).items() if name not in without}


def hidden(script, folder):
    """Names whose value a child does not get."""
    text = script.read_text()
    names = names_in(text)
    for part in (script.parents[2] / "docker/scripts/lib").glob("*.sh"):
        names |= names_in(part.read_text())
    names = sorted(names)
    # The script as far as it has all of its names, then the probe.
    head = text[: text.index("\n", text.index("\nfor PART in")+1) + 1]
    arrays = " ".join(f"{name}=()" for name in names)
    probe = script.with_name("probe.sh")
    probe.write_text(head + PROBE % {"names": " ".join(names), "arrays": arrays})
    wanted = {name: f"the operator's\n{name} = $x" for name in names}
    done = subprocess.run(["bash", probe], env=environment(wanted), capture_output=True, text=True, errors="replace")
    probe.unlink()
    got = dict(entry.split("=", 1) for entry in done.stdout.split("\0") if "=" in entry)
    wrong = [f"{name}: a child gets {got.get(name)!r}" for name in names if got.get(name) != wanted[name]]
    return wrong + ([f"the probe fails: {done.stderr}"] if done.returncode else []), len(names)


def led_astray(script, folder):
    """What the environment or docker/.env make of where a script is and what it talks to."""
    wrong = []
    evil = folder / "evil"
    (evil / "scripts/lib").mkdir(parents=True)
    for part in ("common", "images", "blue-green", "swarm", "kubernetes"):
        (evil / f"scripts/lib/{part}.sh").write_text("echo evil; exit 3\n")
    (evil / "docker").mkdir()
    (evil / "docker/scripts").symlink_to("../scripts")
    bent = {"CDPATH": str(evil), "GLOBIGNORE": "*", "COMPOSE_FILE": "x", "BASHOPTS": "failglob"}
    for relative in (script.name, f"scripts/{script.name}"):
        inside = script.parents[len(pathlib.Path(relative).parts) - 1]
        done = subprocess.run(
            ["bash", relative, "--help"], cwd=inside, env=environment(bent), capture_output=True, text=True, errors="replace"
        )
        if not done.stdout.startswith("usage: deploy-"):
            wrong.append(f"{relative} with CDPATH: {done.stdout}{done.stderr}")
    # An engine or cluster that only docker/.env names: the script must not take the one for the other.
    calls = folder / "calls"
    for tool in ("docker", "kubectl"):
        stub = folder / "bin" / tool
        stub.parent.mkdir(exist_ok=True)
        answer = 'case "$*" in *version*) echo 28.0.0 ;; *Swarm*) echo true ;; esac'
        stub.write_text(f'#!/bin/sh\necho "$*" >>{calls}\n{answer}\n')
        stub.chmod(0o755)
    own = script.parents[2] / "docker/.env"
    for line in ("DOCKER_HOST=tcp://192.0.2.1:2375", "export DOCKER_CONTEXT='far'", "KUBECONFIG=/tmp/other"):
        own.write_text(f"# values\n{line}\n")
        done = subprocess.run(
            ["bash", script, "deploy", "--no-build"],
            env=environment({"PATH": f"{folder}/bin:{os.environ['PATH']}", "ZDC_STATE": str(folder / "state")}),
            capture_output=True, text=True, errors="replace",
        )  # fmt: skip
        if done.returncode != 1 or ".env:2: " not in done.stderr:
            wrong.append(f"{line}: exit {done.returncode}: {done.stderr}")
        changing = [call for call in calls.read_text().splitlines() if "inspect" not in call] if calls.exists() else []
        if changing:
            wrong.append(f"{line}: calls {changing}")
    own.unlink()
    return wrong


def main():
    given, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    project = folder / "project"
    # OUT/docker/scripts/X or OUT/kubernetes/scripts/X
    shutil.copytree(given.parents[2], project)
    script = project / given.relative_to(given.parents[2])
    wrong, count = hidden(script, folder)
    wrong += led_astray(script, folder)
    print("\n".join(wrong))
    print(f"{count} names, {len(wrong)} wrong")
    sys.exit(bool(wrong) or count < 50)


if __name__ == "__main__":
    main()
