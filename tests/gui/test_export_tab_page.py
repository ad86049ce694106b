"""The Export tab: choosing, judging, writing, and how the result is used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from backend.events import JobFailed, PhaseChanged, ProgressMade
from backend.export.made import Made
from backend.export.spec import ExportSpec
from backend.message import Message
from backend.project import Project
from gui.context import AppContext
from gui.tabs.base import PrimaryAction, TabState
from gui.tabs.export.page import ExportTab
from gui.widgets.error_card import ErrorCard
from gui.widgets.progress_row import ProgressRow
from tests.gui.support.fake_jobs import FakeBoard
from tests.gui.support.finished_run import add_finished_run
from tests.gui.support.looks import cut_off, nameless, out_of_order
from tests.gui.support.person import find, press, settle

SIZES = pytest.mark.parametrize("size", [QSize(1280, 590), QSize(640, 230)], ids=["wide", "small"])
WRITING = PhaseChanged("writing", Message("export.writing", "Writing adapter"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "harbour", "Harbour rules")
    add_finished_run(made, "lora")
    made.new_run("unfinished")
    add_finished_run(made, "qlora")
    return made


@pytest.fixture
def board(context: AppContext, tmp_path: Path) -> FakeBoard:
    made = FakeBoard(tmp_path / "jobs", context)
    context._jobs = made  # type: ignore[assignment]
    return made


def show(context: AppContext) -> ExportTab:
    made = ExportTab(context)
    made.resize(1280, 590)
    made.show()
    made.shown()
    return made


@pytest.fixture
def page(context: AppContext, board: FakeBoard) -> Iterator[ExportTab]:
    yield from _page(context)


@pytest.fixture
def real_page(context: AppContext) -> Iterator[ExportTab]:
    """The same over a real board, which launches real workers."""
    yield from _page(context)


def _page(context: AppContext) -> Iterator[ExportTab]:
    made = show(context)
    yield made
    made.close_down()
    made.close()
    made.deleteLater()


def said(page: ExportTab) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def action(page: ExportTab) -> PrimaryAction:
    found = page.primary()
    assert found is not None
    return found


def open_ready(page: ExportTab, project: Project, qtbot: QtBot) -> None:
    page.context.project.open(project.root)
    qtbot.waitUntil(lambda: page.primary() is not None and action(page).enabled)


def folder_of(page: ExportTab) -> QLineEdit:
    return find(page, QLineEdit, "Folder")


def write_folder(page: ExportTab, path: Path | str) -> None:
    line = folder_of(page)
    line.setText(str(path))
    line.textEdited.emit(str(path))


def test_without_a_project_the_way_leads_to_start(page: ExportTab, qtbot: QtBot) -> None:
    assert (page.state(), page.primary()) == (TabState.EMPTY, None)
    with qtbot.waitSignal(page.context.navigate, check_params_cb=lambda tab, _: tab == "start"):
        press(find(page, QPushButton, "Go to Start"))


def test_without_a_finished_run_the_way_leads_to_training(
    page: ExportTab, tmp_path: Path, qtbot: QtBot
) -> None:
    empty = Project.create(tmp_path / "empty")
    empty.new_run("unfinished")
    page.context.project.open(empty.root)
    settle()
    assert (page.state(), page.primary()) == (TabState.EMPTY, None)
    with qtbot.waitSignal(page.context.navigate, check_params_cb=lambda tab, _: tab == "training"):
        press(find(page, QPushButton, "Go to Training"))


def test_finished_runs_are_offered_newest_first_with_a_folder_and_what_it_takes(
    page: ExportTab, project: Project, qtbot: QtBot
) -> None:
    open_ready(page, project, qtbot)
    runs = find(page, QComboBox, "Run")
    assert [runs.itemData(index) for index in range(runs.count())] == ["3-qlora", "1-lora"]
    assert folder_of(page).text() == str(project.exports_folder / "3-qlora-adapter")
    assert "Takes" in said(page)
    assert "free there" in said(page)
    assert "adapter_model.safetensors" in said(page)
    assert (action(page).text, page.state()) == ("Export adapter", TabState.READY)


def test_the_folder_goes_with_the_run_until_it_is_chosen_by_hand(
    page: ExportTab, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    open_ready(page, project, qtbot)
    runs = find(page, QComboBox, "Run")
    runs.setCurrentIndex(1)
    runs.activated.emit(1)
    qtbot.waitUntil(lambda: folder_of(page).text().endswith("1-lora-adapter"))
    write_folder(page, tmp_path / "mine")
    runs.setCurrentIndex(0)
    runs.activated.emit(0)
    qtbot.waitUntil(lambda: action(page).enabled)
    assert folder_of(page).text() == str(tmp_path / "mine")
    page.run_primary()
    spec = page.context.jobs.last.spec  # type: ignore[attr-defined]
    assert spec == ExportSpec(str(project.root), "3-qlora", "adapter", str(tmp_path / "mine"))


@pytest.mark.parametrize("path", ["{root}/documents", "exports/mine"])
def test_a_folder_that_will_not_do_is_said_and_nothing_can_be_exported(
    page: ExportTab, project: Project, path: str, qtbot: QtBot
) -> None:
    (project.documents_folder / "a.txt").write_text("x")
    open_ready(page, project, qtbot)
    write_folder(page, path.format(root=project.root))
    qtbot.waitUntil(lambda: bool(folder_of(page).property("problem")))
    assert not action(page).enabled
    assert action(page).reason in said(page)
    assert "--out" not in said(page)
    write_folder(page, "")
    qtbot.waitUntil(lambda: action(page).enabled)


def test_a_run_handed_over_by_another_tab_is_chosen(
    page: ExportTab, project: Project, qtbot: QtBot
) -> None:
    open_ready(page, project, qtbot)
    page.receive(project.run("1"))
    assert find(page, QComboBox, "Run").currentData() == "1-lora"


def test_a_real_export_is_shown_with_the_code_that_loads_it(
    real_page: ExportTab, project: Project, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = real_page
    open_ready(page, project, qtbot)
    out = project.exports_folder / "3-qlora-adapter"
    page.run_primary()
    assert page.state() is TabState.RUNNING
    assert not action(page).enabled
    qtbot.waitUntil(lambda: "3-qlora-adapter is ready" in said(page), timeout=60_000)
    assert (out / "adapter_model.safetensors").is_file()
    press(find(page, QToolButton, "Copy: Load it in Python"))
    code = QGuiApplication.clipboard().text()
    assert f'PeftModel.from_pretrained(base, "{out}")' in code
    compile(code, "copied", "exec")
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    press(find(page, QPushButton, "Open folder"))
    press(find(page, QPushButton, "Open model card"))
    assert [Path(url.toLocalFile()) for url in opened] == [out, out / "README.md"]
    qtbot.waitUntil(lambda: folder_of(page).text().endswith("3-qlora-adapter-2"))
    assert find(page, QPushButton, "Show 3-qlora-adapter").isVisible()
    assert page.state() is TabState.DONE


def test_an_earlier_export_can_be_looked_at(
    page: ExportTab, project: Project, qtbot: QtBot
) -> None:
    import shutil

    earlier = project.exports_folder / "older"
    shutil.copytree(project.run("1").adapter_folder, earlier)
    (earlier / "README.md").write_text("card")
    open_ready(page, project, qtbot)
    press(find(page, QPushButton, "Show older"))
    assert "older is ready" in said(page)
    assert str(earlier) in said(page)
    page.context.project.close()
    assert "older" not in said(page)


def test_progress_is_shown_and_can_be_cancelled(
    page: ExportTab, project: Project, qtbot: QtBot
) -> None:
    open_ready(page, project, qtbot)
    page.run_primary()
    job = page.context.jobs.last  # type: ignore[attr-defined]
    job.say(WRITING, ProgressMade(1, 4, "files"))
    assert page.findChild(ProgressRow).isVisible()
    assert "Writing adapter" in said(page)
    assert "1 of 4 files" in said(page)
    press(find(page, QPushButton, "Cancel"))
    assert job.stops == 1
    assert not page.findChild(ProgressRow).isVisible()
    qtbot.waitUntil(lambda: action(page).enabled)
    assert "is ready" not in said(page)


def test_a_failure_is_a_card_that_offers_to_try_again(
    page: ExportTab, project: Project, qtbot: QtBot
) -> None:
    open_ready(page, project, qtbot)
    page.run_primary()
    board = page.context.jobs
    message = Message("export.disk", "The drive is full.")
    remedy = Message("export.disk.remedy", "Free some space, or use --out.")
    board.last.say(JobFailed(message, remedy, "the trace"))  # type: ignore[attr-defined]
    card = page.findChild(ErrorCard)
    assert card.isVisible()
    assert "The drive is full." in said(page)
    assert "--out" not in said(page)
    press(find(card, QPushButton, "Try again"))
    assert len(board.jobs) == 2  # type: ignore[attr-defined]
    assert not card.isVisible()


def test_an_export_that_is_at_work_is_shown_again_after_a_restart(
    page: ExportTab, project: Project, board: FakeBoard, qtbot: QtBot
) -> None:
    open_ready(page, project, qtbot)
    job = board.start("export", ExportSpec(str(project.root), "1-lora", "adapter", "somewhere"))
    job.say(WRITING)
    assert page.findChild(ProgressRow).isVisible()
    assert page.headline() == "The export is being written."


def test_other_jobs_are_none_of_its_business(
    page: ExportTab, project: Project, board: FakeBoard, qtbot: QtBot
) -> None:
    open_ready(page, project, qtbot)
    board.start("documents_add", ExportSpec("", "", "", "")).say(
        JobFailed(Message("a", "Not mine."), Message("b", ""))
    )
    assert "Not mine." not in said(page)


@SIZES
def test_it_can_be_used_by_ear_by_keyboard_and_on_a_small_screen(
    page: ExportTab, project: Project, size: QSize, qtbot: QtBot
) -> None:
    page.resize(size)
    settle()
    assert nameless(page) + out_of_order(page) + cut_off(page) == []
    open_ready(page, project, qtbot)
    page._show_made(Made(project.exports_folder / "made", 5_000_000, 0.0, project.root))
    page.run_primary()
    board = page.context.jobs
    board.last.say(WRITING, ProgressMade(1, 4, "files"))  # type: ignore[attr-defined]
    settle()
    assert nameless(page) + out_of_order(page) + cut_off(page) == []
