"""The dataset of a project: chunks, rows and how they were built, in one SQLite file.

Every call opens the file for itself, so a store may be used from any thread; one process writes
while others read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from backend.dataset.columns import (
    CHUNK_QUERY,
    EXAMPLE_QUERY,
    check_columns,
    chunk_columns,
    chunk_of,
    evidence_columns,
    example_columns,
    example_of,
)
from backend.dataset.database import insert, transaction
from backend.dataset.row import Example, ExampleKind, RowState, Split
from backend.dataset.spec import BuildSpec
from backend.documents.model import Chunk
from backend.message import fault

_SETTINGS = "build_settings"
# A row that a person touched is theirs: no rebuild changes or drops it.
_KEPT = "(edited = 1 OR state <> 'draft')"


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows there are of one kind in one split, rejected ones left out."""

    kind: ExampleKind
    split: Split
    rows: int


@dataclass(frozen=True, slots=True)
class DatasetCounts:
    """How many rows there are."""

    counts: tuple[Count, ...]

    def of(self, kind: ExampleKind | None = None, split: Split | None = None) -> int:
        """Rows of a kind, a split, both, or all."""
        return sum(
            count.rows
            for count in self.counts
            if kind in (None, count.kind) and split in (None, count.split)
        )

    @property
    def total(self) -> int:
        """All rows."""
        return self.of()


class DatasetStore:
    """Reads and writes a dataset file; made empty at the first use."""

    def __init__(self, file: Path) -> None:
        """Names the file; nothing is opened yet."""
        self._file = file

    def replace_generated(
        self, examples: Sequence[Example], chunks: Sequence[Chunk], spec: BuildSpec | None = None
    ) -> int:
        """Puts a new build in the place of the old one, in one transaction.

        Rows that a person edited, approved or rejected stay; those whose chunk is part of the new
        build move to that chunk's split, so that no chunk is in two splits.

        Args:
            examples: The new rows; one whose identifier belongs to a kept row is left out.
            chunks: All chunks.
            spec: The settings to remember.

        Returns:
            How many older rows were kept.

        Raises:
            TunedeskError: See `backend.dataset.database.transaction`; the old build is then whole.
        """
        with transaction(self._file, writes=True) as connection:
            kept = {
                str(row[0])
                for row in connection.execute(f"SELECT example_id FROM examples WHERE {_KEPT}")  # noqa: S608
            }
            connection.execute(f"DELETE FROM examples WHERE NOT {_KEPT}")  # noqa: S608
            connection.execute("DELETE FROM chunks")
            insert(connection, "chunks", [chunk_columns(c, at) for at, c in enumerate(chunks)])
            _insert_examples(connection, [e for e in examples if e.example_id not in kept])
            _align_splits(connection, examples)
            if spec is not None:
                text = TypeAdapter(BuildSpec).dump_json(spec).decode("utf-8")
                connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_SETTINGS, text))
        return len(kept)

    def examples(
        self,
        split: Split | str | None = None,
        kind: ExampleKind | str | None = None,
        *,
        rejected: bool = False,
    ) -> tuple[Example, ...]:
        """The rows in the order of their making; rejected ones only when asked for.

        Raises:
            TunedeskError: See `backend.dataset.database.transaction`.
        """
        wanted: list[tuple[str, str]] = []
        if split is not None:
            wanted.append(("e.split = ?", Split(split).value))
        if kind is not None:
            wanted.append(("e.kind = ?", ExampleKind(kind).value))
        if not rejected:
            wanted.append(("e.state <> ?", RowState.REJECTED.value))
        where = f"WHERE {' AND '.join(condition for condition, _ in wanted)}" if wanted else ""
        query = f"{EXAMPLE_QUERY} {where} ORDER BY e.position, e.example_id"
        with transaction(self._file, writes=False) as connection:
            rows = connection.execute(query, [value for _, value in wanted]).fetchall()
        return tuple(example_of(row) for row in rows)

    def save(self, example: Example) -> None:
        """Writes one row that a person changed.

        Raises:
            TunedeskError: There is no such row, or see `backend.dataset.database.transaction`.
        """
        with transaction(self._file, writes=True) as connection:
            found = connection.execute(
                "SELECT position FROM examples WHERE example_id = ?", (example.example_id,)
            ).fetchone()
            if found is None:
                raise fault(
                    "dataset.no_row",
                    "The dataset {path} has no row {row}.",
                    "Open the dataset again; a rebuild may have replaced the row.",
                    path=str(self._file),
                    row=example.example_id,
                )
            connection.execute("DELETE FROM examples WHERE example_id = ?", (example.example_id,))
            _insert_examples(connection, [example], int(found[0]))

    def chunks(self) -> tuple[Chunk, ...]:
        """All chunks of the last build, in the order of the documents.

        Raises:
            TunedeskError: See `backend.dataset.database.transaction`.
        """
        with transaction(self._file, writes=False) as connection:
            rows = connection.execute(CHUNK_QUERY).fetchall()
        return tuple(chunk_of(row) for row in rows)

    def counts(self) -> DatasetCounts:
        """How many rows there are, rejected ones left out.

        Raises:
            TunedeskError: See `backend.dataset.database.transaction`.
        """
        with transaction(self._file, writes=False) as connection:
            rows = connection.execute(
                "SELECT kind, split, COUNT(*) FROM examples WHERE state <> 'rejected'"
                " GROUP BY kind, split ORDER BY kind, split"
            ).fetchall()
        return DatasetCounts(
            tuple(Count(ExampleKind(kind), Split(split), rows) for kind, split, rows in rows)
        )

    def settings(self) -> BuildSpec | None:
        """The settings of the last build; None before the first.

        Raises:
            TunedeskError: See `backend.dataset.database.transaction`.
        """
        with transaction(self._file, writes=False) as connection:
            row = connection.execute(
                "SELECT value FROM meta WHERE key = ?", (_SETTINGS,)
            ).fetchone()
        return None if row is None else TypeAdapter(BuildSpec).validate_json(str(row[0]))


def _insert_examples(
    connection: sqlite3.Connection, examples: Sequence[Example], first: int = 0
) -> None:
    insert(
        connection, "examples", [example_columns(e, first + at) for at, e in enumerate(examples)]
    )
    insert(
        connection,
        "evidence",
        [evidence_columns(e.example_id, e.evidence) for e in examples if e.evidence],
    )
    insert(
        connection, "checks", [check_columns(e.example_id, e.check) for e in examples if e.check]
    )


def _align_splits(connection: sqlite3.Connection, examples: Sequence[Example]) -> None:
    splits = {e.chunk_id: e.split.value for e in examples if e.chunk_id}
    connection.executemany(
        "UPDATE examples SET split = ? WHERE chunk_id = ?",
        [(split, chunk_id) for chunk_id, split in splits.items()],
    )
