"""The load client, against a server whose faults are known."""

import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

TESTBED = pathlib.Path(__file__).resolve().parent.parent
CLIENT = TESTBED / "LoadClient/.build/release/loadclient"


class FaultyServer:
    """The server as a process; `counts` after the block is what it saw."""

    def __init__(self, *arguments):
        self.arguments = arguments

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, TESTBED / "faulty_server.py", *self.arguments],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = self.process.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        line = self.process.stdout.readline()
        self.process.kill()
        self.process.communicate()
        self.counts = json.loads(line)


def run_client(port, *lanes, seconds=3):
    """The summary by lane, all events, and the exit code."""
    with tempfile.NamedTemporaryFile("r", suffix=".jsonl") as output:
        command = [CLIENT, "--port", port, "--duration", str(seconds), "--output", output.name]
        for lane in lanes:
            command += ["--lane", lane]
        finished = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=120)
        events = [json.loads(line) for line in output]
    summary = json.loads(finished.stdout)
    return {lane["lane"]: lane for lane in summary["lanes"]}, events, finished.returncode


class CountingTest(unittest.TestCase):
    """Every hundredth request is dropped: the client counts exactly those."""

    def check(self, fault, kind, lane, rate=1000, seconds=3, **more):
        with FaultyServer("--every", "100", "--faults", fault) as server:
            lanes, events, code = run_client(
                server.port, f"name=a,rate={rate},timeout=2,{lane}", seconds=seconds
            )
        result = lanes["a"]
        requests, dropped = server.counts["requests"], server.counts["faults"][fault]
        self.assertEqual(requests, rate * seconds)
        self.assertEqual(dropped, requests // 100)
        self.assertEqual(result["requests"], requests)
        self.assertEqual(result["failed"], dropped)
        self.assertEqual(result["ok"], requests - dropped)
        self.assertEqual(result["failures"], {kind: dropped})
        self.assertEqual(len([e for e in events if e["event"] == "failed"]), dropped)
        buckets = [e["bucket"] for e in events if e["event"] == "bucket"]
        self.assertEqual(sum(b["failed"] for b in buckets), dropped)
        self.assertEqual(sum(sum(b["served"].values()) for b in buckets), result["ok"])
        self.assertEqual(code, 1)

    def test_closed_without_an_answer(self):
        self.check("close", "closed", "path=/api/x")

    def test_closed_on_a_kept_alive_connection(self):
        self.check("close", "closed", "path=/api/x,reuse=keepalive")

    def test_reset(self):
        self.check("reset", "reset", "path=/api/x", seconds=2)

    def test_truncated(self):
        self.check("truncate", "truncated", "path=/api/x", seconds=2)

    def test_wrong_status(self):
        self.check("status", "status-502", "path=/api/x,reuse=keepalive", seconds=2)

    def test_wrong_body(self):
        self.check("body", "wrong-body", "path=/api/x", seconds=2)

    def test_answer_to_another_request(self):
        self.check("number", "wrong-body", "path=/api/x", seconds=2)

    def test_not_http(self):
        self.check("garbage", "malformed", "path=/api/x", seconds=2)

    def test_no_answer(self):
        self.check("hang", "timeout", "path=/api/x", seconds=2)

    def test_post(self):
        self.check("body", "wrong-body", "path=/api/x,method=POST", seconds=2)

    def test_post_on_a_kept_alive_connection(self):
        self.check("close", "closed", "path=/a,method=POST,body=20000,reuse=keepalive", seconds=2)

    def test_wrong_service_counts_as_failed(self):
        with FaultyServer("--every", "0") as server:
            lanes, _, code = run_client(
                server.port, "name=a,rate=100,service=django", "name=b,rate=100,service=faulty"
            )
        self.assertEqual(lanes["a"]["failures"], {"wrong-service": 300})
        self.assertEqual(lanes["b"]["failed"], 0)
        self.assertEqual(lanes["b"]["served"], {"faulty/none/v1": 300})
        self.assertEqual(code, 1)

    def test_no_fault_is_no_failure(self):
        with FaultyServer("--every", "0") as server:
            lanes, _, code = run_client(
                server.port,
                "name=get,rate=300",
                "name=post,rate=300,method=POST,reuse=naive",
                "name=ws,kind=websocket,connections=5,rate=10",
            )
        self.assertEqual([lane["failed"] for lane in lanes.values()], [0, 0, 0])
        self.assertEqual(lanes["get"]["ok"] + lanes["post"]["ok"], server.counts["requests"])
        self.assertEqual(lanes["ws"]["ok"], server.counts["messages"])
        self.assertEqual(code, 0)


class OpenLoopTest(unittest.TestCase):
    def test_slow_answers_do_not_slow_the_client(self):
        with FaultyServer("--every", "0", "--delay", "1.5") as server:
            lanes, _, _ = run_client(server.port, "name=a,rate=200")
        self.assertEqual(server.counts["requests"], 600)
        self.assertEqual(lanes["a"]["failed"], 0)
        self.assertGreater(lanes["a"]["median"], 1.49)
        # So many connections were under way at once.
        self.assertEqual(server.counts["connections"], 600)

    def test_gap_is_measured_and_every_request_in_it_counts(self):
        with FaultyServer("--every", "0", "--away", "1", "1") as server:
            lanes, events, _ = run_client(server.port, "name=a,rate=200", seconds=4)
        result = lanes["a"]
        self.assertEqual(result["requests"], 800)
        self.assertEqual(result["ok"], server.counts["requests"])
        self.assertEqual(result["failures"], {"refused": 800 - server.counts["requests"]})
        # As the server itself measured, but for what the client was late by.
        away, delta = server.counts["away"], 0.2 + result["longestStartDelay"]
        self.assertAlmostEqual(result["failed"], 200 * away, delta=200 * delta)
        self.assertAlmostEqual(result["longestGap"], away, delta=delta)
        first = min(e["due"] for e in events if e["event"] == "failed")
        self.assertAlmostEqual(result["longestGapEnd"] - first, away, delta=delta)


class KeepAliveTest(unittest.TestCase):
    """The server closes what is idle for 0.2 s; a request comes every second."""

    def reuse(self, reuse):
        with FaultyServer("--every", "0", "--idle", "0.2") as server:
            lanes, _, _ = run_client(server.port, f"name=a,rate=1,reuse={reuse}", seconds=6)
        return lanes["a"], server.counts

    def test_naive_client_loses_each_reused_connection(self):
        result, counts = self.reuse("naive")
        self.assertEqual(result["requests"], 6)
        # A lost connection is not reused: every second request gets a new one.
        self.assertEqual(result["failures"], {"closed": 3})
        self.assertEqual(counts["requests"], 3)

    def test_noticing_client_loses_none(self):
        result, counts = self.reuse("keepalive")
        self.assertEqual(result["failed"], 0)
        self.assertEqual(counts["connections"], 6)

    def test_connections_that_were_idle_for_too_long_are_not_reused(self):
        result, counts = self.reuse("naive,idle=0.1")
        self.assertEqual(result["failed"], 0)
        self.assertEqual(counts["connections"], 6)

    def test_connections_are_reused_at_all(self):
        with FaultyServer("--every", "0") as server:
            lanes, _, _ = run_client(server.port, "name=a,rate=100,reuse=keepalive")
        self.assertEqual(lanes["a"]["ok"], 300)
        self.assertLess(server.counts["connections"], 20)

    def test_retrying_client_sends_a_get_again_and_says_so(self):
        with FaultyServer("--every", "10", "--faults", "close") as server:
            lanes, _, _ = run_client(server.port, "name=a,rate=100,reuse=retrying")
        result = lanes["a"]
        self.assertEqual(result["failed"] + result["retried"], server.counts["faults"]["close"])
        self.assertEqual(result["requests"] + result["retried"], server.counts["requests"])
        self.assertGreater(result["retried"], 20)


class WebSocketTest(unittest.TestCase):
    def test_wrong_messages_are_counted(self):
        with FaultyServer("--every", "10", "--faults", "body") as server:
            lanes, _, _ = run_client(
                server.port, "name=a,kind=websocket,connections=4,rate=50,path=/ws/"
            )
        self.assertEqual(lanes["a"]["failures"], {"wrong-message": server.counts["faults"]["body"]})
        self.assertEqual(lanes["a"]["requests"], server.counts["messages"])
        self.assertEqual(lanes["a"]["cuts"], 0)

    def test_cuts_are_counted_and_sockets_come_back(self):
        with FaultyServer("--every", "50", "--faults", "close") as server:
            lanes, events, _ = run_client(
                server.port, "name=a,kind=websocket,connections=4,rate=50,path=/ws/"
            )
        cuts = server.counts["faults"]["close"]
        self.assertEqual(lanes["a"]["cuts"], cuts)
        self.assertGreaterEqual(lanes["a"]["failures"]["cut"], cuts)
        self.assertEqual(lanes["a"]["connects"], 4 + cuts)
        self.assertEqual(lanes["a"]["failedConnects"], 0)
        self.assertEqual(len([e for e in events if e["event"] == "cut"]), cuts)


if __name__ == "__main__":
    unittest.main()
