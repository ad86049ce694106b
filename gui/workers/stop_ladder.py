"""Ends a job from the window without holding the window up: ask, terminate, kill."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from backend.jobs.process_record import read_record
from backend.platform import end_process

# Time that a job has to stop by itself, and then to heed the system's wish.
GRACE_MS = 60_000
TERMINATE_MS = 10_000


class StopLadder(QObject):
    """Waits for a worker that was asked to stop; ends it when it doesn't.

    The same ladder as `JobHandle.stop`, on timers in place of a waiting thread.
    """

    def __init__(self, folder: Path, parent: QObject) -> None:
        """Begins to wait.

        Args:
            folder: The job's.
            parent: With it the ladder goes; the job has then at least been asked.
        """
        super().__init__(parent)
        self._folder = folder
        self._force = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)
        self._timer.start(GRACE_MS)

    def end(self) -> None:
        """Calls it off: the job has ended, or the window lets go of it."""
        self._timer.stop()
        self.deleteLater()

    def _step(self) -> None:
        record = read_record(self._folder)
        if record is not None:
            end_process(record.pid, record.start_time, force=self._force)
        if not self._force:
            self._force = True
            self._timer.start(TERMINATE_MS)
