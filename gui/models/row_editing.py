"""Changes rows in the background, in order, with undo and redo."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from backend.dataset.editing import RowChange, change_rows
from backend.message import TunedeskError
from gui.workers.task import run_task


@dataclass(slots=True)
class _Step:
    """One thing that the person did, both ways. The way back is known once it has been written."""

    forward: tuple[RowChange, ...]
    back: tuple[RowChange, ...] = ()


class RowEditor(QObject):
    """Writes changes one after the other; the window never waits for the disk.

    Attributes:
        undo_stack: What the person did since the dataset was opened or built.
        is_locked: Whether a build is at work, so that nothing may be changed.

    Signals:
        written: These rows are others now (`tuple[RowChange, ...]`).
        failed: A change could not be written (`TunedeskError`); rows are as they were.
    """

    written = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begins without a dataset."""
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.is_locked = False
        self._file: Path | None = None
        self._queue: deque[tuple[_Step, bool]] = deque()
        self._is_writing = False

    def open(self, file: Path | None) -> None:
        """Turns to a dataset, or to the new rows of the same one: what was done is past undoing."""
        self._file = file
        self._queue.clear()
        self.undo_stack.clear()

    def lock(self, is_locked: bool) -> None:
        """While a build is at work rows can't be changed, nor changes be taken back after it."""
        if is_locked and not self.is_locked:
            self.undo_stack.clear()
        self.is_locked = is_locked

    def apply(self, text: str, changes: Sequence[RowChange]) -> bool:
        """Does something that can be undone.

        Args:
            text: What is done, for the menu.
            changes: What it changes.

        Returns:
            Whether it may be done now.
        """
        if self.is_locked or self._file is None:
            return False
        self.undo_stack.push(_Command(text, _Step(tuple(changes)), self._write))
        return True

    def _write(self, step: _Step, forward: bool) -> None:
        self._queue.append((step, forward))
        self._next()

    def _next(self) -> None:
        if self._is_writing or not self._queue or self._file is None:
            return
        step, forward = self._queue.popleft()
        changes = step.forward if forward else step.back
        file = self._file
        self._is_writing = True

        def done(back: tuple[RowChange, ...]) -> None:
            self._is_writing = False
            if forward:
                step.back = back
            self.written.emit(changes)
            self._next()

        run_task(self, lambda: change_rows(file, changes), done, self._fail)

    def _fail(self, error: TunedeskError) -> None:
        """Nobody knows what a later undo would meet, so there is none."""
        self._is_writing = False
        self._queue.clear()
        self.undo_stack.clear()
        self.failed.emit(error)


class _Command(QUndoCommand):
    """Hands its step to the editor."""

    def __init__(self, text: str, step: _Step, write: Callable[[_Step, bool], None]) -> None:
        super().__init__(text)
        self._step = step
        self._write = write

    def redo(self) -> None:
        self._write(self._step, True)

    def undo(self) -> None:
        self._write(self._step, False)
