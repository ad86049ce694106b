"""Short work in a background thread, its result given back in the window's thread."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from backend.message import TunedeskError, fault

T = TypeVar("T")


class _Outcome(QObject):
    """Carries a result across threads.

    Without a parent, so that it lives as long as the work does, even when whoever asked is gone.

    Signals:
        arrived: The work's result or the error that it raised, and whether it is an error.
    """

    arrived = Signal(object, bool)


class _Work(QRunnable):
    def __init__(self, work: Callable[[], Any], outcome: _Outcome) -> None:
        super().__init__()
        self._work = work
        self._outcome = outcome

    def run(self) -> None:
        try:
            result, failed = self._work(), False
        except TunedeskError as error:
            result, failed = error, True
        except Exception as error:  # told to the person with its trace, never swallowed
            result, failed = _unforeseen(error), True
        try:
            self._outcome.arrived.emit(result, failed)
        except RuntimeError:
            return  # The program ends, and Qt's objects went first: nobody is left to be told.


class Task(QObject):
    """Work under way. Belongs to whoever asked, and falls silent with it."""

    def __init__(
        self,
        owner: QObject,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[TunedeskError], None],
    ) -> None:
        super().__init__(owner)
        self._done = done
        self._failed = failed
        self._cancelled = False
        self._outcome = _Outcome()
        self._outcome.arrived.connect(self._arrive, Qt.ConnectionType.QueuedConnection)
        QThreadPool.globalInstance().start(_Work(work, self._outcome))

    def cancel(self) -> None:
        """Drops the result; the work itself runs to its end."""
        self._cancelled = True

    def _arrive(self, result: object, failed: bool) -> None:
        self.deleteLater()
        if self._cancelled:
            return
        if failed and isinstance(result, TunedeskError):
            self._failed(result)
        else:
            self._done(result)


def run_task(
    owner: QObject,
    work: Callable[[], T],
    done: Callable[[T], None],
    failed: Callable[[TunedeskError], None],
) -> Task:
    """Runs `work` in a thread of the global pool.

    Args:
        owner: Whose business it is: once it is destroyed, neither callback is called.
        work: Touches no widget. What it raises goes to `failed`.
        done: Gets the result, in the window's thread.
        failed: Gets the error, in the window's thread; `AppContext.report` shows it.
    """
    return Task(owner, work, done, failed)


def _unforeseen(error: Exception) -> TunedeskError:
    made = fault(
        "window.unforeseen",
        "Something unforeseen went wrong: {kind}: {cause}",
        "Try again; if it happens again, report it with the copied details.",
        kind=type(error).__name__,
        cause=str(error),
    )
    made.__cause__ = error
    made.add_note("".join(traceback.format_exception(error)))
    return made
