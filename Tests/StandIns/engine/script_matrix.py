#!/usr/bin/env python3
"""A generated deploy script against the model of an engine.

usage: script_matrix.py brain-tumor|shop blue-green|swarm [--whole] WORK-FOLDER

Each call of the example's goes wrong in every way. Of the shop's, which are the same steps over more
services, the calls that change something, and of the same command the first and the last; all with --whole.
Prints a text for each case that does not hold, and how many there were; exit 1 if there was one.
"""

import pathlib
import sys
import time

import projects
from case import Subject
from matrix import Matrix


def main():
    name, target, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[-1]).resolve()
    began = time.monotonic()
    subject = Subject(target, projects.lay_out(name, work / "무중단 배포"))
    matrix = Matrix(subject, work)
    failures = matrix.run(ends=name == "shop" and "--whole" not in sys.argv)
    print("\n".join(failures))
    seconds = time.monotonic() - began
    print(f"{matrix.cases - len(failures)} of {matrix.cases} cases hold, {len(matrix.endings)} endings, {seconds:.1f} s")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
