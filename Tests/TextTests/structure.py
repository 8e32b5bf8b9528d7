#!/usr/bin/env python3
"""structure.py HOSTILE HARMLESS PAIRS: holds two folders of artefacts against each other.

PAIRS is a JSON file of [[hostile text, harmless text]...]: the first folder was made from the first of
each, the second from the second. Every file must have the same structure for the reader that it is
meant for, and each text of the second folder that has a harmless text must have the hostile one in its
place in the first. Prints what differs."""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

import crossplane
import markdown_it
import yaml

HOSTILE, HARMLESS, PAIRS = sys.argv[1:]
with open(PAIRS) as file:
    PAIRS = json.load(file)


def complain(*words):
    print(*words)


def exchanged(text):
    """What a harmless text has to be in the hostile folder."""
    for hostile, harmless in PAIRS:
        text = text.replace(harmless, hostile)
    return text


def undone(text):
    """The forms in which a text may stand for itself: a doubled dollar, and the shell's escape."""
    plain = text.replace("$$", "$")
    return {text, plain, plain.replace("\\$", "$")}


def same_text(place, one, other):
    wanted = exchanged(other)
    if wanted == other or wanted in undone(one):
        if wanted == other and one != other and not is_hash(one, other):
            complain(place, "changed:", ascii(one), "for", ascii(other))
        return
    if any(split(text) in (split(wanted), [exchanged(word) for word in split(plain)])
           for text in undone(one) for plain in undone(other)):
        return
    for reader in (words, json_text, nginx_text):
        try:
            pair = reader(one), reader(other)
        except Exception:
            continue
        if reader is nginx_text:
            if pair[0] != pair[1]:
                complain(place, "another nginx structure:", ascii(one))
        else:
            same(place + " as " + reader.__name__, *pair)
        return
    complain(place, ascii(one), "is not", ascii(wanted))


def is_hash(one, other):
    """Names that hold a hash of the content."""
    cut = re.compile(r"[0-9a-f]{12,64}")
    return cut.sub("", one) == cut.sub("", other)


def split(text):
    """By a shell's rules; the text itself where it has no words."""
    try:
        return shlex.split(text)
    except ValueError:
        return text


def words(text):
    found = shlex.split(text)
    if len(found) < 2 or "{" in text:
        raise ValueError
    return found


def from_words(other):
    """What a list has to be where the manifest gave some words of it as one text."""
    found = []
    for item in other:
        wanted = exchanged(item) if isinstance(item, str) else item
        found += split(wanted) if wanted != item else [item]
    return found


def json_text(text):
    return json.loads(text)


def directives(lines):
    # The variable that stands for a dollar is there where some text has one.
    return [(line["directive"], len(line["args"]), directives(line.get("block") or []))
            for line in lines if line["args"] != ["$zdc_dollar"]]


def nginx(path):
    parsed = crossplane.parse(path, single=True, check_ctx=False, check_args=False)
    if parsed["status"] != "ok":
        raise ValueError(parsed["errors"])
    return directives(parsed["config"][0]["parsed"])


def nginx_text(text):
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as file:
        file.write(text)
        file.flush()
        return nginx(file.name)


def same(place, one, other):
    if type(one) is not type(other):
        complain(place, "is", type(one).__name__, "instead of", type(other).__name__)
    elif isinstance(one, dict):
        keys = {exchanged(str(key)): key for key in other}
        seen = {next((u for u in undone(str(key)) if u in keys), str(key)): key for key in one}
        if keys.keys() != seen.keys():
            complain(place, "has the keys", sorted(map(ascii, seen.keys() ^ keys.keys())))
        for key in keys.keys() & seen.keys():
            same(f"{place}.{ascii(keys[key])}", one[seen[key]], other[keys[key]])
    elif isinstance(one, list):
        if all(isinstance(item, str) for item in one + other) and any(
                [item.replace("$$", "$") for item in one] == wanted
                for wanted in (from_words(other), [exchanged(item) for item in other])):
            return
        if len(one) != len(other):
            complain(place, "has", ascii(one), "instead of", ascii(other))
        for index, pair in enumerate(zip(one, other)):
            same(f"{place}[{index}]", *pair)
    elif isinstance(one, str):
        same_text(place, one, other)
    elif one != other:
        complain(place, "is", one, "instead of", other)


def code(text):
    return [line for line in text.split("\n") if not re.match(r"\s*(#|$)", line)]


def facts(path):
    """The assignments at a script's head, as bash has them; the head runs in an empty folder."""
    with open(path) as file:
        head = file.read().split("\n# Paths above")[0].split("\nCDPATH='' cd -P --")[0]
    names = re.findall(r"^(?:declare -A )?((?!ZDC_)[A-Z_]+)=", head, re.M)
    with tempfile.TemporaryDirectory() as folder:
        tell = "".join(
            f'printf "%s\\0" {n} "${{!{n}[@]}}" "${{{n}[@]}}" && printf "\\0\\0"\n' for n in names)
        run = subprocess.run(["bash", "-c", head + "\n" + tell], cwd=folder, capture_output=True)
        if run.returncode or run.stderr or os.listdir(folder):
            complain(path, run.returncode, run.stderr, os.listdir(folder))
        return [part.split("\0") for part in run.stdout.decode().split("\0\0\0")]


def script(place, one, other):
    check = subprocess.run(["bash", "-n", one], capture_output=True, text=True)
    if check.returncode:
        complain(place, check.stderr)
    texts = [open(path).read() for path in (one, other)]
    if "cd -P --" in texts[0]:
        same(place, facts(one), facts(other))
        texts = [text.split("cd -P --", 1)[1] for text in texts]
    if code(texts[0]) != code(texts[1]):
        complain(place, "has other code")


def markdown(path):
    def kinds(tokens):
        for token in tokens:
            if token.type not in ("text", "softbreak"):
                yield token.type, token.tag
            yield from kinds(token.children or [])
    with open(path) as file:
        return list(kinds(markdown_it.MarkdownIt("commonmark").enable("table").parse(file.read())))


def load_yaml(path):
    with open(path) as file:
        return list(yaml.safe_load_all(file))


def load_json(path):
    with open(path) as file:
        return json.load(file)


def lines(path):
    with open(path) as file:
        return [re.split(r"[ =]", line)[0] for line in code(file.read())]


def listing(folder):
    found = [os.path.relpath(os.path.join(place, name), folder)
             for place, _, names in os.walk(folder) for name in names]
    return sorted(found)


if listing(HOSTILE) != listing(HARMLESS):
    complain("other files:", set(listing(HOSTILE)) ^ set(listing(HARMLESS)))
for name in listing(HARMLESS):
    one, other = os.path.join(HOSTILE, name), os.path.join(HARMLESS, name)
    if not os.path.exists(one):
        continue
    try:
        if name.endswith((".yml", ".yaml")):
            same(name, load_yaml(one), load_yaml(other))
        elif name.endswith(".conf"):
            if nginx(one) != nginx(other):
                complain(name, "another nginx structure")
        elif name.endswith(".sh"):
            script(name, one, other)
        elif name.endswith(".md"):
            if markdown(one) != markdown(other):
                complain(name, "another structure")
        elif name.endswith(".json"):
            same(name, load_json(one), load_json(other))
        elif len(lines(one)) != len(lines(other)):
            complain(name, lines(one), "instead of", lines(other))
    except Exception as error:
        complain(name, "can't be read:", type(error).__name__, error)
