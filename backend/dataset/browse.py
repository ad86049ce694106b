"""Looks through the rows of a dataset, a few at a time, however many there are.

A person sees some dozen rows of perhaps a million: `row_numbers` gives all that match as bare
numbers in their order, `heads` the words of those that are looked at. A number holds until the
next build.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from backend.dataset.columns import CHUNK_COLUMNS, EXAMPLE_QUERY, chunk_of, example_of
from backend.dataset.database import transaction
from backend.dataset.row import Example, ExampleKind, RowState, Split
from backend.documents.model import Chunk
from backend.message import TunedeskError, fault

# SQLite's own limit of places in a statement is 32,766; a screen shows far fewer rows.
_AT_ONCE = 1000
_PIECE = 16_384


class RowOrder(StrEnum):
    """What rows can be sorted by."""

    MADE = "made"
    QUESTION = "question"
    ANSWER = "answer"
    KIND = "kind"
    SOURCE = "source"
    STATE = "state"
    SPLIT = "split"


_ORDERS = {
    RowOrder.MADE: ("position",),
    RowOrder.QUESTION: ("question COLLATE NOCASE",),
    RowOrder.ANSWER: ("output COLLATE NOCASE",),
    RowOrder.KIND: ("kind", "style"),
    RowOrder.SOURCE: ("document COLLATE NOCASE", "page"),
    RowOrder.STATE: ("state", "edited"),
    RowOrder.SPLIT: ("split",),
}


@dataclass(frozen=True, slots=True)
class RowQuery:
    """Which rows, in which order.

    Attributes:
        text: Occurs in question, answer, instruction or document; capitals are not regarded. Empty
            for any.
        kind: What they teach; None for any.
        split: What they are used for; None for any.
        state: What a person decided; None for any.
        edited: Only those whose words a person changed.
        order: What they are sorted by; equal ones stay in the order of their making.
        descending: The other way round.
    """

    text: str = ""
    kind: ExampleKind | None = None
    split: Split | None = None
    state: RowState | None = None
    edited: bool = False
    order: RowOrder = RowOrder.MADE
    descending: bool = False


@dataclass(frozen=True, slots=True)
class RowHead:
    """A row as a table shows it; the fields are those of `Example`.

    Attributes:
        number: Of the row in its file.
    """

    number: int
    kind: ExampleKind
    style: str
    instruction: str
    question: str
    output: str
    document: str
    page: int
    split: Split
    state: RowState
    edited: bool


@dataclass(frozen=True, slots=True)
class RowDetails:
    """A row with all that is known of it.

    Attributes:
        example: The row.
        chunk: Where its context comes from; None for replay, and for a row that was kept although
            its chunk is no longer part of the documents.
    """

    example: Example
    chunk: Chunk | None


@dataclass(frozen=True, slots=True)
class RowTally:
    """How many rows are alike in kind, split and state."""

    kind: ExampleKind
    split: Split
    state: RowState
    edited: bool
    rows: int


def row_numbers(file: Path, query: RowQuery) -> array[int]:
    """The numbers of all rows that match, in order; 8 bytes each.

    Raises:
        TunedeskError: See `backend.dataset.database.transaction`.
    """
    conditions, values = _conditions(query)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    direction = " DESC" if query.descending else ""
    columns = [f"{column}{direction}" for column in _ORDERS[query.order]]
    order = ", ".join(dict.fromkeys((*columns, f"position{direction}", f"rowid{direction}")))
    # In one text rather than row by row: for every row that is fetched this thread and the one that
    # draws the window would wait for each other, with a million rows for half a minute.
    sorted_numbers = f"SELECT rowid AS number FROM examples {where} ORDER BY {order}"  # noqa: S608
    statement = f"SELECT group_concat(number) FROM ({sorted_numbers})"  # noqa: S608
    with transaction(file, writes=False) as connection:
        (found,) = connection.execute(statement, values).fetchone()
    return array("q", numbers_of(found))


def numbers_of(text: str | None) -> Iterator[int]:
    """The numbers that SQLite's `group_concat` has joined; it says None when there are none."""
    start = 0
    # Piece by piece: a list of a million words at once would hold up the window's thread for 0.1 s.
    while text and start < len(text):
        end = text.find(",", start + _PIECE)
        end = len(text) if end < 0 else end
        yield from map(int, text[start:end].split(","))
        start = end + 1


def heads(file: Path, numbers: Iterable[int]) -> dict[int, RowHead]:
    """The rows with these numbers; one that is gone is left out.

    Raises:
        TunedeskError: See `backend.dataset.database.transaction`.
    """
    wanted = list(numbers)
    found: dict[int, RowHead] = {}
    with transaction(file, writes=False) as connection:
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            places = ", ".join("?" * len(part))
            rows = connection.execute(
                "SELECT rowid, kind, style, instruction, question, output, document, page, split,"  # noqa: S608
                f" state, edited FROM examples WHERE rowid IN ({places})",
                part,
            )
            for row in rows:
                found[row[0]] = _head(row)
    return found


def details(file: Path, number: int) -> RowDetails:
    """The row with that number and its chunk.

    Raises:
        TunedeskError: There is no such row, or see `backend.dataset.database.transaction`.
    """
    with transaction(file, writes=False) as connection:
        row = connection.execute(f"{EXAMPLE_QUERY} WHERE e.rowid = ?", (number,)).fetchone()
        if row is None:
            raise row_gone(file)
        example = example_of(row)
        chunk = connection.execute(
            f"SELECT {CHUNK_COLUMNS} FROM chunks WHERE chunk_id = ?",  # noqa: S608
            (example.chunk_id,),
        ).fetchone()
    return RowDetails(example, None if chunk is None else chunk_of(chunk))


def tallies(file: Path) -> tuple[RowTally, ...]:
    """How many rows there are of each sort, rejected ones too.

    Raises:
        TunedeskError: See `backend.dataset.database.transaction`.
    """
    with transaction(file, writes=False) as connection:
        rows = connection.execute(
            "SELECT kind, split, state, edited, COUNT(*) FROM examples"
            " GROUP BY state, edited, kind, split"
        ).fetchall()
    return tuple(
        RowTally(ExampleKind(kind), Split(split), RowState(state), bool(edited), count)
        for kind, split, state, edited, count in rows
    )


def chunked_documents(file: Path) -> frozenset[str]:
    """Identifiers of the documents that the last build was made from.

    Raises:
        TunedeskError: See `backend.dataset.database.transaction`.
    """
    with transaction(file, writes=False) as connection:
        rows = connection.execute("SELECT DISTINCT document_id FROM chunks").fetchall()
    return frozenset(str(row[0]) for row in rows)


def row_gone(file: Path) -> TunedeskError:
    """A row that was there a moment ago is not any more."""
    return fault(
        "dataset.row_gone",
        "The row is no longer in the dataset {path}.",
        "Another build has replaced it; look at the new rows.",
        path=str(file),
    )


def _head(row: tuple[Any, ...]) -> RowHead:
    number, kind, style, instruction, question, output, document, page, split, state, edited = row
    return RowHead(
        number=number,
        kind=ExampleKind(kind),
        style=style,
        instruction=instruction,
        question=question,
        output=output,
        document=document,
        page=page,
        split=Split(split),
        state=RowState(state),
        edited=bool(edited),
    )


def _conditions(query: RowQuery) -> tuple[list[str], list[str]]:
    conditions, values = [], []
    for column, wanted in (
        ("kind", query.kind), ("split", query.split), ("state", query.state)
    ):  # fmt: skip
        if wanted is not None:
            conditions.append(f"{column} = ?")
            values.append(wanted.value)
    if query.edited:
        conditions.append("edited = 1")
    if query.text.strip():
        columns = ("question", "output", "instruction", "document")
        alike = " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in columns)
        conditions.append(f"({alike})")
        values += [_pattern(query.text.strip())] * len(columns)
    return conditions, values


def _pattern(text: str) -> str:
    for special in "\\%_":
        text = text.replace(special, f"\\{special}")
    return f"%{text}%"
