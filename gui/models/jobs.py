"""All jobs of the open project that the window follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from backend.events import Terminal
from backend.jobs.handle import JobHandle
from backend.jobs.spec import read_spec, write_spec
from backend.message import TunedeskError
from backend.project import Project, RunFolder
from backend.training.spec import TrainSpec
from gui.models.project import ProjectModel
from gui.models.run import RunModel
from gui.workers.task import run_task

TRAIN = "train"


@dataclass(frozen=True, slots=True)
class _Found:
    """A job that was at work when the project was opened."""

    folder: Path
    kind: str


class JobBoard(QObject):
    """Launches jobs, follows them, and finds those that are still at work.

    Signals:
        started: A job is being followed (`RunModel`).
        ended: A followed attempt has ended (`RunModel`).
        changed: One of the followed jobs has said something.
        problem: A job could not be told or found (`TunedeskError`).
    """

    started = Signal(object)
    ended = Signal(object)
    changed = Signal()
    problem = Signal(object)

    def __init__(self, project: ProjectModel, parent: QObject | None = None) -> None:
        """Attaches to what is at work whenever a project is opened."""
        super().__init__(parent)
        self._project = project
        self._jobs: dict[Path, RunModel] = {}
        project.opened.connect(self._attach_living)
        project.closing.connect(self.close_down)

    @property
    def active(self) -> tuple[RunModel, ...]:
        """Jobs that are at work, oldest first."""
        return tuple(job for job in self._jobs.values() if job.is_live)

    def of_kind(self, kind: str) -> RunModel | None:
        """The job of that kind that is at work; None when there is none."""
        return next((job for job in self.active if job.kind == kind), None)

    def start(self, kind: str, spec: object) -> RunModel:
        """Launches a job in a new job folder of the project.

        Raises:
            TunedeskError: The folder can't be written.
        """
        folder = self._project.require().new_job(kind)
        write_spec(folder, kind, spec)
        return self._follow(folder, kind, begin=True)

    def start_run(self, run: RunFolder) -> RunModel:
        """Launches a training run that was prepared."""
        return self._follow(run.root, TRAIN, begin=True)

    def resume_run(self, run: RunFolder) -> RunModel:
        """Goes on with a run from its newest whole checkpoint; attaches to one that is at work.

        Raises:
            TunedeskError: The folder can't be written.
        """
        if not JobHandle(run.root).is_alive():
            spec = TrainSpec(project=str(self._project.require().root), run=run.name, resume=True)
            write_spec(run.root, TRAIN, spec)
        return self._follow(run.root, TRAIN, begin=True)

    def open_run(self, run: RunFolder) -> RunModel:
        """A run, past or at work, read from its journal; the same object each time."""
        known = self._jobs.get(run.root)
        return known or self._follow(run.root, TRAIN, begin=False)

    def close_down(self) -> None:
        """Lets go of all jobs; they go on."""
        for job in self._jobs.values():
            job.close_down()
            job.deleteLater()
        self._jobs.clear()
        self.changed.emit()

    def _follow(self, folder: Path, kind: str, *, begin: bool) -> RunModel:
        job = self._jobs.get(folder)
        if job is None:
            job = RunModel(folder, kind, self)
            job.changed.connect(self.changed)
            job.failed_to_tell.connect(self.problem)
            job.ended.connect(lambda outcome, job=job: self._end(job, outcome))
            self._jobs[folder] = job
        job.follow(begin=begin)
        if begin:
            self.started.emit(job)
        return job

    def _end(self, job: RunModel, outcome: Terminal) -> None:
        self.ended.emit(job)

    def _attach_living(self) -> None:
        project = self._project.require()
        run_task(self, lambda: _living(project), self._attach, self.problem.emit)

    def _attach(self, found: Iterable[_Found]) -> None:
        project = self._project.project
        for job in found:
            if project is None or not job.folder.is_relative_to(project.root):
                continue  # another project was opened meanwhile
            if job.folder in self._jobs:
                continue  # followed since, and perhaps over by now
            self.started.emit(self._follow(job.folder, job.kind, begin=False))


def _living(project: Project) -> tuple[_Found, ...]:
    """Jobs at work in a project; a chat belongs to the window that began it and is left alone."""
    folders = [run.root for run in project.runs()]
    folders += sorted(path for path in project.jobs_folder.iterdir() if path.is_dir())
    found = []
    for folder in folders:
        if not JobHandle(folder).is_alive():
            continue
        try:
            kind = read_spec(folder).kind
        except TunedeskError:
            continue  # its window died between making the folder and writing what to do
        if not kind.startswith("chat"):
            found.append(_Found(folder, kind))
    return tuple(found)
