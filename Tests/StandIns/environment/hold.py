#!/usr/bin/env python3
"""The deploy scripts' reading of docker/.env, held against Compose's.

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

from forms import REFUSED, SAME

FILE = 'services: {s: {image: x, environment: {A: "${A-unset}", B: "${B-unset}"}}}\n'
HARNESS = """
set -euo pipefail
declare -A ZDC_ENVIRONMENT=() ZDC_VALUES=()
REQUIRED=(A B) OPTIONAL=() SECRET_VARIABLES=()
source "$1"
read_environment "$2"
for name in A B; do printf '%s\\0' "${ZDC_VALUES[$name]-unset}"; done
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


def by_script(common, file, locale):
    done = subprocess.run(
        ["bash", "-c", HARNESS, "bash", common, file], capture_output=True,
        env=without(("A", "B", "LC_ALL")) | {"LC_ALL": locale}, timeout=120,
    )  # fmt: skip
    if done.returncode:
        place = re.match(rb"error: [^\n]*:[0-9]+: ", done.stderr)
        return "refused" if place else f"fails without a place: {done.stderr.decode(errors='replace')}"
    return [value.decode(errors="replace") for value in done.stdout.split(b"\0")[:2]]


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
    print("\n".join(differing))
    print(f"{len(forms) - len(differing)} of {len(forms)} forms are read alike")
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
