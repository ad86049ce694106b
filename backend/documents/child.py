"""Reads a document in a child process with a memory cap and a time limit.

Whatever the file does to the reader (crash, hang, eat all memory), a `Document` comes back that
says so.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from backend.documents.capped import MEMORY_BYTES, STALL_S, Order, Outcome, Watch, run_capped
from backend.documents.model import Document, DocumentState
from backend.documents.problems import problem
from backend.documents.reading import Reading
from backend.files import read_fault, sha256_of
from backend.message import Message
from backend.platform import exit_reason

# Estimate: a result is some ten times its text, of which 50 MB may be read.
RESULT_BYTES = 768 * 2**20


def read_capped(
    path: Path,
    password: str | None = None,
    *,
    memory_bytes: int = MEMORY_BYTES,
    stall_s: float = STALL_S,
    stopping: Callable[[], bool] = lambda: False,
    page_done: Callable[[int, int], None] = lambda done, total: None,
) -> Document:
    """Reads the file at `path`, which must have a readable suffix.

    Args:
        path: The file.
        password: What opens it; None when none is known.
        memory_bytes: Memory that the child may use.
        stall_s: Seconds that one page may take.
        stopping: Asked some 20 times a second; true ends the child.
        page_done: Told the pages done, and how many there are in all (0 when that isn't known),
            whenever it goes on.

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
            str(Path(folder, "signs")),
        )
        watch = Watch(stall_s, stopping, page_done)
        outcome = run_capped("backend.documents.reading_process", order, watch)
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


def _reading_of(order: Order, outcome: Outcome, stall_s: float) -> Reading:
    """The child's result, or what its end says about the file."""
    name, result = Path(order.path).name, Path(order.result)
    limit_mb = order.memory_bytes // 2**20
    if outcome.stalled:
        return _failed(problem("documents.too_slow", name=name, limit_s=round(stall_s)))
    if outcome.exit_code == 0 and result.exists():
        if result.stat().st_size > RESULT_BYTES:
            return _failed(problem("documents.too_large", name=name, limit_mb=limit_mb))
        return _parsed(name, result)
    if outcome.ran_out_of_memory:
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
