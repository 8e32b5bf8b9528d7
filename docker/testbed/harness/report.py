"""The tables and the picture that a run leaves in docs/."""

import dataclasses
import html
import json
import math
import os
import platform
import time

from .project import OVERLAYS
from .scenario import Row

TABLES = (
    (
        ("switch", "blue_green", "kills", "interrupted", "shop", "flood"),
        "Blue-green",
        "On the generated files, by the generated scripts. No request may fail.",
    ),
    (
        ("swarm", "swarm_times", "swarm_shop"),
        "Swarm",
        "On the generated stack, by its script. No request may fail.",
    ),
    (
        ("outages",),
        "When the only listener goes away",
        "Nothing on one host can answer while its only listener is away: here the right colour has "
        "to come back by itself, and the longest gap is what it costs.",
    ),
    (
        ("keep_alive",),
        "Clients that keep connections alive",
        "Over five switches. A worker of the older configuration closes connections that were idle for "
        "`keepalive_min_timeout`: 10 s, or the drain where that is shorter, 8 s here. A client that "
        "writes to one of those loses the request, or sends it again, as browsers do; looking first "
        "helps, but the close may be under way. So it is whenever a server ends idle connections. "
        "Connections that are used within that time lose none. Holding them for longer would make every "
        "switch wait for the idlest client, up to the drain.",
    ),
    (
        ("starved",),
        "On a machine that has no time",
        "One switch beside containers that never wait, and the same load without a switch. Nothing is required "
        "of these rows: what the control loses too is the machine's part.",
    ),
    (
        ("ablations", "reloads"),
        "What the harness sees",
        "A bench of the barest form, with one thing taken away: requests have to fail, and the "
        "harness has to count them. Each row that says *everything in place* is the control.",
    ),
)


class Report:
    def __init__(self):
        self.rows, self.pictures = [], {}

    def begin(self, engine):
        self.began = time.time()
        self.versions = engine.docker("version", "-f", "{{.Server.Version}}, CLI {{.Client.Version}}")

    def end(self):
        self.ended = time.time()

    def keep(self, file):
        """Puts the rows into a file, beside those of earlier runs that this one has not made anew."""
        new = {(row.group, row.title) for row in self.rows}
        if file.exists():
            old = [Row(**entry) for entry in json.loads(file.read_text())]
            self.rows += [row for row in old if (row.group, row.title) not in new]
        file.write_text(json.dumps([dataclasses.asdict(row) for row in self.rows], indent=1))

    def sort(self):
        """Into the order of the tables; what is in none of them is last."""
        order = [group for groups, *_ in TABLES for group in groups]
        self.rows.sort(key=lambda row: order.index(row.group) if row.group in order else len(order))

    def proof(self):
        rows = [row for row in self.rows if row.counts]
        return sum(row.requests for row in rows), sum(row.failed for row in rows)

    def minutes(self):
        return f"{(self.ended - self.began) / 60:.1f} minutes"

    def counted(self):
        requests, failed = self.proof()
        held = sum(1 for row in self.rows if not row.error)
        return (
            f"{held} of {len(self.rows)} scenarios hold; of {requests} requests "
            f"where none may be lost, {failed} failed"
        )

    def summary(self):
        return f"{self.counted()}; {self.minutes()}"

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in self.pictures.items():
            (folder / name).write_text(text)
        picture = (folder / "switch.svg").exists()
        (folder / "engine-report.md").write_text(self.text(picture))

    def text(self, picture):
        parts = [
            "# What the generated files did on a real engine",
            f"Made by `docker/testbed/run.py`. {self.counted()}. The latest run took {self.minutes()}. "
            f"Docker Engine {self.versions}, {os.cpu_count()} cores, "
            f"Linux {platform.release().split('-')[0]}.",
            "Load is open loop: requests begin at a fixed rate, however slow the answers are, and "
            "each counts once, as failed unless it got the right status and the right body within "
            "15 s. A gap is the longest time without a success, in the lane that asks most often. "
            "Most scenarios run side by side, on engines of their own: times, and gaps, are longer than they "
            "need be, and the last column is the machine's load average at the end of the scenario (– where "
            "it was not noted). Those of one switch and of the flood have the machine to themselves.",
        ]
        if picture:
            parts.append("![Answers a second around a switch, by colour](switch.svg)")
        for groups, title, words in TABLES:
            rows = [row for row in self.rows if row.group in groups]
            if rows:
                parts += [f"## {title}", words, table(rows)]
        parts += ["## What differs from the committed manifests", "Times, and how Swarm publishes:"]
        parts += [f"`manifests/{name}.yml`\n\n```yaml\n{text}```" for name, text in OVERLAYS.items()]
        return "\n\n".join(parts) + "\n"


def table(rows):
    lines = [
        "| scenario | requests | failed | longest gap, s | script, s | what was seen | load |",
        "| --- | ---: | ---: | ---: | ---: | --- | ---: |",
    ]
    for row in rows:
        if row.error:
            first = html.escape(row.error.splitlines()[0][:200]).replace("|", "\\|")
            facts = f"**does not hold:** {first} | {number(row.load)} |"
            counts = f"{row.requests} | {row.failed}" if row.requests else "– | –"
            lines.append(f"| {row.title} | {counts} | – | – | {facts}")
            continue
        lines.append(
            f"| {row.title} | {row.requests or '–'} | {row.failed if row.requests else '–'} "
            f"| {number(row.gap)} | {number(row.seconds)} | {row.note or ''} | {number(row.load)} |"
        )
    return "\n".join(lines)


def number(value):
    return "–" if value is None else f"{value:.1f}"


COLOURS = {"blue": "#3b6fb6", "green": "#3f9a5b", "failed": "#c0392b", "none": "#888888"}


def picture(result, lanes, marks, title):
    """Answers a second around a switch, by colour; marks are (time, name) of the script's steps.

    Width and height are fixed, colours are told by words too, and all text is text.
    """
    begin, end = marks[0][0] - 2, marks[-1][0] + 3
    series = {"blue": {}, "green": {}, "failed": {}}
    for time, served, failed in result.buckets(*lanes):
        slot = math.floor((time - begin) * 10)
        if not 0 <= slot < (end - begin) * 10:
            continue
        for label, count in served.items():
            colour = label.split("/")[1]
            series[colour][slot] = series[colour].get(slot, 0) + count * 10
        series["failed"][slot] = series["failed"].get(slot, 0) + failed * 10
    return draw(series, int((end - begin) * 10), begin, marks, title)


def draw(series, slots, begin, marks, title):
    left, top, width, height = 56, 64, 860, 220
    most = max((sum(s.get(i, 0) for s in series.values()) for i in range(slots)), default=0)
    most = max(100, -(-most // 100) * 100)
    step = width / slots

    def y(value):
        return top + height - value / most * height

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 24} '
        f'{top + height + 150}" font-family="sans-serif" font-size="12">',
        f"<title>{html.escape(title)}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="{left}" y="22" font-size="15">{html.escape(title)}</text>',
    ]
    for value in range(0, most + 1, max(50, most // 4 // 50 * 50)):
        parts.append(
            f'<line x1="{left}" x2="{left + width}" y1="{y(value):.1f}" y2="{y(value):.1f}" '
            f'stroke="#dddddd"/><text x="{left - 6}" y="{y(value) + 4:.1f}" '
            f'text-anchor="end">{value}</text>'
        )
    base = [0] * slots
    for name, counts in series.items():
        points = []
        for slot in range(slots):
            top_value = base[slot] + counts.get(slot, 0)
            points.append(f"{left + slot * step:.1f},{y(top_value):.1f}")
            points.append(f"{left + (slot + 1) * step:.1f},{y(top_value):.1f}")
        for slot in reversed(range(slots)):
            points.append(f"{left + (slot + 1) * step:.1f},{y(base[slot]):.1f}")
            points.append(f"{left + slot * step:.1f},{y(base[slot]):.1f}")
            base[slot] += counts.get(slot, 0)
        parts.append(f'<polygon points="{" ".join(points)}" fill="{COLOURS[name]}"/>')
    parts += legend(series, left) + step_marks(marks, begin, step, left, top, height)
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def legend(series, left):
    parts, x = [], left
    for name, counts in series.items():
        total = sum(counts.values()) // 10
        parts.append(f'<rect x="{x}" y="34" width="12" height="12" fill="{COLOURS[name]}"/>')
        parts.append(f'<text x="{x + 18}" y="45">{name}: {total}</text>')
        x += 130
    return parts + [f'<text x="{x}" y="45">answers a second, in steps of 0.1 s</text>']


def step_marks(marks, begin, step, left, top, height):
    parts, last = [], -100
    for time, name in marks:
        x = left + (time - begin) * 10 * step
        bottom = top + height
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom + 6}" stroke="#333333" '
            'stroke-dasharray="2 3"/>'
        )
        # Steps that last a moment would be written over each other.
        text_x = max(x, last + 13)
        last = text_x
        parts.append(
            f'<text transform="translate({text_x + 4:.1f},{bottom + 12}) rotate(60)">'
            f"{html.escape(name)} {time - marks[0][0]:.1f}</text>"
        )
    return parts
