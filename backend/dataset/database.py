"""Opens the dataset's SQLite file, brings it up to date, and puts its faults into words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from backend.dataset.migrations import MIGRATIONS, SCHEMA_VERSION
from backend.message import TunedeskError, fault

# Estimate: a rebuild of 100,000 rows writes for some 2 s; check by timing one.
_WAIT_S = 15.0


@contextmanager
def transaction(
    file: Path, *, writes: bool, wait_s: float = _WAIT_S
) -> Iterator[sqlite3.Connection]:
    """A connection within one transaction: all of it is kept or none.

    Many may read while one writes (WAL).

    Raises:
        TunedeskError: The file is damaged, locked by another program for longer than `wait_s`
            seconds, written by a newer version, or can't be opened.
    """
    connection: sqlite3.Connection | None = None
    try:
        connection = _open(file, wait_s)
        connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        yield connection
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise _in_words(file, error) from error
    finally:
        if connection is not None:
            connection.close()  # rolls back what was not committed


def insert(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Inserts whole rows; `table` is a name from this package, never from outside."""
    if rows:
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608


def _open(file: Path, wait_s: float) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, timeout=wait_s, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise _newer(file, version)
        if version < SCHEMA_VERSION:
            connection.execute("PRAGMA journal_mode = WAL")
            _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    # Read again: another process may have migrated while this one waited for the lock.
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for steps in MIGRATIONS[version:]:
        for statement in steps:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("COMMIT")


def _newer(file: Path, version: int) -> TunedeskError:
    return fault(
        "dataset.newer",
        "{path} was written by a newer Tunedesk (form {version}, this one reads {known}).",
        "Update Tunedesk, then try again; nothing in the file was changed.",
        path=str(file),
        version=version,
        known=SCHEMA_VERSION,
    )


def _in_words(file: Path, error: sqlite3.Error) -> TunedeskError:
    cause = str(error)
    if "locked" in cause or "busy" in cause:
        return fault(
            "dataset.locked",
            "{path} is in use by another program: {cause}.",
            "Wait until the other program has finished, or close it, then try again.",
            path=str(file),
            cause=cause,
        )
    damaged = "malformed" in cause or "not a database" in cause or "no such" in cause
    if damaged and not isinstance(error, sqlite3.IntegrityError):
        return fault(
            "dataset.damaged",
            "{path} is damaged or not a dataset: {cause}.",
            "Restore it from a copy; or move it away and build the dataset again "
            "from the documents.",
            path=str(file),
            cause=cause,
        )
    return fault(
        "dataset.database",
        "{path} can't be used: {cause}.",
        "Check that the drive is connected, has free space and can be written to.",
        path=str(file),
        cause=cause,
    )
