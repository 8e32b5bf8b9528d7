#!/usr/bin/env python3
"""Times whole processes of zdc, each beside a yardstick in the same run, and prints one table.

usage: bench.py ZDC BARE_COMMAND [--record FILE]

A number alone says nothing of another machine, and a shared machine changes its speed from second to
second: each run of zdc is followed by one of its yardstick, and the fastest of each are compared. The
yardsticks: a Swift program that parses its arguments and does nothing, and a C program that runs
libyaml's parser over the same text and keeps nothing.
"""

import datetime
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time

import peers

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SECONDS_A_ROW = 30.0


class Run:
    """One process: its wall time and its processor time in ms, its peak in bytes."""

    def __init__(self, words, environment):
        quiet = os.open(os.devnull, os.O_RDWR)
        actions = [(os.POSIX_SPAWN_DUP2, quiet, descriptor) for descriptor in (0, 1, 2)]
        start = time.perf_counter()
        child = os.posix_spawn(words[0], words, environment, file_actions=actions)
        _, status, usage = os.wait4(child, 0)
        self.wall = (time.perf_counter() - start) * 1000
        os.close(quiet)
        self.processor = (usage.ru_utime + usage.ru_stime) * 1000
        self.peak = usage.ru_maxrss * 1024
        if status:
            raise SystemExit(f"{' '.join(map(str, words))}: status {status}")


class Bench:
    def __init__(self, zdc, bare_command, work):
        self.zdc, self.bare_command, self.work = zdc, bare_command, work
        # Notes of builds go here, and nowhere else; CI would switch them off.
        self.environment = {
            key: value for key, value in os.environ.items() if key != "CI"
        } | {"XDG_CACHE_HOME": str(work / "cache")}
        self.rows, self.peer_rows = [], []
        self.walls, self.processors = {}, {}
        self.bare_parse = str(work / "bare-parse")
        subprocess.run(
            ["cc", "-O2", "-o", self.bare_parse, HERE / "bare-parse.c", "-l:libyaml.a"], check=True)

    def run(self, words):
        return Run([str(word) for word in words], self.environment)

    def instructions(self, words):
        """Of one run, which no busy machine changes; None without valgrind."""
        if not shutil.which("valgrind"):
            return None
        said = subprocess.run(
            ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
             *map(str, words)], env=self.environment, capture_output=True, text=True, check=True)
        return int(re.search(r"I +refs: +([\d,]+)", said.stderr)[1].replace(",", ""))

    def pairs(self, subject, reference, before=lambda number: None, pairs=25):
        runs, references = [], []
        start = time.perf_counter()
        while len(runs) < pairs and (len(runs) < 3 or time.perf_counter() - start < SECONDS_A_ROW):
            before(len(runs))
            runs.append(self.run(subject))
            references.append(self.run(reference))
        return runs, references

    def row(self, name, aim, subject, reference, before=lambda number: None, pairs=25, counts=True):
        """Measures pairs until there are enough and the time is used up, at least three."""
        runs, references = self.pairs(subject, reference, before, pairs)
        (wall, busy), (yard, yard_busy) = least(runs), least(references)
        counted = [None, None]
        if counts:
            before(len(runs))
            counted = [self.instructions(subject), self.instructions(reference)]
        self.walls[name] = wall
        self.processors[name] = busy
        self.rows.append((
            name, f"{wall:.1f}", f"{yard:.1f}", f"{wall / yard:.1f}",
            f"{busy:.1f}", f"{busy / yard_busy:.1f}", f"≤ {aim:g}" if aim else "",
            ("yes" if wall / yard <= aim else "**no**") if aim else "",
            *(f"{count / 1e6:,.1f}" if count else "" for count in counted), str(len(runs))))
        print(" | ".join(self.rows[-1]), file=sys.stderr)
        return min(run.peak for run in runs)

    # The work itself

    def example(self):
        source = (ROOT / "manifests/brain-tumor.yml").read_text()
        folder = self.work / "example/manifests"
        folder.mkdir(parents=True)
        for file in (ROOT / "manifests").iterdir():
            if file.is_dir():
                shutil.copytree(file, folder / file.name)
        manifest, out = folder / "brain-tumor.yml", self.work / "example/out"
        manifest.write_text(source)
        texts = [source, changed(source, r"port: 9000", "port: 9100")]
        build = [self.zdc, "build", manifest, "-o", out]
        bare = [self.bare_command, manifest, "--output", out]
        self.run(build)
        self.row("`/bin/true`", None, ["/bin/true"], bare)
        self.row("`zdc --version`", None, [self.zdc, "--version"], bare)
        self.row("example: build, nothing changed", 2, build, bare)
        self.row("example: build, one key changed", 3, build, bare,
                 before=lambda number: manifest.write_text(texts[(number + 1) % 2]))
        self.row("example: build, in full", None, build + ["--full"], bare)
        self.row("example: check", 1.5, [self.zdc, "check", manifest], bare)

    def services(self, count):
        folder = self.work / str(count)
        folder.mkdir()
        manifest, out = folder / "large.yml", folder / "out"
        said = subprocess.run(
            [HERE / "large-manifest.sh", str(count)], capture_output=True, text=True, check=True)
        manifest.write_text(said.stdout)
        build = [self.zdc, "build", manifest, "-o", out]
        self.run(build)
        everything = folder / "everything.yml"
        with everything.open("wb") as file:
            for path in sorted(out.rglob("*.yml")):
                file.write(path.read_bytes())
        of_manifest, of_all = [self.bare_parse, manifest], [self.bare_parse, everything]
        name = f"{count:,} services"
        full = build + ["--full"]
        if count > 1000:
            peak = self.row(f"{name}: build, in full", None, full, of_all, pairs=3, counts=False)
            return peak / sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        texts = [said.stdout, changed(said.stdout, r"port: 8007\b", "port: 9999")]
        self.row(f"{name}: check", 8, [self.zdc, "check", manifest], of_manifest)
        self.row(f"{name}: build, in full", 1, full, of_all)
        self.row(f"{name}: build, one service changed", 0.5, build, of_all, counts=False,
                 before=lambda number: manifest.write_text(texts[(number + 1) % 2]))
        manifest.write_text(texts[0])
        self.run(build)
        self.row(f"{name}: build, nothing changed", 0.3, build, of_all)
        self.row(f"{name}: verify", 2, [self.zdc, "verify", manifest, "-o", out], of_all)

        self.peers(peers.prepare(folder / "peers", out, everything.stat().st_size, count), full)

    def peers(self, programs, full):
        """What users run instead; each takes turns with a full build, which is verified."""
        for name, what, words in programs:
            runs, references = self.pairs(full, words)
            (wall, busy), (other, other_busy) = least(runs), least(references)
            self.peer_rows.append((
                name, what, f"{other:.0f}", f"{wall:.0f}", f"{other_busy:.0f}", f"{busy:.0f}",
                f"{busy / other_busy:.2f}", str(len(runs))))
            print(" | ".join(self.peer_rows[-1]), file=sys.stderr)

    def peer_table(self):
        head = ("instead", "which", "ms", "zdc", "processor, ms", "zdc", "zdc's share", "pairs")
        lines = [head, ("---", "---") + ("---:",) * (len(head) - 2), *self.peer_rows]
        return "".join("| " + " | ".join(line) + " |\n" for line in lines)

    def table(self):
        head = ("work", "ms", "yardstick", "times", "processor, ms", "times", "aim", "met",
                "M instructions", "yardstick", "pairs")
        lines = [head, ("---",) + ("---:",) * (len(head) - 1), *self.rows]
        return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def least(runs):
    """The fastest wall time, and the least processor time."""
    return min(run.wall for run in runs), min(run.processor for run in runs)


def changed(text, pattern, other):
    result, count = re.subn(pattern, other, text, count=0)
    if not count:
        raise SystemExit(f"nothing matches {pattern}")
    return result


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def main():
    zdc, bare_command = sys.argv[1:3]
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(zdc, bare_command, pathlib.Path(work))
        bench.example()
        bench.services(1000)
        peak = bench.services(10000)
        small, large = (f"{count} services: build, in full" for count in ("1,000", "10,000"))
        said = bench.table() + (
            "\nA full build of 10,000 services takes "
            f"{bench.walls[large] / bench.walls[small]:.1f} times that of 1,000, and "
            f"{bench.processors[large] / bench.processors[small]:.1f} times its processor time "
            f"(aim: ≤ 11); its peak is {peak:.1f} times the size of what it writes (aim: ≤ 4).\n"
            "\nWhat is run instead, for 1,000 services, in turn with a full build:\n\n"
            + bench.peer_table())
    print(said)
    if sys.argv[3:4] == ["--record"]:
        page = pathlib.Path(sys.argv[4])
        today = datetime.date.today().isoformat()
        load = ", ".join(f"{load:.1f}" for load in (before, os.getloadavg()[0]))
        machine = f"{processor()}, {os.cpu_count()} processors, load before and after {load}"
        text = page.read_text()
        start, end = text.index("<!-- measured -->"), text.index("<!-- end -->")
        page.write_text(
            text[:start] + f"<!-- measured -->\n\nMeasured {today}, {machine}.\n\n{said}\n" + text[end:])


if __name__ == "__main__":
    main()
