"""Runs a small program over an untrusted file in a child process with a memory cap.

Whatever the file does to the library that opens it (crash, hang, eat all memory), this process
lives on and learns how the child ended.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from backend.documents.limits import died_of_memory, resident_bytes
from backend.settings.secrets import HUB_TOKEN_VARIABLE

# Measured: a PDF of 7 kB can drive PDFium to 5.4 GB; large honest ones stay below 1 GB.
MEMORY_BYTES = 1536 * 2**20
# Estimate: the slowest honest page (a map with 100,000 strokes) takes some seconds; check on maps.
STALL_S = 25.0
_POLL_S = 0.05
_SIGN_BYTES = 4


class ReadingStoppedError(Exception):
    """Reading ended because the caller asked it to."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a child is told.

    Attributes:
        path: The file to open.
        password: What opens it; None when none was given.
        memory_bytes: The cap on its memory.
        result: Where the result goes.
        signs: Where the signs of life go.
    """

    path: str
    password: str | None
    memory_bytes: int
    result: str
    signs: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a child ended.

    Attributes:
        exit_code: As the system tells it.
        stalled: It was ended since it gave no sign of life for too long.
        over_memory: It was ended since it held more memory than it may.
        log: What it printed.
    """

    exit_code: int
    stalled: bool
    over_memory: bool
    log: str

    @property
    def ran_out_of_memory(self) -> bool:
        """Whether the file took more memory than the child may have."""
        return self.over_memory or died_of_memory(self.exit_code) or "MemoryError" in self.log


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told while a child runs, and who may end it.

    Attributes:
        stall_s: Seconds that may pass between two signs of life.
        stopping: Asked some 20 times a second; true ends the child.
        page_done: Told the pages done, and how many there are in all, whenever it goes on.
    """

    stall_s: float = STALL_S
    stopping: Callable[[], bool] = lambda: False
    page_done: Callable[[int, int], None] = lambda done, total: None


def give_sign(path: str, total: int) -> None:
    """Called in the child after each page, of `total`: the sign of life."""
    with Path(path).open("ab", buffering=0) as signs:
        signs.write(total.to_bytes(_SIGN_BYTES, "little"))


def run_capped(module: str, order: Order, watch: Watch) -> Outcome:
    """Starts `python -m module` with `order` on its standard input and watches it to its end.

    The order doesn't go by the command line: a password must not show in a list of processes.

    Raises:
        ReadingStoppedError: `watch.stopping` became true.
    """
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            # What an untrusted file could get hold of should be worth nothing.
            env={k: v for k, v in os.environ.items() if k != HUB_TOKEN_VARIABLE},
            # Run from the folder of the package, the child finds it wherever the caller works.
            cwd=Path(__file__).resolve().parents[2],
        )
        try:
            _send(process, order)
            stalled, over_memory = _watch(process, order, watch)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
        log.seek(0)
        text = log.read(100_000).decode("utf-8", "replace")
    return Outcome(process.returncode, stalled, over_memory, text)


def _send(process: subprocess.Popen[bytes], order: Order) -> None:
    assert process.stdin is not None  # noqa: S101  # Popen was given PIPE
    with process.stdin as stream:
        stream.write(json.dumps(asdict(order)).encode())


def _watch(process: subprocess.Popen[bytes], order: Order, watch: Watch) -> tuple[bool, bool]:
    """Waits for the end; returns whether the child stalled, and whether it took too much memory."""
    seen, last_sign_s = 0, time.monotonic()
    while True:
        try:
            process.wait(_POLL_S)
        except subprocess.TimeoutExpired:
            pass
        else:
            return False, False
        if watch.stopping():
            raise ReadingStoppedError
        if resident_bytes(process.pid) > order.memory_bytes:
            return False, True
        done, total = _signs(order.signs)
        if done > seen:
            seen, last_sign_s = done, time.monotonic()
            watch.page_done(done, total)
        elif time.monotonic() - last_sign_s > watch.stall_s:
            return True, False


def _signs(path: str) -> tuple[int, int]:
    """Pages done and pages in all."""
    if not os.path.exists(path):
        return 0, 0
    with Path(path).open("rb") as signs:
        done = signs.seek(0, os.SEEK_END) // _SIGN_BYTES
        if not done:
            return 0, 0
        signs.seek((done - 1) * _SIGN_BYTES)
        return done, int.from_bytes(signs.read(_SIGN_BYTES), "little")
