"""Jobs that say what a test has them say: no process, no thread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from backend.commands import Command
from backend.events import Event, JobStopped
from backend.jobs.journal import Entry
from backend.jobs.reducer import RunState, reduce
from backend.jobs.spec import write_spec
from backend.message import Message, TunedeskError


class FakeJob(QObject):
    """Has the face of a `RunModel`."""

    changed = Signal()
    ended = Signal(object)

    def __init__(self, folder: Path, kind: str, spec: Any, parent: QObject) -> None:
        super().__init__(parent)
        self.folder = folder
        self.kind = kind
        self.spec = spec
        self.state = RunState()
        self.heard: list[Command] = []
        self.stops = 0
        self._now_s = 0.0

    @property
    def is_live(self) -> bool:
        return self.state.outcome is None

    @property
    def is_stopping(self) -> bool:
        return self.stops > 0 and self.is_live

    def say(self, *events: Event) -> None:
        """What a worker's journal would bring in one batch."""
        entries = []
        for event in events:
            self._now_s += 1.0
            entries.append(Entry(len(entries) + 1, self._now_s, event))
        self.state = reduce(entries, self.state)
        self.changed.emit()
        if self.state.outcome is not None:
            self.ended.emit(self.state.outcome)

    def send(self, command: Command) -> None:
        self.heard.append(command)

    def stop(self, *, save: bool = True) -> None:
        self.stops += 1
        self.say(JobStopped(Message("fake.stopped", "Stopped."), saved=save))

    def close_down(self) -> None:
        """Nothing is followed."""


class FakeBoard(QObject):
    """Has the face of a `JobBoard`."""

    started = Signal(object)
    ended = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.jobs: list[FakeJob] = []
        self.refusal: TunedeskError | None = None

    @property
    def last(self) -> FakeJob:
        """The job that was started last."""
        return self.jobs[-1]

    def of_kind(self, kind: str) -> FakeJob | None:
        """The one of that kind that is at work; None when there is none."""
        return next((job for job in self.jobs if job.kind == kind and job.is_live), None)

    def start(self, kind: str, spec: Any) -> FakeJob:
        if self.refusal is not None:
            raise self.refusal
        folder = self._folder / f"{len(self.jobs) + 1}-{kind}"
        folder.mkdir(parents=True)
        write_spec(folder, kind, spec)
        job = FakeJob(folder, kind, spec, self)
        job.ended.connect(lambda _: self.ended.emit(job))
        self.jobs.append(job)
        self.started.emit(job)
        return job

    def close_down(self) -> None:
        """Nothing is followed."""
