"""Every call of `docker` that a script makes × every way that it can go wrong, each on a copy of one
start, and after each a run that has to bring everything in order."""

import concurrent.futures
import dataclasses
import os
import re
import shutil
import threading

import outcomes
from case import Case

OUTCOMES = {"blue-green": outcomes.BlueGreen, "swarm": outcomes.Swarm}
# Versions that must not get through, by what they do.
BAD = {"blue-green": ("crash1", "sick1", "mute1", "norelease1"), "swarm": ("crash1", "sick1", "norelease1")}


@dataclasses.dataclass(frozen=True)
class Job:
    words: tuple
    number: int
    kind: str
    call: str
    changes: bool

    def __str__(self):
        return f"{' '.join(self.words)}, call {self.number} {self.kind}: {self.call}"


class Matrix:
    def __init__(self, subject, work):
        self.start = Case(subject, work / "start")
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
        return []

    def wrong_after(self, case, run, tag):
        wrong = [f"violated: {line}" for line in case.engine.violations]
        if run.returncode:
            return [*wrong, f"exit {run.returncode}"]
        return wrong + self.outcome.converged(case, tag)

    def jobs(self, words):
        """A job for each call and way to go wrong, and the plain run that the calls are of. A kill where
        nothing has changed since another one is the same case."""
        case = self.start.copy(self.work / f"plain-{words[0]}")
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
            if call.changes:
                found.extend(job for pair in looks.values() for job in pair)
                looks.clear()
                kinds.extend(("before", "after"))
                if len(call.arguments) > 1 and call.command.name in HALVES:
                    kinds.append("half")
            else:
                # Of the same look, repeated with no change between, the first fails and the last.
                look = Job(words, case.engine.calls, "before", text, call.changes)
                looks[text] = [*looks.get(text, [])[:1], look]
            if new():
                kinds.append("kill")
            found.extend(Job(words, case.engine.calls, kind, text, call.changes) for kind in kinds)

        case.engine.ahead, case.engine.watch = ahead, watch
        run = case.run(*words)
        found.extend(job for pair in looks.values() for job in pair)
        return found, self.wrong_after(case, run, "v3" if words[0] == "deploy" else "v1"), run

    def play(self, job, index):
        """One job; what was wrong, as texts."""
        case = self.start.copy(self.work / f"case-{index}")
        run = case.run(*job.words, fault=(job.number, job.kind))
        wrong = [f"violated: {line}" for line in case.engine.violations]
        if run.returncode == 0:
            wrong += self.outcome.converged(case, "v3" if job.words[0] == "deploy" else "v1")
            if job.kind == "before" and job.changes and not re.match(MAY_FAIL, job.call):
                wrong.append("it succeeded, though a call failed")
        elif run.returncode > 0 and self.outcome.version(case) != self.outcome.version(self.start):
            wrong.append(f"{self.outcome.version(self.start)} became {self.outcome.version(case)}")
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

    def run(self, commands=(("deploy", "--tag", "v3"), ("rollback",))):
        """Texts of all that does not hold."""
        if wrong := self.deploy_first():
            return wrong
        jobs, failures = [], []
        for words in commands:
            found, wrong, run = self.jobs(words)
            if wrong:
                return [f"a plain {words[0]}: {'; '.join(wrong)}\n{run.stdout[-3000:]}"]
            jobs += found
        bad = BAD[self.subject.target]
        self.cases = len(jobs) + len(bad)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            waiting = [pool.submit(self.play, job, index) for index, job in enumerate(jobs)]
            waiting += [pool.submit(self.bad_version, tag) for tag in bad]
            for one in waiting:
                failures += one.result()
        return failures


HALVES = ("start", "stop", "rm", "compose up", "compose build")
# A failure of these is no failure of the run; what it leaves, the next one takes away.
MAY_FAIL = r"wait |network rm |stack deploy --help|(secret|service) rm \S*_zdc-check"
