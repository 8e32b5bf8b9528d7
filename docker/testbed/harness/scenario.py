"""What a scenario is, and the list of all."""

import dataclasses
from collections.abc import Callable


@dataclasses.dataclass
class Row:
    """One line of the report."""

    title: str
    requests: int = 0
    failed: int = 0
    gap: float | None = None
    seconds: float | None = None
    note: str = ""
    # Whether its requests count towards the proof; ablations and outages lose some on purpose.
    counts: bool = True
    error: str = ""
    group: str = ""
    # What else the machine did: its load average when the scenario ended.
    load: float | None = None


@dataclasses.dataclass(frozen=True)
class Scenario:
    group: str
    title: str
    run: Callable
    # One of those that `make engine-check` runs; the others take their time, or the machine.
    quick: bool = False

    @property
    def name(self):
        return f"{self.group}/{self.run.__name__}"


ALL: list[Scenario] = []


def scenario(group, title, quick=False):
    """Puts a function of a group's stage, which returns a Row's facts, on the list."""

    def register(function):
        ALL.append(Scenario(group, title, function, quick))
        return function

    return register


def row(title, load=None, seconds=None, note="", counts=True):
    if load is None:
        return Row(title, seconds=seconds, note=note, counts=counts)
    return Row(
        title, load.requests, load.failed, load.longest_gap, seconds, note, counts=counts
    )


class Failed(AssertionError):
    """A scenario did not hold; the text says what was seen, and `load` counts what was lost."""

    load = None


class NotMeasured(Exception):
    """The machine had no time for it: nothing is known, neither that it holds nor that it doesn't."""


def require_in_time(load, rate):
    """The client sent what it was told to, when it was told to."""
    sent = load.requests / load.seconds
    if load.client_was_late > 1 or sent < 0.98 * rate:
        raise NotMeasured(
            f"the client sent {sent:.0f} of {rate} a second, and was {load.client_was_late:.1f} s late"
        )


def require(condition, message):
    if not condition:
        raise Failed(message)


def require_no_loss(load):
    require(load.requests > 0, "no request was sent")
    if load.failed:
        failed = Failed(f"{load.failed} of {load.requests} failed: {load.describe_failures()}")
        failed.load = load
        raise failed


def lossy(title, result):
    """The row of what must lose requests."""
    require(result.failed > 0, f"none of {result.requests} failed: the harness would not see it")
    if len(result.failures) > 4:
        note = f"{len(result.failures)} lanes: {dict(result.kinds)}"
    else:
        note = "; ".join(f"{lane}: {kinds}" for lane, kinds in result.failures.items())
    return row(title, result, note=note.replace("'", ""), counts=False)


def lossless(title, result):
    """The row of its control, which must lose none."""
    require_no_loss(result)
    return row(title, result, counts=False)
