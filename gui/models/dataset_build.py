"""The dataset as a whole: its settings, how many rows there are, and the job that builds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from backend.dataset.browse import RowTally, chunked_documents, tallies
from backend.dataset.row import ExampleKind, RowState, Split
from backend.dataset.spec import BuildSpec
from backend.dataset.store import DatasetStore
from backend.events import JobFailed, NoticeRaised
from backend.message import TunedeskError
from gui.models.jobs import JobBoard
from gui.models.project import ProjectModel
from gui.models.run import RunModel
from gui.workers.task import Task, run_task

BUILD = "dataset_build"


@dataclass(frozen=True, slots=True)
class Stand:
    """What a dataset's file says.

    Attributes:
        spec: Settings of the last build; None before the first.
        tallies: How many rows there are of each sort.
        documents: Identifiers of the documents that the last build was made from.
    """

    spec: BuildSpec | None = None
    tallies: tuple[RowTally, ...] = ()
    documents: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        """All rows, those rejected too."""
        return sum(tally.rows for tally in self.tallies)

    def count(self, where: Callable[[RowTally], bool] = lambda _: True) -> int:
        """Rows that weren't rejected and for which `where` holds."""
        return sum(
            tally.rows
            for tally in self.tallies
            if tally.state is not RowState.REJECTED and where(tally)
        )

    def of_kind(self, kind: ExampleKind) -> int:
        """Rows of a kind that weren't rejected."""
        return self.count(lambda tally: tally.kind is kind)

    def of_split(self, split: Split) -> int:
        """Rows of a split that weren't rejected."""
        return self.count(lambda tally: tally.split is split)

    def of_state(self, state: RowState) -> int:
        """Rows that a person left or decided so."""
        return sum(tally.rows for tally in self.tallies if tally.state is state)

    @property
    def touched(self) -> int:
        """Rows that a person edited or decided on: no rebuild changes them."""
        return sum(
            tally.rows for tally in self.tallies if tally.edited or tally.state != RowState.DRAFT
        )


class DatasetBuild(QObject):
    """Settings, counts and the build of the open project's dataset.

    Attributes:
        stand: What the dataset says.
        settings: For the next build; begins with those of the last one.
        job: The build that is at work; None when there is none.
        failure: Why the last build failed; None when it didn't.
        notices: What the last build had to say, such as a share that could not be reached.

    Signals:
        changed: Any of these is another now.
        rebuilt: The rows are others now; what was known of single rows holds no longer.
        problem: The dataset can't be read or the job not begun (`TunedeskError`).
    """

    changed = Signal()
    rebuilt = Signal()
    problem = Signal(object)

    def __init__(
        self, project: ProjectModel, jobs: JobBoard, parent: QObject | None = None
    ) -> None:
        """Observes project and jobs."""
        super().__init__(parent)
        self._project = project
        self._jobs = jobs
        self.stand = Stand()
        self.settings = BuildSpec("")
        self.job: RunModel | None = None
        self.failure: JobFailed | None = None
        self.notices: tuple[NoticeRaised, ...] = ()
        self._has_own_settings = False
        self._task: Task | None = None
        project.opened.connect(self._begin)
        project.closing.connect(self._forget)
        project.dataset_changed.connect(self.reload)
        jobs.started.connect(self._take_job)
        jobs.ended.connect(self._end_job)
        self._begin()

    @property
    def file(self) -> Path | None:
        """The open project's dataset; None when there is none yet."""
        project = self._project.project
        if project is None or not project.dataset_file.exists():
            return None
        return project.dataset_file

    @property
    def is_building(self) -> bool:
        """Whether a build is at work."""
        return self.job is not None

    def change(self, **settings: Any) -> None:
        """Sets fields of `BuildSpec` for the next build."""
        self.settings = replace(self.settings, **settings)
        self._has_own_settings = True
        self.changed.emit()

    def start(self) -> None:
        """Begins a build with the settings."""
        self.failure = None
        spec = replace(self.settings, project=str(self._project.require().root))
        try:
            self._jobs.start(BUILD, spec)
        except TunedeskError as error:
            self.problem.emit(error)

    def cancel(self) -> None:
        """Ends the build; the dataset stays as it was."""
        if self.job is not None:
            self.job.stop(save=False)

    def dismiss_failure(self) -> None:
        """Forgets why the last build failed."""
        self.failure = None
        self.changed.emit()

    def reload(self) -> None:
        """Reads anew what the dataset says."""
        file = self.file
        if file is None:
            return
        if self._task is not None:
            self._task.cancel()
        self._task = run_task(self, lambda: _stand_of(file), self._take_stand, self._fail)

    def _begin(self) -> None:
        self._forget()
        self.reload()
        self.rebuilt.emit()

    def _forget(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.stand, self.settings = Stand(), BuildSpec("")
        self._has_own_settings = False
        self.job = self.failure = None
        self.notices = ()
        self.changed.emit()

    def _take_stand(self, stand: Stand) -> None:
        self._task = None
        self.stand = stand
        if stand.spec is not None and not self._has_own_settings:
            self.settings = stand.spec
        self.changed.emit()

    def _take_job(self, job: RunModel) -> None:
        if job.kind != BUILD or self._project.project is None or job is self.job:
            return
        self.job = job
        self.failure, self.notices = None, ()
        job.changed.connect(self._hear)
        self.changed.emit()

    def _hear(self) -> None:
        """The build has said something; after its last word it is over."""
        if self.job is not None and self.job.state.outcome is not None:
            self._end_job(self.job)
        else:
            self.changed.emit()

    def _end_job(self, job: RunModel) -> None:
        if job is not self.job:
            return
        job.changed.disconnect(self._hear)
        self.job = None
        outcome = job.state.outcome
        self.failure = outcome if isinstance(outcome, JobFailed) else None
        self.notices = tuple(job.state.notices)
        self.changed.emit()
        self.rebuilt.emit()

    def _fail(self, error: TunedeskError) -> None:
        self._task = None
        self.problem.emit(error)


def _stand_of(file: Path) -> Stand:
    return Stand(DatasetStore(file).settings(), tallies(file), chunked_documents(file))
