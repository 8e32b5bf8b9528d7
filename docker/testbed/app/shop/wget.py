#!/usr/bin/env python3
"""wget -q -O FILE -T SECONDS URL: Debian's static busybox crashes in it, on looking up names."""

import sys
import urllib.request

words = sys.argv[1:]
try:
    with urllib.request.urlopen(words[-1], timeout=float(words[words.index("-T") + 1])) as answer:
        with open(words[words.index("-O") + 1], "wb") as file:
            file.write(answer.read())
except OSError as error:
    sys.exit(f"wget: {error}")
