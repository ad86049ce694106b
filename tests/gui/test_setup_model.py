"""What the tabs before training share: recipe, variants, undo, plan, the recipe's file."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backend.recipe.io import read_recipe
from backend.recipe.variants import FAST, RECOMMENDED
from gui.context import AppContext
from gui.models.setup import SetupModel
from tests.gui.support.machines import LARGE, machine_with, pretend


@pytest.fixture
def setup(
    context: AppContext, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> SetupModel:
    """A project without rows on a made-up model of 7 billion parameters, on a card of 8 GB."""
    pretend(monkeypatch, LARGE, machine_with(gpu_gib=8))
    context.project.create(tmp_path / "made")
    qtbot.waitUntil(lambda: context.setup.plan is not None)
    return context.setup


def test_the_recipe_follows_what_is_recommended_until_it_is_changed(setup: SetupModel) -> None:
    assert not setup.is_own
    assert setup.variant is not None
    assert setup.variant.name == RECOMMENDED
    setup.set_field("rank", 64)
    assert setup.is_own
    assert setup.variant is None
    assert setup.kept_recipe() is not None
    setup.reset_to_preset()
    assert not setup.is_own
    assert setup.kept_recipe() is None
    assert setup.recipe == setup.variants[0].recipe


def test_a_change_lies_in_the_project_and_going_back_removes_it(
    setup: SetupModel, context: AppContext, qtbot: QtBot
) -> None:
    file = context.project.require().recipe_file
    setup.set_field("rank", 64)
    qtbot.waitUntil(file.is_file)
    assert read_recipe(file).rank == 64
    setup.undo_stack.undo()
    qtbot.waitUntil(lambda: not file.exists())


def test_closing_the_project_keeps_a_change_made_just_before(
    setup: SetupModel, context: AppContext
) -> None:
    file = context.project.require().recipe_file
    setup.set_field("rank", 64)
    setup.set_field("rank", 65)
    context.project.close()
    assert read_recipe(file).rank == 65


def test_changes_of_one_field_are_undone_together(setup: SetupModel) -> None:
    before = setup.recipe
    for rank in (20, 30, 40):
        setup.set_field("rank", rank)
    setup.set_field("alpha", 64)
    assert setup.undo_stack.count() == 2
    assert setup.undo_stack.undoText() == "Alpha"
    setup.undo_stack.undo()
    assert setup.recipe.rank == 40
    setup.undo_stack.undo()
    assert setup.recipe == before
    assert not setup.is_own
    setup.undo_stack.redo()
    assert setup.recipe.rank == 40


def test_a_variant_is_taken_whole_and_undone_whole(setup: SetupModel) -> None:
    (fast,) = [each for each in setup.variants if each.name == FAST]
    before = setup.recipe
    setup.set_variant(fast)
    assert setup.recipe == fast.recipe
    assert setup.variant == fast
    assert setup.is_own
    setup.undo_stack.undo()
    assert setup.recipe == before


def test_a_plan_is_there_at_once_and_its_advice_when_the_recipe_is_at_rest(
    setup: SetupModel, qtbot: QtBot
) -> None:
    setup.set_field("method", "lora")
    assert setup.plan is not None
    assert not setup.plan.fits
    assert setup.is_advising
    qtbot.waitUntil(lambda: not setup.is_advising)
    assert setup.plan.advice
    assert setup.plan.advice[-1].fits


def test_a_recipe_that_fits_waits_for_no_advice(setup: SetupModel) -> None:
    setup.set_recipe(setup.recipe)
    setup.set_field("max_length", 512)
    assert setup.plan is not None
    assert setup.plan.fits
    assert not setup.is_advising


def test_each_method_has_its_plan(setup: SetupModel) -> None:
    plans = setup.method_plans
    assert plans["qlora"].total_bytes < plans["lora"].total_bytes
    assert setup.plan is not None
    assert plans[setup.recipe.method].total_bytes == setup.plan.total_bytes


def test_layers_that_the_model_lacks_are_a_problem_of_their_field(setup: SetupModel) -> None:
    setup.set_field("targets", "q_proj,nonsense")
    (problem,) = setup.problems
    assert problem.field == "targets"
    assert "nonsense" in str(problem.message)
    assert setup.plan is not None  # it can still be said what the others would take


def test_a_value_out_of_range_leaves_no_plan(setup: SetupModel) -> None:
    setup.set_field("rank", 0)
    assert [problem.field for problem in setup.problems] == ["rank"]
    assert setup.plan is None
    assert dict(setup.method_plans) == {}
    assert setup.advice == ()


def test_a_look_at_the_machine_changes_the_plan_and_not_the_recipe(
    setup: SetupModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, LARGE, machine_with(gpu_gib=24))
    with qtbot.assertNotEmitted(setup.recipe_changed), qtbot.waitSignal(setup.plan_changed):
        setup.refresh_machine()
    assert setup.plan is not None
    assert setup.plan.device_bytes == 24 * 2**30
