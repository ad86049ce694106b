"""Rows of the database to dataclasses and back."""

from __future__ import annotations

import json
import sqlite3

from backend.dataset.row import Evidence, Example, ExampleKind, NegativeCheck, RowState, Split
from backend.documents.model import Box, Chunk, Span

EXAMPLE_QUERY = """
    SELECT e.example_id, e.kind, e.style, e.instruction, e.context, e.question, e.output,
        e.document, e.chunk_id, e.page, e.split, e.state, e.edited,
        v.quote, v.first, v.past, v.page,
        c.checked_by, c.method, c.chunks_searched, c.nearest_chunk, c.nearest_score
    FROM examples e
    LEFT JOIN evidence v ON v.example_id = e.example_id
    LEFT JOIN checks c ON c.example_id = e.example_id
"""
CHUNK_COLUMNS = "chunk_id, document_id, document_name, place, heading_path, text, tokens, spans"
CHUNK_QUERY = f"SELECT {CHUNK_COLUMNS} FROM chunks ORDER BY position"  # noqa: S608


def example_columns(example: Example, position: int) -> tuple[object, ...]:
    """The columns of table `examples`."""
    return (
        example.example_id,
        position,
        example.kind.value,
        example.style,
        example.instruction,
        example.context,
        example.question,
        example.output,
        example.document,
        example.chunk_id,
        example.page,
        example.split.value,
        example.state.value,
        int(example.edited),
    )


def evidence_columns(example_id: str, evidence: Evidence) -> tuple[object, ...]:
    """The columns of table `evidence`."""
    return (example_id, evidence.quote, evidence.start, evidence.end, evidence.page)


def check_columns(example_id: str, check: NegativeCheck) -> tuple[object, ...]:
    """The columns of table `checks`."""
    return (
        example_id,
        check.by,
        check.method,
        check.chunks_searched,
        check.nearest_chunk,
        check.nearest_score,
    )


def example_of(row: sqlite3.Row | tuple[object, ...]) -> Example:
    """An example from a row of `EXAMPLE_QUERY`."""
    (example_id, kind, style, instruction, context, question, output, document, chunk_id, page,
     split, state, edited, quote, first, past, evidence_page,
     checked_by, method, searched, nearest, score) = row  # fmt: skip
    return Example(
        example_id=str(example_id),
        kind=ExampleKind(str(kind)),
        style=str(style),
        instruction=str(instruction),
        context=str(context),
        question=str(question),
        output=str(output),
        document=str(document),
        chunk_id=str(chunk_id),
        page=_int(page),
        split=Split(str(split)),
        state=RowState(str(state)),
        edited=bool(edited),
        evidence=None
        if quote is None
        else Evidence(str(quote), _int(first), _int(past), _int(evidence_page)),
        check=None
        if checked_by is None
        else NegativeCheck(
            str(checked_by), str(method), _int(searched), str(nearest), float(str(score))
        ),
    )


def chunk_columns(chunk: Chunk, position: int) -> tuple[object, ...]:
    """The columns of table `chunks`."""
    spans = [
        [s.start, s.end, s.page, s.box.left, s.box.top, s.box.right, s.box.bottom]
        for s in chunk.spans
    ]
    return (
        chunk.chunk_id,
        position,
        chunk.document_id,
        chunk.document_name,
        chunk.index,
        json.dumps(chunk.heading_path, ensure_ascii=False),
        chunk.text,
        chunk.tokens,
        json.dumps(spans),
    )


def chunk_of(row: tuple[object, ...]) -> Chunk:
    """A chunk from a row of `CHUNK_COLUMNS`."""
    chunk_id, document_id, document_name, place, heading_path, text, tokens, spans = row
    return Chunk(
        chunk_id=str(chunk_id),
        document_id=str(document_id),
        document_name=str(document_name),
        index=_int(place),
        heading_path=tuple(json.loads(str(heading_path))),
        text=str(text),
        tokens=_int(tokens),
        spans=tuple(
            Span(start, end, page, Box(*corners))
            for start, end, page, *corners in json.loads(str(spans))
        ),
    )


def _int(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"a whole number was expected, not {value!r}")
    return value
