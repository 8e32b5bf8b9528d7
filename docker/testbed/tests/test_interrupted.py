"""A run that is interrupted leaves no process, mount, namespace or folder behind."""

import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

TESTBED = pathlib.Path(__file__).resolve().parent.parent


def wait_for(condition, seconds):
    """Whether the condition came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


CHECK = subprocess.run([TESTBED / "engine.sh", "check"], capture_output=True, text=True)


@unittest.skipIf(CHECK.returncode, CHECK.stderr.strip())
class Interrupted(unittest.TestCase):
    def test_by_the_terminal(self):
        self.interrupt(signal.SIGINT)

    def test_by_a_supervisor(self):
        self.interrupt(signal.SIGTERM)

    def test_killed_at_once(self):
        self.interrupt(signal.SIGKILL)

    def interrupt(self, how):
        """In the middle of a scenario, while its project serves under load."""
        with tempfile.TemporaryDirectory() as scratch:
            run = subprocess.Popen(
                [TESTBED / "run.py", "blue_green/first_up"],
                env=os.environ | {"TMPDIR": scratch},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            name = f"zdc-testbed-run-{run.pid}"
            try:
                folder = pathlib.Path(scratch, name)
                self.assertTrue(wait_for(lambda: self.serves(scratch, name), 240), "none ran")
                self.assertIn(str(folder), self.left(scratch, name))
                time.sleep(2)
                run.send_signal(how)
                run.wait(60)
                gone = wait_for(lambda: not self.left(scratch, name), 60)
                self.assertTrue(gone, f"left behind: {self.left(scratch, name)}")
            finally:
                run.kill()
                run.wait()

    @staticmethod
    def serves(scratch, name):
        listed = subprocess.run(
            [TESTBED / "engine.sh", "exec", "docker", "ps", "-q", "--filter", "label=zdc.role=gateway"],
            env=os.environ
            | {"TMPDIR": scratch, "ZDC_TESTBED_NAME": name.removeprefix("zdc-testbed-")},
            capture_output=True,
            text=True,
        )
        return bool(listed.stdout.strip())

    @staticmethod
    def left(scratch, name):
        """What of the engine is there."""
        found = [str(path) for path in pathlib.Path(scratch).iterdir()]
        found += [str(path) for path in pathlib.Path("/run/netns").glob(name)]
        found += [str(path) for path in pathlib.Path("/sys/fs/cgroup").glob(f"**/{name}")]
        mounts = pathlib.Path("/proc/self/mounts").read_text().splitlines()
        found += [line.split()[1] for line in mounts if name in line.split()[1]]
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if name in words:
                found.append(f"process {process.name}: {words}")
        return found


if __name__ == "__main__":
    unittest.main()
