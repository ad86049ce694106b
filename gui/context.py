"""What a tab gets to see of the rest of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from backend.message import TunedeskError
from gui.models.preferences import Preferences
from gui.models.project import ProjectModel
from gui.style.theme import Theme

if TYPE_CHECKING:
    from gui.models.jobs import JobBoard
    from gui.models.run import RunModel
    from gui.models.setup import SetupModel


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

    Jobs and set-up are made when they are first asked for, at the latest before a project opens:
    what they import would hold up the window's first picture.

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
        """Makes the models that the window begins with."""
        super().__init__(parent)
        self.theme = theme
        self.last_fault: Fault | None = None
        self.preferences = Preferences(self)
        self.preferences.problem.connect(self.report)
        self.project = ProjectModel(self)
        self.project.opening.connect(self._make_ready)
        self.project.opened.connect(self._remember)
        self._setup: SetupModel | None = None
        self._jobs: JobBoard | None = None

    @property
    def setup(self) -> SetupModel:
        """Machine, base model, recipe and plan."""
        if self._setup is None:
            from gui.models.setup import SetupModel

            self._setup = SetupModel(self.project, self)
            self._setup.problem.connect(self.report)
        return self._setup

    @property
    def jobs(self) -> JobBoard:
        """The jobs of the open project."""
        if self._jobs is None:
            from gui.models.jobs import JobBoard

            self._jobs = JobBoard(self.project, self)
            self._jobs.started.connect(self._tell_started)
            self._jobs.ended.connect(self._tell_ended)
            self._jobs.problem.connect(self.report)
        return self._jobs

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
        if self._jobs is not None:
            self._jobs.close_down()

    def _make_ready(self) -> None:
        """Both hear of the project that is about to open."""
        _ = self.setup, self.jobs

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
