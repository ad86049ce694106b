"""The Hardware tab: devices, base model, plan, and changes that make it fit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSlider,
    QTableWidget,
)
from pytestqt.qtbot import QtBot

from backend.hardware.machine import Machine
from backend.message import fault
from backend.models.facts import ModelFacts
from backend.project import STARTER
from backend.settings.paths import resources_folder
from gui.context import AppContext
from gui.plots.stacked_bar import StackedBar
from gui.tabs.base import TabState
from gui.tabs.hardware.page import HardwareTab
from gui.widgets.error_card import ErrorCard
from tests.gui.support.looks import cut_off, nameless, out_of_order
from tests.gui.support.machines import LARGE, machine_with, pretend
from tests.gui.support.person import find

Open = Callable[[ModelFacts, Machine], HardwareTab]


@pytest.fixture
def tab(context: AppContext, qtbot: QtBot) -> HardwareTab:
    """Shown, without a project."""
    made = HardwareTab(context)
    qtbot.addWidget(made, before_close_func=lambda _: made.close_down())
    made.resize(1280, 590)
    made.show()
    return made


@pytest.fixture
def open_with(
    tab: HardwareTab,
    context: AppContext,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Open:
    """Opens a project as it would be with that model on that machine."""

    def open_it(facts: ModelFacts, machine: Machine) -> HardwareTab:
        pretend(monkeypatch, facts, machine)
        context.project.create(tmp_path / "made")
        qtbot.waitUntil(lambda: context.setup.plan is not None and not context.setup.is_advising)
        tab.shown()
        qtbot.waitUntil(lambda: bool(tab.findChildren(QRadioButton)))
        return tab

    return open_it


def texts(tab: HardwareTab) -> str:
    return "\n".join(label.text() for label in tab.findChildren(QLabel) if label.isVisible())


def test_without_a_project_it_leads_to_start(
    tab: HardwareTab, context: AppContext, qtbot: QtBot
) -> None:
    assert tab.state() is TabState.EMPTY
    assert tab.primary() is None
    with qtbot.waitSignal(context.navigate) as sent:
        find(tab, QPushButton, "Go to Start").click()
    assert sent.args[0] == "start"


def test_a_card_is_shown_with_all_that_is_known_of_it(open_with: Open) -> None:
    said = texts(open_with(LARGE, machine_with(8)))
    for part in ("GeForce RTX 4060", "7.3 of 8.0 GiB free", "driver 560.94", "8.9"):
        assert part in said
    assert "AMD Ryzen 5 5600X" in said
    assert "9.6 of 16.0 GiB free" in said
    assert "212.0 GiB free" in said


def test_without_a_card_it_says_what_the_processor_is_good_for(open_with: Open) -> None:
    said = texts(open_with(LARGE, machine_with(0)))
    assert "No NVIDIA graphics card" in said
    assert "fine for the starter" in said
    assert "GeForce" not in said


def test_the_machine_is_looked_at_only_while_shown(
    open_with: Open, context: AppContext, qtbot: QtBot
) -> None:
    tab = open_with(LARGE, machine_with(8))
    tab._timer.setInterval(10)
    with qtbot.waitSignals([context.setup.machine_changed] * 2):
        tab.shown()
    tab.hidden()
    assert not tab._timer.isActive()


def test_what_fits_is_said_in_words_and_shown_as_bars_and_table(open_with: Open) -> None:
    tab = open_with(LARGE, machine_with(8))
    assert tab.state() is TabState.READY
    assert "Fits: " in texts(tab)
    assert "of 7.3 GiB on the GPU" in tab.headline()
    table = tab.findChild(QTableWidget)
    names = [table.item(row, 0).text() for row in range(table.rowCount())]
    assert names[0] == "Model weights"
    assert names[-2:] == ["Total", "Other programs"]
    assert len(names) == 10
    assert "weights of linear layers" in table.item(0, 2).text()
    heard = tab.findChild(StackedBar).accessibleDescription()
    for part in (
        "QLoRA (chosen)",
        "LoRA",
        "8.0 GiB on the card",
        "Model weights",
        "Other programs",
    ):
        assert part in heard
    assert "Make it fit" not in texts(tab)


def test_a_click_on_a_bar_chooses_its_method(open_with: Open, context: AppContext) -> None:
    tab = open_with(LARGE, machine_with(8))
    bars = tab.findChild(StackedBar)
    lora = [bar.key for bar in bars._bars].index("lora")
    QTest.mouseClick(
        bars, Qt.MouseButton.LeftButton, pos=QPoint(bars.width() // 2, 28 + 40 * lora + 20)
    )
    assert context.setup.recipe.method == "lora"
    assert "Doesn't fit" in texts(tab)
    assert tab.state() is TabState.ATTENTION


def test_the_advice_is_listed_and_applied_whole_and_undone_whole(
    open_with: Open, context: AppContext, qtbot: QtBot
) -> None:
    tab = open_with(LARGE, machine_with(8))
    setup = context.setup
    before = setup.recipe
    setup.set_field("method", "lora")
    setup.set_field("micro_batch", 4)
    qtbot.waitUntil(lambda: "Make it fit" in texts(tab))
    qtbot.waitUntil(lambda: not setup.is_advising)
    count = len(setup.plan.advice)
    assert count >= 2
    find(tab, QPushButton, f"Apply all {count}").click()
    assert setup.plan.fits
    assert setup.recipe.method == "qlora"
    setup.undo_stack.undo()
    assert (setup.recipe.method, setup.recipe.micro_batch) == ("lora", 4)
    qtbot.waitUntil(lambda: "One row at a time" in texts(tab))
    find(tab, QPushButton, "Apply: One row at a time").click()
    assert setup.recipe.micro_batch == 1
    assert setup.recipe.method == "lora"
    while setup.undo_stack.canUndo():
        setup.undo_stack.undo()
    assert setup.recipe == before


def test_what_cannot_be_made_to_fit_is_said(open_with: Open) -> None:
    assert "only a smaller model fits" in texts(open_with(LARGE, machine_with(3)))


def test_the_sliders_change_the_plan_at_once(open_with: Open, context: AppContext) -> None:
    tab = open_with(LARGE, machine_with(8))
    before = context.setup.plan.total_bytes
    slider = find(tab, QSlider, "Rank")
    slider.setValue(slider.maximum())
    assert context.setup.recipe.rank == 256
    assert context.setup.plan.total_bytes > before
    assert find(tab, QLineEdit, "Rank").text() == "256"
    context.setup.undo_stack.undo()
    assert find(tab, QLineEdit, "Rank").text() == "16"


def test_a_number_may_be_typed_and_what_is_wrong_is_said(
    open_with: Open, context: AppContext
) -> None:
    tab = open_with(LARGE, machine_with(8))
    field = find(tab, QLineEdit, "Rank")
    field.clear()
    QTest.keyClicks(field, "24")
    assert context.setup.recipe.rank == 24
    field.clear()
    QTest.keyClicks(field, "0")
    assert "Rank is 0; it must be 1 to 512." in texts(tab)
    assert "no plan while the recipe has a value that can't be used" in texts(tab)
    QTest.keyClicks(field, "x")
    assert "no whole number" in texts(tab)
    assert field.text() == "0x"


def test_a_folder_with_a_model_becomes_the_base_model(
    open_with: Open, context: AppContext, qtbot: QtBot, tmp_path: Path
) -> None:
    tab = open_with(LARGE, machine_with(8))
    folder = tmp_path / "mine"
    shutil.copytree(resources_folder() / "starter_model", folder)
    with qtbot.waitSignal(context.project.info_changed):
        tab.choose_folder(folder)
    assert context.project.require().info.base_model == str(folder)
    qtbot.waitUntil(lambda: find(tab, QRadioButton, "mine").isChecked())
    find(tab, QRadioButton, "Starter").click()
    assert context.project.require().info.base_model == STARTER


def test_a_folder_without_a_model_changes_nothing_and_is_explained(
    open_with: Open, context: AppContext, qtbot: QtBot, tmp_path: Path
) -> None:
    tab = open_with(LARGE, machine_with(8))
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(context.fault_raised) as sent:
        tab.choose_folder(tmp_path / "empty")
    assert "not a model folder" in str(sent.args[0].error)
    assert context.project.require().info.base_model == STARTER


def test_models_that_cannot_be_used_say_why(
    open_with: Open,
    context: AppContext,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    models = tmp_path / "models"
    (models / "broken").mkdir(parents=True)
    monkeypatch.setattr("backend.models.catalogue.models_folder", lambda: models)
    tab = open_with(LARGE, machine_with(8))
    qtbot.waitUntil(lambda: len(tab.findChildren(QRadioButton)) == 2)
    button = find(tab, QRadioButton, "broken")
    assert not button.isEnabled()
    assert "config.json is not there" in texts(tab)


def test_facts_that_cannot_be_had_are_an_error_card_with_a_second_try(
    tab: HardwareTab,
    context: AppContext,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    def fail(_: str) -> ModelFacts:
        raise fault("model.facts_failed", "No facts today.", "Try again.")

    pretend(monkeypatch, LARGE, machine_with(8))
    monkeypatch.setattr("gui.models.findings.facts_of", fail)
    context.project.create(tmp_path / "made")
    qtbot.waitUntil(lambda: context.setup.facts_problem is not None)
    card = tab.findChild(ErrorCard)
    assert card.isVisible()
    assert tab.state() is TabState.ATTENTION
    assert not tab.primary().enabled
    pretend(monkeypatch, LARGE, machine_with(8))
    find(card, QPushButton, "Try again").click()
    qtbot.waitUntil(lambda: context.setup.plan is not None)
    assert not card.isVisible()
    assert tab.primary().enabled


def test_the_next_step_are_the_hyperparameters(
    open_with: Open, context: AppContext, qtbot: QtBot
) -> None:
    tab = open_with(LARGE, machine_with(8))
    assert tab.primary().text == "Next: Hyperparameters"
    with qtbot.waitSignal(context.navigate) as sent:
        tab.run_primary()
    assert sent.args[0] == "hyperparameters"


@pytest.mark.parametrize(
    ("size", "scale"),
    [((1280, 590), 1.0), ((640, 230), 1.0), ((1920, 950), 1.0), ((1280, 590), 2.0)],
)
@pytest.mark.parametrize("machine", [machine_with(0), machine_with(8)], ids=["cpu", "gpu"])
def test_everything_has_a_name_is_in_order_and_is_not_cut_off(
    open_with: Open, context: AppContext, machine: Machine, size: tuple[int, int], scale: float
) -> None:
    context.theme.choose("light", scale)
    tab = open_with(LARGE, machine)
    context.setup.set_field("method", "lora")
    tab.resize(*size)
    QTest.qWait(200)
    assert not context.setup.is_advising
    assert nameless(tab) == []
    assert out_of_order(tab) == []
    assert cut_off(tab) == []
    assert tab.findChild(QScrollArea).horizontalScrollBar().maximum() == 0
