#!/usr/bin/env python3
"""Preflight names the secret that a service's user can't read, and who that is.

usage: secret_files.py WORK-FOLDER

Prints what does not hold; exit 1 if there was something. The run before the model needs root.
"""

import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "engine"))
ROOT = HERE.parents[2]
# USER of the service, mode, owner and group of the file; whether the process reads it
CASES = [
    ("1000:1000", "644", 0, 0, True), ("1000:1000", "600", 0, 0, False), ("1000:1000", "600", 1000, 0, True),
    ("1000", "600", 1000, 1000, True), ("1000", "400", 1000, 0, True), ("1000:1000", "640", 0, 1000, True),
    ("1000:1000", "640", 0, 999, False), ("1000", "640", 0, 999, True), ("0", "600", 1000, 1000, True),
    ("root", "600", 5, 5, True), ("1000:1000", "044", 1000, 1000, True), ("1000:1000", "040", 1000, 1000, False),
    ("app", "600", 0, 0, True), ("app:app", "644", 0, 0, True), ("1000:app", "640", 0, 5, True),
    ("999:999", "660", 1000, 1000, False),
]  # fmt: skip
PROBE = """
set -u
source "$1/blue-green-secrets.sh"
warn() { echo "warning: $*"; }
path=secret uid=$4 gid=$5
may_read "$2" $((8#$3)) "$4" "$5"
"""


def table():
    for user, mode, uid, gid, wanted in CASES:
        done = subprocess.run(
            ["bash", "-c", PROBE, "bash", ROOT / "Sources/Backends/Scripts", user, mode, str(uid), str(gid)]
        )
        if (done.returncode == 0) != wanted:
            yield f"user {user} reads {mode} of {uid}:{gid}: {done.returncode == 0}"


def deployed(work):
    """The shop's session key belongs to root alone, and the storefront runs as 1000."""
    import projects
    from case import Case, Subject

    subject = Subject("blue-green", projects.lay_out("shop", work / "checkout"))
    key = work / "checkout/manifests/shop/session.key"
    case = Case(subject, work / "case")
    key.chmod(0o600)
    run = case.run("deploy", "--tag", "v1")
    said = [line for line in run.stdout.splitlines() if line.startswith("error: secret ")]
    if run.returncode == 0 or not said or "session-key" not in said[0] or "1000:1000" not in said[0]:
        yield f"exit {run.returncode}: {run.stdout}"
    os.chown(key, 1000, 1000)
    run = case.run("deploy", "--tag", "v1")
    if run.returncode:
        yield f"exit {run.returncode} although 1000 owns the file: {run.stdout}"
    yield from rotated(case, key)
    yield from without_user(subject, case, key)


def rotated(case, key):
    """A file's new value reaches the new colour, and that is said once."""
    said, shown = "session.key has a new value: ", "session.key: another value than "
    run = case.run("deploy", "--tag", "v2")
    if run.returncode or said in run.stdout:
        yield f"nothing was rotated, exit {run.returncode}: {run.stdout}"
    if shown in case.run("status").stdout:
        yield "status shows a file that nobody has rotated"
    key.write_text("another")
    run = case.run("status")
    if run.returncode or shown not in run.stdout:
        yield f"status doesn't show a rotated file, exit {run.returncode}: {run.stdout}"
    run = case.run("deploy", "--tag", "v3")
    if run.returncode or said not in run.stdout or "another" in run.stdout.replace("or another", ""):
        yield f"a rotated file is not told, exit {run.returncode}: {run.stdout}"
    if shown in case.run("status").stdout:
        yield "status shows a file that serves"
    run = case.run("deploy", "--tag", "v4")
    if run.returncode or said in run.stdout:
        yield f"a file is rotated once, exit {run.returncode}: {run.stdout}"


def without_user(subject, case, key):
    """The manifest names no user: the image's own counts, and none is root."""
    text = subject.script.read_text()
    text = text.replace("session-key storefront 1000:1000 ", "session-key storefront - ")
    subject.script.write_text(text.replace("  ['api']=", "  ['storefront']=\"shop-storefront:\\${TAG}\"\n  ['api']=", 1))
    users = case.model["image users"]
    for tag, user, uid, wanted in [
        ("u1", "", 0, True), ("u2", "472:0", 0, False), ("u3", "472", 472, True), ("u4", "node", 0, True),
    ]:  # fmt: skip
        users[f"shop-storefront:{tag}"] = user
        os.chown(key, uid, 0)
        run = case.run("deploy", "--tag", tag)
        named = f"secret session-key: user {user} of service storefront can't read" in run.stdout
        if (run.returncode == 0) != wanted or named == wanted:
            yield f"image of user '{user}', file of {uid}, exit {run.returncode}: {run.stdout}"


def main():
    wrong = list(table())
    if os.getuid() == 0:
        wrong += deployed(pathlib.Path(sys.argv[1]).resolve())
    print("\n".join(wrong))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
