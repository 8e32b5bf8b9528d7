"""Load during a block, by the load client."""

import collections
import contextlib
import json
import pathlib
import signal
import subprocess
import time

CLIENT = pathlib.Path(__file__).resolve().parent.parent / "LoadClient/.build/release/loadclient"

# Connections that were idle for longer than `keepalive_min_timeout` may be closed while a request is on
# its way; the keep_alive group measures what that costs clients that use them all the same.
REUSED = "reuse=keepalive,idle=5"
# At least 200 a second in all, GET and POST, and about ten slow requests always under way.
MIXED = (
    "name=get,rate=104,path=/api/x?ms=50,service=django",
    "name=post,rate=50,method=POST,path=/api/echo?ms=20,service=django",
    f"name=keepalive,rate=40,path=/api/x?ms=20,service=django,{REUSED}",
    "name=peer,rate=5,path=/api/peer,service=django",
    "name=slow,rate=2,path=/api/slow?s=5,service=django",
)
# The same with slow requests of 1 s, where many drains have to be waited for.
BRISK = (*MIXED[:-1], "name=slow,rate=5,path=/api/slow?s=1,service=django")
SOCKETS = "name=sockets,kind=websocket,connections=5,rate=2,path=/ws/x"
# The host's address in Docker's network (engine.sh): ports are reached as from outside, by the kernel
# alone; on 127.0.0.1 a process of Docker's hands on each byte.
PUBLISHED = "198.18.0.1"


class Load:
    """with Load(engine, lanes) as load: …; afterwards load.result."""

    def __init__(self, engine, lanes=MIXED, port=80, address=PUBLISHED, host="localhost"):
        self.engine, self.lanes, self.port = engine, lanes, port
        self.address, self.host = address, host
        self.output = engine.folder / "load.jsonl"
        self.result = None

    def __enter__(self):
        self.output.unlink(missing_ok=True)
        command = ["nice", "-n", "-19", *self.engine.enter, CLIENT, "--address", self.address, "--port", str(self.port)]
        command += ["--host", self.host, "--output", self.output]
        for lane in self.lanes:
            command += ["--lane", lane]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        self._put_first()
        deadline = time.monotonic() + 60
        while not (self.output.exists() and self.output.stat().st_size):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the load client did not start")
            time.sleep(0.02)
        return self

    def _put_first(self):
        """A client that is late would not be open loop. Linux shares the processors between
        sessions before it looks at `nice` (sched(7), autogroups), unless autogroups are off."""
        with contextlib.suppress(FileNotFoundError):
            pathlib.Path(f"/proc/{self.process.pid}/autogroup").write_text("-19")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.communicate(timeout=90)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
            raise
        self.result = LoadResult([json.loads(line) for line in self.output.open()])


class LoadResult:
    def __init__(self, events):
        self.events = events
        self.lanes = {lane["lane"]: lane for lane in events[-1]["lanes"]}
        self.seconds = events[-1]["seconds"]

    def _sum(self, key):
        return sum(lane[key] for lane in self.lanes.values())

    @property
    def requests(self):
        return self._sum("requests")

    @property
    def failed(self):
        return self._sum("failed")

    @property
    def failures(self):
        """{lane: {kind: count}} of the lanes that lost any."""
        return {name: lane["failures"] for name, lane in self.lanes.items() if lane["failures"]}

    @property
    def kinds(self):
        """{kind: count} over all lanes."""
        return sum((collections.Counter(kinds) for kinds in self.failures.values()), collections.Counter())

    @property
    def longest_gap(self):
        """Seconds without a success, in the lane that asks most often."""
        return max(self.lanes.values(), key=lambda lane: lane["requests"])["longestGap"]

    @property
    def client_was_late(self):
        return max(lane["longestStartDelay"] for lane in self.lanes.values())

    def served(self):
        """{"django/blue/v1": requests}, over all lanes."""
        total = {}
        for lane in self.lanes.values():
            for label, count in lane["served"].items():
                total[label] = total.get(label, 0) + count
        return total

    def buckets(self, *names):
        """(time, {label: count}, failed) for each 0.1 s of these lanes, all lanes if none."""
        for event in self.events:
            if event["event"] == "bucket" and (not names or event["lane"] in names):
                yield event["t"], event["bucket"]["served"], event["bucket"]["failed"]

    def last_answer_of(self, label_part, lane):
        """The end of the last 0.1 s in which this version or colour answered in a lane."""
        times = [t for t, served, _ in self.buckets(lane) if any(label_part in s for s in served)]
        return max(times, default=None)

    def describe_failures(self, limit=5):
        lines = [json.dumps(self.failures)]
        failed = [e for e in self.events if e["event"] in ("failed", "connect-failed")]
        lines += [json.dumps(event) for event in failed[:limit]]
        return "\n".join(lines)
