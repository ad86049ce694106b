"""The runs of the open project as a list, each as it stands now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from backend.jobs.reducer import RunState, RunStatus
from backend.message import TunedeskError
from backend.project import Project, RunFolder
from backend.runs import summarise
from gui.models.jobs import TRAIN, JobBoard
from gui.models.project import ProjectModel
from gui.workers.task import Task, run_task

# A running job speaks many times a second; a list need not.
_LEAST_GAP_MS = 500


@dataclass(frozen=True, slots=True)
class RunEntry:
    """One run.

    Attributes:
        run: Its folder.
        status: How it stands.
        step: Optimizer steps done.
        total_steps: Of the whole run; 0 before the first step.
        best_loss: Lowest validation loss; None before the first measurement.
        started_s: When it began, seconds since the epoch; 0 before it has.
    """

    run: RunFolder
    status: RunStatus
    step: int = 0
    total_steps: int = 0
    best_loss: float | None = None
    started_s: float = 0.0


class RunList(QObject):
    """Reads the project's runs in the background; those that are followed it asks directly.

    Signals:
        changed: Runs have come or gone, or one stands differently.
        problem: They could not be read (`TunedeskError`).
    """

    changed = Signal()
    problem = Signal(object)

    def __init__(
        self, project: ProjectModel, jobs: JobBoard, parent: QObject | None = None
    ) -> None:
        """Reads whenever a project is opened or its runs have changed."""
        super().__init__(parent)
        self._project, self._jobs = project, jobs
        self._read_entries: dict[Path, tuple[int, RunEntry]] = {}
        self._task: Task | None = None
        self.is_read = False
        self.entries: tuple[RunEntry, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LEAST_GAP_MS)
        self._timer.timeout.connect(self._merge)
        project.opened.connect(self._begin)
        project.closed.connect(self._forget)
        project.runs_changed.connect(self._read)
        jobs.changed.connect(self._plan_merge)
        if project.project is not None:
            self._begin()

    def entry(self, folder: Path) -> RunEntry | None:
        """The run in that folder; None when it is not in the list."""
        return next((entry for entry in self.entries if entry.run.root == folder), None)

    def _begin(self) -> None:
        self._forget()
        self._read()

    def _forget(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._timer.stop()
        self._read_entries, self.entries, self.is_read = {}, (), False
        self.changed.emit()

    def _read(self) -> None:
        project = self._project.project
        if project is None:
            return
        if self._task is not None:
            self._task.cancel()
        known = dict(self._read_entries)
        self._task = run_task(self, lambda: _read_all(project, known), self._take, self._fail)

    def _take(self, found: dict[Path, tuple[int, RunEntry]]) -> None:
        self._task = None
        self._read_entries, self.is_read = found, True
        self._merge()

    def _fail(self, error: TunedeskError) -> None:
        self._task = None
        self.is_read = True
        self.problem.emit(error)

    def _plan_merge(self) -> None:
        if self.is_read and not self._timer.isActive():
            self._timer.start()

    def _merge(self) -> None:
        followed = {
            job.folder: _entry(RunFolder(job.folder), job.status, job.state)
            for job in self._jobs.active
            if job.kind == TRAIN and job.state.attempt
        }
        merged = [followed.get(path, entry) for path, (_, entry) in self._read_entries.items()]
        entries = tuple(sorted(merged, key=lambda entry: -entry.run.number))
        if entries != self.entries:
            self.entries = entries
            self.changed.emit()


def _read_all(
    project: Project, known: dict[Path, tuple[int, RunEntry]]
) -> dict[Path, tuple[int, RunEntry]]:
    """Reads the journals that have grown since they were last read."""
    found = {}
    for run in project.runs():
        size = run.events_file.stat().st_size if run.events_file.is_file() else 0
        before = known.get(run.root)
        over = (RunStatus.FINISHED, RunStatus.PAUSED, RunStatus.STOPPED)
        if before is not None and before[0] == size and before[1].status in over:
            found[run.root] = before
        else:
            summary = summarise(run, whole=False)
            found[run.root] = (size, _entry(run, summary.status, summary.state))
    return found


def _entry(run: RunFolder, status: RunStatus, state: RunState) -> RunEntry:
    step, best = state.steps.last(), state.best_eval
    return RunEntry(
        run=run,
        status=status,
        step=step.step if step else 0,
        total_steps=step.total_steps if step else 0,
        best_loss=best.loss if best else None,
        started_s=state.started_s,
    )
