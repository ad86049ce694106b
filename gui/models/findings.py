"""What has to be found out before a training can be planned: machine, base model, rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from backend.hardware.machine import Machine
from backend.hardware.probe import probe
from backend.message import TunedeskError
from backend.models.facts import ModelFacts
from backend.models.facts_cache import facts_of
from backend.training.prepare import TrainingRows, measure_rows
from gui.models.project import ProjectModel
from gui.workers.task import Task, run_task

T = TypeVar("T")


class Findings(QObject):
    """Looks in the background, again whenever the project gives reason to.

    Signals:
        machine_found: The machine was looked at.
        facts_found: The base model's facts are known, are being worked out, or can't be.
        rows_found: The training rows were counted.
        problem: Something could not be read (`TunedeskError`).
    """

    machine_found = Signal()
    facts_found = Signal()
    rows_found = Signal()
    problem = Signal(object)

    def __init__(self, project: ProjectModel, parent: QObject | None = None) -> None:
        """Begins with nothing known."""
        super().__init__(parent)
        self._project = project
        self.machine: Machine | None = None
        self.facts: ModelFacts | None = None
        self.facts_problem: TunedeskError | None = None
        self.rows = TrainingRows()
        self._tasks: dict[str, Task] = {}
        self._is_probing = False
        self._reference = ""
        project.dataset_changed.connect(self.count_rows)
        project.info_changed.connect(self.read_model)

    def look_at_machine(self) -> None:
        """Looks at the machine anew; takes some 10 ms in the background."""
        if self._is_probing:
            return
        self._is_probing = True
        project = self._project.project
        folders = (project.root,) if project else ()
        run_task(self, lambda: probe(folders), self._take_machine, self._fail_machine)

    def read_model(self) -> None:
        """Works out the facts of the project's base model, unless they are known."""
        reference = self._project.require().info.base_model
        if self._reference == reference and self.facts_problem is None:
            return
        self._reference = reference
        self.facts, self.facts_problem = None, None
        self.facts_found.emit()
        self._run("facts", lambda: facts_of(reference), self._take_facts, self._fail_facts)
        self.count_rows()

    def count_rows(self) -> None:
        """Counts the project's training rows and their tokens."""
        project = self._project.require()
        self._run("rows", lambda: measure_rows(project), self._take_rows, self.problem.emit)

    def forget(self) -> None:
        """Drops what belongs to the project; the machine stays as it is."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._reference = ""
        self.facts, self.facts_problem = None, None
        self.rows = TrainingRows()

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
        self._is_probing = False
        self.machine = machine
        self.machine_found.emit()

    def _fail_machine(self, error: TunedeskError) -> None:
        self._is_probing = False
        self.problem.emit(error)

    def _take_facts(self, facts: ModelFacts) -> None:
        self.facts = facts
        self.facts_found.emit()

    def _fail_facts(self, error: TunedeskError) -> None:
        self.facts_problem = error
        self.facts_found.emit()

    def _take_rows(self, rows: TrainingRows) -> None:
        self.rows = rows
        self.rows_found.emit()
