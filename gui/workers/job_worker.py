"""Follows one job from a thread: the only way in which a job's events reach the window."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QSemaphore, QThread, Signal

from backend.events import JobFailed
from backend.jobs.handle import JobHandle, launch
from backend.jobs.journal import Entry
from backend.message import TunedeskError

# So many entries at once: applying them takes the window's thread a few milliseconds.
_BATCH = 200
# How long being abandoned may go unnoticed while the window is busy.
_LOOK_MS = 50


class JobWorker(QThread):
    """Launches a job if asked to, then forwards what it says until it ends.

    The job is a process of its own: when this thread ends, the job goes on.

    Attributes:
        was_at_work: Whether the job was not over yet when this thread began to follow it.

    Signals:
        heard: Some entries of the journal, in order (`tuple[Entry, ...]`).
    """

    heard = Signal(object)

    def __init__(self, folder: Path, *, begin: bool, parent: QObject | None = None) -> None:
        """Nothing happens before `start`.

        Args:
            folder: The job's, with its `job.json`.
            begin: Launch the job, or attach to the worker that is at it already.
            parent: Owner of the thread.
        """
        super().__init__(parent)
        self._folder = folder
        self._begin = begin
        self._abandoned = False
        self.was_at_work = begin
        self._room = QSemaphore(1)
        self.heard.connect(self._make_room)

    def abandon(self) -> None:
        """Stops to follow, soon; the job goes on."""
        self._abandoned = True

    def run(self) -> None:
        """The thread's work."""
        try:
            handle = launch(self._folder) if self._begin else JobHandle(self._folder)
        except TunedeskError as error:
            self._say_failed(error)
            return
        self.was_at_work = self._begin or handle.is_alive()
        for batch in handle.batches(lambda: self._abandoned):
            for part in _parts(batch):
                if not self._wait_for_room():
                    return
                self.heard.emit(part)

    def _wait_for_room(self) -> bool:
        """Until the last batch has reached the window's thread; False when abandoned meanwhile.

        A long journal is read faster than it is taken in. Batches that pile up would be taken in
        one after the other, with no turn for painting and the mouse between them.
        """
        while not self._abandoned:
            if self._room.tryAcquire(1, _LOOK_MS):
                return True
        return False

    def _make_room(self) -> None:
        """Runs in the window's thread."""
        self._room.release()

    def _say_failed(self, error: TunedeskError) -> None:
        failed = JobFailed(error.message, error.remedy, JobHandle(self._folder).log_tail())
        self.heard.emit((Entry(0, time.time(), failed),))


def _parts(batch: tuple[Entry, ...]) -> Iterator[tuple[Entry, ...]]:
    for start in range(0, len(batch), _BATCH):
        yield batch[start : start + _BATCH]
