#!/usr/bin/env python3
"""The blue-green script where its state is damaged, not its own, or where others' containers are about.

usage: repairs.py WORK-FOLDER

Prints what does not hold; exit 1 if there was something.
"""

import concurrent.futures
import copy
import os
import pathlib
import shutil
import sys

import projects
from case import Subject
from matrix import Matrix, Plan

# The version that each command ends with, from a start where green serves v2.
COMMANDS = {("deploy", "--tag", "v3"): "v3", ("up",): "v2", ("rollback",): "v1"}
# Until it is mended.
DAMAGED = "a gateway that starts now can't read its configuration"
SIGNALS = ("int", "term", "late", "before", "after")


def gateway(case):
    return case.state / "gateway"


def lost(*names):
    """Takes away links and folders; `blue/` is the folder that the link leads to."""

    def damage(case):
        paths = [gateway(case) / name for name in names]
        for path in [path.resolve() if name.endswith("/") else path for name, path in zip(names, paths)]:
            if path.is_symlink():
                path.unlink()
            else:
                shutil.rmtree(path)

    return damage


def no_records(case):
    shutil.rmtree(case.state / "record")


def history_is_a_folder(case):
    (case.state / "history").unlink()
    (case.state / "history").mkdir()


DAMAGE = {
    "the link of the idle colour": lost("blue"),
    "the link of the colour that serves": lost("green"),
    "the link to what is live": lost("live"),
    "the certificate's link": lost("tls"),
    "all links": lost("live", "blue", "green", "tls"),
    "the idle colour's folder": lost("blue/"),
    "the folder that serves": lost("green/"),
    "both folders": lost("blue/", "green/"),
    "a link and the other's folder": lost("green/", "blue"),
    "the records": no_records,
    "a history that can be written": history_is_a_folder,
}


def restarted(case):
    """The gateway stopped meanwhile: what it served is known to nobody."""
    one = case.engine.chosen(role="gateway")[0]
    case.engine.play(["stop", one["id"]])


def mended(matrix, what, damage, words, stopped, folder):
    case = matrix.start.copy(folder)
    damage(case)
    if stopped:
        restarted(case)
        case.model["seen"] = {}
    run = case.run(*words)
    wrong = [line for line in matrix.wrong_after(case, run, COMMANDS[words]) if DAMAGED not in line]
    where = f"without {what}{', and the gateway stopped' if stopped else ''}: {' '.join(words)}"
    return [f"{where}: {'; '.join(wrong)}\n{run.stdout[-1500:]}"] if wrong else []


def refused(matrix, what, damage, said, folder):
    """It exits 1, says why, and changes nothing."""
    case = matrix.start.copy(folder)
    damage(case)
    before = case.digest()
    run = case.run("up")
    wrong = [] if run.returncode == 1 and said in run.stdout else [f"exit {run.returncode}"]
    wrong += [] if case.digest() == before else ["it changed something"]
    return [f"{what}: {'; '.join(wrong)}\n{run.stdout[-1500:]}"] if wrong else []


def says(text):
    def damage(case):
        case.engine.gateway.serving = lambda call: call.print(text)

    return damage


def of_another(name):
    return lambda case: os.chown(case.state / name, 12345, -1)


def open_to_all(name):
    return lambda case: os.chmod(case.state / name, 0o777)


def record_of_another(case):
    os.chown(next((case.state / "record").glob("[0-9]")), 12345, -1)


REFUSED = [
    ("a gateway that answers a path", says("blue ../../volume/evil"), "no colour and number"),
    ("a gateway that answers a third colour", says("red 2"), "no colour and number"),
    ("a gateway that answers more than a line", says("green 2\nx"), "no colour and number"),
    *((f"{name} that everybody may write", open_to_all(name), "everybody may write") for name in ("", "gateway", "record")),
]
if os.geteuid() == 0:
    REFUSED += [
        *((f"{name} of somebody else", of_another(name), "belongs to user") for name in ("", "gateway", "record")),
        ("a record of somebody else", record_of_another, "belongs to user"),
    ]


def record_with_code(matrix, folder):
    """Nothing of a record is run."""
    case, trace = matrix.start.copy(folder), folder / "ran"
    for record in (case.state / "record").glob("[0-9]"):
        record.write_text(record.read_text() + f"touch {trace}\nTAG=$(touch {trace})\n")
    run = case.run("rollback")
    wrong = matrix.wrong_after(case, run, "v1") + (["it was run"] if trace.exists() else [])
    return [f"a record with code in it: {'; '.join(wrong)}\n{run.stdout[-1500:]}"] if wrong else []


def one_offs(matrix, words, folder):
    """What somebody made by `docker compose run` stays as it is: the one that ended, and the one that
    runs, of either colour."""
    case, mine = matrix.start.copy(folder), []
    for one in case.engine.chosen(role="web"):
        for state in ("exited", "running"):
            other = copy.deepcopy(one) | {"state": state, "id": f"{state[0]}{one['id'][1:]}", "name": f"{one['name']}-run-{state}"}
            other["labels"]["com.docker.compose.oneoff"] = "True"
            mine.append((other, state))
            case.model["containers"].append(other)
    run = case.run(*words)
    wrong = [f"{one['name']} is {one['state']}" for one, state in mine if one["state"] != state]
    wrong += [f"{one['name']} is gone" for one, _ in mine if one not in case.model["containers"]]
    case.model["containers"] = [one for one in case.model["containers"] if "-run-" not in one["name"]]
    case.engine.violations = []
    wrong += matrix.wrong_after(case, run, COMMANDS[words])
    return [f"one-offs, {' '.join(words)}: {'; '.join(wrong)}\n{run.stdout[-1500:]}"] if wrong else []


def long_migration(matrix, folder):
    """What a killed run left is waited for, for longer than anything that starts may take."""
    case = matrix.start.copy(folder)
    one = copy.deepcopy(case.engine.chosen(role="web")[0])
    one |= {"role": "release", "id": "ffffffffffff", "name": "a-migration", "state": "running", "ending": 200}
    one["labels"] |= {"zdc.role": "release", "com.docker.compose.oneoff": "True"}
    case.model["containers"].append(one)
    ended = []
    case.engine.ahead = lambda: "ending" in one or ended or ended.append(case.engine.calls)
    run = case.run("deploy", "--tag", "v3")
    wrong = matrix.wrong_after(case, run, "v3")
    wrong += [] if ended and ended[0] >= 200 else [f"it was ended at call {ended}"]
    wrong += [] if "waits for the end of a-migration" in run.stdout else ["it does not say what it waits for"]
    return [f"a migration of a killed run: {'; '.join(wrong)}\n{run.stdout[-1500:]}"] if wrong else []


def removed(work):
    """`retain: removed`, interrupted at every call: what is removed can't serve again."""
    folder = projects.lay_out("brain-tumor", work / "checkout")
    script = folder / "scripts/deploy-blue-green.sh"
    script.write_text(script.read_text().replace("RETAIN='stopped'", "RETAIN='removed'"))
    matrix = Matrix(Subject("blue-green", folder), work)
    failures = matrix.deploy_first()
    jobs, wrong, run = matrix.jobs(Plan("two versions", ("deploy", "--tag", "v3"), True, kinds=SIGNALS))
    if not any(job.call.startswith("rm") and "stop" in run.stdout for job in jobs):
        wrong.append("nothing was removed")
    for index, job in enumerate(jobs):
        wrong += matrix.play(job, index)
    return failures + [f"retain: removed: {text}" for text in wrong]


def main():
    work = pathlib.Path(sys.argv[1]).resolve()
    matrix = Matrix(Subject("blue-green", projects.lay_out("brain-tumor", work / "checkout")), work)
    failures = matrix.deploy_first()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        def each():
            for what, damage in DAMAGE.items():
                for words in COMMANDS:
                    for stopped in (False, True):
                        yield mended, what, damage, words, stopped
            for case in REFUSED:
                yield refused, *case
            for words in COMMANDS:
                yield one_offs, words
            yield record_with_code,
            yield long_migration,

        waiting = [
            pool.submit(check, matrix, *facts, work / f"case-{number}")
            for number, (check, *facts) in enumerate(each())
        ]  # fmt: skip
        waiting.append(pool.submit(removed, work / "removed"))
        for one in waiting:
            failures += one.result()
    print("\n".join(failures))
    print(f"{len(waiting) - len(failures)} of {len(waiting)} hold")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
