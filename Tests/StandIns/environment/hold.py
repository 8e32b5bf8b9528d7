#!/usr/bin/env python3
"""The deploy scripts' reading of docker/.env, and of a service's envFile, held against Compose's.

usage: hold.py COMMON.SH DOCKER-COMPOSE WORK-FOLDER

Prints each form that is read in another way, and how many there were; exit 1 if there was one.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

from forms import FILLED, REFUSED, SAME

FILE = 'services: {s: {image: x, environment: {A: "${A-unset}", B: "${B-unset}"}}}\n'
HARNESS = """
set -euo pipefail
declare -A ZDC_ENVIRONMENT=() ZDC_VALUES=()
REQUIRED=(A B) OPTIONAL=() SECRET_VARIABLES=()
source "$1"
read_environment "$2"
for name in A B; do printf '%s\\0' "${ZDC_VALUES[$name]-unset}"; done
"""
CONTAINER_FILE = "services: {s: {image: x, env_file: [%s]}}\n"
CONTAINER_HARNESS = """
set -euo pipefail
declare -A ZDC_ENVIRONMENT=() ZDC_VALUES=() FOUND_VALUES=()
while IFS= read -r -d '' entry; do ZDC_ENVIRONMENT["_${entry%%=*}"]=${entry#*=}; done < <(env -0)
source "$1"
ENV_FILES=("s required $2")
read_env_files s
for name in A B; do printf '%s\\0' "${FOUND_VALUES[$name]-unset}"; done
"""
# Neither locale may change what is read.
LOCALES = ("C", "C.UTF-8")


def without(names):
    return {name: value for name, value in os.environ.items() if name not in names}


def by_compose(compose, folder, file):
    done = subprocess.run(
        [compose, "-f", folder / "compose.yml", "--env-file", file, "config", "--format", "json"],
        capture_output=True, text=True, errors="replace", env=without(("A", "B")), timeout=120,
    )  # fmt: skip
    if done.returncode:
        return None
    values = json.loads(done.stdout)["services"]["s"]["environment"]
    # As it prints them, they could be read again: with each dollar doubled.
    return [values[name].replace("$$", "$") for name in "AB"]


def by_compose_for_container(compose, folder, file):
    stack = folder / f"{file.name}.yml"
    stack.write_text(CONTAINER_FILE % file.name)
    return container_values(compose, stack)


def container_values(compose, stack):
    done = subprocess.run(
        [compose, "-f", stack, "--env-file", "/dev/null", "config", "--format", "json"],
        capture_output=True, text=True, errors="replace",
        env=without(("A", "B")) | {"OUTER": "o $x"}, timeout=120,
    )  # fmt: skip
    if done.returncode:
        return None
    values = json.loads(done.stdout)["services"]["s"].get("environment") or {}
    found = [values.get(name, "unset") for name in "AB"]
    return ["unset" if value is None else value.replace("$$", "$") for value in found]


def by_script(common, file, locale, harness=HARNESS):
    done = subprocess.run(
        ["bash", "-c", harness, "bash", common, *(file if isinstance(file, list) else [file])], capture_output=True,
        env=without(("A", "B", "LC_ALL")) | {"LC_ALL": locale, "OUTER": "o $x"}, timeout=120,
    )  # fmt: skip
    if done.returncode:
        place = re.match(rb"error: [^\n]*:[0-9]+: ", done.stderr)
        return "refused" if place else f"fails without a place: {done.stderr.decode(errors='replace')}"
    return [value.decode(errors="replace") for value in done.stdout.split(b"\0")[:2]]


LISTS = [
    # files of one service, and how each is named; None: it is not there
    (["A=1\n", "A=2\n"], "rr"), (["A=1\nB=1\n", "A=\n"], "rr"), (["A=2\n", "B=${A}x\n"], "rr"),
    (["A=2\n", "A=${A}x\n"], "rr"), (["A=1\n", "A\nB=$A\n"], "rr"), (["OUTER=1\n", "A=$OUTER\n"], "rr"),
    (["A=1\n", "OUTER\nA=$OUTER\n"], "ro"), (["A=1\n", None, "B=2\n"], "ror"), ([None], "o"), ([None], "r"),
    (["A=1\n", None], "rr"), ([None, "A=1\n", None], "oro"), (["A='$x'\n", "B=$A\n"], "rr"),
    (["A=1\n", "A=x${B:-y}\n", "B=3\n"], "ooo"), (["", "B=2"], "oo"), (["A=1 # x\n", "B=${A:+set}${C+set}\n"], "rr"),
]  # fmt: skip
LIST_HARNESS = CONTAINER_HARNESS.replace('ENV_FILES=("s required $2")', 'ENV_FILES=("other required none" "${@:2}")')


def difference_of_list(common, compose, folder, number, texts, needs):
    """What a service's container gets of several files."""
    files = [folder / f"list {number}-{at}.env" for at in range(len(texts))]
    for file, text in zip(files, texts):
        if text is not None:
            file.write_text(text)
    paths = ", ".join(
        f"{{path: {json.dumps(file.name)}, required: {json.dumps(need == 'r')}}}" for file, need in zip(files, needs)
    )
    stack = folder / f"list {number}.yml"
    stack.write_text(CONTAINER_FILE % paths)
    theirs = container_values(compose, stack)
    words = [f"s {'required' if need == 'r' else 'optional'} {file}" for file, need in zip(files, needs)]
    ours = by_script(common, words, "C", LIST_HARNESS)
    if theirs is None and isinstance(ours, str):
        return None
    return None if ours == theirs else f"envFile {texts} {needs}: {ours}, not {theirs}"


def difference(common, compose, folder, number, form, is_refused):
    file = folder / f"{number}.env"
    file.write_bytes(form.encode())
    theirs = by_compose(compose, folder, file)
    wanted = "refused" if is_refused or theirs is None else theirs
    for locale in LOCALES[form.isascii() :]:
        ours = by_script(common, file, locale)
        if ours != wanted:
            return f"{form!r} in {locale}: {ours}, not {wanted}"
    return None


def difference_for_container(common, compose, folder, number, form, may_be_refused):
    """What a service's container gets; a form that hardly anybody means may be refused."""
    file = folder / f"{number}.container.env"
    file.write_bytes(form.encode())
    theirs = by_compose_for_container(compose, folder, file)
    for locale in LOCALES[form.isascii() :]:
        ours = by_script(common, file, locale, CONTAINER_HARNESS)
        if ours != ("refused" if theirs is None else theirs) and not (may_be_refused and ours == "refused"):
            return f"envFile {form!r} in {locale}: {ours}, not {theirs}"
    return None


def main():
    common, compose, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "compose.yml").write_text(FILE)
    forms = [(form, False) for form in SAME] + [(form, True) for form in REFUSED]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        found = pool.map(
            lambda entry: difference(common, compose, folder, entry[0], *entry[1]), enumerate(forms)
        )
        differing = [one for one in found if one]
        given = [(form, False) for form in SAME + FILLED] + [(form, True) for form in REFUSED]
        found = pool.map(
            lambda entry: difference_for_container(common, compose, folder, entry[0], *entry[1]),
            enumerate(given),
        )
        differing += [one for one in found if one]
        found = pool.map(
            lambda entry: difference_of_list(common, compose, folder, entry[0], *entry[1]), enumerate(LISTS)
        )
        differing += [one for one in found if one]
    forms += given + LISTS
    print("\n".join(differing))
    print(f"{len(forms) - len(differing)} of {len(forms)} forms are read alike")
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
