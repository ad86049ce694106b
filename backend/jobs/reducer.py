"""From events to the state of a run: one pure function for live view, history and recovery."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

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
from backend.jobs.journal import Entry
from backend.jobs.series import Series
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
        steps: Optimizer steps; after a resume the steps redone stand in place of the lost ones.
        evals: Measurements of the validation split.
        samples: Answers to the fixed questions.
        checkpoints: Those written, oldest first; some may have been thrown away since.
        resources: Latest sample; None before the first.
        peak_memory_bytes: Most resident memory seen in a sample or a step.
        notices: All that was raised.
        text: For each speaker what was streamed so far.
        outcome: The terminal event of the present attempt; None while it goes on.
    """

    attempt: int = 0
    phase: str = ""
    label: Message = field(default_factory=lambda: Message("jobs.none", "Not started"))
    started_s: float = 0.0
    phase_started_s: float = 0.0
    last_s: float = 0.0
    progress: ProgressMade | None = None
    steps: Series[StepDone] = field(default_factory=Series)
    evals: Series[EvalDone] = field(default_factory=Series)
    samples: Series[SampleReady] = field(default_factory=Series)
    checkpoints: Series[CheckpointSaved] = field(default_factory=Series)
    resources: ResourceSampled | None = None
    peak_memory_bytes: int = 0
    notices: Series[NoticeRaised] = field(default_factory=Series)
    text: tuple[tuple[str, str], ...] = ()
    outcome: Terminal | None = None

    @property
    def best_eval(self) -> EvalDone | None:
        """The measurement with the lowest loss; None before the first."""
        return min(self.evals, key=lambda done: done.loss, default=None)

    @property
    def eta_s(self) -> float | None:
        """Seconds to the end of training or of the present phase; None when it can't be told."""
        step = self.steps.last()
        if self.outcome is None and step is not None and self.phase == "training":
            recent = list(self.steps)[-_ETA_WINDOW:]
            pace_s = statistics.median(done.step_s for done in recent)
            return pace_s * (step.total_steps - step.step)
        progress = self.progress
        if self.outcome is not None or progress is None or not progress.done or not progress.total:
            return None
        passed_s = max(0.0, self.last_s - self.phase_started_s)
        return passed_s * (progress.total - progress.done) / progress.done


def apply(state: RunState, entry: Entry) -> RunState:  # noqa: PLR0911 - one for each kind
    """The state after one more event. Pure: the old state is left as it is."""
    event = entry.event
    state = replace(state, started_s=state.started_s or entry.time_s, last_s=entry.time_s)
    match event:
        case PhaseChanged():
            return _enter_phase(state, event)
        case ProgressMade():
            return replace(state, progress=event)
        case StepDone():
            return _add_step(state, event)
        case EvalDone():
            kept = sum(done.step < event.step for done in state.evals)
            return replace(state, evals=state.evals.first(kept).append(event))
        case SampleReady():
            return replace(state, samples=state.samples.append(event))
        case CheckpointSaved():
            return replace(state, checkpoints=state.checkpoints.append(event))
        case ResourceSampled():
            peak = max(state.peak_memory_bytes, event.process_bytes)
            return replace(state, resources=event, peak_memory_bytes=peak)
        case NoticeRaised():
            return replace(state, notices=state.notices.append(event))
        case TokenStreamed():
            return replace(state, text=_extended(state.text, event))
        case JobFinished() | JobStopped() | JobFailed():
            return replace(state, outcome=event, progress=None)


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
    if now_s - state.last_s > SILENT_AFTER_S:
        return RunStatus.SILENT
    return RunStatus.WAITING if state.phase in ("", "queued") else RunStatus.RUNNING


def _enter_phase(state: RunState, event: PhaseChanged) -> RunState:
    state = replace(
        state,
        phase=event.phase,
        label=event.label,
        phase_started_s=state.last_s,
        progress=None,
    )
    if event.phase != "starting":
        return state
    return replace(state, attempt=event.attempt, outcome=None, text=())


def _add_step(state: RunState, event: StepDone) -> RunState:
    """Steps are numbered from 1; one that was done before the last crash is done again."""
    steps = state.steps
    last = steps.last()
    if last is not None and last.step >= event.step:
        steps = steps.first(sum(done.step < event.step for done in steps))
    peak = max(state.peak_memory_bytes, event.memory_bytes)
    return replace(state, steps=steps.append(event), peak_memory_bytes=peak)


def _extended(
    text: tuple[tuple[str, str], ...], event: TokenStreamed
) -> tuple[tuple[str, str], ...]:
    pieces = dict(text)
    pieces[event.speaker] = pieces.get(event.speaker, "") + event.text
    return tuple(pieces.items())
