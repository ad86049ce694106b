"""A job context that remembers what a job said, for running job functions within a test."""

from __future__ import annotations

from pathlib import Path

from backend.commands import Command, Pause, Stop
from backend.events import Event


class RecordingContext:
    def __init__(self, folder: Path, attempt: int = 1) -> None:
        self.folder = folder
        self.attempt = attempt
        self.events: list[Event] = []
        self._waiting: list[Command] = []
        self._stop: Stop | Pause | None = None

    def emit(self, event: Event) -> None:
        self.events.append(event)

    def say(self, command: Command) -> None:
        self._waiting.append(command)
        if isinstance(command, Stop | Pause):
            self._stop = command

    def commands(self) -> tuple[Command, ...]:
        waiting, self._waiting = tuple(self._waiting), []
        return waiting

    def stopping(self) -> Stop | Pause | None:
        return self._stop

    def of(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]
