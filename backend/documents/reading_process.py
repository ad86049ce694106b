"""The child process that reads one document: `python -m backend.documents.reading_process`.

It takes its orders as JSON on standard input (a password must not show in a list of processes) and
writes the result as JSON to a file. For each page it gives a sign of life in a second file. It
imports little, since it is started for every document.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

from backend.documents.capped import Order, give_sign
from backend.documents.limits import cap_own_memory
from backend.documents.model import DocumentState
from backend.documents.problems import problem
from backend.documents.reading import Reading
from backend.documents.registry import reader_for


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
        return reader.read(path, order.password, lambda total: give_sign(order.signs, total))
    except OSError as error:
        cause = error.strerror or str(error)
        text = problem("documents.unreadable", name=path.name, cause=cause)
        return Reading(DocumentState.DAMAGED, text)


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
