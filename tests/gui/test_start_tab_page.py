"""The Start tab: ways to begin, recent projects, where the open one stands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from backend.dataset.row import ExampleKind
from backend.dataset.store import DatasetStore
from backend.documents.spec import AddSpec
from backend.project import STARTER, Project
from gui.context import AppContext, Fault
from gui.tabs.base import TabState
from gui.tabs.start.page import StartTab
from tests.gui.support.fake_jobs import FakeBoard
from tests.gui.support.finished_run import add_finished_run, add_scorecard
from tests.gui.support.looks import cut_off, nameless, out_of_order
from tests.gui.support.person import find, press, settle
from tests.tuned_run_support import CHUNKS, example

SIZES = pytest.mark.parametrize("size", [QSize(1280, 590), QSize(640, 230)], ids=["wide", "small"])


@pytest.fixture
def board(context: AppContext, tmp_path: Path) -> FakeBoard:
    made = FakeBoard(tmp_path / "jobs", context)
    context._jobs = made  # type: ignore[assignment]
    return made


@pytest.fixture
def page(context: AppContext, board: FakeBoard, tmp_path: Path) -> Iterator[StartTab]:
    context.preferences.change(projects_folder=str(tmp_path / "projects"))
    made = StartTab(context)
    made.resize(1280, 590)
    made.show()
    made.shown()
    settle()
    yield made
    made.close_down()
    made.close()
    made.deleteLater()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "harbour", "Harbour rules")


def said(page: StartTab) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def primary_text(page: StartTab) -> str:
    action = page.primary()
    assert action is not None
    return action.text


def add_rows(project: Project) -> None:
    rows = tuple(example(number, ExampleKind.ANSWERABLE) for number in range(3))
    DatasetStore(project.dataset_file).replace_generated(rows, CHUNKS)


def test_the_first_start_shows_three_ways_and_the_seven_steps(page: StartTab) -> None:
    assert page.state() is TabState.EMPTY
    assert primary_text(page) == "Try the sample handbook"
    for name in ("Try the sample handbook", "New project", "Open a project"):
        assert find(page, QPushButton, name).isVisible()
    text = said(page)
    steps = ("Start", "Dataset", "Hardware", "Hyperparameters", "Training", "Test", "Export")
    assert all(f"{number}  {step}" in text for number, step in enumerate(steps, 1))
    assert "Recent projects" not in text


def test_the_sample_is_a_new_project_each_time(
    page: StartTab, context: AppContext, board: FakeBoard, tmp_path: Path, qtbot: QtBot
) -> None:
    roots = []
    for _ in range(2):
        with qtbot.waitSignal(context.navigate, check_params_cb=lambda tab, _: tab == "dataset"):
            press(find(page, QPushButton, "Try the sample handbook"))
        project = context.project.require()
        assert project.info.base_model == STARTER
        assert board.last.kind == "documents_add"
        spec = board.last.spec
        assert isinstance(spec, AddSpec)
        assert spec.project == str(project.root)
        assert [Path(path).suffix for path in spec.paths] == [".pdf"]
        assert Path(spec.paths[0]).is_file()
        roots.append(project.root)
    assert len(set(roots)) == 2
    assert {root.parent for root in roots} == {tmp_path / "projects"}


def test_recent_projects_are_listed_and_open_by_a_press(
    page: StartTab, context: AppContext, project: Project, qtbot: QtBot
) -> None:
    context.preferences.remember_project(project.root)
    qtbot.waitUntil(lambda: "Recent projects" in said(page))
    text = said(page)
    assert "Harbour rules" in text
    assert str(project.root) in text
    assert "today" in text
    assert "7  Export" not in text
    press(find(page, QPushButton, "Open Harbour rules"))
    assert context.project.require().root == project.root


def test_the_last_project_is_the_next_step(
    page: StartTab, context: AppContext, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    context.preferences.remember_project(project.root)
    context.preferences.remember_project(tmp_path / "gone")
    qtbot.waitUntil(lambda: primary_text(page) == "Open Harbour rules")
    page.run_primary()
    assert context.project.require().root == project.root


def test_a_missing_project_is_said_and_can_be_forgotten(
    page: StartTab, context: AppContext, project: Project, qtbot: QtBot
) -> None:
    shutil.rmtree(project.root)
    context.preferences.remember_project(project.root)
    qtbot.waitUntil(lambda: "Recent projects" in said(page))
    button = find(page, QPushButton, f"Open {project.root.name}")
    assert not button.isEnabled()
    assert "Missing" in button.accessibleDescription()
    press(find(page, QToolButton, f"Take {project.root.name} off"))
    assert context.preferences.settings.recent == ()
    qtbot.waitUntil(lambda: "Recent projects" not in said(page))


def test_the_open_project_is_told_in_numbers(
    page: StartTab, context: AppContext, project: Project, qtbot: QtBot
) -> None:
    add_rows(project)
    add_scorecard(add_finished_run(project), "It answers better than before.")
    context.project.open(project.root)
    qtbot.waitUntil(lambda: "It answers better than before." in said(page))
    text = said(page)
    assert str(project.root) in text
    assert "1 finished" in text
    assert "What run 1-qlora has learned" in text
    assert page.state() is TabState.DONE
    assert "Teach a model" not in text
    context.project.close()
    assert "Teach a model" in said(page)
    assert "1 finished" not in said(page)


def test_the_open_project_is_not_among_the_recent_ones(
    page: StartTab, context: AppContext, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    other = Project.create(tmp_path / "other", "Other")
    context.preferences.remember_project(other.root)
    context.project.open(project.root)
    qtbot.waitUntil(lambda: find(page, QPushButton, "Open Other").isVisible())
    names = [button.accessibleName() for button in page.findChildren(QPushButton)]
    assert "Open Harbour rules" not in names


def test_each_state_of_a_project_leads_to_its_tab(
    page: StartTab, context: AppContext, project: Project, qtbot: QtBot
) -> None:
    context.project.open(project.root)

    def leads_to(text: str, tab: str) -> None:
        qtbot.waitUntil(lambda: primary_text(page) == text)
        with qtbot.waitSignal(context.navigate, check_params_cb=lambda name, _: name == tab):
            page.run_primary()

    leads_to("Next: Dataset", "dataset")
    add_rows(project)
    context.project.dataset_changed.emit()
    leads_to("Next: Hardware", "hardware")
    run = add_finished_run(project)
    adapter = run.adapter_folder.rename(run.root / "elsewhere")
    context.project.runs_changed.emit()
    leads_to("Go to Training", "training")
    adapter.rename(run.adapter_folder)
    context.project.runs_changed.emit()
    leads_to("Next: Test", "test")
    add_scorecard(run, "Better.")
    context.project.runs_changed.emit()
    leads_to("Next: Export", "export")


def test_behind_other_tabs_nothing_is_counted(
    page: StartTab, context: AppContext, project: Project, qtbot: QtBot
) -> None:
    context.project.open(project.root)
    qtbot.waitUntil(lambda: page.headline().startswith("The project is empty"))
    page.hidden()
    add_rows(project)
    with qtbot.assertNotEmitted(page.presented, wait=100):
        context.project.dataset_changed.emit()
    page.shown()
    qtbot.waitUntil(lambda: primary_text(page) == "Next: Hardware")


def test_a_project_that_was_closed_meanwhile_is_not_shown(
    page: StartTab, context: AppContext, project: Project
) -> None:
    context.project.open(project.root)
    context.project.close()
    settle()
    assert page.state() is TabState.EMPTY
    assert "Documents" not in said(page).split("\n")


def test_a_broken_dataset_is_an_error_card(
    page: StartTab, context: AppContext, project: Project, qtbot: QtBot
) -> None:
    project.dataset_file.write_bytes(b"no database" * 100)
    with qtbot.waitSignal(context.fault_raised) as raised:
        context.project.open(project.root)
    assert isinstance(raised.args[0], Fault)
    assert raised.args[0].error.message.code == "dataset.damaged"
    assert primary_text(page) == "Next: Dataset"


def test_before_the_project_is_looked_at_no_step_is_offered(
    page: StartTab, context: AppContext, project: Project, qtbot: QtBot
) -> None:
    context.project.open(project.root)
    action = page.primary()
    assert action is not None
    assert not action.enabled
    with qtbot.assertNotEmitted(context.navigate):
        page.run_primary()
    qtbot.waitUntil(lambda: primary_text(page) == "Next: Dataset")


@SIZES
def test_it_can_be_used_by_ear_by_keyboard_and_on_a_small_screen(
    page: StartTab, context: AppContext, project: Project, size: QSize, qtbot: QtBot
) -> None:
    page.resize(size)
    settle()
    assert nameless(page) + out_of_order(page) + cut_off(page) == []
    add_scorecard(add_finished_run(project), "It answers better than before.")
    context.preferences.remember_project(project.root / "a folder with a long name that is gone")
    context.project.open(project.root)
    qtbot.waitUntil(lambda: "better" in said(page) and "Recent projects" in said(page))
    settle()
    assert nameless(page) + out_of_order(page) + cut_off(page) == []
