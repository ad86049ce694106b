"""The documents of the open project: those that are there, and those that are on their way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from backend.documents.spec import AddSpec
from backend.documents.store import DocumentStore
from backend.events import JobFailed
from backend.message import TunedeskError
from gui.models.jobs import JobBoard
from gui.models.project import ProjectModel
from gui.models.run import RunModel
from gui.models.source import Source, SourceState, kept_sources, source_of
from gui.workers.task import Task, run_task

ADD = "documents_add"
_SETTLE_MS = 200
_FEW = 256


class SourceBoard(QObject):
    """Lists the sources, starts and follows the job that adds some.

    Files that come while others are being added wait for their turn.

    Signals:
        changed: The list or the job is another now.
        problem: Something could not be done (`TunedeskError`).
    """

    changed = Signal()
    problem = Signal(object)

    def __init__(
        self, project: ProjectModel, jobs: JobBoard, parent: QObject | None = None
    ) -> None:
        """Observes project and jobs."""
        super().__init__(parent)
        self._project = project
        self._jobs = jobs
        self.sources: tuple[Source, ...] = ()
        self.job: RunModel | None = None
        self.failure: JobFailed | None = None
        self._kept: tuple[Source, ...] = ()
        self._told: dict[str, Source] = {}
        self._heard = 0
        self._waiting: list[str] = []
        self._passwords: dict[str, str] = {}
        self._task: Task | None = None
        # A job says something ten times a second; a person sees five.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE_MS)
        self._soon.timeout.connect(self._settle)
        project.opened.connect(self._begin)
        project.closing.connect(self._forget)
        project.documents_changed.connect(self.reload)
        jobs.started.connect(self._take_job)
        jobs.ended.connect(self._end_job)
        self._begin()

    @property
    def usable(self) -> tuple[Source, ...]:
        """Those that rows can be made of."""
        return tuple(source for source in self.sources if source.is_usable)

    @property
    def is_adding(self) -> bool:
        """Whether files are being read."""
        return self.job is not None

    def add(self, paths: Iterable[Path], password: str | None = None) -> None:
        """Adds files and folders, now or after those that are being added."""
        if self._project.project is None:
            return
        self._waiting += [text for text in map(str, paths) if text not in self._waiting]
        if self.job is None:
            self._launch(password)
        self._settle()

    def unlock(self, source: Source, password: str) -> None:
        """Reads a protected file with its password, which is kept until the project closes."""
        self._passwords[source.name] = password
        self.add((Path(source.path),), password)

    def read_again(self, source: Source) -> None:
        """Reads a file of the project again."""
        self.add((Path(source.path),), self._passwords.get(source.name))

    def password_of(self, name: str) -> str | None:
        """The password that was given for a document since the project was opened."""
        return self._passwords.get(name)

    def remove(self, sources: Sequence[Source]) -> None:
        """Deletes the project's copies; files that aren't in the project just leave the list."""
        for source in sources:
            self._told.pop(source.path, None)
        names = [source.name for source in sources if source.kept]
        if not names:
            self._settle()
            return
        store = DocumentStore(self._project.require().documents_folder)
        changed = self._project.documents_changed
        run_task(self, lambda: _remove(store, names), lambda _: changed.emit(), self._fail)

    def cancel(self) -> None:
        """Stops adding; files that were read stay."""
        self._waiting.clear()
        if self.job is not None:
            self.job.stop()
        self._settle()

    def dismiss_failure(self) -> None:
        """Forgets why the last job failed."""
        self.failure = None
        self.changed.emit()

    def reload(self) -> None:
        """Reads anew what the project has."""
        project = self._project.project
        if project is None:
            return
        if self._task is not None:
            self._task.cancel()
        store = DocumentStore(project.documents_folder)
        self._task = run_task(self, lambda: kept_sources(store), self._take_kept, self._fail)

    def close_down(self) -> None:
        """Stops its timer."""
        self._soon.stop()

    def _begin(self) -> None:
        self._forget()
        self.reload()

    def _forget(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._kept, self._waiting = (), []
        self._told.clear()
        self._passwords.clear()
        self.job = self.failure = None
        self._soon.stop()
        self._settle()

    def _launch(self, password: str | None = None) -> None:
        """Starts the job for what is waiting."""
        paths, self._waiting = tuple(self._waiting), []
        self.failure = None
        try:
            self._jobs.start(ADD, AddSpec(str(self._project.require().root), paths, password))
        except TunedeskError as error:
            self.problem.emit(error)

    def _take_job(self, job: RunModel) -> None:
        if job.kind != ADD or self._project.project is None or job is self.job:
            return
        self.job, self._heard = job, 0
        self._told = {path: told for path, told in self._told.items() if not told.document}
        job.changed.connect(self._soon.start)
        self._settle()

    def _end_job(self, job: RunModel) -> None:
        if job is not self.job:
            return
        self._hear()
        job.changed.disconnect(self._soon.start)
        self.job = None
        outcome = job.state.outcome
        if isinstance(outcome, JobFailed) and not self._is_told(outcome):
            self.failure = outcome
        self.reload()
        if self._waiting:
            self._launch()
        self._settle()

    def _is_told(self, outcome: JobFailed) -> bool:
        """Whether some file's own state says the same already."""
        said = [source.problem for source in self._told.values() if source.problem is not None]
        return bool(said) and (
            outcome.message.code == "documents.none_added" or outcome.message in said
        )

    def _take_kept(self, kept: tuple[Source, ...]) -> None:
        self._task = None
        self._kept = kept
        if self.job is None:
            # What was read is listed from the project itself by now.
            self._told = {path: told for path, told in self._told.items() if _stays(told)}
        self._settle()

    def _hear(self) -> None:
        """Takes in what the job has said of its files since the last time."""
        if self.job is None:
            return
        files, folder = self.job.state.files, self._folder()
        if not files:
            return
        # The last one that was heard may have come further since.
        new = len(files) - max(0, self._heard - 1)
        events = files.last_many(new) if new <= _FEW else tuple(files)[-new:]
        for event in events:
            self._told[event.path] = source_of(event, folder)
        self._heard = len(files)

    def _settle(self) -> None:
        """Puts the list together; a job that has said its last word is over."""
        self._hear()
        if self.job is not None and self.job.state.outcome is not None:
            self._end_job(self.job)
            return
        told = dict(self._told)
        for path in self._waiting:
            told.setdefault(path, Source(path, SourceState.QUEUED))
        listed = {source.document for source in self._kept if source.is_usable}
        # A file that was just read may be listed from the project already.
        on_their_way = [
            source
            for source in told.values()
            if not (source.is_usable and source.document in listed)
        ]
        # One that is read again is listed as it stands now.
        again = {source.name for source in on_their_way if source.kept}
        kept = [
            source
            for source in self._kept
            if source.name not in again
            and not (self.is_adding and source.state is SourceState.UNREAD)
        ]
        self.sources = tuple(sorted((*on_their_way, *kept), key=_rank))
        self.changed.emit()

    def _folder(self) -> str:
        """Where the project's own copies lie."""
        project = self._project.project
        return "" if project is None else str(project.documents_folder)

    def _fail(self, error: TunedeskError) -> None:
        self._task = None
        self.problem.emit(error)


def _remove(store: DocumentStore, names: Sequence[str]) -> None:
    for name in names:
        store.remove(name)


def _rank(source: Source) -> tuple[int, str]:
    usable = SourceState.READY if source.is_usable else source.state
    return int(usable), source.name.casefold()


def _stays(told: Source) -> bool:
    """Whether the project itself says nothing of the file."""
    return told.state is SourceState.DUPLICATE or not told.document
