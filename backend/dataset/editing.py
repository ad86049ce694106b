"""Changes rows as a person does: many at once, in one transaction, with the way back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.dataset.browse import row_gone
from backend.dataset.database import transaction
from backend.dataset.row import RowState

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RowChange:
    """New values for some rows, all the same; None leaves a value as it is.

    Attributes:
        numbers: Of the rows in their file, each once.
        question: The question.
        output: The answer.
        state: What the person decided.
        edited: Whether a person has changed the words.
    """

    numbers: tuple[int, ...]
    question: str | None = None
    output: str | None = None
    state: RowState | None = None
    edited: bool | None = None

    def columns(self) -> dict[str, str | int]:
        """The columns of table `examples` that are changed, and their values."""
        values = {
            "question": self.question,
            "output": self.output,
            "state": None if self.state is None else self.state.value,
            "edited": None if self.edited is None else int(self.edited),
        }
        return {column: value for column, value in values.items() if value is not None}


def change_rows(file: Path, changes: Sequence[RowChange]) -> tuple[RowChange, ...]:
    """Writes changes one after the other, all or none.

    Returns:
        The changes that bring back what was there before.

    Raises:
        TunedeskError: A row is gone, or see `backend.dataset.database.transaction`.
    """
    back: list[RowChange] = []
    with transaction(file, writes=True) as connection:
        for change in changes:
            columns = change.columns()
            if not columns:
                continue
            back[:0] = _before(connection, file, change)
            assignments = ", ".join(f"{column} = ?" for column in columns)
            connection.executemany(
                f"UPDATE examples SET {assignments} WHERE rowid = ?",  # noqa: S608
                ((*columns.values(), number) for number in change.numbers),
            )
    return tuple(back)


def _before(connection: sqlite3.Connection, file: Path, change: RowChange) -> list[RowChange]:
    """What the rows say now in the columns that are about to change; alike rows together."""
    columns = list(change.columns())
    groups: dict[tuple[object, ...], list[int]] = {}
    for part in _parts(change.numbers):
        places = ", ".join("?" * len(part))
        statement = f"SELECT rowid, {', '.join(columns)} FROM examples WHERE rowid IN ({places})"  # noqa: S608
        rows = connection.execute(statement, part).fetchall()
        if len(rows) < len(part):
            raise row_gone(file)
        for number, *values in rows:
            groups.setdefault(tuple(values), []).append(number)
    return [
        _change(tuple(numbers), dict(zip(columns, values, strict=True)))
        for values, numbers in groups.items()
    ]


def _change(numbers: tuple[int, ...], values: dict[str, object]) -> RowChange:
    """The other way of `RowChange.columns`."""
    return RowChange(
        numbers,
        question=str(values["question"]) if "question" in values else None,
        output=str(values["output"]) if "output" in values else None,
        state=RowState(str(values["state"])) if "state" in values else None,
        edited=bool(values["edited"]) if "edited" in values else None,
    )


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]
