"""The Test tab as the window sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from backend.chat.spec import BASE, TUNED
from backend.evaluation.spec import EvaluateSpec
from backend.events import PhaseChanged
from backend.jobs.handle import JobHandle
from backend.message import Message
from backend.project import Project
from gui.context import AppContext
from gui.models.chat import ChatPhase
from gui.models.exchange import AskInChat, Question
from gui.tabs.base import TabState
from gui.tabs.test.page import TestTab as Page
from tests.gui.support.fake_jobs import FakeBoard
from tests.gui.support.looks import cut_off, nameless, out_of_order
from tests.gui.support.machines import machine_with
from tests.gui.support.person import find, press, settle

WORD = Message("a", "b")


@pytest.fixture
def page(context: AppContext, qtbot: QtBot) -> Iterator[Page]:
    made = Page(context)
    made.resize(1232, 560)
    made.show()
    yield made
    made.close_down()
    made.close()
    made.deleteLater()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "project", "Harbour", "nothing")
    made.new_run("lora").adapter_folder.mkdir()
    made.new_run("qlora").adapter_folder.mkdir()
    made.new_run("unfinished")
    return made


def picker_of(page: Page) -> QComboBox:
    picker = page.findChild(QComboBox)
    assert isinstance(picker, QComboBox)
    return picker


def test_without_a_project_the_way_leads_to_start(
    page: Page, context: AppContext, qtbot: QtBot
) -> None:
    assert (page.state(), page.primary()) == (TabState.EMPTY, None)
    with qtbot.waitSignal(context.navigate, check_params_cb=lambda tab, _: tab == "start"):
        press(find(page, QPushButton, "Go to Start"))


def test_finished_runs_can_be_chosen_the_newest_first(
    page: Page, context: AppContext, project: Project
) -> None:
    context.project.open(project.root)
    picker = picker_of(page)
    assert [picker.itemData(index) for index in range(picker.count())] == [
        "2-qlora",
        "1-lora",
        None,
    ]
    assert page.chat.run == "2-qlora"
    picker.setCurrentIndex(1)
    assert page.chat.run == "1-lora"
    assert page.measuring.run == project.run("1")


def test_a_run_that_finishes_is_chosen_unless_another_one_was(
    page: Page, context: AppContext, project: Project
) -> None:
    context.project.open(project.root)
    project.new_run("dora").adapter_folder.mkdir()
    context.project.runs_changed.emit()
    assert page.chat.run == "4-dora"
    picker_of(page).setCurrentIndex(2)
    project.new_run("lora").adapter_folder.mkdir()
    context.project.runs_changed.emit()
    assert page.chat.run == "1-lora"


def test_the_primary_button_leads_from_training_to_measuring(
    page: Page, context: AppContext, tmp_path: Path, qtbot: QtBot
) -> None:
    context.project.create(tmp_path / "new", "Harbour", "nothing")
    primary = page.primary()
    assert primary is not None
    assert primary.text == "Go to Training"
    with qtbot.waitSignal(context.navigate, check_params_cb=lambda tab, _: tab == "training"):
        page.run_primary()
    assert context.project.project is not None
    context.project.project.new_run("lora").adapter_folder.mkdir()
    context.project.runs_changed.emit()
    assert page.state() is TabState.READY
    primary = page.primary()
    assert primary is not None
    assert (primary.text, primary.enabled) == ("Measure before and after", True)


def test_the_base_model_alone_can_not_be_measured(
    page: Page, context: AppContext, project: Project
) -> None:
    context.project.open(project.root)
    picker_of(page).setCurrentIndex(2)
    primary = page.primary()
    assert primary is not None
    assert not primary.enabled
    assert primary.reason


def test_a_question_or_a_run_can_be_handed_over(
    page: Page, context: AppContext, project: Project
) -> None:
    context.project.open(project.root)
    press(find(page, QPushButton, "Scorecard"))
    page.receive(AskInChat("How much?", "Two litres."))
    assert find(page, QPlainTextEdit, "Question").toPlainText() == "How much?"
    page.receive(project.run("1"))
    assert page.chat.run == "1-lora"
    page.receive("something else")


@pytest.fixture
def board(context: AppContext, tmp_path: Path) -> FakeBoard:
    """In place of the context's own board, before the page is made."""
    made = FakeBoard(tmp_path / "jobs", context)
    context._jobs = made  # type: ignore[assignment]
    return made


@pytest.mark.parametrize(
    ("has_gpu", "kind"), [(True, "train"), (True, "evaluate"), (False, "train")]
)
def test_the_chat_makes_room_on_a_graphics_card_and_says_so(
    board: FakeBoard,
    page: Page,
    project: Project,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    *,
    has_gpu: bool,
    kind: str,
) -> None:
    context = page.context
    machine = machine_with(gpu_gib=8 if has_gpu else 0)
    monkeypatch.setattr("gui.models.findings.probe", lambda _: machine)
    context.project.open(project.root)
    qtbot.waitUntil(lambda: context.setup.machine is machine)
    page.chat.ask(Question("When?", (TUNED,)))
    chat = board.last
    chat.say(PhaseChanged("starting", WORD), PhaseChanged("ready", WORD))
    board.start(kind, EvaluateSpec(str(project.root), "1"))
    assert chat.stops == int(has_gpu)
    assert (page.chat.phase is ChatPhase.CLOSED) is has_gpu
    assert ("graphics card" in page.chat_view.status_text) is has_gpu


@pytest.mark.starter
def test_a_real_model_answers_and_is_unloaded_with_the_project(
    page: Page, context: AppContext, trained_project: Project, qtbot: QtBot
) -> None:
    context.project.open(trained_project.root)
    page.chat.ask(Question("When does the office open?", (TUNED, BASE)))
    folder = context.jobs.of_kind("chat_session").folder  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: page.chat.phase is ChatPhase.READY, timeout=120_000)
    (exchange,) = page.chat.exchanges
    assert [turn.speaker for turn in exchange.answers] == [TUNED, BASE]
    assert all(turn.whole and turn.tokens_per_s for turn in exchange.answers)
    assert exchange.answers[0].document == "lunnet-sound-handbook.pdf"
    context.project.close()
    qtbot.waitUntil(lambda: not JobHandle(folder).is_alive(), timeout=30_000)


@pytest.mark.starter
def test_every_view_can_be_used_by_ear_and_by_keyboard(
    page: Page, context: AppContext, trained_project: Project, qtbot: QtBot
) -> None:
    context.project.open(trained_project.root)
    qtbot.waitUntil(lambda: page.measuring.measured is not None)
    press(find(page, QToolButton, "How answers are drawn"))
    press(find(page, QPushButton, "My text"))
    for view in ("Chat", "Scorecard"):
        press(find(page, QPushButton, view))
        settle()
        assert nameless(page) + out_of_order(page) + cut_off(page) == []


def test_closing_the_project_forgets_its_chat(
    page: Page, context: AppContext, project: Project
) -> None:
    context.project.open(project.root)
    context.project.close()
    assert page.chat.run is None
    assert page.measuring.run is None
    assert page.state() is TabState.EMPTY
