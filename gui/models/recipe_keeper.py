"""Keeps the project's recipe on the disk without making the window wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from PySide6.QtCore import QObject, QTimer, Signal

from backend.files import write_fault
from backend.message import TunedeskError
from backend.recipe.io import write_recipe
from backend.recipe.recipe import Recipe
from gui.workers.task import run_task

# A slider under way changes the recipe many times a second; the file need only have the last one.
_QUIET_MS = 250


@dataclass(frozen=True, slots=True)
class _Order:
    """One thing to write; a recipe of None removes the file."""

    number: int
    file: Path
    recipe: Recipe | None


class RecipeKeeper(QObject):
    """Writes a recipe once it has come to rest, and at once when asked.

    Signals:
        problem: It could not be written (`TunedeskError`).
    """

    problem = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begins with nothing to write."""
        super().__init__(parent)
        self._waiting: _Order | None = None
        self._lock = Lock()
        self._count = 0
        self._written = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self._write_later)

    def keep(self, file: Path, recipe: Recipe | None) -> None:
        """Sees to it that `file` will hold `recipe`, or not be there when that is None."""
        self._count += 1
        self._waiting = _Order(self._count, file, recipe)
        self._timer.start()

    def flush(self) -> None:
        """Writes what is still to be written, now."""
        order = self._take()
        if order is None:
            return
        try:
            self._write(order)
        except TunedeskError as error:
            self.problem.emit(error)

    def _write_later(self) -> None:
        order = self._take()
        if order is not None:
            run_task(self, lambda: self._write(order), lambda _: None, self.problem.emit)

    def _take(self) -> _Order | None:
        self._timer.stop()
        order, self._waiting = self._waiting, None
        return order

    def _write(self, order: _Order) -> None:
        """Writes in any thread; an older order that comes late is dropped."""
        with self._lock:
            if order.number < self._written:
                return
            self._written = order.number
            if order.recipe is None:
                _remove(order.file)
            else:
                write_recipe(order.file, order.recipe)


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise write_fault(file, error) from error
