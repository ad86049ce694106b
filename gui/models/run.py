"""One job as the window sees it: training run, build, chat or export, live or past."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from backend.commands import Command, Pause, Stop
from backend.jobs.command_file import send_command
from backend.jobs.journal import Entry
from backend.jobs.reducer import RunState, RunStatus, reduce, status_of
from gui.models.curves import Curves
from gui.workers.job_worker import JobWorker
from gui.workers.stop_ladder import StopLadder
from gui.workers.task import run_task


class RunModel(QObject):
    """Follows a job's folder and holds the reducer's state of it.

    Signals:
        changed: State or curves have changed; once for each batch of entries.
        ended: An attempt that was followed has ended; carries the terminal event.
        failed_to_tell: A command could not be written (`TunedeskError`).
    """

    changed = Signal()
    ended = Signal(object)
    failed_to_tell = Signal(object)

    def __init__(self, folder: Path, kind: str, parent: QObject | None = None) -> None:
        """Nothing is read before `follow`.

        Args:
            folder: The job's.
            kind: Name in the catalogue of jobs.
            parent: Owner.
        """
        super().__init__(parent)
        self.folder = folder
        self.kind = kind
        self.state = RunState()
        self.curves = Curves()
        self._worker: JobWorker | None = None
        self._ladder: StopLadder | None = None
        self._begins_again = False
        self._has_heard = False
        self._unsaid: list[Command] = []

    @property
    def name(self) -> str:
        """The folder's name, such as `3-qlora`."""
        return self.folder.name

    @property
    def is_live(self) -> bool:
        """Whether the job is at work and followed; not while the journal of a past one is read."""
        worker = self._worker
        return worker is not None and worker.was_at_work and self.state.outcome is None

    @property
    def status(self) -> RunStatus:
        """How the job stands now; waiting while the journal of a past one is read."""
        if self._worker is not None and not self.is_live and self.state.outcome is None:
            return RunStatus.WAITING
        return status_of(self.state, alive=self.is_live, now_s=time.time())

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to end and has not yet."""
        return self._ladder is not None

    def follow(self, *, begin: bool) -> None:
        """Reads the journal from its beginning and goes on with what comes.

        Args:
            begin: Launch the job first; one that is at work already is attached to.
        """
        if self._worker is not None and self._worker.isRunning():
            # It has told of the end and is about to end itself: begin again right after that.
            self._begins_again = begin and self.state.outcome is not None
            return
        self.state, self.curves = RunState(), Curves()
        self._has_heard = False
        self._unsaid.clear()
        worker = JobWorker(self.folder, begin=begin, parent=self)
        worker.heard.connect(self._hear)
        worker.finished.connect(self._let_go)
        self._worker = worker
        worker.start()
        self.changed.emit()

    def send(self, command: Command) -> None:
        """Tells the job something; it answers by events.

        What is said before the job has said a word waits for that: a launch forgets the commands
        given to an earlier attempt.
        """
        if self._worker is not None and not self._has_heard:
            self._unsaid.append(command)
            return
        run_task(
            self,
            lambda: send_command(self.folder, command),
            lambda _: None,
            self.failed_to_tell.emit,
        )

    def pause(self) -> None:
        """Saves and ends the process; `JobBoard.resume_run` goes on exactly."""
        self._end_by(Pause())

    def stop(self, *, save: bool = True) -> None:
        """Ends the job: asks, and after a while insists."""
        self._end_by(Stop(save=save))

    def close_down(self) -> None:
        """Stops to follow; the job itself goes on. Waits for the thread, some 0.1 s."""
        self._begins_again = False
        worker = self._worker
        if worker is not None:
            worker.abandon()
            worker.wait()
        if self._ladder is not None:
            self._ladder.end()
            self._ladder = None

    def _end_by(self, command: Command) -> None:
        self.send(command)
        if self._ladder is None:
            self._ladder = StopLadder(self.folder, self)
        self.changed.emit()

    def _hear(self, entries: tuple[Entry, ...]) -> None:
        self.state = reduce(entries, self.state)
        self.curves.add(entries)
        self._has_heard = True
        while self._unsaid:
            self.send(self._unsaid.pop(0))
        if self.state.outcome is not None and self._ladder is not None:
            self._ladder.end()
            self._ladder = None
        self.changed.emit()

    def _let_go(self) -> None:
        """The thread is done: the journal of a past job is read, or a living one has ended."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.deleteLater()
        self.changed.emit()
        if worker.was_at_work and self.state.outcome is not None:
            self.ended.emit(self.state.outcome)
        if self._begins_again:
            self._begins_again = False
            self.follow(begin=True)
