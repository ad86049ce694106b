"""A run's scorecard: read from its folder, or being measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from backend.dataset.store import DatasetStore
from backend.evaluation.failures import FailureKind, failures
from backend.evaluation.judge import AnsweredRow
from backend.evaluation.scorecard import Scorecard, read_answers, read_scorecard
from backend.evaluation.spec import EvaluateSpec
from backend.events import JobFailed
from backend.jobs.reducer import RunState
from backend.jobs.spec import read_spec
from backend.message import TunedeskError
from backend.project import Project, RunFolder
from gui.models.jobs import JobBoard
from gui.models.project import ProjectModel
from gui.models.run import RunModel
from gui.workers.task import Task, run_task

EVALUATE = "evaluate"
_PARTS = ("before", "after")


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measured run has to show.

    Attributes:
        card: Its scorecard.
        failures: The rows that the tuned model got wrong, by how.
        contexts: For each chunk that was asked about, its text.
    """

    card: Scorecard
    failures: Mapping[FailureKind, tuple[AnsweredRow, ...]]
    contexts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MeasuringProgress:
    """How far a measurement has come.

    Attributes:
        fraction: Of both models' answers, 0 to 1; None while the model is being loaded.
        done: Answers given by the present model.
        total: Answers that it is to give.
        eta_s: Seconds to the end; None when it can't be told.
    """

    fraction: float | None
    done: int = 0
    total: int = 0
    eta_s: float | None = None


class MeasuringModel(QObject):
    """The scorecard of the chosen run, and the job that measures it.

    Signals:
        changed: The scorecard, the job or the failure is another now.
        progressed: The job has come further.
        problem: A scorecard could not be read (`TunedeskError`).
    """

    changed = Signal()
    progressed = Signal()
    problem = Signal(object)

    def __init__(
        self, project: ProjectModel, jobs: JobBoard, parent: QObject | None = None
    ) -> None:
        """Begins without a run."""
        super().__init__(parent)
        self._project = project
        self._jobs = jobs
        self._task: Task | None = None
        self.run: RunFolder | None = None
        self.measured: Measured | None = None
        self.is_reading = False
        self.job: RunModel | None = None
        self.job_run = ""
        self.failure: JobFailed | None = None
        jobs.started.connect(self._take_up)
        jobs.ended.connect(self._end)

    @property
    def is_measuring(self) -> bool:
        """Whether the chosen run is being measured now."""
        return self.job is not None and self.run is not None and self.run.name == self.job_run

    def choose_run(self, run: RunFolder | None) -> None:
        """Shows the scorecard of another run; None shows none."""
        if run == self.run:
            return
        self.run = run
        self.failure = None
        self._read()

    def measure(self) -> None:
        """Measures the chosen run; only while none is being measured."""
        if self.run is None or self.job is not None:
            return
        self.failure = None
        spec = EvaluateSpec(str(self._project.require().root), self.run.name)
        try:
            self._jobs.start(EVALUATE, spec)
        except TunedeskError as error:
            self.failure = JobFailed(error.message, error.remedy)
            self.changed.emit()

    def cancel(self) -> None:
        """Ends the measurement; the run keeps the scorecard that it had."""
        if self.job is not None:
            self.job.stop(save=False)

    def forget(self) -> None:
        """The project closes."""
        if self.job is not None:
            self.job.changed.disconnect(self.progressed)
        self.job, self.job_run = None, ""
        self.choose_run(None)

    def _take_up(self, job: RunModel) -> None:
        if job.kind != EVALUATE:
            return
        self.job = job
        try:
            self.job_run = str(read_spec(job.folder).spec["run"])
        except TunedeskError as error:
            self.problem.emit(error)
        job.changed.connect(self.progressed)
        self.changed.emit()

    def _end(self, job: RunModel) -> None:
        if job is not self.job:
            return
        job.changed.disconnect(self.progressed)
        outcome = job.state.outcome
        self.failure = outcome if isinstance(outcome, JobFailed) else None
        self.job = None
        self._read()

    def _read(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.measured = None
        run, project = self.run, self._project.project
        self.is_reading = run is not None and run.scorecard_file.is_file()
        if self.is_reading and run is not None and project is not None:
            self._task = run_task(
                self, lambda: _read_measured(project, run), self._take, self._fail
            )
        self.changed.emit()

    def _take(self, measured: Measured) -> None:
        self._task, self.is_reading, self.measured = None, False, measured
        self.changed.emit()

    def _fail(self, error: TunedeskError) -> None:
        self._task, self.is_reading = None, False
        self.problem.emit(error)
        self.changed.emit()


def progress_of(state: RunState) -> MeasuringProgress:
    """How far a measurement is over both models, from what its job says."""
    progress = state.progress
    if state.phase not in _PARTS or progress is None or not progress.total:
        return MeasuringProgress(None)
    part = _PARTS.index(state.phase)
    share = progress.done / progress.total
    eta_s = state.eta_s
    if eta_s is not None and part == 0:
        # The tuned model is asked the same questions and takes about as long.
        eta_s += state.last_s - state.phase_started_s + eta_s
    fraction = (part + share) / len(_PARTS)
    return MeasuringProgress(fraction, progress.done, progress.total, eta_s)


def _read_measured(project: Project, run: RunFolder) -> Measured:
    card = read_scorecard(run.scorecard_file)
    failed = failures(read_answers(run))
    asked = {row.chunk_id for rows in failed.values() for row in rows}
    texts: dict[str, str] = {}
    if project.dataset_file.is_file():
        chunks = DatasetStore(project.dataset_file).chunks()
        texts = {chunk.chunk_id: chunk.text for chunk in chunks if chunk.chunk_id in asked}
    return Measured(card, failed, texts)
