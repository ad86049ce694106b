"""Machine, base model, hyperparameters and memory plan: what a run would be begun with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from backend.choice import Choice
from backend.hardware.machine import Machine
from backend.message import TunedeskError
from backend.models.facts import ModelFacts
from backend.planning.compose import plan_without_advice
from backend.planning.memory_plan import MemoryPlan
from backend.planning.plan import plan
from backend.planning.request import CPU, CUDA
from backend.recipe.descriptions import DESCRIPTIONS
from backend.recipe.io import read_recipe
from backend.recipe.recipe import Recipe
from backend.recipe.rules import FieldProblem
from backend.recipe.schedule import Schedule
from backend.recipe.variants import RECOMMENDED, Variant, variants_for
from backend.training.prepare import TrainingRows
from gui.models.findings import Findings
from gui.models.judgement import Judgement, judge, plans_by_method
from gui.models.project import ProjectModel
from gui.models.recipe_keeper import RecipeKeeper
from gui.models.recipe_undo import RecipeChange, RecipeState
from gui.wording import words

Value = str | int | float | bool
Reason = Choice[Value]

# What would make it fit takes ten plans to find out: too long for each step of a slider.
_QUIET_MS = 120


class SetupModel(QObject):
    """Everything that the tabs before training share.

    The recipe follows what is recommended for model, rows and device until a person changes a
    field; from then on it is theirs and lies in the project.

    Signals:
        machine_changed: The machine was looked at anew.
        facts_changed: The base model's facts are known, or why they can't be.
        recipe_changed: A hyperparameter has changed, or what is said about it.
        plan_changed: The memory plan or the schedule has changed.
        problem: Something could not be read or kept (`TunedeskError`).
    """

    machine_changed = Signal()
    facts_changed = Signal()
    recipe_changed = Signal()
    plan_changed = Signal()
    problem = Signal(object)

    def __init__(self, project: ProjectModel, parent: QObject | None = None) -> None:
        """Begins with the default recipe and nothing known."""
        super().__init__(parent)
        self._project = project
        self._found = Findings(project, self)
        self.recipe = Recipe()
        self.is_own = False
        self.variants: tuple[Variant, ...] = ()
        self.choices: Mapping[str, Reason] = {}
        self.plan: MemoryPlan | None = None
        self._judgement = Judgement((), (), None, None)
        self._method_plans: Mapping[str, MemoryPlan] | None = None
        self.undo_stack = QUndoStack(self)
        self._keeper = RecipeKeeper(self)
        self._keeper.problem.connect(self.problem)
        self._adviser = QTimer(self)
        self._adviser.setSingleShot(True)
        self._adviser.setInterval(_QUIET_MS)
        self._adviser.timeout.connect(self._make_it_fit)
        self._had_gpus: bool | None = None
        self._found.machine_found.connect(self._take_machine)
        self._found.facts_found.connect(self._take_facts)
        self._found.rows_found.connect(self._settle)
        self._found.problem.connect(self.problem)
        project.opened.connect(self._begin)
        project.closing.connect(self._keeper.flush)
        project.closed.connect(self._forget)

    @property
    def machine(self) -> Machine | None:
        """What this computer has; None before it was looked at."""
        return self._found.machine

    @property
    def facts(self) -> ModelFacts | None:
        """The base model's shapes; None while they are not known."""
        return self._found.facts

    @property
    def facts_problem(self) -> TunedeskError | None:
        """Why the facts can't be known."""
        return self._found.facts_problem

    @property
    def training_rows(self) -> TrainingRows:
        """The training rows' tokens; none before they are counted."""
        return self._found.rows

    @property
    def rows(self) -> int:
        """Training rows; 0 before they are counted."""
        return self.training_rows.count

    @property
    def longest_row_tokens(self) -> int | None:
        """Tokens of the longest training row; None when there is none."""
        return self.training_rows.longest_tokens or None

    @property
    def problems(self) -> tuple[FieldProblem, ...]:
        """Why the recipe can't be used; empty when it can."""
        return self._judgement.problems

    @property
    def advice(self) -> tuple[FieldProblem, ...]:
        """What is unwise in the recipe."""
        return self._judgement.advice

    @property
    def schedule(self) -> Schedule | None:
        """The run's steps; None without rows or while the recipe can't be used."""
        return self._judgement.schedule

    @property
    def method_plans(self) -> Mapping[str, MemoryPlan]:
        """The plan of this recipe for each method, worked out when first asked for.

        Empty while something is unknown or the recipe can't be used.
        """
        if self._method_plans is None:
            request = self._judgement.request
            self._method_plans = plans_by_method(request) if request is not None else {}
        return self._method_plans

    @property
    def is_advising(self) -> bool:
        """Whether the plan's advice is still to come; it comes once the recipe is at rest."""
        return self._adviser.isActive()

    @property
    def variant(self) -> Variant | None:
        """The variant that the recipe is; None when it is none of them."""
        return next((each for each in self.variants if each.recipe == self.recipe), None)

    def choice(self, field: str) -> Reason | None:
        """Why a field is as it is: by the variant in use, else by what is recommended."""
        if self.variant is None:
            return self.choices.get(field)
        return next((each.choice for each in self.variant.choices if each.field == field), None)

    def refresh_machine(self) -> None:
        """Looks at the machine anew; takes some 10 ms in the background."""
        self._found.look_at_machine()

    def choose_model(self, reference: str) -> None:
        """Makes `starter` or a model's folder the project's base model.

        Raises:
            TunedeskError: The project can't be written.
        """
        self._project.set_info(base_model=reference)

    def retry_model(self) -> None:
        """Tries again to work out the base model's facts, and counts its rows anew."""
        self._found.read_model()

    def set_field(self, name: str, value: Value) -> None:
        """Changes one hyperparameter; can be undone, several changes in a row at once."""
        changes: dict[str, Any] = {name: value}
        text = words(DESCRIPTIONS[name].label)
        self._change(RecipeState(replace(self.recipe, **changes), True), text, name)

    def set_recipe(self, recipe: Recipe, text: str = "") -> None:
        """Takes a whole recipe; can be undone under that text."""
        self._change(RecipeState(recipe, True), text)

    def set_variant(self, variant: Variant) -> None:
        """Takes a variant's recipe; can be undone."""
        own = variant.name != RECOMMENDED
        self._change(RecipeState(variant.recipe, own), words(variant.title))

    def reset_to_preset(self) -> None:
        """Goes back to following what is recommended; can be undone."""
        if self.variants:
            self.set_variant(self.variants[0])

    def apply_recipe(self, recipe: Recipe, *, own: bool = True) -> None:
        """Takes a recipe without a way back; the undo stack's commands call this."""
        self.recipe = recipe
        self.is_own = own
        project = self._project.project
        if project is not None:
            self._keeper.keep(project.recipe_file, recipe if own else None)
        self._judge()

    def kept_recipe(self) -> Path | None:
        """The file with the person's own recipe, up to date; None when there is no such file.

        A run is prepared from this file; without one it takes what is recommended.
        """
        self._keeper.flush()
        project = self._project.project
        return project.recipe_file if project is not None and self.is_own else None

    def _change(self, after: RecipeState, text: str, field: str = "") -> None:
        before = RecipeState(self.recipe, self.is_own)
        if after != before:
            self.undo_stack.push(RecipeChange(self, before, after, text=text, field=field))

    def _begin(self) -> None:
        self._forget()
        project = self._project.require()
        if project.recipe_file.is_file():
            try:
                self.recipe, self.is_own = read_recipe(project.recipe_file), True
            except TunedeskError as error:
                self.problem.emit(error)
        self._found.look_at_machine()
        self._found.read_model()

    def _forget(self) -> None:
        self._found.forget()
        self.recipe, self.is_own = Recipe(), False
        self.variants, self.choices = (), {}
        self.undo_stack.clear()
        self.facts_changed.emit()
        self._judge()

    def _take_machine(self) -> None:
        """Another amount of free memory changes the plan; a card that comes or goes, all."""
        self.machine_changed.emit()
        has_gpus = bool(self.machine and self.machine.gpus)
        if has_gpus != self._had_gpus:
            self._had_gpus = has_gpus
            self._settle()
        else:
            self._plan_anew()
            self.plan_changed.emit()

    def _take_facts(self) -> None:
        self.facts_changed.emit()
        self._settle()

    def _settle(self) -> None:
        """Follows what is recommended where the recipe is still the program's, then judges it."""
        if self.facts is not None and self.machine is not None:
            kind = CUDA if self.machine.gpus else CPU
            self.variants = variants_for(self.facts, max(1, self.rows), kind)
            recommended = self.variants[0]
            self.choices = {each.field: each.choice for each in recommended.choices}
            if not self.is_own:
                self.recipe = recommended.recipe
        self._judge()

    def _judge(self) -> None:
        """Works out all that is said about the recipe; some milliseconds of arithmetic."""
        self._plan_anew()
        self.recipe_changed.emit()
        self.plan_changed.emit()

    def _plan_anew(self) -> None:
        self._judgement = judge(self.recipe, self.training_rows, self.facts, self.machine)
        request = self._judgement.request
        self.plan = plan_without_advice(request) if request is not None else None
        self._method_plans = None
        if self.plan is None or self.plan.fits:
            self._adviser.stop()
        else:
            self._adviser.start()

    def _make_it_fit(self) -> None:
        """Adds to a plan that does not fit what would make it fit."""
        if self._judgement.request is not None:
            self.plan = plan(self._judgement.request)
            self.plan_changed.emit()
