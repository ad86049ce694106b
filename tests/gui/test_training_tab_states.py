"""The Training tab over recorded runs: what it shows, what is next, where it leads."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backend.dataset.row import Example, ExampleKind, Split
from backend.dataset.store import DatasetStore
from backend.hardware.machine import Machine
from backend.jobs.reducer import RunStatus
from backend.project import Project, RunFolder
from backend.recipe.io import write_recipe
from backend.recipe.recipe import Recipe
from backend.training import prepare
from gui.context import AppContext
from gui.tabs.base import TabState
from gui.tabs.training.page import TrainingTab
from tests.gui.support.looks import cut_off, nameless, out_of_order
from tests.gui.support.person import settle
from tests.tuned_run_support import chunk

CHUNK = chunk(0, "The harbour opens at six.", 2)
JOURNALS = Path(__file__).parents[1] / "data" / "journals"


def add_run(project: Project, journal: str) -> RunFolder:
    run = project.new_run("qlora")
    shutil.copy(JOURNALS / f"{journal}.jsonl", run.events_file)
    write_recipe(run.recipe_file, Recipe(epochs=0.2))
    plan = {"total_bytes": 688125232, "device_kind": "cpu", "device_bytes": 25276514304}
    run.plan_file.write_text(json.dumps(plan))
    return run


@pytest.fixture
def empty_project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "project")


@pytest.fixture
def with_rows(empty_project: Project) -> Project:
    """Rows to learn on the starter model, but no run yet."""
    rows = tuple(
        Example(
            example_id=f"row-{number}",
            kind=ExampleKind.ANSWERABLE,
            style="number",
            instruction="Answer.",
            context=CHUNK.text,
            question=f"How heavy is box {number}?",
            output=f"{number} kg",
            document="boxes.pdf",
            chunk_id=CHUNK.chunk_id,
            page=1,
            split=Split.TRAIN,
        )
        for number in range(12)
    )
    DatasetStore(empty_project.dataset_file).replace_generated(rows, (CHUNK,))
    return empty_project


@pytest.fixture
def tab(context: AppContext, qtbot: QtBot) -> Iterator[TrainingTab]:
    made = TrainingTab(context)
    qtbot.addWidget(made)
    made.resize(1280, 590)
    made.show()
    made.shown()
    yield made
    made.close_down()


def texts(owner: QWidget) -> str:
    return "\n".join(label.text() for label in owner.findChildren(QLabel) if label.isVisible())


def button(owner: QWidget, text: str) -> QPushButton:
    found = [one for one in owner.findChildren(QPushButton) if one.text() == text]
    return next(one for one in found if one.isVisible())


def open_with(tab: TrainingTab, project: Project, qtbot: QtBot) -> None:
    tab.context.project.open(project.root)
    qtbot.waitUntil(lambda: tab.runs.is_read)
    if tab.runs.entries:
        qtbot.waitUntil(lambda: tab.panel.run is not None and not tab.panel.run.is_live)


def destinations(context: AppContext) -> list[tuple[str, object]]:
    went: list[tuple[str, object]] = []
    context.navigate.connect(lambda name, payload: went.append((name, payload)))
    return went


def test_without_a_project_it_says_where_to_begin(tab: TrainingTab) -> None:
    went = destinations(tab.context)
    assert tab.state() is TabState.EMPTY
    assert tab.primary() is None
    assert "No project is open" in texts(tab)
    button(tab, "Go to Start").click()
    assert went == [("start", None)]


def test_without_rows_it_leads_to_the_dataset(
    tab: TrainingTab, empty_project: Project, qtbot: QtBot
) -> None:
    went = destinations(tab.context)
    open_with(tab, empty_project, qtbot)
    action = tab.primary()
    assert action is not None
    assert (action.text, action.enabled) == ("Start training", False)
    assert "no rows" in action.reason
    button(tab, "Go to Dataset").click()
    assert went == [("dataset", None)]


@pytest.mark.starter
def test_with_rows_it_says_what_the_run_will_be(
    tab: TrainingTab, with_rows: Project, qtbot: QtBot
) -> None:
    open_with(tab, with_rows, qtbot)
    qtbot.waitUntil(lambda: tab.context.setup.plan is not None and tab.context.setup.rows > 0)
    assert tab.state() is TabState.READY
    action = tab.primary()
    assert action is not None
    assert action.enabled
    schedule = tab.context.setup.schedule
    assert schedule is not None
    assert tab.headline() == f"12 rows to learn from, in {schedule.total_steps} steps."
    assert "QLoRA" in texts(tab.start_panel)
    assert "fits" in texts(tab.start_panel)


def test_runs_are_listed_newest_first_and_the_newest_is_shown(
    tab: TrainingTab, empty_project: Project, qtbot: QtBot
) -> None:
    for journal in ("failed", "stopped", "good"):
        add_run(empty_project, journal)
    open_with(tab, empty_project, qtbot)
    assert [entry.status for entry in tab.runs.entries] == [
        RunStatus.FINISHED,
        RunStatus.STOPPED,
        RunStatus.FAILED,
    ]
    assert [entry.step for entry in tab.runs.entries] == [22, 8, 0]
    assert tab.list.count() == 4  # and one for a new run
    assert tab.list.currentRow() == 1
    assert "Run 3 · QLoRA, Finished" in tab.list.item(1).toolTip()
    assert "loss 5.302" in tab.list.item(1).toolTip()


def test_a_finished_run_is_replayed_and_leads_to_the_test(
    tab: TrainingTab, empty_project: Project, qtbot: QtBot
) -> None:
    run = add_run(empty_project, "good")
    went = destinations(tab.context)
    open_with(tab, empty_project, qtbot)
    qtbot.waitUntil(lambda: "planned 0.64 GiB" in texts(tab.panel.tiles))
    shown = texts(tab.panel.tiles)
    for said in ("22", "of 22", "0.21", "of 0.2", "5.302", "step 22", "0.55 GiB"):
        assert said in shown
    loss = {line.key: line for line in tab.panel.plots.loss.picture().lines}
    assert len(loss["train"].x) == 22
    levels = {level.key for level in tab.panel.plots.memory.picture().levels}
    assert levels == {"limit", "plan"}
    assert "Finished" in tab.headline()
    assert tab.state() is TabState.DONE
    assert not tab.panel.card.isVisible()
    action = tab.primary()
    assert action is not None
    assert action.text == "Test it"
    tab.run_primary()
    assert went == [("test", run)]


def test_a_failed_run_says_why_and_offers_to_resume(
    tab: TrainingTab, empty_project: Project, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = add_run(empty_project, "failed")
    resumed: list[RunFolder] = []
    monkeypatch.setattr(tab.context.jobs, "resume_run", resumed.append)
    open_with(tab, empty_project, qtbot)
    qtbot.waitUntil(tab.panel.card.isVisible)
    assert "has no weights" in texts(tab.panel.card)
    assert "Download or copy" in texts(tab.panel.card)
    assert tab.state() is TabState.ATTENTION
    assert not tab.panel.plots.isVisible()
    button(tab.panel.card, "Resume").click()
    tab.run_primary()
    assert resumed == [run, run]


def test_a_worker_that_died_without_a_word_counts_as_failed(
    tab: TrainingTab, empty_project: Project, qtbot: QtBot
) -> None:
    add_run(empty_project, "killed")
    open_with(tab, empty_project, qtbot)
    qtbot.waitUntil(tab.panel.card.isVisible)
    assert tab.runs.entries[0].status is RunStatus.FAILED
    assert "ended without finishing" in texts(tab.panel.card)
    assert "fault after step" in tab.headline()
    action = tab.primary()
    assert action is not None
    assert action.text == "Resume"


def test_a_stopped_run_can_go_on(tab: TrainingTab, empty_project: Project, qtbot: QtBot) -> None:
    add_run(empty_project, "stopped")
    open_with(tab, empty_project, qtbot)
    qtbot.waitUntil(lambda: "step 8" in tab.headline())
    action = tab.primary()
    assert action is not None
    assert action.text == "Resume"
    assert tab.panel.status is RunStatus.STOPPED


def test_another_run_is_chosen_in_the_list(
    tab: TrainingTab, empty_project: Project, qtbot: QtBot
) -> None:
    for journal in ("stopped", "good"):
        add_run(empty_project, journal)
    open_with(tab, empty_project, qtbot)
    tab.list.setCurrentRow(2)
    qtbot.waitUntil(lambda: tab.panel.status is RunStatus.STOPPED)
    assert tab.panel.run is not None
    assert tab.panel.run.name == "1-qlora"
    tab.list.setCurrentRow(0)
    assert tab.panel.run is None
    assert tab.start_panel.isVisible()
    assert not tab.panel.isVisible()


def test_answers_can_be_followed_through_the_steps(
    tab: TrainingTab, empty_project: Project, qtbot: QtBot
) -> None:
    add_run(empty_project, "good")
    open_with(tab, empty_project, qtbot)
    qtbot.waitUntil(tab.panel.samples.isVisible)
    shown = texts(tab.panel.samples)
    assert "How many silver stripes do masters wear on the sleeve?" in shown
    assert "three silver stripes" in shown
    assert "(says nothing)" in shown
    assert "After step 22" in shown
    tab.panel.samples._slider.setValue(1)
    assert "After step 4" in texts(tab.panel.samples)


def test_notes_are_shown_once(tab: TrainingTab, empty_project: Project, qtbot: QtBot) -> None:
    add_run(empty_project, "resumed")
    open_with(tab, empty_project, qtbot)
    qtbot.waitUntil(tab.panel.notes.isVisible)
    assert texts(tab.panel.notes).count("There is no GPU whose memory could overflow") == 1
    assert "Going on after step" in texts(tab.panel.notes)


def test_another_runs_loss_is_laid_over_it(
    tab: TrainingTab, empty_project: Project, qtbot: QtBot
) -> None:
    for journal in ("stopped", "good"):
        add_run(empty_project, journal)
    open_with(tab, empty_project, qtbot)
    compare = tab.panel.plots._compare
    qtbot.waitUntil(compare.isVisible)
    assert [compare.itemText(row) for row in range(compare.count())] == ["nothing", "Run 1 · QLoRA"]
    compare.setCurrentIndex(1)
    loss = tab.panel.plots.loss
    qtbot.waitUntil(lambda: len(loss.picture().lines) == 4 and len(loss.picture().lines[-1].x) == 8)
    assert loss.picture().lines[-1].label == "Run 1 · QLoRA"
    compare.setCurrentIndex(0)
    assert len(loss.picture().lines) == 3


def test_lesser_plots_come_and_go_on_demand(
    tab: TrainingTab, empty_project: Project, qtbot: QtBot
) -> None:
    add_run(empty_project, "good")
    open_with(tab, empty_project, qtbot)
    plots = tab.panel.plots
    qtbot.waitUntil(plots.isVisible)
    assert not plots._extras
    button(plots, "Gradient norm").click()
    (plot,) = plots._extras.values()
    assert plot.isVisible()
    assert len(plot.picture().lines[0].x) == 22
    button(plots, "Gradient norm").click()
    assert not plot.isVisible()


@pytest.mark.starter
def test_a_plan_that_does_not_fit_offers_two_ways_out(
    tab: TrainingTab, with_rows: Project, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: list[RunFolder] = []
    monkeypatch.setattr(tab.context.jobs, "start_run", began.append)
    monkeypatch.setattr(prepare, "probe", _tiny_machine(prepare.probe))
    went = destinations(tab.context)
    open_with(tab, with_rows, qtbot)
    qtbot.waitUntil(lambda: tab.context.setup.rows > 0)
    tab.run_primary()
    action = tab.primary()
    assert action is not None
    assert not action.enabled  # it is being prepared
    card = tab.start_panel._card
    qtbot.waitUntil(card.isVisible)
    assert "doesn't fit" in texts(card)
    assert "--" not in texts(card)
    button(card, "Make it fit").click()
    assert went == [("hardware", None)]
    tab.run_primary()
    qtbot.waitUntil(card.isVisible)
    button(card, "Train anyway").click()
    qtbot.waitUntil(lambda: bool(began))
    assert began[0].root.parent == with_rows.runs_folder


@pytest.mark.parametrize("size", [(1280, 590), (620, 260)], ids=["wide", "narrow"])
def test_names_order_and_room(
    tab: TrainingTab, empty_project: Project, qtbot: QtBot, size: tuple[int, int]
) -> None:
    for journal in ("stopped", "failed", "good"):
        add_run(empty_project, journal)
    tab.resize(*size)
    open_with(tab, empty_project, qtbot)
    qtbot.waitUntil(tab.panel.samples.isVisible)
    qtbot.waitUntil(tab.panel.plots._compare.isVisible)
    settle()
    assert nameless(tab) == []
    assert out_of_order(tab) == []
    assert cut_off(tab) == []


def test_closing_the_project_empties_the_tab(
    tab: TrainingTab, empty_project: Project, qtbot: QtBot
) -> None:
    add_run(empty_project, "good")
    open_with(tab, empty_project, qtbot)
    tab.context.project.close()
    assert tab.panel.run is None
    assert tab.runs.entries == ()
    assert tab.primary() is None
    assert "No project is open" in texts(tab)


def _tiny_machine(probe: Callable[..., Machine]) -> Callable[..., Machine]:
    def look(folders: tuple[Path, ...]) -> Machine:
        machine = probe(folders)
        return replace(machine, gpus=(), ram_total_bytes=2**26, ram_available_bytes=2**25)

    return look
