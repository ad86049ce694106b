"""Instruction, input and output, one JSON object a line, with the way back to the page."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from backend.dataset.row import Example, Split
from backend.dataset.store import DatasetStore
from backend.files import write_atomic
from backend.message import fault


class AlpacaFormat:
    """JSON lines with `instruction`, `input`, `output` and `metadata`."""

    name = "alpaca"
    title = "Instruction, input, output (JSONL)"

    def export(self, store: DatasetStore, file: Path, split: Split | None = None) -> int:
        """See `Format.export`."""
        return export_alpaca(store, file, split)


def export_alpaca(store: DatasetStore, file: Path, split: Split | None = None) -> int:
    """Writes the rows that were not rejected to `file`, whole or not at all.

    Returns:
        How many rows were written.

    Raises:
        TunedeskError: There are no such rows, or the file can't be written.
    """
    examples = store.examples(split=split)
    if not examples:
        raise fault(
            "dataset.export.empty",
            "There are no rows to export{which}.",
            "Build the dataset first, or name another split.",
            which=f" in the split {split.value}" if split else "",
        )
    lines = [json.dumps(row_of(example), ensure_ascii=False) for example in examples]
    write_atomic(file, "\n".join(lines) + "\n")
    return len(lines)


def row_of(example: Example) -> dict[str, Any]:
    """The JSON object of one row."""
    return {
        "instruction": example.instruction,
        "input": example.input,
        "output": example.output,
        "metadata": {
            "document": example.document,
            "page": example.page,
            "chunk": example.chunk_id,
            "kind": example.kind.value,
            "style": example.style,
            "split": example.split.value,
            "evidence": asdict(example.evidence) if example.evidence else None,
            "check": asdict(example.check) if example.check else None,
        },
    }
