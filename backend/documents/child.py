"""Reads a document in a child process with a memory cap and a time limit.

Whatever the file does to the reader (crash, hang, eat all memory), a `Document` comes back that
says so.
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

from pydantic import TypeAdapter, ValidationError

from backend.documents.limits import died_of_memory, resident_bytes
from backend.documents.model import Document, DocumentState
from backend.documents.problems import problem
from backend.documents.reading import Reading
from backend.documents.reading_process import Order
from backend.files import read_fault, sha256_of
from backend.message import Message
from backend.platform import exit_reason

# Measured: a PDF of 7 kB can drive PDFium to 5.4 GB; large honest ones stay below 1 GB.
MEMORY_BYTES = 1536 * 2**20
# Estimate: the slowest honest page (a map with 100,000 strokes) takes some seconds; check on maps.
STALL_S = 25.0
# Estimate: a result is some ten times its text, of which 50 MB may be read.
RESULT_BYTES = 768 * 2**20
_POLL_S = 0.05


class ReadingStoppedError(Exception):
    """Reading ended because the caller asked it to."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    exit_code: int
    stalled: bool
    over_memory: bool
    log: str


def read_capped(
    path: Path,
    password: str | None = None,
    *,
    memory_bytes: int = MEMORY_BYTES,
    stall_s: float = STALL_S,
    stopping: Callable[[], bool] = lambda: False,
    page_done: Callable[[int], None] = lambda _: None,
) -> Document:
    """Reads the file at `path`, which must have a readable suffix.

    Args:
        path: The file.
        password: What opens it; None when none is known.
        memory_bytes: Memory that the child may use.
        stall_s: Seconds that one page may take.
        stopping: Asked some 20 times a second; true ends the child.
        page_done: Told the number of pages done whenever it has grown.

    Returns:
        The document; its state and problem say how reading ended, in every case.

    Raises:
        TunedeskError: The file itself can't be opened.
        ReadingStoppedError: `stopping` became true.
    """
    try:
        sha256, size_bytes = sha256_of(path), path.stat().st_size
    except OSError as error:
        raise read_fault(path, error) from error
    with tempfile.TemporaryDirectory(prefix="tunedesk-") as folder:
        order = Order(
            str(path.absolute()),
            password,
            memory_bytes,
            str(Path(folder, "result.json")),
            str(Path(folder, "pages")),
        )
        outcome = _run(order, stall_s, stopping, page_done)
        reading = _reading_of(order, outcome, stall_s)
    return Document(
        sha256[:16],
        path.name,
        sha256,
        size_bytes,
        reading.state,
        reading.problem,
        reading.pages,
        reading.blocks,
    )


def _run(
    order: Order,
    stall_s: float,
    stopping: Callable[[], bool],
    page_done: Callable[[int], None],
) -> _Outcome:
    """Starts the child and watches it until it ends or has to be ended."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "backend.documents.reading_process"],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            # Run from the folder of the package, the child finds it wherever the caller works.
            cwd=Path(__file__).resolve().parents[2],
        )
        try:
            _send(process, order)
            stalled, over_memory = _watch(process, order, stall_s, stopping, page_done)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
        log.seek(0)
        text = log.read(100_000).decode("utf-8", "replace")
    return _Outcome(process.returncode, stalled, over_memory, text)


def _send(process: subprocess.Popen[bytes], order: Order) -> None:
    assert process.stdin is not None  # noqa: S101  # Popen was given PIPE
    with process.stdin as stream:
        stream.write(json.dumps(asdict(order)).encode())


def _watch(
    process: subprocess.Popen[bytes],
    order: Order,
    stall_s: float,
    stopping: Callable[[], bool],
    page_done: Callable[[int], None],
) -> tuple[bool, bool]:
    """Waits for the end; returns whether the child stalled, and whether it took too much memory."""
    pages, last_sign = 0, time.monotonic()
    while True:
        try:
            process.wait(_POLL_S)
        except subprocess.TimeoutExpired:
            pass
        else:
            return False, False
        if stopping():
            raise ReadingStoppedError
        if resident_bytes(process.pid) > order.memory_bytes:
            return False, True
        signs = os.path.getsize(order.pages) if os.path.exists(order.pages) else 0
        if signs > pages:
            pages, last_sign = signs, time.monotonic()
            page_done(pages)
        elif time.monotonic() - last_sign > stall_s:
            return True, False


def _reading_of(order: Order, outcome: _Outcome, stall_s: float) -> Reading:
    """The child's result, or what its end says about the file."""
    name, result = Path(order.path).name, Path(order.result)
    limit_mb = order.memory_bytes // 2**20
    if outcome.stalled:
        return _failed(problem("documents.too_slow", name=name, limit_s=round(stall_s)))
    if outcome.exit_code == 0 and result.exists():
        if result.stat().st_size > RESULT_BYTES:
            return _failed(problem("documents.too_large", name=name, limit_mb=limit_mb))
        return _parsed(name, result)
    if outcome.over_memory or died_of_memory(outcome.exit_code) or "MemoryError" in outcome.log:
        return _failed(problem("documents.too_large", name=name, limit_mb=limit_mb))
    # A Python error ends with its name and cause; a crash leaves no word behind.
    last_words = outcome.log.strip().rsplit("\n", 1)[-1] if outcome.exit_code > 0 else ""
    cause = f"the reader broke down over it ({last_words or exit_reason(outcome.exit_code)})"
    text = problem("documents.damaged", name=name, cause=cause)
    return Reading(DocumentState.DAMAGED, text)


def _failed(text: Message) -> Reading:
    return Reading(DocumentState.TOO_LARGE, text)


def _parsed(name: str, result: Path) -> Reading:
    try:
        return TypeAdapter(Reading).validate_json(result.read_bytes())
    except ValidationError as error:
        cause = f"the reader's result is not valid ({error.errors()[0]['msg']})"
        text = problem("documents.damaged", name=name, cause=cause)
        return Reading(DocumentState.DAMAGED, text)
