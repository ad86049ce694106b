"""Rows looked through, sorted, filtered, changed and changed back."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

import pytest

from backend.dataset.browse import (
    RowOrder,
    RowQuery,
    chunked_documents,
    details,
    heads,
    row_numbers,
    tallies,
)
from backend.dataset.database import transaction
from backend.dataset.editing import RowChange, change_rows
from backend.dataset.row import Example, ExampleKind, NegativeCheck, RowState, Split
from backend.dataset.rows import answerable_row
from backend.dataset.store import DatasetStore
from backend.message import TunedeskError
from tests.dataset_support import garden_chunks, pairs_of

SPLITS = (Split.TRAIN, Split.TRAIN, Split.TEST)


@pytest.fixture
def rows() -> list[Example]:
    made = []
    for at, chunk in enumerate(garden_chunks()):
        made += [
            answerable_row(chunk, pair, SPLITS[at % 3], "Answer.") for pair in pairs_of(chunk.text)
        ]
    negative = dataclasses.replace(
        made[0],
        example_id="negative",
        kind=ExampleKind.UNANSWERABLE,
        question="What is 100 % of a_b?",
        evidence=None,
        check=NegativeCheck("rules", "looked", 6, "doc-3", 0.25),
    )
    replay = Example(
        "replay", ExampleKind.REPLAY, "general", "Write a haiku.", "", "", "Leaves", "", "", 0
    )
    return [*made, negative, replay]


@pytest.fixture
def file(rows: list[Example], tmp_path: Path) -> Path:
    path = tmp_path / "dataset.sqlite"
    DatasetStore(path).replace_generated(rows, garden_chunks())
    return path


def questions(file: Path, query: RowQuery) -> list[str]:
    numbers = row_numbers(file, query)
    found = heads(file, numbers)
    return [found[number].question for number in numbers]


def test_all_rows_come_in_the_order_of_their_making(file: Path, rows: list[Example]) -> None:
    assert questions(file, RowQuery()) == [row.question for row in rows]
    assert questions(file, RowQuery(descending=True)) == [row.question for row in rows[::-1]]


def test_heads_say_what_the_rows_say(file: Path, rows: list[Example]) -> None:
    numbers = row_numbers(file, RowQuery())
    for number, row in zip(numbers, rows, strict=True):
        head = heads(file, [number])[number]
        shared = {f.name for f in dataclasses.fields(head)} - {"number"}
        assert all(getattr(head, name) == getattr(row, name) for name in shared)
    assert heads(file, [10**6]) == {}


@pytest.mark.parametrize(
    ("query", "keeps"),
    [
        (RowQuery(kind=ExampleKind.REPLAY), lambda row: row.kind is ExampleKind.REPLAY),
        (RowQuery(split=Split.TEST), lambda row: row.split is Split.TEST),
        (RowQuery(state=RowState.REJECTED), lambda row: False),
        (RowQuery(text="GARDEN"), lambda row: "garden" in (row.question + row.output).lower()),
        (RowQuery(text="haiku"), lambda row: row.example_id == "replay"),
        (RowQuery(text="100 %"), lambda row: row.example_id == "negative"),
        (RowQuery(text="a_b"), lambda row: row.example_id == "negative"),
        (RowQuery(text="axb"), lambda row: False),
        (RowQuery(text="  "), lambda row: True),
        (
            RowQuery(text="doc.pdf", kind=ExampleKind.UNANSWERABLE),
            lambda row: row.example_id == "negative",
        ),
    ],
)
def test_filters_and_search_keep_what_matches(
    file: Path, rows: list[Example], query: RowQuery, keeps: object
) -> None:
    assert callable(keeps)
    assert questions(file, query) == [row.question for row in rows if keeps(row)]


@pytest.mark.parametrize("order", list(RowOrder))
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_has_all_rows_sorted(
    file: Path, rows: list[Example], order: RowOrder, descending: bool
) -> None:
    keys = {
        RowOrder.MADE: lambda row: 0,
        RowOrder.QUESTION: lambda row: row.question.lower(),
        RowOrder.ANSWER: lambda row: row.output.lower(),
        RowOrder.KIND: lambda row: (row.kind.value, row.style),
        RowOrder.SOURCE: lambda row: (row.document.lower(), row.page),
        RowOrder.STATE: lambda row: (row.state.value, row.edited),
        RowOrder.SPLIT: lambda row: row.split.value,
    }
    expected = sorted(rows, key=keys[order])
    if descending:
        expected.reverse()
    query = RowQuery(order=order, descending=descending)
    assert questions(file, query) == [row.question for row in expected]


def test_details_have_chunk_evidence_and_check(file: Path, rows: list[Example]) -> None:
    numbers = row_numbers(file, RowQuery())
    first = details(file, numbers[0])
    assert first.example == rows[0]
    assert first.chunk == garden_chunks()[0]
    assert details(file, numbers[-2]).example.check == rows[-2].check
    assert details(file, numbers[-1]).chunk is None
    with pytest.raises(TunedeskError, match="no longer in the dataset"):
        details(file, 10**6)


def test_tallies_count_every_row_once(file: Path, rows: list[Example]) -> None:
    numbers = row_numbers(file, RowQuery())
    change_rows(file, [RowChange((numbers[0],), state=RowState.REJECTED)])
    found = tallies(file)
    assert sum(tally.rows for tally in found) == len(rows)
    rejected = [tally for tally in found if tally.state is RowState.REJECTED]
    assert [(tally.kind, tally.rows) for tally in rejected] == [(ExampleKind.ANSWERABLE, 1)]


def test_the_documents_of_the_build_are_known(file: Path) -> None:
    assert chunked_documents(file) == {"doc"}


def test_many_rows_are_changed_at_once_and_changed_back(file: Path, rows: list[Example]) -> None:
    numbers = tuple(row_numbers(file, RowQuery()))
    store = DatasetStore(file)
    before = store.examples(rejected=True)
    one = RowChange((numbers[1],), question="Who?", output="Nobody.", edited=True)
    back_one = change_rows(file, [one])
    edited = store.examples()[1]
    assert (edited.question, edited.output, edited.edited) == ("Who?", "Nobody.", True)
    back_all = change_rows(file, [RowChange(numbers, state=RowState.APPROVED)])
    assert {row.state for row in store.examples()} == {RowState.APPROVED}
    again = change_rows(file, back_all)
    assert {row.state for row in store.examples()} == {RowState.DRAFT}
    assert again == (RowChange(numbers, state=RowState.APPROVED),)
    change_rows(file, back_one)
    assert store.examples(rejected=True) == before


def test_changes_one_after_the_other_on_the_same_row_come_back_whole(file: Path) -> None:
    (number, *_) = row_numbers(file, RowQuery())
    first, second = (RowChange((number,), output=text) for text in ("one", "two"))
    before = heads(file, [number])
    change_rows(file, change_rows(file, [first, second]))
    assert heads(file, [number]) == before


def test_where_one_row_is_gone_none_is_changed(file: Path) -> None:
    numbers = tuple(row_numbers(file, RowQuery()))
    with pytest.raises(TunedeskError, match="no longer in the dataset"):
        change_rows(file, [RowChange((*numbers, 10**6), state=RowState.REJECTED)])
    assert row_numbers(file, RowQuery(state=RowState.REJECTED)).tolist() == []


def test_rows_are_read_while_a_build_writes(file: Path, rows: list[Example]) -> None:
    read: list[int] = []
    with transaction(file, writes=True) as connection:
        connection.execute("DELETE FROM examples")
        reader = threading.Thread(target=lambda: read.append(len(row_numbers(file, RowQuery()))))
        reader.start()
        reader.join(10)
    assert read == [len(rows)]
