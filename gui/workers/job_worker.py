"""Follows one job from a thread: the only way in which a job's events reach the window."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from backend.events import JobFailed
from backend.jobs.handle import JobHandle, launch
from backend.jobs.journal import Entry
from backend.message import TunedeskError

# So many entries at once: applying them takes the window's thread a few milliseconds.
_BATCH = 200
# Between the batches of a long journal, so that the window's thread gets its turns.
_BREATH_MS = 4


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
                if self._abandoned:
                    return
                self.heard.emit(part)
                if len(part) == _BATCH:
                    self.msleep(_BREATH_MS)

    def _say_failed(self, error: TunedeskError) -> None:
        failed = JobFailed(error.message, error.remedy, JobHandle(self._folder).log_tail())
        self.heard.emit((Entry(0, time.time(), failed),))


def _parts(batch: tuple[Entry, ...]) -> Iterator[tuple[Entry, ...]]:
    for start in range(0, len(batch), _BATCH):
        yield batch[start : start + _BATCH]
