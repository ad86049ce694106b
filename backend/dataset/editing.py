"""Changes rows as a person does: many at once, in one transaction, with the way back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.dataset.browse import numbers_of, row_gone
from backend.dataset.database import transaction
from backend.dataset.row import RowState

# All numbers as one text: a step for each row would hold up the thread that draws the window.
_NUMBERS = "(SELECT value FROM json_each(?))"


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
            connection.execute(
                f"UPDATE examples SET {assignments} WHERE rowid IN {_NUMBERS}",  # noqa: S608
                (*columns.values(), json.dumps(change.numbers)),
            )
    return tuple(back)


def _before(connection: sqlite3.Connection, file: Path, change: RowChange) -> list[RowChange]:
    """What the rows say now in the columns that are about to change; alike rows together."""
    columns = list(change.columns())
    names = ", ".join(columns)
    rows = connection.execute(
        f"SELECT group_concat(rowid), {names} FROM examples WHERE rowid IN {_NUMBERS}"  # noqa: S608
        f" GROUP BY {names} ORDER BY MIN(rowid)",
        (json.dumps(change.numbers),),
    ).fetchall()
    before = [
        _change(tuple(numbers_of(numbers)), dict(zip(columns, values, strict=True)))
        for numbers, *values in rows
    ]
    if sum(len(each.numbers) for each in before) < len(change.numbers):
        raise row_gone(file)
    return before


def _change(numbers: tuple[int, ...], values: dict[str, object]) -> RowChange:
    """The other way of `RowChange.columns`."""
    return RowChange(
        numbers,
        question=str(values["question"]) if "question" in values else None,
        output=str(values["output"]) if "output" in values else None,
        state=RowState(str(values["state"])) if "state" in values else None,
        edited=bool(values["edited"]) if "edited" in values else None,
    )
