"""What a tab gets to see of the rest of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from backend.message import TunedeskError
from gui.models.jobs import JobBoard
from gui.models.preferences import Preferences
from gui.models.project import ProjectModel
from gui.models.run import RunModel
from gui.models.setup import SetupModel
from gui.style.theme import Theme


@dataclass(frozen=True, slots=True)
class Fault:
    """An error on its way to the person.

    Attributes:
        error: What happened and what to do.
        action_text: Words of a button that does it; empty for none.
        action: What the button does.
    """

    error: TunedeskError
    action_text: str = ""
    action: Callable[[], None] | None = None


class AppContext(QObject):
    """The models that all tabs share, and the few things that tabs may ask of the window.

    Attributes:
        last_fault: The last error that was shown; None before the first.

    Signals:
        navigate: Show the tab of that name; the second value is given to its `receive`.
        fault_raised: Show an error card (`Fault`).
        told: A short notice for the status strip.
    """

    navigate = Signal(str, object)
    fault_raised = Signal(object)
    told = Signal(str)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Makes the models and connects what concerns several of them."""
        super().__init__(parent)
        self.theme = theme
        self.last_fault: Fault | None = None
        self.preferences = Preferences(self)
        self.project = ProjectModel(self)
        self.setup = SetupModel(self.project, self)
        self.jobs = JobBoard(self.project, self)
        self.project.opened.connect(self._remember)
        self.jobs.started.connect(self._tell_started)
        self.jobs.ended.connect(self._tell_ended)
        for source in (self.preferences.problem, self.setup.problem, self.jobs.problem):
            source.connect(self.report)

    def go_to(self, tab: str, payload: object = None) -> None:
        """Shows the tab of that name, and hands it something."""
        self.navigate.emit(tab, payload)

    def report(
        self,
        error: TunedeskError,
        action_text: str = "",
        action: Callable[[], None] | None = None,
    ) -> None:
        """Shows an error: what happened, why, and what to do."""
        self.last_fault = Fault(error, action_text, action)
        self.fault_raised.emit(self.last_fault)

    def tell(self, text: str) -> None:
        """Says something short that needs no answer."""
        self.told.emit(text)

    def close_down(self) -> None:
        """Lets go of project and jobs; the jobs go on."""
        self.project.close()
        self.jobs.close_down()

    def _remember(self) -> None:
        project = self.project.project
        if project is not None:
            self.preferences.remember_project(project.root)

    def _tell_started(self, job: RunModel) -> None:
        if job.kind == "train":
            self.project.runs_changed.emit()

    def _tell_ended(self, job: RunModel) -> None:
        """A job's end changes a part of the project."""
        changed = {
            "documents_add": self.project.documents_changed,
            "dataset_build": self.project.dataset_changed,
            "train": self.project.runs_changed,
            "evaluate": self.project.runs_changed,
        }.get(job.kind)
        if changed is not None and self.project.project is not None:
            changed.emit()
