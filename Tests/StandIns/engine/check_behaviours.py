#!/usr/bin/env python3
"""The table of behaviours against the model, and the scripts' calls against the table.

usage: check_behaviours.py [--list | --forms] WORK-FOLDER

Prints what the model does otherwise and, with --forms, each form of a call that a script makes and no
behaviour asks for; exit 1 if there was something. (docker/testbed runs the same table on a real engine.)
"""

import pathlib
import sys

import projects
from behaviours import composing, containers, images_and_engine, nginx, objects, services  # noqa: F401
from behaviours.hosts import ModelHost
from behaviours.table import ALL, difference
from case import Subject
from matrix import DEPLOY, ROLLBACK, Matrix, Plan


def forms_of(name, target, work):
    """The forms of all calls of a deployment, a rollback and one that fails."""
    matrix = Matrix(Subject(target, projects.lay_out(name, work / "checkout")), work)
    matrix.start.engine.watch = lambda call: matrix.forms.add(call.form)
    wrong = matrix.deploy_first()
    for words in (DEPLOY, ROLLBACK):
        wrong += matrix.jobs(Plan("two versions", words))[1]
    wrong += matrix.bad_version("sick1")
    return matrix.forms, wrong


def main():
    work = pathlib.Path(sys.argv[-1]).resolve()
    if "--list" in sys.argv:
        print("\n".join(f"{one.group}: {one.sentence}" for one in ALL))
        return 0
    host = ModelHost(work)
    wrong = [text for text in (difference(one, host) for one in ALL) if text]
    used = set()
    for target in ("blue-green", "swarm") if "--forms" in sys.argv else ():
        forms, failed = forms_of("shop", target, work / target)
        used |= forms
        wrong += failed
    wrong += [f"no behaviour asks for: {form}" for form in sorted(used - host.forms)]
    print("\n".join(wrong))
    print(f"{len(ALL)} behaviours, {len(used)} forms of calls, {len(wrong)} wrong")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
