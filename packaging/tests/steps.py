#!/usr/bin/env python3
"""Runs the shell of action.yml as the runner does, on this machine.

usage: steps.py FOLDER EVENT NAME=INPUT...

Every `run` of the file in order, in FOLDER, with the runner's variables and files; `uses` steps
are named and left out. Prints what the steps print, then the outputs as JSON on the last line.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml


def value(expression, world):
    """`inputs.x`, `steps.y.outputs.z`, `github.w`: empty where there is none."""
    found = world
    for part in expression.split("."):
        found = found.get(part, "") if isinstance(found, dict) else ""
    return found


def filled(text, world):
    return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda m: str(value(m[1], world)), str(text))


def holds(condition, world):
    """A conjunction of values and comparisons with a text, which is all that the file uses."""
    for term in condition.split("&&"):
        left, _, right = (part.strip() for part in term.partition("=="))
        found = value(left, world)
        if not (found == right.strip("'") if right else found):
            return False
    return True


def pairs(path):
    lines = path.read_text().splitlines() if path.exists() else []
    return dict(line.split("=", 1) for line in lines)


def main():
    folder, event, *given = sys.argv[1:]
    action = yaml.safe_load(pathlib.Path("action.yml").read_text())
    scratch = pathlib.Path(tempfile.mkdtemp(dir=os.environ["RUNNER_TEMP"]))
    github = {"event_name": event, "token": "none", "event": {"pull_request": {"number": "7"}}}
    world = {"github": github, "steps": {}, "inputs": {}}
    for name, described in action["inputs"].items():
        world["inputs"][name] = filled(described.get("default", ""), world)
    world["inputs"] |= dict(text.split("=", 1) for text in given)
    environment = os.environ | {
        "GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main", "GITHUB_REPOSITORY": "group/site",
        "GITHUB_EVENT_NAME": event, "GITHUB_PATH": str(scratch / "path"),
        "GITHUB_STEP_SUMMARY": str(scratch / "summary"),
    }  # fmt: skip
    status = 0
    for number, step in enumerate(action["runs"]["steps"]):
        if "if" in step and not holds(step["if"], world):
            continue
        if "uses" in step:
            print(f"uses {step['uses']} with {filled(step['with'], world)}", flush=True)
            continue
        output = scratch / f"output-{number}"
        own = {name: filled(text, world) for name, text in step.get("env", {}).items()}
        added = scratch / "path"
        path = added.read_text().split() if added.exists() else []
        # As the runner starts `shell: bash`.
        status = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=folder,
            env=environment | own | {
                "GITHUB_OUTPUT": str(output),
                "PATH": ":".join([*reversed(path), environment["PATH"]]),
            },
        ).returncode  # fmt: skip
        world["steps"][step.get("id", str(number))] = {"outputs": pairs(output)}
        if status:
            print(f"step failed: {step['name']}", flush=True)
            break
    outputs = {name: filled(o["value"], world) for name, o in action["outputs"].items()}
    summary = scratch / "summary"
    outputs["summary"] = summary.read_text() if summary.exists() else ""
    print(json.dumps(outputs, ensure_ascii=False))
    sys.exit(status)


main()
