"""Documents on the Dataset tab: dropped, read, refused with the reason, unlocked, removed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from backend.documents.store import DocumentStore
from gui.context import AppContext
from gui.models.run import RunModel
from gui.models.source import Source, SourceState
from gui.tabs.base import TabState
from gui.tabs.dataset.page import DatasetTab
from gui.tabs.dataset.source_words import problem_words, remedy_words, source_look
from tests.gui.support.looks import nameless
from tests.gui.support.person import drop_files, find
from tests.pdf_support import write_prose, write_scan

LONG_MS = 60_000


@pytest.fixture
def tab(qtbot: QtBot, context: AppContext) -> Iterator[DatasetTab]:
    made = DatasetTab(context)
    made.resize(1280, 590)
    made.show()
    yield made
    made.close_down()
    made.close()
    made.deleteLater()


@pytest.fixture
def project(tab: DatasetTab, tmp_path: Path) -> Path:
    tab.context.project.create(tmp_path / "project")
    return tmp_path / "project"


def wait_read(qtbot: QtBot, tab: DatasetTab, names: set[str]) -> None:
    """Until all is read, and the list comes from the project itself."""
    qtbot.waitUntil(
        lambda: not tab.sources.is_adding and {s.name for s in tab.sources.sources} == names,
        timeout=LONG_MS,
    )
    settled = (SourceState.DUPLICATE, SourceState.PROBLEM)
    qtbot.waitUntil(
        lambda: all(s.kept or s.state in settled for s in tab.sources.sources), timeout=LONG_MS
    )


def source(tab: DatasetTab, name: str) -> Source:
    return next(one for one in tab.sources.sources if one.name == name)


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drag_over(tab: DatasetTab, mime: QMimeData) -> bool:
    event = QDragEnterEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(tab, event)
    return event.isAccepted()


def test_without_a_project_files_are_not_taken_and_the_way_is_shown(
    qtbot: QtBot, tab: DatasetTab, tmp_path: Path
) -> None:
    assert not drag_over(tab, mime_of(write_prose(tmp_path / "a.pdf")))
    action = tab.primary()
    assert action is not None
    assert action.text == "Go to Start"
    with qtbot.waitSignal(tab.context.navigate) as gone:
        tab.run_primary()
    assert gone.args[0] == "start"
    assert tab.state() is TabState.EMPTY


def test_a_drag_is_answered_by_a_highlight(tab: DatasetTab, project: Path, tmp_path: Path) -> None:
    assert not tab._overlay.isVisible()
    assert drag_over(tab, mime_of(tmp_path / "a.pdf"))
    assert tab._overlay.isVisible()
    assert tab._overlay.geometry() == tab.rect()
    QApplication.sendEvent(tab, QDragLeaveEvent())
    assert not tab._overlay.isVisible()
    text = QMimeData()
    text.setText("just words")
    assert not drag_over(tab, text)
    web = QMimeData()
    web.setUrls([QUrl("https://example.org/a.pdf")])
    assert not drag_over(tab, web)


def test_a_folder_is_dropped_and_each_file_says_how_it_stands(
    qtbot: QtBot, tab: DatasetTab, project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_prose(folder / "a-good.pdf")
    shutil.copy(folder / "a-good.pdf", folder / "b-twin.pdf")
    (folder / "c-empty.pdf").touch()
    write_prose(folder / "d-locked.pdf", password="right")
    write_scan(folder / "e-scan.pdf", 2)
    write_scan(folder / "f-partly.pdf", 3, text_on=2)
    odd = tmp_path / "g-odd.xyz"
    odd.touch()
    assert drop_files(tab, [folder, odd])
    assert tab.sources.is_adding
    assert tab.state() is TabState.RUNNING
    names = {path.name for path in folder.iterdir()} | {odd.name}
    wait_read(qtbot, tab, names)
    looks = {name: source_look(source(tab, name)).text for name in names}
    assert looks == {
        "a-good.pdf": "1 page",
        "b-twin.pdf": "Same as a-good.pdf",
        "c-empty.pdf": "Empty file",
        "d-locked.pdf": "Needs a password",
        "e-scan.pdf": "Scanned: no text on pages 1-2",
        "f-partly.pdf": "3 pages · No text on pages 1 and 3",
        "g-odd.xyz": "Of a kind that can't be read yet",
    }
    assert "OCR" in remedy_words(source(tab, "e-scan.pdf"))
    assert "0 bytes" in problem_words(source(tab, "c-empty.pdf"))
    assert {one.name for one in tab.sources.usable} == {"a-good.pdf", "f-partly.pdf"}
    assert tab.state() is TabState.READY
    action = tab.primary()
    assert action is not None
    assert (action.text, action.enabled) == ("Build dataset", True)
    # The first that needs the person is pointed out, with what to do.
    assert [one.name for one in tab.sources_panel.list.chosen()] == ["d-locked.pdf"]
    assert nameless(tab) == []


def test_a_password_is_asked_for_and_opens_the_document(
    qtbot: QtBot, tab: DatasetTab, project: Path, tmp_path: Path
) -> None:
    drop_files(tab, [write_prose(tmp_path / "locked.pdf", password="right")])
    qtbot.waitUntil(
        lambda: [one.name for one in tab.sources_panel.list.chosen()] == ["locked.pdf"],
        timeout=LONG_MS,
    )
    assert tab.state() is TabState.ATTENTION
    for password, look in (("wrong", "Wrong password"), ("right", "1 page")):
        qtbot.waitUntil(lambda: source(tab, "locked.pdf").kept, timeout=LONG_MS)
        field = find(tab.sources_panel.note, QLineEdit, "Password")
        field.clear()
        qtbot.keyClicks(field, password)
        qtbot.mouseClick(
            find(tab.sources_panel.note, QPushButton, "Open"), Qt.MouseButton.LeftButton
        )
        qtbot.waitUntil(
            lambda look=look: source_look(source(tab, "locked.pdf")).text == look, timeout=LONG_MS
        )
        qtbot.waitUntil(lambda: not tab.sources.is_adding, timeout=LONG_MS)
    assert tab.sources.password_of("locked.pdf") == "right"
    kept = [file.read_text(encoding="utf-8") for file in project.glob("jobs/*/job.json")]
    assert not any("right" in text or "wrong" in text for text in kept)
    tab.context.project.close()
    assert tab.sources.password_of("locked.pdf") is None


def test_files_that_come_during_an_addition_wait_for_their_turn(
    qtbot: QtBot, tab: DatasetTab, project: Path, tmp_path: Path
) -> None:
    first, second = (write_prose(tmp_path / name, size_pt=size) for name, size in
                     (("first.pdf", 10), ("second.pdf", 11)))  # fmt: skip
    tab.sources.add([first])
    job = tab.sources.job
    tab.sources.add([second])
    assert tab.sources.job is job
    assert source(tab, "second.pdf").state is SourceState.QUEUED
    wait_read(qtbot, tab, {"first.pdf", "second.pdf"})
    assert len(list(project.glob("jobs/*/job.json"))) == 2
    assert all(one.state is SourceState.READY for one in tab.sources.sources)


def test_a_document_is_removed_after_a_question_and_others_dismissed(
    qtbot: QtBot,
    tab: DatasetTab,
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    odd = tmp_path / "odd.xyz"
    odd.touch()
    drop_files(tab, [write_prose(tmp_path / "kept.pdf"), odd])
    wait_read(qtbot, tab, {"kept.pdf", "odd.xyz"})
    asked: list[list[str]] = []
    answers = iter((False, True))

    def may_remove(sources: list[Source]) -> bool:
        asked.append([one.name for one in sources])
        return next(answers)

    panel = tab.sources_panel
    monkeypatch.setattr(panel, "_may_remove", may_remove)
    panel.list.select_source(source(tab, "odd.xyz"))
    panel.remove_chosen()
    assert [one.name for one in tab.sources.sources] == ["kept.pdf"]
    assert asked == []
    panel.list.select_source(source(tab, "kept.pdf"))
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert asked == [["kept.pdf"]]
    assert tab.sources.sources
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not tab.sources.sources)
    assert DocumentStore(project / "documents").all() == ()
    assert odd.exists()
    assert tab.state() is TabState.EMPTY


def test_a_failed_job_is_shown_with_its_remedy(
    qtbot: QtBot, tab: DatasetTab, project: Path, tmp_path: Path
) -> None:
    documents = project / "documents"
    shutil.rmtree(documents)
    documents.write_text("in the way")
    with qtbot.waitSignal(tab.context.jobs.ended, timeout=LONG_MS):
        tab.sources.add([write_prose(tmp_path / "a.pdf")])
    qtbot.waitUntil(lambda: tab.sources.failure is not None)
    assert tab.sources_panel._fault.isVisible()
    tab.sources.dismiss_failure()
    assert not tab.sources_panel._fault.isVisible()


def test_another_project_has_its_own_documents(
    qtbot: QtBot, tab: DatasetTab, project: Path, tmp_path: Path
) -> None:
    drop_files(tab, [write_prose(tmp_path / "a.pdf")])
    wait_read(qtbot, tab, {"a.pdf"})
    tab.context.project.create(tmp_path / "other")
    assert tab.sources.sources == ()
    tab.context.project.open(project)
    wait_read(qtbot, tab, {"a.pdf"})


def test_a_job_that_is_followed_again_after_its_end_changes_nothing(
    qtbot: QtBot, tab: DatasetTab, project: Path, tmp_path: Path
) -> None:
    ended: list[RunModel] = []
    tab.context.jobs.ended.connect(ended.append)
    drop_files(tab, [write_prose(tmp_path / "a.pdf"), write_scan(tmp_path / "b.pdf")])
    wait_read(qtbot, tab, {"a.pdf", "b.pdf"})
    qtbot.waitUntil(lambda: bool(ended))
    before = tab.sources.sources
    tab.context.jobs.started.emit(ended[0])
    assert not tab.sources.is_adding
    qtbot.waitUntil(lambda: tab.sources.sources == before)
