"""The table of what the model claims. A behaviour is a sentence and a check, which asks a host and
gives what it saw; the sentence holds where that is what is expected. Hosts are the model and a real
engine (hosts.py, docker/testbed/scenarios/behaviours.py)."""

import dataclasses
from collections.abc import Callable


@dataclasses.dataclass(frozen=True)
class Behaviour:
    group: str
    sentence: str
    expected: object
    check: Callable


ALL: list[Behaviour] = []


def behaviour(group, sentence, expected):
    def register(check):
        ALL.append(Behaviour(group, sentence, expected, check))
        return check

    return register


def seen(one, host):
    """What the check saw; an error is seen too."""
    try:
        return one.check(host)
    except Exception as error:  # whatever it is, the others are looked at
        return f"{type(error).__name__}: {error}"


def difference(one, host):
    """A text where the host does otherwise than the table says, else ''."""
    found = seen(one, host)
    return "" if found == one.expected else f"{one.sentence}: {found!r}, not {one.expected!r}"
