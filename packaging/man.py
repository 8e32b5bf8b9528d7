#!/usr/bin/env python3
"""Makes the man pages from what `zdc help` is made from.

usage: man.py ZDC FOLDER EPOCH

`ZDC --experimental-dump-help` is the argument parser's own description of every command, as JSON.
Its plugin makes pages too, but compiles a second zdc for it and dates them by the clock.
"""

import json
import pathlib
import re
import subprocess
import sys
import time


def escaped(text):
    """Text that roff prints as it is: its escapes, quotes and the hyphens of options."""
    text = text.replace("\\", r"\e").replace("'", r"\(aq").replace("`", r"\(ga")
    text = re.sub(r"(?<![\w-])-+(?=\w)", lambda dashes: dashes[0].replace("-", r"\-"), text)
    return re.sub(r"^([.'])", r"\\&\1", text)


def sentences(text):
    """Running text, each sentence on a line of its own as roff wants it."""
    joined = " ".join(text.split())
    return [escaped(part) for part in re.split(r"(?<=[.!?]) +(?=[A-Z'])", joined) if part]


def paragraphs(text):
    lines = []
    for paragraph in text.split("\n\n"):
        if not paragraph.strip():
            continue
        if all(line.startswith("  ") for line in paragraph.splitlines()):
            body = [escaped(line[2:]) for line in paragraph.splitlines()]
            lines += [".Bd -literal -offset indent", *body, ".Ed"]
        else:
            lines += [".Pp", *sentences(paragraph)]
    return lines[1:] if lines[:1] == [".Pp"] else lines


def flags(argument):
    names = [("-" if n["kind"] == "long" else "") + n["name"] for n in argument.get("names") or []]
    value = f" Ar {argument['valueName']}" if argument["kind"] == "option" else ""
    return " , ".join(f"Fl {name}{value}" for name in names)


def usage(argument):
    dots = " ..." if argument["isRepeating"] else ""
    if argument["kind"] == "positional":
        words = f"Ar {argument['valueName']}{dots}"
    else:
        preferred = argument["preferredName"]
        name = ("-" if preferred["kind"] == "long" else "") + preferred["name"]
        words = f"Fl {name}"
        if argument["kind"] == "option":
            words += f" Ar {argument['valueName']}"
    return f".Op {words}" if argument["isOptional"] else f".{words}"


def described(argument):
    text = argument.get("abstract") or ""
    if values := argument.get("allValues"):
        text += f" Values: {', '.join(values)}."
    if default := argument.get("defaultValue"):
        text += f" Default: {default}."
    lines = sentences(text)
    if discussion := argument.get("discussion"):
        lines += [".Pp", *paragraphs(discussion)]
    return lines


def options(arguments):
    positional = [a for a in arguments if a["kind"] == "positional"]
    named = [a for a in arguments if a["kind"] != "positional"]
    lines = []
    if arguments:
        lines = [".Bl -tag -width Ds"]
        for argument in positional + named:
            head = f"Ar {argument['valueName']}" if argument in positional else flags(argument)
            lines += [f".It {head}", *described(argument)]
        lines.append(".El")
    return lines


def page(command, parent, head, children):
    """One page in mdoc. `head` is its date and version."""
    name = f"{parent}-{command['commandName']}" if parent else command["commandName"]
    arguments = [a for a in command.get("arguments", []) if a["shouldDisplay"]]
    date, version = head
    text, _, exits = (command.get("discussion") or "").partition("Exit codes: ")
    abstract = command["abstract"].rstrip(".")
    lines = [f".Dd {date}", f".Dt {name.upper()} 1", f".Os zdc {version}", ".Sh NAME"]
    lines += [f".Nm {name}", f".Nd {abstract[0].lower()}{abstract[1:]}", ".Sh SYNOPSIS"]
    lines.append(f".Nm {parent} Cm {command['commandName']}" if parent else f".Nm {name}")
    lines += [usage(a) for a in arguments if a["valueName"] not in ("help", "version")]
    if children:
        lines += [".Ar command", ".Op Ar argument ..."]
    lines += [".Sh DESCRIPTION", escaped(command["abstract"])]
    if text.strip():
        lines += [".Pp", *paragraphs(text)]
    if children:
        lines += [".Pp", "The commands are:", ".Bl -tag -width Ds"]
        for child in children:
            lines += [f".It Xr {name}-{child['commandName']} 1", escaped(child["abstract"])]
        lines.append(".El")
    lines += [".Pp", "The options are:", *options(arguments)]
    if exits:
        lines += [".Sh EXIT STATUS", ".Bl -tag -width Ds"]
        for part in " ".join(exits.rstrip(".").split()).split("; "):
            code, _, meaning = part.partition(" ")
            lines += [f".It {code}", escaped(meaning)]
        lines.append(".El")
    if parent:
        lines += [".Sh EXIT STATUS", "Those of", f".Xr {parent} 1 .", ".Sh SEE ALSO", f".Xr {parent} 1"]
    else:
        names = sorted(f"{name}-{child['commandName']}" for child in children)
        references = [f".Xr {each} 1 ," for each in names]
        lines += [".Sh SEE ALSO", *references[:-1], references[-1][:-2]]
    return name, "\n".join(lines) + "\n"


def main():
    zdc, folder, epoch = sys.argv[1:4]
    dump = subprocess.run([zdc, "--experimental-dump-help"], check=True, capture_output=True)
    root = json.loads(dump.stdout)["command"]
    version = subprocess.run([zdc, "--version"], check=True, capture_output=True, text=True)
    moment = time.gmtime(int(epoch))
    head = (f"{time.strftime('%B', moment)} {moment.tm_mday}, {moment.tm_year}",
            version.stdout.split()[0])  # fmt: skip
    children = [
        c for c in root["subcommands"] if c["shouldDisplay"] and c["commandName"] != "help"
    ]
    target = pathlib.Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    pages = [page(root, None, head, children)]
    pages += [page(child, root["commandName"], head, None) for child in children]
    for name, text in pages:
        (target / f"{name}.1").write_text(text)


main()
