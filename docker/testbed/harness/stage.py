"""One project under load: what every scenario on generated files begins with."""

import contextlib
import time

from .load import BRISK, Load
from .project import Project
from .scenario import require, require_no_loss, row


class Stage:
    def __init__(self, engine, manifest="brain-tumor", lanes=BRISK, app="", **where):
        self.engine, self.lanes, self.where = engine, lanes, where
        self.project = Project(engine, manifest, app)
        self.pictures = {}

    def ready(self):
        """A version of this project serves; its name."""
        serving = self.project.serving()
        if serving in ("v1", "v2"):
            return serving
        tag = self.project.make("v1")
        self.project.deployed(tag)
        return tag

    def other(self):
        """The good version that does not serve; its images are there."""
        return self.project.make("v2" if self.ready() == "v1" else "v1")

    def load(self, lanes=None):
        return Load(self.engine, lanes or self.lanes, **self.where)

    def check(self, version):
        wrong = self.project.check_converged(version)
        require(not wrong, "; ".join(wrong))

    @contextlib.contextmanager
    def whole(self, title, rows, lanes=None):
        """Load over the block, of which no request may fail; `rows` gets the row."""
        with self.load(lanes) as load:
            facts = {}
            yield facts
        require_no_loss(load.result)
        facts["result"] = load.result
        rows.append(row(title, load.result, facts.get("seconds"), facts.get("note", "")))

    def refused(self, run, *words):
        """A run that must not have succeeded, and must have said these."""
        run.wait()
        require(run.code not in (0, None), f"exit 0, though it had to fail:\n{run.text[-2000:]}")
        for word in words:
            require(word in run.text, f"it does not say {word!r}:\n{run.text[-3000:]}")
        return run


def whole(stage, title, act, lanes=None):
    """`act(facts)` under load, nothing lost."""
    rows = []
    with stage.whole(title, rows, lanes) as facts:
        time.sleep(1)
        act(facts)
        time.sleep(1)
    return rows[0]


def moved_after(result, run, label, lane="get"):
    """Seconds from the switch to the end of the last 0.1 s in which the old version answered."""
    switch = next(time for time, name in run.steps if name == "rename")
    last = result.last_answer_of(label, lane)
    return None if last is None else max(0.0, last - switch)
