#!/usr/bin/env python3
"""Mutated docker/.env before the deploy scripts' reader and Compose's.

usage: mutate.py COMMON.SH DOCKER-COMPOSE WORK-FOLDER SECONDS [SEED]

What the scripts take, Compose takes, and reads the same; what they refuse is refused with its place.
Nothing ends by a signal or hangs. Prints each input for which that is not so; exit 1 if there was one.
"""

import pathlib
import random
import re
import sys
import time

import hold
from forms import REFUSED, SAME

WORDS = [
    "A", "B", "A=", "B=", "=", ":", "export ", "'", '"', "\\", "\\'", '\\"', "\\n", "\\\\", "$", "${B}", "$$", "#", " #", "\n",
    "\r", "\t", " ", "\v", "\f", "\u00a0", "\u0085", "\u3000", "\ufeff", "\u2028", "`date`", "$(date)", "*", "~", "!", "[", "]",
    "é", "가", "😀", "\x1b[31m", "\x7f", "x" * 300, "-----BEGIN KEY-----\n", "DOCKER_HOST=tcp://x\n", "A=1\n", "B='x y'\n", "-n", "-e",
]  # fmt: skip
RAW = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xc2", b"\xe2\x80", b"\x01"]


def mutated(chance):
    """One of the forms, by one to five changes; in bytes, since not all of them are text."""
    pool = SAME + REFUSED
    text = chance.choice(pool).encode()
    for _ in range(chance.randint(1, 5)):
        at = chance.randint(0, len(text))
        end = min(len(text), at + chance.randint(0, 6))
        part = chance.choice([
            lambda: chance.choice(WORDS).encode(), lambda: chance.choice(RAW), lambda: chance.choice(pool).encode(),
            lambda: text[at:end] * chance.randint(1, 4), lambda: b"",
        ])()  # fmt: skip
        text = text[:at] + part + text[chance.choice((at, end)) :]
    return text


def readable(values):
    """What is no UTF-8, Compose's JSON shows with another number of marks than Python."""
    return values if isinstance(values, str) else [re.sub("\ufffd+", "\ufffd", value) for value in values]


def wrong(common, compose, file, text):
    file.write_bytes(text)
    theirs = hold.by_compose(compose, file.parent, file)
    for locale in hold.LOCALES:
        ours = hold.by_script(common, file, locale)
        if ours != "refused" and (theirs is None or readable(ours) != readable(theirs)):
            return f"in {locale}: {ours}, not {theirs}"
    return None


def main():
    common, compose, folder, seconds = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), float(sys.argv[4])
    seed = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "compose.yml").write_text(hold.FILE)
    chance, end = random.Random(seed), time.monotonic() + seconds
    count = findings = 0
    while time.monotonic() < end and findings < 20:
        text = mutated(chance)
        count += 1
        if found := wrong(common, compose, folder / "one.env", text):
            findings += 1
            print(f"{text!r} {found}")
    print(f"environment, seed {seed}: {count} inputs, {findings} findings")
    sys.exit(bool(findings))


if __name__ == "__main__":
    main()
