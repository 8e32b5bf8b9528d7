"""Running a generated script, with the time of each of its lines, and killing it on purpose."""

import os
import re
import signal
import subprocess
import threading
import time

STEP_LINE = re.compile(r"^\[(\d+)/(\d+)\] (\S+)")


class ScriptRun:
    """One run. `lines` are (seconds since 1970, text), `steps` are (seconds, name)."""

    def __init__(self, command, environment, cwd, kill_when=None):
        self.lines, self.steps = [], []
        self.kill_when = kill_when
        self.was_killed = False
        self.began = time.time()
        # A session of its own, so that the script and its children can be killed together.
        self.process = subprocess.Popen(
            command,
            env=environment,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            now, text = time.time(), line.rstrip("\n")
            self.lines.append((now, text))
            if match := STEP_LINE.match(text):
                self.steps.append((now, match[3]))
                if self.kill_when and self.kill_when(int(match[1]), match[3]):
                    self.kill()

    def kill(self):
        self.was_killed = True
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            self.was_killed = False

    def wait(self, timeout=240):
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise TimeoutError(f"the script took over {timeout} s:\n{self.text}") from None
        self.ended = time.time()
        # A child that was left behind may hold the pipe open.
        self.reader.join(2)
        return self

    @property
    def code(self):
        return self.process.returncode

    @property
    def seconds(self):
        return self.ended - self.began

    @property
    def text(self):
        return "\n".join(text for _, text in self.lines)

    def step_seconds(self, name):
        """How long a step took; None when it did not run."""
        times = [*self.steps, (self.ended, "")]
        for (begin, step), (end, _) in zip(times, times[1:]):
            if step == name:
                return end - begin
        return None
