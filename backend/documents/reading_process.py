"""The child process that reads one document: `python -m backend.documents.reading_process`.

It takes its orders as JSON on standard input (a password must not show in a list of processes) and
writes the result as JSON to a file. For each page it appends a byte to a second file: the sign of
life. It imports little, since it is started for every document.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

from backend.documents.limits import cap_own_memory
from backend.documents.model import DocumentState
from backend.documents.problems import problem
from backend.documents.reading import Reading
from backend.documents.registry import reader_for


@dataclasses.dataclass(frozen=True, slots=True)
class Order:
    """What the child is told.

    Attributes:
        path: The file to read.
        password: What opens it; None when none was given.
        memory_bytes: The cap on its memory.
        result: Where the result goes.
        pages: Where the signs of life go.
    """

    path: str
    password: str | None
    memory_bytes: int
    result: str
    pages: str


def main() -> None:
    """Reads the order, then the document, then writes the result."""
    order = Order(**json.load(sys.stdin))
    cap_own_memory(order.memory_bytes)
    try:
        text = json.dumps(_read(order), default=_plain, ensure_ascii=False, separators=(",", ":"))
    except MemoryError:
        text = json.dumps(_too_large(order), default=_plain)
    Path(order.result).write_text(text, encoding="utf-8", errors="replace")


def _read(order: Order) -> Reading:
    path = Path(order.path)
    reader = reader_for(path)
    if reader is None:
        raise ValueError(f"no reader for {path.name}")
    try:
        with Path(order.pages).open("ab", buffering=0) as signs:
            return reader.read(path, order.password, lambda: _sign(signs))
    except OSError as error:
        cause = error.strerror or str(error)
        text = problem("documents.unreadable", name=path.name, cause=cause)
        return Reading(DocumentState.DAMAGED, text)


def _sign(signs: Any) -> None:
    signs.write(b".")


def _too_large(order: Order) -> Reading:
    limit_mb = order.memory_bytes // 2**20
    name = Path(order.path).name
    return Reading(
        DocumentState.TOO_LARGE, problem("documents.too_large", name=name, limit_mb=limit_mb)
    )


def _plain(value: Any) -> Any:
    """What `json` can't write itself: dataclasses, field by field, and frozen mappings."""
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return dict(value)


if __name__ == "__main__":
    main()
