"""Every call of `docker` that a script makes × every way that it can go wrong, each on a copy of a
start, and after each a run that has to bring everything in order."""

import concurrent.futures
import dataclasses
import os
import re
import shutil
import signal
import threading

import outcomes
from case import Case

OUTCOMES = {"blue-green": outcomes.BlueGreen, "swarm": outcomes.Swarm}
# Versions that must not get through, by what they do.
BAD = {"blue-green": ("crash1", "sick1", "mute1", "norelease1"), "swarm": ("crash1", "sick1", "norelease1")}


# A run that was killed here has put a version live that nginx, or some services, do not know of yet;
# the next one looks about until its first call of the other name.
HALFWAY = {"blue-green": ("early", "exec .* fresh", "info"), "swarm": ("kill", "stack deploy --compose", "stack config")}


@dataclasses.dataclass(frozen=True)
class Plan:
    """A run whose calls go wrong: from which start, whether only those that change something do, in
    which of the ways where not in all, and until which call."""

    start: str
    words: tuple
    only_changes: bool = False
    until: str = ""
    kinds: tuple = ()

    @property
    def tag(self):
        """The version that it ends with."""
        return "v3" if self.words[0] == "deploy" else "v1"


DEPLOY, ROLLBACK = ("deploy", "--tag", "v3"), ("rollback",)


@dataclasses.dataclass(frozen=True)
class Job:
    plan: Plan
    number: int
    kind: str
    command: str
    call: str
    changes: bool

    def __str__(self):
        return f"{self.plan.start}: {' '.join(self.plan.words)}, call {self.number} {self.kind}: {self.call}"


class Matrix:
    def __init__(self, subject, work):
        self.start = Case(subject, work / "start")
        self.starts = {"nothing": self.start.copy(work / "nothing"), "two versions": self.start}
        self.work, self.subject = work, subject
        self.outcome = OUTCOMES[subject.target]
        self.cases, self.forms, self.endings, self.lock = 0, set(), {}, threading.Lock()

    def deploy_first(self):
        """Two versions after each other, so that there is one to go back to; what was wrong."""
        for tag in ("v1", "v2"):
            run = self.start.run("deploy", "--tag", tag)
            wrong = self.wrong_after(self.start, run, tag)
            if wrong:
                return [f"a plain deployment of {tag}: {'; '.join(wrong)}\n{run.stdout[-3000:]}"]
            if tag == "v1":
                self.starts["one version"] = self.start.copy(self.work / "one")
        return []

    def wrong_after(self, case, run, tag):
        wrong = [f"violated: {line}" for line in case.engine.violations]
        if run.returncode:
            return [*wrong, f"exit {run.returncode}"]
        case.model["seen"]["done"] = True
        return wrong + self.outcome.converged(case, tag)

    def jobs(self, plan):
        """A job for each call and way to go wrong, and the plain run that the calls are of. A kill where
        nothing has changed since another one is the same case."""
        words = plan.words
        folder = " ".join(("plain", plan.start, words[0], *plan.kinds))
        case = self.starts[plan.start].copy(self.work / folder)
        seen, looks, found, kinds = set(), {}, [], []

        def new():
            """Whether what a kill would leave here is a case of its own."""
            digest = case.digest()
            return digest not in seen and not seen.add(digest)

        def ahead():
            kinds[:] = ["early"] if new() else []

        def watch(call):
            self.forms.add(call.form)
            text = " ".join(call.words)
            if call.command.name == plan.until:
                case.engine.ahead = case.engine.watch = lambda *_: None
                return
            if call.changes:
                found.extend(job for pair in looks.values() for job in pair)
                looks.clear()
                kinds.extend(("before", "after", *INTERRUPTED[self.subject.target]))
                if call.command.name == "stop":
                    kinds.append("late")
                if len(call.arguments) > 1 and call.command.name in HALVES:
                    kinds.append("half")
            else:
                # Of the same look, repeated with no change between, the first fails and the last.
                look = Job(plan, case.engine.calls, "before", call.command.name, text, call.changes)
                looks[text] = [*looks.get(text, [])[:1], look]
            if new():
                kinds.append("kill")
            found.extend(Job(plan, case.engine.calls, kind, call.command.name, text, call.changes) for kind in kinds)

        case.engine.ahead, case.engine.watch = ahead, watch
        run = case.run(*words)
        found.extend(job for pair in looks.values() for job in pair)
        if plan.only_changes:
            found = [job for job in found if job.changes]
        if plan.kinds:
            found = [job for job in found if job.kind in plan.kinds]
        return found, self.wrong_after(case, run, plan.tag), run

    def play(self, job, index):
        """One job; what was wrong, as texts."""
        start = self.starts[job.plan.start]
        case = start.copy(self.work / f"case-{index}")
        before = self.outcome.version(case)
        run = case.run(*job.plan.words, fault=(job.number, job.kind))
        wrong = [f"violated: {line}" for line in case.engine.violations]
        if run.returncode == 0:
            wrong += self.outcome.converged(case, job.plan.tag)
            missed = job.kind == "before" and job.changes and not re.match(MAY_FAIL, job.call)
            if missed and job.plan.start != "half-way":  # what is put in order is done again by the run itself
                wrong.append("it succeeded, though a call failed")
        elif run.returncode > 0 and job.plan.start not in FREE and self.outcome.version(case) != before:
            after = self.outcome.version(case)
            if self.outcome.STANDS not in run.stdout:
                wrong.append(f"{before} became {after}")
            elif after[1] != [job.plan.tag]:
                wrong.append(f"{after} stays, not {job.plan.tag}")
        # Before the first step a Ctrl-C finds no trap, and nothing to undo: bash dies of it.
        if run.returncode not in (0, 1, 130, 143, -signal.SIGINT, -9):
            wrong.append(f"exit {run.returncode}")
        wrong += self.ending(case)
        if not wrong:
            shutil.rmtree(case.folder)
            return []
        return [f"{job}\n  " + "\n  ".join(wrong) + f"\nexit {run.returncode}\n{run.stdout[-2500:]}"]

    def ending(self, case):
        """What is wrong after the next run. Cases that left the same behind share it."""
        digest = case.digest()
        with self.lock:
            first = digest not in self.endings
            ending = self.endings.setdefault(digest, concurrent.futures.Future())
        if first:
            try:
                run = case.run("deploy", "--tag", "v3")
                wrong = [f"the run after it: {line}" for line in self.wrong_after(case, run, "v3")]
                ending.set_result(wrong and [*wrong, run.stdout[-1500:]])
            except BaseException as error:
                ending.set_exception(error)
                raise
        return ending.result()

    def bad_version(self, tag):
        """A version that must not get through leaves the old one serving."""
        case = self.start.copy(self.work / tag)
        case.engine.watch = lambda call: self.forms.add(call.form)
        run = case.run("deploy", "--tag", tag)
        wrong = [f"violated: {line}" for line in case.engine.violations]
        if run.returncode == 0:
            wrong.append("exit 0")
        if self.outcome.version(case) != self.outcome.version(self.start):
            wrong.append(f"{self.outcome.version(self.start)} became {self.outcome.version(case)}")
        wrong += self.ending(case)
        return [f"{tag}: {'; '.join(wrong)}\n{run.stdout[-1500:]}"] if wrong else []

    def halfway(self):
        """A start more: what a run left that was killed half-way, in a call that may be a look."""
        kind, call, until = HALFWAY[self.subject.target]
        jobs, _, _ = self.jobs(Plan("two versions", DEPLOY, kinds=(kind,)))
        found = [job for job in jobs if re.match(call, job.call)]
        case = self.start.copy(self.work / "halfway")
        job = found[len(found) // 2]
        case.run(*job.plan.words, fault=(job.number, job.kind))
        self.starts["half-way"] = case
        return Plan("half-way", DEPLOY, until=until)

    def run(self, ends=False):
        """Texts of all that does not hold. `ends`: see `first_and_last`."""
        if wrong := self.deploy_first():
            return wrong
        jobs, failures = [], []
        plans = [
            Plan("two versions", DEPLOY, ends), Plan("two versions", ROLLBACK, ends),
            Plan("nothing", DEPLOY, True, kinds=("before", "kill", "early")),
        ]  # fmt: skip
        if self.subject.target == "swarm":  # what it could go back to is another thing than what runs
            plans.append(Plan("one version", DEPLOY, True, kinds=("before",)))
        for plan in plans:
            found, wrong, run = self.jobs(plan)
            if wrong:
                return [f"a plain {plan}: {'; '.join(wrong)}\n{run.stdout[-3000:]}"]
            jobs += first_and_last(found) if ends else found
            if plan is plans[0]:
                plans.append(self.halfway())
        bad = BAD[self.subject.target]
        self.cases = len(jobs) + len(bad)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            waiting = [pool.submit(self.play, job, index) for index, job in enumerate(jobs)]
            waiting += [pool.submit(self.bad_version, tag) for tag in bad]
            for one in waiting:
                failures += one.result()
        return failures


def first_and_last(jobs):
    """Of the same command going wrong in the same way, the first time and the last."""
    ends = {}
    for job in jobs:
        ends[job.command, job.kind] = [*ends.get((job.command, job.kind), [])[:1], job]
    return [job for pair in ends.values() for job in pair]


# Where nothing served, or a run was killed, a failed run has no one version to come back to.
FREE = ("nothing", "half-way")
# A Ctrl-C, and SIGTERM to the script alone.
INTERRUPTED = {"blue-green": ("int", "term"), "swarm": ("int",)}
HALVES = ("start", "stop", "rm", "compose up", "compose build")
# A failure of these is no failure of the run; what it leaves, the next one takes away.
MAY_FAIL = r"wait |network rm |image (ls|rm) |stack deploy --help|(secret|service) rm \S*_zdc-check"
