#!/usr/bin/env python3
"""deploy-blue-green.sh against the model of an engine: every call that changes something, each way
that it can go wrong, and a run afterwards that has to bring everything in order.

usage: script_matrix.py out/brain-tumor WORK-FOLDER

Prints a line for each case that does not hold, and how many there were; exit 1 if there was one.
"""

import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys

from engine_model import Engine

HERE = pathlib.Path(__file__).resolve().parent
KINDS = ("before", "after", "kill")
SECRETS = {"DJANGO_DB_ROOT_PASS": "secret"}


class Case:
    """One model with one state folder; runs go against a copy of their own."""

    def __init__(self, docker_folder, folder, model=None):
        self.docker_folder, self.folder = docker_folder, folder
        self.engine = Engine(folder / "state", model)

    def copy(self, folder):
        shutil.copytree(self.folder, folder, symlinks=True)
        return Case(self.docker_folder, folder, self.engine.model)

    def run(self, *words, fault=(0, "")):
        self.engine.fault = fault
        with self.engine.served() as port:
            environment = os.environ | SECRETS | {
                "PATH": f"{HERE}:{os.environ['PATH']}",
                "ENGINE_PORT": str(port),
                "ENGINE_CLOCK": str(self.folder / "clock"),
                "ZDC_STATE": str(self.folder / "state"),
            }  # fmt: skip
            environment.pop("DOCKER_HOST", None)
            return subprocess.run(
                [self.docker_folder / "scripts/deploy-blue-green.sh", *words],
                env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True, start_new_session=True, timeout=120,
            )  # fmt: skip

    def running(self):
        """{colour: images of its running web containers}, and the colour that nginx serves."""
        found = {}
        for one in self.engine.model["containers"].values():
            if one["state"] == "running" and one["labels"].get("zdc.role") == "web":
                found.setdefault(one["labels"]["zdc.colour"], []).append(one["image"])
        return found, self.engine.model["nginx"][0]


def converged(case, tag):
    """What is not as it must be after a completed deployment of a tag."""
    running, serving = case.running()
    images = case.engine.model["images"]
    wrong = []
    if set(running) != {serving}:
        wrong.append(f"{sorted(running)} run while {serving} serves")
    names = {images[image].rpartition(":")[2] for image in running.get(serving, [])}
    if names != {tag}:
        wrong.append(f"{sorted(names)} serve, not {tag}")
    wrong += [f"{left.name} is left" for left in (case.folder / "state/record").glob("*.new")]
    return wrong


def one_case(start, folder, words, number, kind):
    case = start.copy(folder)
    said = f"{' '.join(words)}, call {number} {kind}"
    first = case.run(*words, fault=(number, kind))
    wrong = [f"violated: {line}" for line in case.engine.violations]
    again = case.run("deploy", "--tag", "v3")
    if again.returncode:
        wrong.append(f"the run after it: exit {again.returncode}\n{again.stdout[-1500:]}")
    else:
        wrong += converged(case, "v3") + [f"violated later: {line}" for line in case.engine.violations]
    if first.returncode == 0 and kind != "after":
        wrong.append("it succeeded, though a call failed")
    if wrong:
        call = next((line for line in case.engine.journal if line.startswith(f"{number} ")), "?")
        return [f"{said}: {call}\n  " + "\n  ".join(wrong) + f"\n{first.stdout[-1500:]}"]
    shutil.rmtree(folder)
    return []


def bad_version(start, folder, tag):
    """A version that must not get through leaves the old one serving."""
    case = start.copy(folder)
    before = case.running()
    run = case.run("deploy", "--tag", tag)
    wrong = [f"violated: {line}" for line in case.engine.violations]
    if run.returncode == 0:
        wrong.append("exit 0")
    if case.running() != before:
        wrong.append(f"{before} became {case.running()}")
    return [f"{tag}: {'; '.join(wrong)}\n{run.stdout[-1500:]}"] if wrong else []


def lay_out(artefacts, checkout):
    """A checkout with what the example's artefacts name; its path has blanks and other letters."""
    shutil.copytree(artefacts, checkout / "out" / artefacts.name)
    (checkout / "brain_tumor_front/dist").mkdir(parents=True)
    (checkout / "brain_tumor_front/dist/index.html").write_text("<!doctype html>")
    tls = checkout / "docker/nginx/ssl"
    tls.mkdir(parents=True)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", tls / "tls.key",
         "-out", tls / "tls.crt"],
        check=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return checkout / "out" / artefacts.name / "docker"


def main():
    artefacts, work = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    start = Case(lay_out(artefacts, work / "무중단 배포"), work / "start")
    (work / "start").mkdir(parents=True)
    for tag in ("v1", "v2"):
        run = start.run("deploy", "--tag", tag)
        if run.returncode or start.engine.violations:
            sys.exit(f"a plain deployment of {tag}: exit {run.returncode}\n{run.stdout}\n{start.engine.violations}")
    jobs = []
    for words in (("deploy", "--tag", "v3"), ("rollback",)):
        plain = start.copy(work / f"plain-{words[0]}")
        plain.run(*words)
        calls = range(start.engine.model["calls"] + 1, plain.engine.model["calls"] + 1)
        jobs += [(words, number, kind) for number in calls for kind in KINDS]
    failures = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = [
            pool.submit(one_case, start, work / f"case-{index}", *job)
            for index, job in enumerate(jobs)
        ]
        bad = ("crash1", "sick1", "mute1", "norelease1")
        waiting += [pool.submit(bad_version, start, work / tag, tag) for tag in bad]
        for one in waiting:
            failures += one.result()
    print("\n".join(failures))
    print(f"{len(jobs) + len(bad) - len(failures)} of {len(jobs) + len(bad)} cases hold")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
