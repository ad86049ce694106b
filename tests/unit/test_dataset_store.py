from __future__ import annotations

import dataclasses
import sqlite3
import threading
from pathlib import Path

import pytest

from backend.dataset.database import transaction
from backend.dataset.row import Example, ExampleKind, NegativeCheck, RowState, Split
from backend.dataset.rows import answerable_row
from backend.dataset.spec import BuildSpec
from backend.dataset.store import DatasetStore
from backend.message import TunedeskError
from tests.dataset_support import garden_chunks, pairs_of

INSTRUCTION = "Answer the question based on the context."


def _rows(split: Split = Split.TRAIN) -> list[Example]:
    chunk = garden_chunks()[0]
    return [answerable_row(chunk, pair, split, INSTRUCTION) for pair in pairs_of(chunk.text)]


def _negative() -> Example:
    check = NegativeCheck("rules", "looked", 6, "doc-3", 0.25)
    return dataclasses.replace(
        _rows()[0],
        example_id="negative",
        kind=ExampleKind.UNANSWERABLE,
        evidence=None,
        check=check,
    )


def test_rows_chunks_and_settings_come_back_as_they_were(tmp_path: Path) -> None:
    store = DatasetStore(tmp_path / "dataset.sqlite")
    rows, chunks = [*_rows(), _negative()], garden_chunks()
    spec = BuildSpec("somewhere", negatives=0.2)
    assert store.settings() is None
    store.replace_generated(rows, chunks, spec)
    assert store.examples() == tuple(rows)
    assert store.chunks() == tuple(chunks)
    assert store.settings() == spec
    assert store.examples(kind="unanswerable") == (_negative(),)
    assert store.examples(split=Split.TEST) == ()
    assert store.counts().of(ExampleKind.ANSWERABLE, Split.TRAIN) == len(rows) - 1


def test_rebuild_keeps_what_a_person_touched(tmp_path: Path) -> None:
    store = DatasetStore(tmp_path / "dataset.sqlite")
    rows, chunks = _rows(), garden_chunks()
    store.replace_generated(rows, chunks)
    edited = dataclasses.replace(rows[0], output="another answer", edited=True)
    approved = dataclasses.replace(rows[1], state=RowState.APPROVED)
    rejected = dataclasses.replace(rows[2], state=RowState.REJECTED)
    for row in (edited, approved, rejected):
        store.save(row)
    rebuilt = _rows(Split.TEST)
    assert store.replace_generated(rebuilt, chunks) == 3
    found = {row.example_id: row for row in store.examples(rejected=True)}
    assert len(found) == len(rows)
    assert found[edited.example_id].output == "another answer"
    assert found[approved.example_id].state is RowState.APPROVED
    # No chunk may be in two splits, so a kept row follows its chunk.
    assert {row.split for row in found.values()} == {Split.TEST}
    assert rejected.example_id not in {row.example_id for row in store.examples()}
    assert store.counts().total == len(rows) - 1
    store.replace_generated([], chunks)
    assert len(store.examples(rejected=True)) == 3


def test_failed_rebuild_leaves_the_old_one_whole(tmp_path: Path) -> None:
    store = DatasetStore(tmp_path / "dataset.sqlite")
    rows, chunks = _rows(), garden_chunks()
    store.replace_generated(rows, chunks)
    twice = [rows[0], rows[0]]
    with pytest.raises(TunedeskError):
        store.replace_generated(twice, chunks[:1])
    assert store.examples() == tuple(rows)
    assert store.chunks() == tuple(chunks)


def test_reader_sees_the_old_build_while_another_writes(tmp_path: Path) -> None:
    file = tmp_path / "dataset.sqlite"
    store = DatasetStore(file)
    store.replace_generated(_rows(), garden_chunks())
    seen: list[int] = []
    with transaction(file, writes=True) as writer:
        writer.execute("DELETE FROM examples")
        thread = threading.Thread(target=lambda: seen.append(store.counts().total))
        thread.start()
        thread.join()
        expected = len(_rows())
    assert seen == [expected]


def test_second_writer_is_told_that_the_file_is_in_use(tmp_path: Path) -> None:
    file = tmp_path / "dataset.sqlite"
    DatasetStore(file).replace_generated(_rows(), garden_chunks())
    with (
        transaction(file, writes=True),
        pytest.raises(TunedeskError) as caught,
        transaction(file, writes=True, wait_s=0),
    ):
        pass
    assert caught.value.message.code == "dataset.locked"
    assert str(file) in str(caught.value)


def test_damaged_file_is_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "dataset.sqlite"
    file.write_bytes(b"this is no database" * 100)
    with pytest.raises(TunedeskError) as caught:
        DatasetStore(file).counts()
    assert caught.value.message.code == "dataset.damaged"


def test_newer_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "dataset.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(TunedeskError) as caught:
        DatasetStore(file).examples()
    assert caught.value.message.code == "dataset.newer"
    assert file.read_bytes() == before


def test_unknown_row_is_told(tmp_path: Path) -> None:
    with pytest.raises(TunedeskError) as caught:
        DatasetStore(tmp_path / "dataset.sqlite").save(_rows()[0])
    assert caught.value.message.code == "dataset.no_row"
