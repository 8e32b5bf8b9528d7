#!/usr/bin/env python3
"""What each script makes of a service's envFile: the values that Compose would give the container.

usage: env_files.py WORK-FOLDER

Prints what does not hold; exit 1 if there was something. Kubernetes is asked where kubectl is there.
"""

import base64
import json
import pathlib
import re
import shutil
import subprocess
import sys

SCRIPTS = pathlib.Path(__file__).resolve().parents[3] / "Sources/Backends/Scripts"
TEXT = """\
# comment
PORT=8000 # note
ARGS="--workers 3"
export MODE='a "b"'
URL=http://${HOST:-localhost}:$PORT/
HOST_NAME
EMPTY=
"""
VALUES = {
    "PORT": "8000", "ARGS": "--workers 3", "MODE": 'a "b"', "URL": "http://first:8000/", "EMPTY": "",
    "HOST": "first", "FIRST": "1",
}  # fmt: skip
STACK = """\
services:
  "api":
    env_file:
      - ../first.env
      - ../api.env
    image: "a:1"
  api-release:
    image: b
    env_file:
      - ../api.env
  other:
    image: c
configs:
  x:
    file: x
"""
HARNESS = """
set -euo pipefail
declare -A ZDC_ENVIRONMENT=() ZDC_VALUES=()
PROJECT=p STACK_FILE=$2/stack.yml ENV_FILES=("api required $2/first.env" "api optional $2/none.env" "api required $2/api.env") SECRET_READERS=()
for part in common-messages common-values $3; do source "$1/$part.sh"; done
"""
SWARM = "read_stack; printf '%s\\n' \"$STACK\"; cat \"$FILLED/api\"; clean_up; [[ ! -e $FILLED ]]"


def run(work, parts, code, text=TEXT):
    (work / "first.env").write_text("PORT=1\nHOST=first\nFIRST=1\n")
    (work / "api.env").write_text(text)
    (work / "stack.yml").write_text(STACK)
    return subprocess.run(
        ["bash", "-c", HARNESS + code, "bash", SCRIPTS, work, parts], capture_output=True, text=True
    )


def swarm(work):
    done = run(work, "swarm-stack", SWARM)
    stack, _, lines = done.stdout.partition("    file: x\n")
    given = re.findall(r'^    env_file: \["(.*)/api"\]$', stack, re.MULTILINE)
    if done.returncode or len(given) != 2 or "api.env" in stack or stack.count("image:") != 3:
        yield f"Swarm's stack: {done.stdout}{done.stderr}"
    if dict(line.split("=", 1) for line in lines.splitlines()) != VALUES:
        yield f"Swarm's file: {lines}"
    for text in ("A='1\n2'\n", "A={{.Node}}\n", "A='x\n"):
        done = run(work, "swarm-stack", SWARM, text)
        if done.returncode != 1 or "api.env" not in done.stderr:
            yield f"Swarm takes {text!r}: {done.stdout}{done.stderr}"


def kubernetes(work):
    done = run(work, "kubernetes-cluster", "secret_data envFile api", TEXT + "LINES='1\n2'\n")
    found = {name: base64.b64decode(value).decode() for name, value in json.loads(done.stdout or "{}").items()}
    if found != VALUES | {"LINES": "1\n2"}:
        yield f"Kubernetes: {found} {done.stderr}"


def blue_green(work):
    for text, wanted in ((TEXT, 0), ("A='x\n", 1), ("A=${B:?no}\n", 1), ("A='1' 2\n", 1)):
        done = run(work, "blue-green-secrets", "check_env_files", text)
        if done.returncode != wanted or wanted and not re.match(r"error: .*api\.env:1: ", done.stderr):
            yield f"blue-green and {text!r}: {done.returncode} {done.stderr}"


# How often a service's files are read; it has three here.
COUNTED = """
eval "$(declare -f read_env_files | sed '1s/.*/really_read()/')"
count=0
read_env_files() { count=$((count + 1)) && really_read "$@"; }
"""


def once(work):
    for part, call in (("blue-green-secrets", "check_env_files"), ("swarm-stack", "read_stack; clean_up")):
        done = run(work, part, f"{COUNTED}{call}; echo $count")
        if done.stdout != "1\n":
            yield f"{call} reads a service's files {done.stdout}{done.stderr}"


def preflight(work):
    (work / "folder").mkdir(exist_ok=True)
    lists = "REQUIRED=() SECRET_VARIABLES=() HOST_PATHS=() SECRET_FILES=(%s) OPTIONAL_FILES=(%s); require_values"
    for needed, optional, wanted in (
        ("api.env", "none.env", 0), ("api.env", "api.env", 0), ("none.env", "", 1), ("api.env", "folder", 1),
    ):  # fmt: skip
        words = [f'"$2/{name}"' if name else "" for name in (needed, optional)]
        done = run(work, "common-environment", lists % tuple(words))
        if done.returncode != wanted or wanted and "not set" not in done.stderr:
            yield f"preflight of {needed} and {optional}: {done.returncode} {done.stderr}"


# What `expand` makes of each form where A is not set, empty, and 1.
EXPANDED = {
    "${A}": ("", "", "1"), "${A:-b c}": ("b c", "b c", "1"), "${A-b}": ("b", "", "1"), "${A:-}": ("", "", "1"),
    "${A:+b c}": ("", "", "b c"), "${A+b}": ("", "b", "b"), "x${A:+-}${A}y$$": ("xy$", "xy$", "x-1y$"),
}  # fmt: skip


def templates(work):
    for form, results in EXPANDED.items():
        for value, wanted in zip(("", "ZDC_VALUES[A]=''", "ZDC_VALUES[A]=1"), results):
            done = run(work, "common-images", f"{value}\nexpand '{form}'\nprintf %s \"$REPLY\"")
            if done.stdout != wanted:
                yield f"{form} with {value or 'none'}: {done.stdout!r}, not {wanted!r} {done.stderr}"


def main():
    work = pathlib.Path(sys.argv[1]).resolve()
    work.mkdir(parents=True, exist_ok=True)
    wrong = [*swarm(work), *blue_green(work), *once(work), *preflight(work), *templates(work)]
    if shutil.which("kubectl"):
        wrong += kubernetes(work)
    print("\n".join(wrong))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
