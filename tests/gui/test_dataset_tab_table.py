"""The table of rows: read in pages, sorted, filtered, edited, decided on, and all of it undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, Qt
from pytestqt.qtbot import QtBot

from backend.dataset.browse import RowHead, RowQuery
from backend.dataset.database import transaction
from backend.dataset.row import Example, ExampleKind, RowState, Split
from backend.dataset.rows import answerable_row
from backend.dataset.store import DatasetStore
from backend.message import TunedeskError
from gui.models import row_pages
from gui.models.dataset_table import HEAD_ROLE, Column, ExampleTable
from gui.models.row_editing import RowEditor
from tests.dataset_support import garden_chunks, pairs_of

EDIT = Qt.ItemDataRole.EditRole
SHOWN = Qt.ItemDataRole.DisplayRole


def made_rows() -> list[Example]:
    rows = [
        answerable_row(chunk, pair, Split.TRAIN, "Answer.")
        for chunk in garden_chunks()
        for pair in pairs_of(chunk.text)
    ]
    general = Example(
        "replay", ExampleKind.REPLAY, "general", "Write a haiku.", "", "", "Leaves", "", "", 0
    )
    return [*rows, general]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dataset.sqlite"
    DatasetStore(path).replace_generated(made_rows(), garden_chunks())
    return path


@pytest.fixture
def editor(qtbot: QtBot, file: Path) -> Iterator[RowEditor]:
    made = RowEditor()
    made.open(file)
    yield made
    made.deleteLater()


@pytest.fixture
def table(qtbot: QtBot, editor: RowEditor, file: Path) -> Iterator[ExampleTable]:
    made = ExampleTable(editor)
    with qtbot.waitSignal(made.listed):
        made.open(file)
    qtbot.waitUntil(lambda: made.rowCount() > 0)
    yield made
    made.deleteLater()


def column(table: ExampleTable, which: Column) -> list[str]:
    return [table.index(row, which).data(SHOWN) for row in range(table.rowCount())]


def search(qtbot: QtBot, table: ExampleTable, query: RowQuery) -> None:
    with qtbot.waitSignal(table.listed):
        table.search(query)


def stored(file: Path) -> dict[str, Example]:
    return {row.example_id: row for row in DatasetStore(file).examples(rejected=True)}


def test_rows_are_shown_in_words(table: ExampleTable) -> None:
    rows = made_rows()
    assert table.rowCount() == len(rows)
    assert column(table, Column.ANSWER) == [row.output for row in rows]
    last = table.rowCount() - 1
    words = [table.index(last, which).data(SHOWN) for which in Column]
    assert words == [
        "Not reviewed", "Write a haiku.", "Leaves", "General", "Ships with Tunedesk", "Training"
    ]  # fmt: skip
    assert table.index(0, Column.SOURCE).data(SHOWN) == "p. 1 · doc.pdf"


def test_only_what_is_looked_at_is_read(
    qtbot: QtBot, editor: RowEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.sqlite"
    with transaction(path, writes=True) as connection:
        connection.executemany(
            "INSERT INTO examples VALUES (?, ?, 'answerable', 'number', 'i', '', ?, 'a', 'd.pdf',"
            " 'c', 1, 'train', 'draft', 0)",
            ((f"{at:08}", at, f"question {at}") for at in range(20_000)),
        )
    read: list[int] = []
    heads = row_pages.heads

    def counting(file: Path, numbers: list[int]) -> dict[int, RowHead]:
        read.append(len(numbers))
        return heads(file, numbers)

    monkeypatch.setattr(row_pages, "heads", counting)
    table = ExampleTable(editor)
    with qtbot.waitSignal(table.listed):
        table.open(path)
    assert table.rowCount() == 20_000
    assert table.index(12_345, Column.QUESTION).data(SHOWN) == "question 12345"
    assert table.index(12_346, Column.QUESTION).data(SHOWN) == "question 12346"
    assert sum(read) <= 128
    for row in range(0, 20_000, 50):
        assert table.index(row, Column.QUESTION).data(SHOWN) == f"question {row}"
    assert table._pages.held <= row_pages.PAGES_KEPT
    table.deleteLater()


def test_a_column_sorts_and_the_other_way_round(qtbot: QtBot, table: ExampleTable) -> None:
    answers = column(table, Column.ANSWER)
    with qtbot.waitSignal(table.listed):
        table.sort(Column.ANSWER, Qt.SortOrder.DescendingOrder)
    assert column(table, Column.ANSWER) == sorted(answers, key=str.casefold, reverse=True)
    with qtbot.waitSignal(table.listed):
        table.sort(-1)
    assert column(table, Column.ANSWER) == answers


def test_a_later_search_wins_over_an_earlier_one(qtbot: QtBot, table: ExampleTable) -> None:
    table.search(RowQuery(text="garden"))
    search(qtbot, table, RowQuery(kind=ExampleKind.REPLAY))
    qtbot.waitUntil(lambda: not table.is_busy)
    assert column(table, Column.KIND) == ["General"]


def test_an_edit_is_written_marked_and_undone(
    qtbot: QtBot, table: ExampleTable, editor: RowEditor, file: Path
) -> None:
    before = stored(file)
    index = table.index(2, Column.ANSWER)
    old = index.data(SHOWN)
    with qtbot.waitSignal(editor.written):
        assert table.setData(index, "  by hand ", EDIT)
        assert index.data(SHOWN) == "by hand"
    (changed,) = (row for key, row in stored(file).items() if row != before[key])
    assert (changed.output, changed.edited) == ("by hand", True)
    assert table.index(2, Column.STATE).data(SHOWN) == "Edited"
    with qtbot.waitSignal(editor.written):
        editor.undo_stack.undo()
    assert index.data(SHOWN) == old
    assert stored(file) == before
    with qtbot.waitSignal(editor.written):
        editor.undo_stack.redo()
    assert index.data(SHOWN) == "by hand"


def test_an_edit_that_says_nothing_or_nothing_new_is_none(
    table: ExampleTable, editor: RowEditor
) -> None:
    index = table.index(0, Column.QUESTION)
    assert not table.setData(index, "   ", EDIT)
    assert table.setData(index, index.data(EDIT), EDIT)
    assert not table.setData(table.index(0, Column.KIND), "x", EDIT)
    assert editor.undo_stack.count() == 0


def test_an_instruction_without_a_question_has_no_question_to_edit(table: ExampleTable) -> None:
    last = table.rowCount() - 1
    editable = Qt.ItemFlag.ItemIsEditable
    assert not table.flags(table.index(last, Column.QUESTION)) & editable
    assert table.flags(table.index(last, Column.ANSWER)) & editable
    assert table.flags(table.index(0, Column.QUESTION)) & editable
    assert not table.flags(table.index(0, Column.KIND)) & editable


def test_many_rows_are_decided_on_in_one_step(
    qtbot: QtBot, table: ExampleTable, editor: RowEditor, file: Path
) -> None:
    first, third = table.number(0), table.number(2)
    with qtbot.waitSignal(editor.written):
        table.decide((third,), RowState.REJECTED)
    selection = QItemSelection(table.index(0, 0), table.index(4, 5))
    numbers = table.numbers_in(selection.at(at) for at in range(selection.count()))
    assert len(numbers) == 5
    with qtbot.waitSignal(editor.written):
        table.decide(numbers, RowState.APPROVED)
    assert column(table, Column.STATE)[:6] == ["Approved"] * 5 + ["Not reviewed"]
    with qtbot.waitSignal(editor.written):
        editor.undo_stack.undo()
    states = [table.index(row, 0).data(HEAD_ROLE).state for row in range(3)]
    assert states == [RowState.DRAFT, RowState.DRAFT, RowState.REJECTED]
    assert table.row_of(first) == 0
    assert sum(row.state is RowState.REJECTED for row in stored(file).values()) == 1


def test_quick_steps_and_undos_are_written_in_their_order(
    qtbot: QtBot, table: ExampleTable, editor: RowEditor, file: Path
) -> None:
    before = stored(file)
    index = table.index(0, Column.ANSWER)
    for text in ("one", "two", "three"):
        table.setData(index, text, EDIT)
    editor.undo_stack.undo()
    editor.undo_stack.undo()
    written: list[object] = []
    editor.written.connect(written.append)
    qtbot.waitUntil(lambda: len(written) == 5)
    assert index.data(SHOWN) == "one"
    editor.undo_stack.undo()
    qtbot.waitUntil(lambda: len(written) == 6)
    assert stored(file) == before


def test_while_locked_nothing_is_changed_and_nothing_can_be_taken_back(
    qtbot: QtBot, table: ExampleTable, editor: RowEditor, file: Path
) -> None:
    with qtbot.waitSignal(editor.written):
        table.decide((table.number(0),), RowState.APPROVED)
    before = stored(file)
    editor.lock(True)
    assert not editor.undo_stack.canUndo()
    assert not table.decide((table.number(1),), RowState.REJECTED)
    assert not table.setData(table.index(1, Column.ANSWER), "new", EDIT)
    assert not table.flags(table.index(1, Column.ANSWER)) & Qt.ItemFlag.ItemIsEditable
    assert stored(file) == before
    editor.lock(False)
    with qtbot.waitSignal(editor.written):
        assert table.decide((table.number(1),), RowState.REJECTED)


def test_a_change_that_can_not_be_written_is_told_and_shown_as_it_was(
    qtbot: QtBot, table: ExampleTable, editor: RowEditor, file: Path
) -> None:
    index = table.index(0, Column.ANSWER)
    old, gone = index.data(SHOWN), table.number(1)
    with transaction(file, writes=True) as connection:
        connection.execute("DELETE FROM examples WHERE rowid = ?", (gone,))
    with qtbot.waitSignal(editor.failed) as told:
        table.decide((table.number(0), gone), RowState.REJECTED)
    assert isinstance(told.args[0], TunedeskError)
    assert index.data(SHOWN) == old
    assert table.index(0, Column.STATE).data(SHOWN) == "Not reviewed"
    assert not editor.undo_stack.canUndo()


def test_a_damaged_dataset_is_told_not_raised(
    qtbot: QtBot, editor: RowEditor, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database at all" * 100)
    table = ExampleTable(editor)
    with qtbot.waitSignal(table.problem) as told:
        table.open(broken)
    assert "damaged" in str(told.args[0])
    assert table.rowCount() == 0
    table.deleteLater()
