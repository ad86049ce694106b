"""Following a job on a terminal: its events as a progress line with ETA."""

from __future__ import annotations

import time

from backend.cli.console import Console, bar, clock
from backend.commands import Stop
from backend.events import (
    CheckpointSaved,
    EvalDone,
    JobFailed,
    JobFinished,
    JobStopped,
    NoticeRaised,
    PhaseChanged,
    ProgressMade,
    ResourceSampled,
    SampleReady,
    StepDone,
    Terminal,
    TokenStreamed,
)
from backend.jobs.handle import JobHandle
from backend.jobs.journal import Entry
from backend.jobs.reducer import RunState, apply

_DRAW_INTERVAL_S = 0.1
# Where nothing can be drawn over, a line is printed at each tenth of the way, but not in a rush.
_PLAIN_PARTS = 10
_PLAIN_INTERVAL_S = 3.0


class Follower:
    """Shows one job's events on a console."""

    def __init__(self, console: Console) -> None:
        """Begins with nothing shown."""
        self._console = console
        self._state = RunState()
        self._drawn_at_s = 0.0
        self._part = (-1, "")
        self._speaker = ""
        self._shown = 0

    def show(self, entry: Entry) -> None:
        """Shows one event; one that was shown before, not again."""
        if 0 < entry.sequence <= self._shown:
            return
        self._shown = entry.sequence
        self._state = apply(self._state, entry)
        match entry.event:
            case PhaseChanged(label=label):
                self._console.say(f"{label} ...")
            case NoticeRaised(level=level, message=message, remedy=remedy):
                mark = "Note" if level == "info" else "Warning"
                self._console.say(f"  {mark}: {message}{f' {remedy}' if remedy else ''}")
            case EvalDone(step=step, loss=loss):
                self._console.say(f"  step {step}: validation loss {loss:.4f}")
            case CheckpointSaved(step=step, path=path):
                self._console.say(f"  step {step}: saved {path}")
            case SampleReady(question=question, answer=answer):
                self._console.say(f"  asked: {question}\n  says:  {answer}")
            case TokenStreamed(speaker=speaker, text=text):
                self._stream(speaker, text)
            case StepDone() | ProgressMade() | ResourceSampled():
                self._advance()
            case JobFinished() | JobStopped() | JobFailed():
                self._console.clear()

    def _stream(self, speaker: str, text: str) -> None:
        if speaker != self._speaker:
            self._console.stream(f"{speaker}: " if not self._speaker else f"\n{speaker}: ")
            self._speaker = speaker
        self._console.stream(text)

    def _advance(self) -> None:
        line, done, total = describe(self._state)
        if not line:
            return
        passed_s = time.monotonic() - self._drawn_at_s
        if self._console.is_live:
            if passed_s >= _DRAW_INTERVAL_S:
                self._console.draw(line)
                self._drawn_at_s = time.monotonic()
            return
        part = (_PLAIN_PARTS * done // total if total else 0, self._state.phase)
        if part != self._part and passed_s >= _PLAIN_INTERVAL_S:
            self._console.say(f"  {line}")
            self._part, self._drawn_at_s = part, time.monotonic()


def describe(state: RunState) -> tuple[str, int, int]:
    """The progress line for a state, with how much is done of how much."""
    eta = f"  {clock(state.eta_s)} left" if state.eta_s is not None else ""
    step = state.steps.last()
    if step is not None and state.phase == "training":
        text = (
            f"step {step.step}/{step.total_steps} {bar(step.step, step.total_steps)} "
            f"loss {step.loss:.4f}  lr {step.learning_rate:.2e}  "
            f"{step.tokens_per_s:,.0f} tokens/s{eta}"
        )
        return text, step.step, step.total_steps
    progress = state.progress
    if progress is None:
        return "", 0, 0
    total = f"/{progress.total}" if progress.total else ""
    text = (
        f"{progress.done}{total} {progress.unit} {bar(progress.done, progress.total)}{eta}"
        f"{f'  {progress.detail}' if progress.detail else ''}"
    )
    return text, progress.done, progress.total


def follow(handle: JobHandle, console: Console) -> Terminal | None:
    """Shows a job until it ends.

    Ctrl+C asks it to stop and save; a second Ctrl+C leaves it running in the background.

    Returns:
        How it ended; None when it was left running.
    """
    follower = Follower(console)
    entries = handle.events()
    asked = False
    while True:
        try:
            for entry in entries:
                follower.show(entry)
                if isinstance(entry.event, JobFinished | JobStopped | JobFailed):
                    ending: Terminal = entry.event
            return ending
        except KeyboardInterrupt:
            if asked:
                console.say("Left running in the background.")
                return None
            asked = True
            console.say("Stopping and saving; Ctrl+C again leaves it running in the background.")
            handle.send(Stop(save=True))
            entries = handle.events()
