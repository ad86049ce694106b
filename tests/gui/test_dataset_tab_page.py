"""The Dataset tab over a built project: rows looked at, decided on, exported, built again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from backend.dataset.row import ExampleKind, RowState
from backend.dataset.store import DatasetStore
from backend.project import Project
from gui.context import AppContext
from gui.models.dataset_table import HEAD_ROLE, Column
from gui.tabs.base import TabState
from gui.tabs.dataset.page import DatasetTab
from tests.gui.support.looks import cut_off, nameless, out_of_order
from tests.gui.support.person import find

LONG_MS = 90_000
SHOWN = Qt.ItemDataRole.DisplayRole


@pytest.fixture
def tab(qtbot: QtBot, context: AppContext, sample_project: Project) -> Iterator[DatasetTab]:
    context.project.open(sample_project.root)
    made = DatasetTab(context)
    made.resize(1280, 590)
    made.show()
    qtbot.waitUntil(lambda: made.table.rowCount() > 0 and made.build.stand.total > 0)
    qtbot.waitUntil(lambda: bool(made.sources.usable))
    yield made
    made.close_down()
    made.close()
    made.deleteLater()


def shown_words(owner: QWidget) -> str:
    return "\n".join(one.text() for one in owner.findChildren(QLabel) if one.isVisible())


def choose_kind(qtbot: QtBot, tab: DatasetTab, kind: str) -> None:
    with qtbot.waitSignal(tab.table.listed):
        tab.examples.filters.kind.setCurrentText(kind)


def state_of(tab: DatasetTab, row: int) -> RowState:
    head = tab.table.index(row, 0).data(HEAD_ROLE)
    assert head is not None
    state = head.state
    assert isinstance(state, RowState)
    return state


def test_a_built_project_is_counted_and_leads_on(qtbot: QtBot, tab: DatasetTab) -> None:
    project = tab.context.project.require()
    counts = DatasetStore(project.dataset_file).counts()
    assert tab.table.rowCount() == counts.total == tab.build.stand.count()
    words = shown_words(tab.build_panel)
    for kind, name in ((ExampleKind.ANSWERABLE, "Answerable"), (ExampleKind.REPLAY, "General")):
        assert f"{name} {counts.of(kind)}" in words
    assert tab.state() is TabState.DONE
    assert str(counts.total) in tab.headline()
    action = tab.primary()
    assert action is not None
    assert action.text == "Next: Hardware"
    with qtbot.waitSignal(tab.context.navigate) as gone:
        tab.run_primary()
    assert gone.args[0] == "hardware"


def test_the_row_in_front_is_shown_with_its_page_and_evidence(
    qtbot: QtBot, tab: DatasetTab
) -> None:
    choose_kind(qtbot, tab, "Answerable")
    tab.examples.view.show_row(3)
    found = tab.row.details
    assert found is not None
    assert found.chunk is not None
    assert found.example.evidence is not None
    words = shown_words(tab.details)
    assert found.example.question in words
    assert found.example.output in words
    assert found.example.evidence.quote in words.replace("<br>", "\n")
    qtbot.waitUntil(lambda: tab.row.image is not None, timeout=LONG_MS)
    marks = tab.row.marks()
    assert marks.evidence
    image = tab.row.image
    assert image is not None
    for box in (*marks.evidence, *marks.context):
        assert 0 <= box.left < box.right <= image.width_pt
        assert 0 <= box.top < box.bottom <= image.height_pt
    # The words marked are those of the quote.
    quote = "".join(found.example.evidence.quote.split())
    marked = "".join(
        letter
        for at, letter in enumerate(image.letters.text)
        if any(
            box.left - 0.5 <= image.letters.corners[4 * at]
            and image.letters.corners[4 * at + 2] <= box.right + 0.5
            and box.top - 1 <= image.letters.corners[4 * at + 1]
            and image.letters.corners[4 * at + 3] <= box.bottom + 1
            for box in marks.evidence
        )
    )
    assert marked == quote


def test_a_negative_says_how_it_was_verified(qtbot: QtBot, tab: DatasetTab) -> None:
    choose_kind(qtbot, tab, "Unanswerable")
    tab.examples.view.show_row(0)
    found = tab.row.details
    assert found is not None
    assert found.example.check is not None
    assert found.example.check.method in shown_words(tab.details)
    choose_kind(qtbot, tab, "General")
    tab.examples.view.show_row(0)
    assert not tab.details._page.isVisible()


def test_search_finds_and_says_when_nothing_matches(qtbot: QtBot, tab: DatasetTab) -> None:
    all_rows = tab.table.rowCount()
    qtbot.keyClick(tab, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = find(tab.examples, QLineEdit, "Search")
    qtbot.keyClicks(field, "marigold")
    qtbot.waitUntil(lambda: 0 < tab.table.rowCount() < all_rows)
    row = tab.table.index(0, 0).data(HEAD_ROLE)
    assert "marigold" in f"{row.question} {row.output}".lower()
    qtbot.keyClicks(field, "xyzzy")
    qtbot.waitUntil(lambda: tab.table.rowCount() == 0)
    assert "No row matches" in shown_words(tab.examples)
    with qtbot.waitSignal(tab.table.listed):
        tab.examples.filters.clear_filters()
    assert tab.table.rowCount() == all_rows


def test_keys_approve_reject_and_go_on_to_the_next_row(qtbot: QtBot, tab: DatasetTab) -> None:
    view = tab.examples.view
    view.show_row(0)
    for key in (Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_A):
        with qtbot.waitSignal(tab.editor.written):
            qtbot.keyClick(view, key)
    assert [state_of(tab, row) for row in range(4)] == [
        RowState.APPROVED,
        RowState.REJECTED,
        RowState.APPROVED,
        RowState.DRAFT,
    ]
    assert view.currentIndex().row() == 3
    qtbot.waitUntil(lambda: "1 rejected" in shown_words(tab.build_panel))
    view.show_row(1)
    with qtbot.waitSignal(tab.editor.written):
        qtbot.keyClick(view, Qt.Key.Key_U)
    assert state_of(tab, 1) is RowState.DRAFT
    stack = tab.undo_stack()
    with qtbot.waitSignal(tab.editor.written):
        stack.undo()
    assert state_of(tab, 1) is RowState.REJECTED


def test_all_rows_are_selected_and_decided_on_at_once(qtbot: QtBot, tab: DatasetTab) -> None:
    choose_kind(qtbot, tab, "General")
    tab.examples.view.selectAll()
    assert "selected" in shown_words(tab.examples)
    with qtbot.waitSignal(tab.editor.written):
        tab.examples.reject.click()
    store = DatasetStore(tab.context.project.require().dataset_file)
    assert store.counts().of(ExampleKind.REPLAY) == 0
    with qtbot.waitSignal(tab.context.project.dataset_changed, timeout=LONG_MS):
        tab.undo_stack().undo()
    assert store.counts().of(ExampleKind.REPLAY) == tab.table.rowCount()


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_a_cell_is_edited_in_place(qtbot: QtBot, tab: DatasetTab, key: Qt.Key) -> None:
    view = tab.examples.view
    view.setCurrentIndex(tab.table.index(1, Column.ANSWER))
    qtbot.keyClick(view, key)
    editor = view.viewport().findChild(QPlainTextEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "By hand")
    with qtbot.waitSignal(tab.editor.written):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert tab.table.index(1, Column.ANSWER).data(SHOWN) == "By hand"
    assert "By hand" in shown_words(tab.details)


def test_rows_are_exported_to_the_file_chosen(
    qtbot: QtBot, tab: DatasetTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "rows.jsonl"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(tab.context.told) as told:
        tab.examples.export.click()
    lines = target.read_text(encoding="utf-8").splitlines()
    assert len(lines) == tab.table.rowCount()
    assert {"instruction", "input", "output", "metadata"} <= json.loads(lines[0]).keys()
    assert str(target) in told.args[0]


def test_a_rebuild_keeps_what_was_touched_and_meanwhile_rows_are_only_read(
    qtbot: QtBot, tab: DatasetTab
) -> None:
    with qtbot.waitSignal(tab.editor.written):
        tab.table.setData(tab.table.index(0, Column.ANSWER), "By hand", Qt.ItemDataRole.EditRole)
    tab.build.change(negatives=0.2, questions_per_chunk=3)
    rows = tab.table.rowCount()
    tab.build.start()
    assert tab.state() is TabState.RUNNING
    assert tab.primary() is None
    assert "rows can be read, not changed" in shown_words(tab.examples)
    assert not tab.table.decide((tab.table.number(0),), RowState.REJECTED)
    assert tab.table.index(5, Column.QUESTION).data(SHOWN)
    with qtbot.waitSignal(tab.build.rebuilt, timeout=LONG_MS):
        pass
    qtbot.waitUntil(lambda: tab.table.rowCount() > rows, timeout=LONG_MS)
    qtbot.waitUntil(
        lambda: tab.build.stand.spec is not None and tab.build.stand.spec.negatives == 0.2
    )
    store = DatasetStore(tab.context.project.require().dataset_file)
    assert [row.output for row in store.examples() if row.edited] == ["By hand"]
    assert tab.state() is TabState.DONE
    assert not tab.undo_stack().canUndo()


def test_a_build_can_be_cancelled_and_the_rows_stay(qtbot: QtBot, tab: DatasetTab) -> None:
    before = DatasetStore(tab.context.project.require().dataset_file).examples()
    tab.build.change(seed=7)
    tab.build.start()
    job = tab.build.job
    assert job is not None
    qtbot.waitUntil(lambda: job.state.attempt > 0, timeout=LONG_MS)
    with qtbot.waitSignal(tab.build.rebuilt, timeout=LONG_MS):
        tab.progress.progress.cancel_requested.emit()
    assert DatasetStore(tab.context.project.require().dataset_file).examples() == before
    assert tab.build.failure is None
    assert tab.state() is TabState.DONE


def test_a_failed_build_says_why_and_can_be_tried_again(qtbot: QtBot, tab: DatasetTab) -> None:
    tab.context.project.set_info(base_model="/nowhere/at/all")
    with qtbot.waitSignal(tab.build.rebuilt, timeout=LONG_MS):
        tab.build.start()
    assert tab.build.failure is not None
    assert tab.progress.fault.isVisible()
    assert tab.state() is TabState.ATTENTION
    assert "/nowhere/at/all" in shown_words(tab.progress.fault)
    tab.context.project.set_info(base_model="starter")
    with qtbot.waitSignal(tab.build.rebuilt, timeout=LONG_MS):
        tab.progress.fault.action_requested.emit()
    assert tab.build.failure is None
    assert not tab.progress.fault.isVisible()


def test_removed_documents_ask_for_a_rebuild(qtbot: QtBot, tab: DatasetTab, tmp_path: Path) -> None:
    documents = tab.context.project.require().documents_folder
    extra = next(documents.glob("*.json"))
    record = json.loads(extra.read_text(encoding="utf-8"))
    record["document_id"] = "0" * 16
    record["sha256"] = "0" * 64
    record["name"] = "another.pdf"
    (documents / f"{'0' * 16}.json").write_text(json.dumps(record), encoding="utf-8")
    (documents / "another.pdf").write_bytes(next(documents.glob("*.pdf")).read_bytes())
    tab.context.project.documents_changed.emit()
    qtbot.waitUntil(lambda: tab.state() is TabState.ATTENTION)
    action = tab.primary()
    assert action is not None
    assert action.text == "Rebuild dataset"
    assert "changed" in tab.headline()


def test_closing_the_project_empties_the_tab(qtbot: QtBot, tab: DatasetTab) -> None:
    tab.context.project.close()
    assert tab.table.rowCount() == 0
    assert tab.row.details is None
    assert tab.state() is TabState.EMPTY


@pytest.mark.parametrize("size", [(1280, 590), (1920, 950), (640, 250), (2400, 1200)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_nameless_or_cut_off(
    qtbot: QtBot, tab: DatasetTab, size: tuple[int, int], theme: str
) -> None:
    tab.context.theme.choose(theme, 1.0)
    tab.resize(*size)
    tab.examples.view.show_row(0)
    qtbot.waitUntil(lambda: tab.row.image is not None, timeout=LONG_MS)
    tab.build_panel._settings.set_open(True)
    qtbot.wait(50)
    assert nameless(tab) == []
    assert cut_off(tab) == []
    assert out_of_order(tab) == []


def test_how_columns_were_divided_comes_back(qtbot: QtBot, tab: DatasetTab) -> None:
    whole = tab._work._whole
    whole.moveSplitter(400, 1)
    kept = whole.sizes()
    again = DatasetTab(tab.context)
    again.resize(1280, 590)
    again.show()
    qtbot.waitUntil(lambda: again.build.stand.total > 0)
    assert again._work._whole.sizes() == kept
    again.close_down()
    again.close()
    again.deleteLater()


def test_the_middle_of_the_tab_takes_drops_wherever_it_is(tab: DatasetTab) -> None:
    for x, y in ((100, 100), (700, 200), (900, 500)):
        one: QWidget | None = tab.childAt(QPoint(x, y))
        while one is not None and not one.acceptDrops():
            one = one.parentWidget()
        assert one is tab
