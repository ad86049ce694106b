"""The Hyperparameters tab: the form, its notes, presets, the run card, the recipe as text."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from backend.choice import Choice
from backend.hardware.machine import Machine
from backend.message import Message
from backend.models.facts import ModelFacts
from backend.recipe.description import FieldDescription, Group
from backend.recipe.descriptions import DESCRIPTIONS
from backend.recipe.fields import NumberField
from backend.recipe.io import read_recipe
from backend.training.prepare import TrainingRows
from gui.context import AppContext
from gui.tabs.base import TabState
from gui.tabs.hyperparameters.field_note import Note
from gui.tabs.hyperparameters.field_row import FieldRow
from gui.tabs.hyperparameters.page import HyperparametersTab
from gui.widgets.badge import Badge
from tests.gui.support.looks import cut_off, nameless, out_of_order
from tests.gui.support.machines import LARGE, llama_facts, machine_with, pretend
from tests.gui.support.person import find

ROWS = TrainingRows(tuple(range(100, 500)))
SMALL = llama_facts("small", layers=2, width=64, feed_forward=160, vocabulary=3000, heads=4)
Open = Callable[..., HyperparametersTab]


@pytest.fixture
def tab(context: AppContext, qtbot: QtBot) -> HyperparametersTab:
    """Shown, without a project."""
    made = HyperparametersTab(context)
    qtbot.addWidget(made, before_close_func=lambda _: made.close_down())
    made.resize(1280, 590)
    made.show()
    made.shown()
    return made


@pytest.fixture
def open_with(
    tab: HyperparametersTab,
    context: AppContext,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Open:
    """Opens a project as it would be with that model, machine and rows."""

    def open_it(
        facts: ModelFacts = LARGE,
        machine: Machine = machine_with(8),  # noqa: B008  (frozen)
        rows: TrainingRows = ROWS,
    ) -> HyperparametersTab:
        pretend(monkeypatch, facts, machine)
        monkeypatch.setattr("gui.models.findings.measure_rows", lambda _: rows)
        context.project.create(tmp_path / "made")
        qtbot.waitUntil(
            lambda: context.setup.plan is not None and context.setup.training_rows == rows
        )
        return tab

    return open_it


def texts(tab: QWidget) -> str:
    return "\n".join(label.text() for label in tab.findChildren(QLabel) if label.isVisible())


def type_into(field: QLineEdit, text: str) -> None:
    field.clear()
    QTest.keyClicks(field, text)


def test_without_a_project_it_leads_to_start(
    tab: HyperparametersTab, context: AppContext, qtbot: QtBot
) -> None:
    assert tab.state() is TabState.EMPTY
    assert tab.primary() is None
    with qtbot.waitSignal(context.navigate) as sent:
        find(tab, QPushButton, "Go to Start").click()
    assert sent.args[0] == "start"


# The form


def test_every_described_field_but_the_method_has_a_row(tab: HyperparametersTab) -> None:
    assert set(tab.form.rows) == set(DESCRIPTIONS) - {"method"}


def test_a_new_field_needs_only_its_description(qtbot: QtBot) -> None:
    described = FieldDescription(
        name="noise",
        group=Group.OPTIMISATION,
        kind=NumberField(0, 1, "of the width"),
        label=Message("t.label", "Noise"),
        help=Message("t.help", "How much the embeddings are shaken."),
        reason=Message("t.reason", "None is needed."),
        source="somebody 2024",
        unit=Message("t.unit", "of the width"),
    )
    row = FieldRow(described, 0.5)
    qtbot.addWidget(row)
    row.show_value(0.5)
    row.show()
    assert find(row, QLineEdit, "Noise (of the width)").text() == "0.5"
    assert "Default 0.5" in find(row, QWidget, "Help: Noise").accessibleDescription()
    with qtbot.waitSignal(row.changed) as sent:
        type_into(find(row, QLineEdit, "Noise"), "1")
    assert sent.args == ["noise", 1.0]
    row.show_note(Note("Too much.", "bad"))
    assert row.note == "Too much."


def test_simple_fields_come_first_and_everything_on_demand(open_with: Open) -> None:
    tab = open_with()
    shown = {name for name, row in tab.form.rows.items() if row.isVisible()}
    assert shown == {name for name, each in DESCRIPTIONS.items() if each.simple} - {"method"}
    find(tab, QPushButton, "Fields to show: Everything").click()
    assert all(row.isVisible() for row in tab.form.rows.values())
    find(tab, QPushButton, "Fields to show: Simple").click()
    assert not tab.form.rows["seed"].isVisible()


def test_a_field_that_means_nothing_to_the_method_is_not_shown(
    open_with: Open, context: AppContext
) -> None:
    tab = open_with()
    tab.form.show_all(True)
    context.setup.set_field("method", "lora")
    assert not tab.form.rows["double_quantisation"].isVisible()
    context.setup.set_field("method", "qlora")
    assert tab.form.rows["double_quantisation"].isVisible()


@pytest.mark.parametrize("name", [name for name in DESCRIPTIONS if name != "method"])
def test_each_field_sets_its_own_value_and_is_undone(
    open_with: Open, context: AppContext, name: str
) -> None:
    tab = open_with()
    tab.form.show_all(True)
    setup = context.setup
    before = setup.recipe
    value = _changed(tab.form.rows[name].control)
    assert getattr(setup.recipe, name) == value
    assert dataclasses.replace(setup.recipe, **{name: getattr(before, name)}) == before
    assert type(getattr(setup.recipe, name)) is type(getattr(before, name))
    while setup.undo_stack.canUndo():
        setup.undo_stack.undo()
    assert setup.recipe == before
    assert not setup.is_own
    tab.form.show_recipe()
    assert _value_of(tab.form.rows[name].control) == _shown(getattr(before, name))


def test_a_learning_rate_may_be_written_with_an_exponent(
    open_with: Open, context: AppContext
) -> None:
    tab = open_with()
    field = find(tab, QLineEdit, "Learning rate")
    assert field.text() == "2e-4"
    type_into(field, "5e-5")
    assert context.setup.recipe.learning_rate == 5e-5
    assert field.text() == "5e-5"


def test_what_is_no_number_is_said_and_holds_training_back(
    open_with: Open, context: AppContext, qtbot: QtBot
) -> None:
    tab = open_with()
    row = tab.form.rows["learning_rate"]
    before = context.setup.recipe
    with qtbot.waitSignal(tab.presented):
        type_into(row.control, "2e-x")
    assert row.control.text() == "2e-x"
    assert "“2e-x” is no number" in row.note
    assert tab.form.unreadable == ("learning_rate",)
    assert tab.state() is TabState.ATTENTION
    assert not tab.primary().enabled
    assert "Learning rate" in tab.primary().reason
    context.setup.set_field("rank", 17)  # another field's change leaves the text alone
    assert row.control.text() == "2e-x"
    find(tab, QPushButton, "Recipe to begin with: Recommended").click()
    assert row.control.text() == "2e-4"
    assert tab.form.unreadable == ()
    assert tab.primary().enabled
    assert dataclasses.replace(before, rank=16) == context.setup.recipe


def test_an_empty_field_says_what_is_missing(open_with: Open) -> None:
    row = open_with().form.rows["rank"]
    type_into(row.control, "1")
    QTest.keyClick(row.control, "\b")
    assert "missing" in row.note


def test_a_value_out_of_range_is_said_at_its_field_by_its_label(
    open_with: Open, context: AppContext, qtbot: QtBot
) -> None:
    tab = open_with()
    type_into(find(tab, QLineEdit, "Rank"), "0")
    assert tab.form.rows["rank"].note == "Rank is 0; it must be 1 to 512."
    assert tab.form.rows["rank"].control.property("problem") is True
    assert tab.headline().startswith("1 setting needs correcting")
    context.setup.set_field("dropout", 0.95)
    assert tab.form.rows["dropout"].isVisible()  # hidden in the simple view, but it needs a look
    assert tab.headline().startswith("2 settings need correcting")
    assert "Rank, Dropout" in tab.primary().reason
    qtbot.waitUntil(lambda: "Correct the settings" in texts(tab))


def test_advice_stands_at_its_field_and_holds_nothing_back(
    open_with: Open, context: AppContext
) -> None:
    tab = open_with()
    type_into(find(tab, QLineEdit, "Passes over the rows"), "9")
    assert "learn the rows by heart" in tab.form.rows["epochs"].note
    assert tab.form.rows["epochs"].control.property("problem") is not True
    assert tab.primary().enabled
    context.setup.set_field("max_length", 150)
    assert "349 of 400 rows are longer" in tab.form.rows["max_length"].note


def test_layers_that_the_model_lacks_are_said_and_hold_training_back(
    open_with: Open, context: AppContext
) -> None:
    tab = open_with()
    context.setup.set_field("targets", "q_proj,nonsense")
    assert "nonsense" in tab.form.rows["targets"].note
    assert not tab.primary().enabled


def test_what_was_picked_for_this_model_says_why_until_it_is_changed(open_with: Open) -> None:
    tab = open_with(SMALL, machine_with(0))
    row = tab.form.rows["learning_rate"]
    assert "needs a far larger rate" in row.note
    type_into(row.control, "5e-4")
    assert row.note == ""


def test_a_choice_with_another_value_is_no_reason(open_with: Open, context: AppContext) -> None:
    tab = open_with()
    context.setup.variants = ()
    context.setup.choices = {"rank": Choice(99, Message("t", "Because of 99."))}
    tab.form.show_recipe()
    assert tab.form.rows["rank"].note == ""


# Method, presets


def test_methods_show_memory_and_what_fits_and_are_chosen_by_a_click(
    open_with: Open, context: AppContext
) -> None:
    tab = open_with()
    badges = [badge.text for badge in tab.findChildren(Badge) if badge.isVisible()]
    assert badges == ["fits", "doesn't fit"]
    assert "40 million trained" in texts(tab)
    (lora,) = [each for each in tab.findChildren(QRadioButton) if each.text() == "LoRA"]
    lora.click()
    assert context.setup.recipe.method == "lora"
    context.setup.undo_stack.undo()
    assert find(tab, QRadioButton, "QLoRA").isChecked()


def test_presets_are_taken_whole_and_a_change_makes_the_recipe_ones_own(
    open_with: Open, context: AppContext
) -> None:
    tab = open_with(SMALL, machine_with(0))
    setup = context.setup
    assert tab.headline().startswith("Recommended: ")
    find(tab, QPushButton, "Recipe to begin with: Low memory").click()
    assert setup.recipe.micro_batch == 1
    assert tab.headline().startswith("Low memory: ")
    own = find(tab, QPushButton, "Recipe to begin with: Your own")
    assert not own.isEnabled()
    type_into(find(tab, QLineEdit, "Rank"), "8")
    assert own.isEnabled()
    assert own.isChecked()
    assert "differ from what is recommended" in tab.headline()
    find(tab, QPushButton, "Recipe to begin with: Recommended").click()
    assert setup.recipe == setup.variants[0].recipe
    assert not setup.is_own


# The run card


def test_the_run_card_has_rows_steps_batch_tokens_memory_and_disk(
    open_with: Open, context: AppContext
) -> None:
    tab = open_with()
    said = texts(tab)
    schedule = context.setup.schedule
    assert "\n400\n" in said
    assert f"\n{schedule.total_steps}\n" in said
    assert "1 row × 16" in said  # noqa: RUF001
    assert f"{3 * sum(ROWS.tokens) / 1000:.0f} thousand" in said
    assert "of 7.3 GiB on the GPU" in said
    assert "Checkpoints: up to" in said
    assert "212.0 GiB free" in said


def test_the_run_card_follows_each_change(open_with: Open, context: AppContext) -> None:
    tab = open_with()
    type_into(find(tab, QLineEdit, "Rows at once"), "2")
    assert "2 rows × 10" in texts(tab)  # noqa: RUF001
    context.setup.set_field("max_length", 299)
    assert "200" in texts(tab)
    assert "of 400" in texts(tab)


def test_what_does_not_fit_leads_to_what_would_make_it_fit(
    open_with: Open, context: AppContext, qtbot: QtBot
) -> None:
    tab = open_with()
    remedy = "See what would make it fit"
    assert "Fits" in texts(tab)
    context.setup.set_field("method", "lora")
    assert "Doesn't fit" in texts(tab)
    with qtbot.waitSignal(context.navigate) as sent:
        find(tab, QPushButton, remedy).click()
    assert sent.args[0] == "hardware"


def test_the_learning_rate_is_told_in_words_too(open_with: Open, context: AppContext) -> None:
    tab = open_with()
    context.setup.set_field("warmup_fraction", 0.5)
    schedule = context.setup.schedule
    rise, steps = schedule.warmup_steps, schedule.total_steps
    assert f"Rises over {rise} steps, then falls until step {steps}." in texts(tab)


def test_lowered_accumulation_is_explained(open_with: Open) -> None:
    tab = open_with(rows=TrainingRows(tuple(range(100, 140))))
    assert "Accumulation is lowered from 16" in texts(tab)


def test_without_rows_it_says_what_is_missing(open_with: Open, qtbot: QtBot) -> None:
    tab = open_with(rows=TrainingRows())
    assert "build the dataset first" in texts(tab)
    qtbot.waitUntil(lambda: "the steps come from its rows" in texts(tab))


def test_a_disk_that_is_too_small_is_said(open_with: Open) -> None:
    machine = machine_with(8)
    full = dataclasses.replace(machine.disks[0], free_bytes=10_000_000)
    said = texts(open_with(machine=dataclasses.replace(machine, disks=(full,))))
    assert "Checkpoints don't fit the disk" in said


# The recipe as text


def test_the_recipe_is_copied_as_json(open_with: Open, context: AppContext) -> None:
    tab = open_with()
    tab.files.copy()
    copied = json.loads(QGuiApplication.clipboard().text())
    assert copied == dataclasses.asdict(context.setup.recipe)


def test_a_recipe_is_saved_loaded_and_the_loading_undone(
    open_with: Open, context: AppContext, qtbot: QtBot, tmp_path: Path
) -> None:
    tab = open_with()
    setup = context.setup
    setup.set_field("rank", 48)
    with qtbot.waitSignal(context.told):
        tab.files.save(tmp_path / "mine.json")
    assert read_recipe(tmp_path / "mine.json") == setup.recipe
    setup.reset_to_preset()
    tab.files.load(tmp_path / "mine.json")
    qtbot.waitUntil(lambda: setup.recipe.rank == 48)
    setup.undo_stack.undo()
    assert setup.recipe.rank == 16


ODD_FILES = {
    '{"rnak": 8}': "did you mean rank",
    '{"rank": "many"}': "rank",
    "not JSON": "can't be read",
    '{"learning_rate": NaN}': "learning_rate",
}


@pytest.mark.parametrize("content", ODD_FILES)
def test_a_file_that_is_no_recipe_is_explained_and_changes_nothing(
    open_with: Open, context: AppContext, qtbot: QtBot, tmp_path: Path, content: str
) -> None:
    tab = open_with()
    before = context.setup.recipe
    (tmp_path / "odd.json").write_text(content)
    with qtbot.waitSignal(context.fault_raised) as sent:
        tab.files.load(tmp_path / "odd.json")
    assert ODD_FILES[content] in str(sent.args[0].error)
    assert context.setup.recipe == before


def test_a_loaded_recipe_with_a_value_out_of_range_is_marked_in_the_form(
    open_with: Open, context: AppContext, qtbot: QtBot, tmp_path: Path
) -> None:
    tab = open_with()
    (tmp_path / "odd.json").write_text('{"rank": 1000}')
    tab.files.load(tmp_path / "odd.json")
    qtbot.waitUntil(lambda: context.setup.recipe.rank == 1000)
    assert "it must be 1 to 512" in tab.form.rows["rank"].note
    assert not tab.primary().enabled


def test_the_next_step_is_training(open_with: Open, context: AppContext, qtbot: QtBot) -> None:
    tab = open_with()
    assert tab.primary().text == "Next: Training"
    with qtbot.waitSignal(context.navigate) as sent:
        tab.run_primary()
    assert sent.args[0] == "training"


@pytest.mark.parametrize(
    ("size", "scale"),
    [((1280, 590), 1.0), ((640, 230), 1.0), ((1920, 950), 1.0), ((1280, 590), 2.0)],
)
@pytest.mark.parametrize("facts", [LARGE, SMALL], ids=["large", "small"])
def test_everything_has_a_name_is_in_order_and_is_not_cut_off(
    open_with: Open, context: AppContext, facts: ModelFacts, size: tuple[int, int], scale: float
) -> None:
    context.theme.choose("light", scale)
    tab = open_with(facts)
    tab.form.show_all(True)
    context.setup.set_field("scheduler", "constant")
    context.setup.set_field("rank", 0)
    tab.resize(*size)
    QTest.qWait(200)
    assert nameless(tab) == []
    assert out_of_order(tab) == []
    assert cut_off(tab) == []
    for page in tab.findChildren(QScrollArea):
        assert page.horizontalScrollBar().maximum() == 0


def _changed(control: QWidget) -> object:
    """Changes a value as a person would and gives the new one."""
    if isinstance(control, QCheckBox):
        control.click()
        return control.isChecked()
    if isinstance(control, QComboBox):
        other = (control.currentIndex() + 1) % control.count()
        control.setCurrentIndex(other)
        control.activated.emit(other)
        return control.currentData()
    assert isinstance(control, QLineEdit)
    if control.text() == "all-linear":
        control.selectAll()
        QTest.keyClicks(control, "q_proj")
        return "q_proj"
    control.selectAll()
    QTest.keyClicks(control, "0.5" if "." in control.text() else "1")
    return float(control.text()) if "." in control.text() else int(control.text())


def _value_of(control: QWidget) -> object:
    if isinstance(control, QCheckBox):
        return control.isChecked()
    if isinstance(control, QComboBox):
        return control.currentData()
    assert isinstance(control, QLineEdit)
    return control.text()


def _shown(value: object) -> object:
    from gui.widgets.numbers import number_in_field

    plain = isinstance(value, bool | str)
    return value if plain else number_in_field(value)  # type: ignore[arg-type]
