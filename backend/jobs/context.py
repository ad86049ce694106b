"""What a job sees of the world that runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from backend.commands import Command, Pause, Stop
from backend.events import Event


class JobContext(Protocol):
    """Given to every job function; the worker and the tests each have one."""

    @property
    def folder(self) -> Path:
        """The job's own folder; for training, the run's."""
        ...

    @property
    def attempt(self) -> int:
        """1, and one more each time that the job is launched again in the same folder."""
        ...

    def emit(self, event: Event) -> None:
        """Says what has happened. Safe from any thread."""
        ...

    def commands(self) -> tuple[Command, ...]:
        """The commands given since the last call; never waits."""
        ...

    def stopping(self) -> Stop | Pause | None:
        """The command to stop or pause that was given; None while the job should go on."""
        ...
