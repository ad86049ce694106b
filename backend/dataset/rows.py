"""Makes rows of pairs."""

from __future__ import annotations

import hashlib

from backend.dataset.generate.base import Pair
from backend.dataset.row import Example, ExampleKind, Split
from backend.documents.model import Chunk


def answerable_row(chunk: Chunk, pair: Pair, split: Split, instruction: str) -> Example:
    """The row of one pair."""
    return Example(
        example_id=row_id(chunk.chunk_id, pair.question),
        kind=ExampleKind.ANSWERABLE,
        style=pair.style,
        instruction=instruction,
        context=chunk.text,
        question=pair.question,
        output=pair.answer,
        document=chunk.document_name,
        chunk_id=chunk.chunk_id,
        page=pair.evidence.page,
        split=split,
        evidence=pair.evidence,
    )


def row_id(chunk_id: str, question: str) -> str:
    """The same for the same question on the same chunk, 16 hexadecimal digits."""
    return hashlib.sha256(f"{chunk_id}\n{question}".encode()).hexdigest()[:16]
