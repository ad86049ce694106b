"""From events to the state of a run: one pure function for live view, history and recovery."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from backend.events import (
    AnswerDone,
    CheckpointSaved,
    EvalDone,
    FileAdvanced,
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
    TurnBegun,
)
from backend.jobs import turns
from backend.jobs.journal import Entry
from backend.jobs.series import Series
from backend.jobs.turns import Turn
from backend.message import Message

# Without any event for this long a living worker is called silent; it samples its resources every
# two seconds. Source: the product's fault table (hang without heartbeat, 120 s).
SILENT_AFTER_S = 120.0
_ETA_WINDOW = 20


class RunStatus(StrEnum):
    """How a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    SILENT = "silent"
    FINISHED = "finished"
    STOPPED = "stopped"
    PAUSED = "paused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RunState:
    """All that a job's journal says, ready to be shown.

    Attributes:
        attempt: How often it was launched.
        phase: Stable name of the present part of the work.
        label: The same for a person.
        started_s: Time of the first event, seconds since the epoch.
        phase_started_s: Time at which the phase began.
        last_s: Time of the last event.
        progress: Countable progress in the present phase; None when there is none.
        files: What was said of each file, in order; of two for one path the later one holds.
        steps: Optimizer steps; after a resume the steps redone stand in place of the lost ones.
        evals: Measurements of the validation split.
        best_eval: The one with the lowest loss; None before the first.
        samples: Answers to the fixed questions.
        checkpoints: Those written, oldest first; some may have been thrown away since.
        resources: Latest sample; None before the first.
        peak_memory_bytes: Most resident memory seen in a sample or a step.
        notices: All that was raised.
        text: For each speaker what was streamed so far, outside of a chat.
        turns: What was asked and said in a chat, in the order in which it was begun.
        outcome: The terminal event of the present attempt; None while it goes on.
    """

    attempt: int = 0
    phase: str = ""
    label: Message = field(default_factory=lambda: Message("jobs.none", "Not started"))
    started_s: float = 0.0
    phase_started_s: float = 0.0
    last_s: float = 0.0
    progress: ProgressMade | None = None
    files: Series[FileAdvanced] = field(default_factory=Series)
    steps: Series[StepDone] = field(default_factory=Series)
    evals: Series[EvalDone] = field(default_factory=Series)
    best_eval: EvalDone | None = None
    samples: Series[SampleReady] = field(default_factory=Series)
    checkpoints: Series[CheckpointSaved] = field(default_factory=Series)
    resources: ResourceSampled | None = None
    peak_memory_bytes: int = 0
    notices: Series[NoticeRaised] = field(default_factory=Series)
    text: tuple[tuple[str, str], ...] = ()
    turns: Series[Turn] = field(default_factory=Series)
    outcome: Terminal | None = None

    @property
    def eta_s(self) -> float | None:
        """Seconds to the end of training or of the present phase; None when it can't be told."""
        step = self.steps.last()
        if self.outcome is None and step is not None and self.phase == "training":
            recent = self.steps.last_many(_ETA_WINDOW)
            pace_s = statistics.median(done.step_s for done in recent)
            return pace_s * (step.total_steps - step.step)
        progress = self.progress
        if self.outcome is not None or progress is None or not progress.done or not progress.total:
            return None
        passed_s = max(0.0, self.last_s - self.phase_started_s)
        return passed_s * (progress.total - progress.done) / progress.done


def apply(state: RunState, entry: Entry) -> RunState:
    """The state after one more event. Pure: the old state is left as it is."""
    started_s = state.started_s or entry.time_s
    # One replace for all: a window that opens a long run applies hundreds of thousands of events.
    changes = _changes(state, entry)
    return replace(state, started_s=started_s, last_s=entry.time_s, **changes)


def _changes(state: RunState, entry: Entry) -> dict[str, Any]:  # noqa: PLR0911, PLR0912
    """The fields of the state that the event changes."""
    event = entry.event
    match event:
        case StepDone():
            return _add_step(state, event)
        case ResourceSampled():
            peak = max(state.peak_memory_bytes, event.process_bytes)
            return {"resources": event, "peak_memory_bytes": peak}
        case TokenStreamed(turn=0):
            return {"text": _extended(state.text, event)}
        case TokenStreamed():
            return {"turns": turns.streamed(state.turns, event)}
        case TurnBegun():
            return {"turns": turns.begun(state.turns, event)}
        case AnswerDone():
            return {"turns": turns.answered(state.turns, event)}
        case PhaseChanged():
            return _enter_phase(event, entry.time_s)
        case ProgressMade():
            return {"progress": event}
        case FileAdvanced():
            return {"files": _advanced(state.files, event)}
        case EvalDone():
            return _add_eval(state, event)
        case SampleReady():
            return {"samples": state.samples.append(event)}
        case CheckpointSaved():
            return {"checkpoints": state.checkpoints.append(event)}
        case NoticeRaised():
            return {"notices": state.notices.append(event)}
        case JobFinished() | JobStopped() | JobFailed():
            return {"outcome": event, "progress": None}


def reduce(entries: Iterable[Entry], state: RunState | None = None) -> RunState:
    """The state after all of `entries`, from `state` or from the beginning."""
    state = state or RunState()
    for entry in entries:
        state = apply(state, entry)
    return state


def status_of(state: RunState, *, alive: bool, now_s: float) -> RunStatus:
    """How the job stands, given whether its process lives.

    Args:
        state: Of its journal.
        alive: Whether a worker is at it.
        now_s: The present time, seconds since the epoch.
    """
    match state.outcome:
        case JobFinished():
            return RunStatus.FINISHED
        case JobStopped(paused=paused):
            return RunStatus.PAUSED if paused else RunStatus.STOPPED
        case JobFailed():
            return RunStatus.FAILED
    if not alive:
        return RunStatus.FAILED if state.attempt else RunStatus.WAITING
    if state.attempt and now_s - state.last_s > SILENT_AFTER_S:
        return RunStatus.SILENT
    return RunStatus.WAITING if state.phase in ("", "queued") else RunStatus.RUNNING


def _enter_phase(event: PhaseChanged, now_s: float) -> dict[str, Any]:
    phase: dict[str, Any] = {
        "phase": event.phase,
        "label": event.label,
        "phase_started_s": now_s,
        "progress": None,
    }
    if event.phase != "starting":
        return phase
    # A chat that is launched again has forgotten what was said.
    return phase | {"attempt": event.attempt, "outcome": None, "text": (), "turns": Series()}


def _advanced(files: Series[FileAdvanced], event: FileAdvanced) -> Series[FileAdvanced]:
    """Files are read one after the other: only the last one's state is taken back."""
    last = files.last()
    if last is not None and last.path == event.path:
        return files.with_last(event)
    return files.append(event)


def _add_step(state: RunState, event: StepDone) -> dict[str, Any]:
    """Steps are numbered from 1; one that was done before the last crash is done again."""
    steps = state.steps
    last = steps.last()
    if last is not None and last.step >= event.step:
        steps = steps.first(sum(done.step < event.step for done in steps))
    peak = max(state.peak_memory_bytes, event.memory_bytes)
    return {"steps": steps.append(event), "peak_memory_bytes": peak}


def _add_eval(state: RunState, event: EvalDone) -> dict[str, Any]:
    """As with steps, one that is measured again stands in place of the lost ones."""
    evals, best = state.evals, state.best_eval
    last = evals.last()
    if last is not None and last.step >= event.step:
        evals = evals.first(sum(done.step < event.step for done in evals))
        best = min(evals, key=lambda done: done.loss, default=None)
    if best is None or math.isnan(best.loss) or event.loss < best.loss:
        best = event
    return {"evals": evals.append(event), "best_eval": best}


def _extended(
    text: tuple[tuple[str, str], ...], event: TokenStreamed
) -> tuple[tuple[str, str], ...]:
    pieces = dict(text)
    pieces[event.speaker] = pieces.get(event.speaker, "") + event.text
    return tuple(pieces.items())
