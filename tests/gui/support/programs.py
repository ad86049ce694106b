"""A program that a test drives: it says what happens in JSON lines on its standard output."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]


class ProgramFailedError(AssertionError):
    """The program ended, or kept silent for too long."""


class TalkingProgram:
    """A Python module of the tests, run as a process of its own."""

    def __init__(self, module: str, *arguments: object, environment: Mapping[str, str]) -> None:
        """Starts `python -m module arguments` in the repository's folder."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *map(str, arguments)],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._module = module
        self._said: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._errors: list[str] = []
        self._readers = [
            threading.Thread(target=self._read_lines, daemon=True),
            threading.Thread(target=self._read_errors, daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def wait_for(self, what: str, limit_s: float = 120.0) -> dict[str, Any]:
        """The next line whose `said` is `what`; those before it are passed over."""
        deadline = time.monotonic() + limit_s
        while True:
            try:
                line = self._said.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise ProgramFailedError(self._silent(what, f"within {limit_s:.0f} s")) from None
            if line is None:
                self._said.put(None)
                raise ProgramFailedError(self._silent(what, "before it ended"))
            if line.get("said") == what:
                return line

    def wait_for_end(self, limit_s: float = 60.0) -> int:
        """The exit status."""
        status = self.process.wait(timeout=limit_s)
        for reader in self._readers:
            reader.join(timeout=10)
        return status

    def errors(self) -> str:
        """What it has written to its standard error."""
        return "".join(self._errors)

    def kill(self) -> None:
        """Ends it at once, as SIGKILL does; fine when it is gone."""
        self.process.kill()
        self.wait_for_end()
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    def _read_lines(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            try:
                self._said.put(json.loads(line))
            except ValueError:
                self._errors.append(line)
        self._said.put(None)

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        self._errors.extend(self.process.stderr)

    def _silent(self, what: str, when: str) -> str:
        return f"{self._module} did not say {what!r} {when}.\n{self.errors()[-4000:]}"


def say(what: str, **values: object) -> None:
    """One line, in the program itself."""
    print(json.dumps({"said": what, **values}), flush=True)
