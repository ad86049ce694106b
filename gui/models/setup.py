"""Machine, base model, hyperparameters and memory plan: what a run would be begun with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from backend.choice import Choice
from backend.hardware.machine import Machine
from backend.hardware.probe import probe
from backend.message import TunedeskError
from backend.models.facts import ModelFacts
from backend.models.facts_cache import facts_of
from backend.planning.memory_plan import MemoryPlan
from backend.planning.plan import plan
from backend.planning.request import CPU, CUDA, request_for
from backend.project import Project
from backend.recipe.advice import advice
from backend.recipe.io import read_recipe, write_recipe
from backend.recipe.presets import preset_for
from backend.recipe.recipe import Recipe
from backend.recipe.rules import FieldProblem, problems
from backend.recipe.schedule import Schedule, plan_schedule
from backend.training.prepare import TrainingRows, measure_rows
from gui.models.project import ProjectModel
from gui.models.recipe_undo import RecipeChange
from gui.workers.task import Task, run_task

T = TypeVar("T")
Reason = Choice[str | int | float | bool]


class SetupModel(QObject):
    """Everything that the tabs before training share.

    The recipe follows the preset for model, rows and device until a person changes a field; from
    then on it is theirs and lies in the project.

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
        self.machine: Machine | None = None
        self.facts: ModelFacts | None = None
        self.facts_problem: TunedeskError | None = None
        self.rows = 0
        self.longest_row_tokens: int | None = None
        self.recipe = Recipe()
        self.is_own = False
        self.choices: Mapping[str, Reason] = {}
        self.problems: tuple[FieldProblem, ...] = ()
        self.advice: tuple[FieldProblem, ...] = ()
        self.plan: MemoryPlan | None = None
        self.schedule: Schedule | None = None
        self.undo_stack = QUndoStack(self)
        self._tasks: dict[str, Task] = {}
        self._probing = False
        self._reference = ""
        project.opened.connect(self._begin)
        project.closed.connect(self._forget)
        project.dataset_changed.connect(self._count_rows)
        project.info_changed.connect(self._read_model)

    def refresh_machine(self) -> None:
        """Looks at the machine anew; takes some 10 ms in the background."""
        if self._probing:
            return
        self._probing = True
        project = self._project.project
        folders = (project.root,) if project else ()
        run_task(self, lambda: probe(folders), self._take_machine, self._fail_machine)

    def choose_model(self, reference: str) -> None:
        """Makes `starter` or a model's folder the project's base model.

        Raises:
            TunedeskError: The project can't be written.
        """
        self._project.set_info(base_model=reference)

    def set_field(self, name: str, value: str | int | float | bool) -> None:
        """Changes one hyperparameter; can be undone."""
        changes: dict[str, Any] = {name: value}
        self.set_recipe(replace(self.recipe, **changes), label=name)

    def set_recipe(self, recipe: Recipe, label: str = "") -> None:
        """Takes a whole recipe; can be undone. Changes with the same `label` join into one."""
        if recipe != self.recipe:
            self.undo_stack.push(RecipeChange(self, self.recipe, recipe, label))

    def reset_to_preset(self) -> None:
        """Goes back to what the program would choose; can be undone."""
        if self.facts is not None:
            self.set_recipe(self._preset(self.facts)[0])

    def apply_recipe(self, recipe: Recipe, *, own: bool = True) -> None:
        """Takes a recipe without a way back; the undo stack's commands call this."""
        self.recipe = recipe
        self.is_own = own
        project = self._project.project
        if own and project is not None:
            try:
                write_recipe(project.recipe_file, recipe)
            except TunedeskError as error:
                self.problem.emit(error)
        self._judge()

    def _begin(self) -> None:
        self._forget()
        project = self._project.require()
        if project.recipe_file.is_file():
            try:
                self.recipe, self.is_own = read_recipe(project.recipe_file), True
            except TunedeskError as error:
                self.problem.emit(error)
        self.refresh_machine()
        self._read_model()

    def _forget(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self.facts, self.facts_problem = None, None
        self.rows, self.longest_row_tokens = 0, None
        self.recipe, self.is_own, self.choices = Recipe(), False, {}
        self.undo_stack.clear()
        self.facts_changed.emit()
        self._judge()

    def _read_model(self) -> None:
        reference = self._project.require().info.base_model
        if self.facts is not None and self._reference == reference:
            return
        self._reference = reference
        self.facts, self.facts_problem = None, None
        self.facts_changed.emit()
        self._run("facts", lambda: facts_of(reference), self._take_facts, self._fail_facts)
        self._count_rows()

    def _count_rows(self) -> None:
        project = self._project.require()
        self._run("rows", lambda: measure_rows(project), self._take_rows, self.problem.emit)

    def _run(
        self,
        name: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[TunedeskError], None],
    ) -> None:
        """Runs one task of its name at a time; a newer one drops the older one's result."""
        older = self._tasks.get(name)
        if older is not None:
            older.cancel()
        self._tasks[name] = run_task(self, work, done, failed)

    def _take_machine(self, machine: Machine) -> None:
        self._probing = False
        self.machine = machine
        self.machine_changed.emit()
        self._settle()

    def _fail_machine(self, error: TunedeskError) -> None:
        self._probing = False
        self.problem.emit(error)

    def _take_facts(self, facts: ModelFacts) -> None:
        self.facts = facts
        self.facts_changed.emit()
        self._settle()

    def _fail_facts(self, error: TunedeskError) -> None:
        self.facts_problem = error
        self.facts_changed.emit()
        self._settle()

    def _take_rows(self, rows: TrainingRows) -> None:
        self.rows = rows.count
        self.longest_row_tokens = rows.longest_tokens or None
        self._settle()

    def _settle(self) -> None:
        """Follows the preset where the recipe is still the program's own, then judges it."""
        if self.facts is not None and self.machine is not None:
            preset, self.choices = self._preset(self.facts)
            if not self.is_own:
                self.recipe = preset
        self._judge()

    def _preset(self, facts: ModelFacts) -> tuple[Recipe, Mapping[str, Reason]]:
        kind = CUDA if self.machine and self.machine.gpus else CPU
        recipe, choices = preset_for(facts, max(1, self.rows), kind)
        return recipe, {each.field: each.choice for each in choices}

    def _judge(self) -> None:
        """Works out problems, advice, schedule and plan; some milliseconds of arithmetic."""
        self.problems = problems(self.recipe)
        usable = not self.problems
        parameters = self.facts.parameters if self.facts else None
        rows = max(1, self.rows)
        self.advice = advice(self.recipe, rows, parameters) if usable else ()
        self.schedule = plan_schedule(self.recipe, self.rows) if usable and self.rows else None
        self.plan = self._plan() if usable else None
        self.recipe_changed.emit()
        self.plan_changed.emit()

    def _plan(self) -> MemoryPlan | None:
        if self.facts is None or self.machine is None:
            return None
        longest = self.longest_row_tokens
        return plan(request_for(self.facts, self.recipe, self.machine, longest_row_tokens=longest))
