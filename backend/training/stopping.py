"""Stopping a training at once, wherever it is, without losing what was done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from backend.commands import Pause, Stop
from backend.jobs.context import JobContext

T = TypeVar("T")
_POLL_S = 0.1


class StopAsked(Exception):  # noqa: N818  # an outcome, not an error
    """The person asked to stop or pause; raised at the next safe point, caught by the engine."""

    def __init__(self, command: Stop | Pause) -> None:
        super().__init__(type(command).__name__)
        self.command = command


def raise_if_stopping(context: JobContext) -> None:
    """Raises `StopAsked` when the job was asked to stop or pause."""
    command = context.stopping()
    if command is not None:
        raise StopAsked(command)


def run_stoppable(work: Callable[[], T], context: JobContext) -> T:
    """Does `work` in a thread of its own, so that a stop needn't wait for it.

    For loading a model, which nothing can interrupt. After a stop the thread is left to itself; it
    ends with the process.

    Raises:
        StopAsked: The job was asked to stop before `work` was done.
    """
    done: list[T] = []
    failed: list[BaseException] = []

    def guarded() -> None:
        try:
            done.append(work())
        except BaseException as error:  # handed on: raised again in the caller's thread
            failed.append(error)

    thread = threading.Thread(target=guarded, name="stoppable", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_POLL_S)
        raise_if_stopping(context)
    if failed:
        raise failed[0]
    return done[0]
