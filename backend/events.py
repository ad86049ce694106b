"""What a job says while it runs: few, frozen, versioned.

One event is one line of a run's `events.jsonl`; `backend.jobs.journal` writes and reads the lines.
Fields are only ever added, with a default, so that an old journal stays readable.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from backend.message import Message

EVENTS_VERSION = 1


@dataclass(frozen=True, slots=True)
class PhaseChanged:
    """The job has entered a new part of its work.

    Each attempt at a job begins with the phase `starting`.

    Attributes:
        phase: Stable name, such as `starting`, `queued`, `loading`, `training`, `saving`.
        label: The same for a person.
        attempt: 1 for the first time the job runs, one more at each resume.
    """

    phase: str
    label: Message
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class ProgressMade:
    """Countable progress within the present phase.

    Attributes:
        done: Units finished, 0 to `total`.
        total: Units in all; 0 when unknown.
        unit: What is counted, plural: `pages`, `chunks`, `answers`.
        detail: What is being worked on; may be empty.
    """

    done: int
    total: int
    unit: str
    detail: str = ""


class FileState(StrEnum):
    """How far one of the files that a job was given has come."""

    QUEUED = "queued"
    READING = "reading"
    READY = "ready"
    DUPLICATE = "duplicate"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileAdvanced:
    """One of the files that the job was given has come further.

    A file's first event is `queued`, its last one `ready`, `duplicate` or `failed`.

    Attributes:
        path: The file, as it was found.
        state: How far it has come.
        done: Pages read.
        total: Pages in all; 0 while that isn't known.
        document: Identifier of the document that was made of it; empty when there is none.
        problem: What is wrong with it, or missing from it; None when all is well.
        remedy: What can be done about that.
    """

    path: str
    state: FileState
    done: int = 0
    total: int = 0
    document: str = ""
    problem: Message | None = None
    remedy: Message | None = None


@dataclass(frozen=True, slots=True)
class StepDone:
    """One optimizer step.

    Attributes:
        step: 1-based number of the step just done.
        total_steps: Steps of the whole run.
        epoch: Epochs done, fractional.
        loss: Mean cross-entropy over the trained tokens of the step, in nats.
        learning_rate: The rate that the step was taken with.
        grad_norm: L2 norm of the gradient before clipping.
        tokens_per_s: Tokens seen per second, prompts included, padding not.
        trained_tokens: Tokens with a label in this step.
        step_s: Duration of the step in seconds.
        memory_bytes: Resident memory of the worker process.
        vram_bytes: Peak memory that the allocator reserved on the GPU; None without one.
    """

    step: int
    total_steps: int
    epoch: float
    loss: float
    learning_rate: float
    grad_norm: float
    tokens_per_s: float
    trained_tokens: int
    step_s: float
    memory_bytes: int
    vram_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class EvalDone:
    """The validation split was measured.

    Attributes:
        step: After this optimizer step.
        loss: Mean cross-entropy over the validation answers' tokens, in nats.
        examples: Rows measured.
        eval_s: Duration in seconds.
    """

    step: int
    loss: float
    examples: int
    eval_s: float


@dataclass(frozen=True, slots=True)
class SampleReady:
    """An answer by the model in its present state to a fixed question.

    Attributes:
        step: After this optimizer step; 0 before the first.
        question: The question asked.
        answer: What the model said.
        expected: The row's answer; empty when there is none.
    """

    step: int
    question: str
    answer: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class CheckpointSaved:
    """A checkpoint is whole on disk, hashed and renamed into place.

    Attributes:
        step: The optimizer step that it holds.
        path: Its folder, relative to the run's folder.
        size_bytes: Size of all its files.
        save_s: Time taken to write it.
    """

    step: int
    path: str
    size_bytes: int
    save_s: float


@dataclass(frozen=True, slots=True)
class ResourceSampled:
    """What the machine is using; also the worker's sign of life.

    Attributes:
        process_bytes: Resident memory of the worker.
        ram_used_bytes: Memory in use on the whole machine.
        ram_total_bytes: Memory that the machine has.
        cpu_fraction: Share of all cores in use by the worker, 0 to 1.
        vram_process_bytes: GPU memory of the worker; None without a GPU.
        vram_other_bytes: GPU memory of other programs; None without a GPU.
        vram_total_bytes: GPU memory there is; None without a GPU.
        gpu_temperature_c: Degrees Celsius; None without a GPU.
        gpu_power_w: Watts; None without a GPU.
    """

    process_bytes: int
    ram_used_bytes: int
    ram_total_bytes: int
    cpu_fraction: float
    vram_process_bytes: int | None = None
    vram_other_bytes: int | None = None
    vram_total_bytes: int | None = None
    gpu_temperature_c: float | None = None
    gpu_power_w: float | None = None


@dataclass(frozen=True, slots=True)
class NoticeRaised:
    """Something that the person should know; the job goes on.

    Attributes:
        level: `info` or `warning`.
        message: What it is.
        remedy: What can be done; None when nothing need be.
    """

    level: str
    message: Message
    remedy: Message | None = None


@dataclass(frozen=True, slots=True)
class TokenStreamed:
    """A piece of text that the model has just generated.

    Attributes:
        speaker: `base` or `tuned`.
        text: The piece; joined, the pieces are the answer.
        turn: Number of the question in a chat; 0 for a job that answers one question.
    """

    speaker: str
    text: str
    turn: int = 0


@dataclass(frozen=True, slots=True)
class TurnBegun:
    """One speaker of a chat begins to answer a question.

    Attributes:
        turn: Number of the question, as it was given with `Ask`.
        speaker: `base` or `tuned`.
        prompt: The question.
        document: Name of the document that the context was found in; empty without a found one.
        page: 1-based page in it; None without a found context.
        chunk: Id of the chunk that was found; empty without a found one.
        context_text: The text to answer from, found or given; empty without one.
    """

    turn: int
    speaker: str
    prompt: str
    document: str = ""
    page: int | None = None
    chunk: str = ""
    context_text: str = ""


@dataclass(frozen=True, slots=True)
class AnswerDone:
    """One speaker of a chat has ended its answer; each asked speaker ends exactly once.

    Attributes:
        turn: Number of the question.
        speaker: `base` or `tuned`.
        text: The answer, or the part that was said before it was stopped; empty after a problem.
        tokens: Its length.
        duration_s: From the first look at the question to the last token.
        whole: False when it was stopped or a problem came up.
        problem: Why the question couldn't be answered; None when nothing went wrong.
        remedy: What to do about it.
    """

    turn: int
    speaker: str
    text: str
    tokens: int
    duration_s: float
    whole: bool
    problem: Message | None = None
    remedy: Message | None = None


@dataclass(frozen=True, slots=True)
class JobFinished:
    """The job did all of its work.

    Attributes:
        summary: The outcome in one sentence.
        result: Small finite numbers and names that a caller may want.
    """

    summary: Message
    result: dict[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True)
class JobStopped:
    """The person stopped the job: an outcome, not an error.

    Attributes:
        summary: What was kept, in one sentence.
        saved: Whether the work so far can be continued.
        paused: Whether the person meant to go on later.
    """

    summary: Message
    saved: bool
    paused: bool = False


@dataclass(frozen=True, slots=True)
class JobFailed:
    """The job could not go on.

    Attributes:
        message: What happened and why.
        remedy: What to do next.
        details: Traceback or the end of the log, to copy.
    """

    message: Message
    remedy: Message
    details: str = ""


Terminal = JobFinished | JobStopped | JobFailed
Event = (
    PhaseChanged
    | ProgressMade
    | FileAdvanced
    | StepDone
    | EvalDone
    | SampleReady
    | CheckpointSaved
    | ResourceSampled
    | NoticeRaised
    | TokenStreamed
    | TurnBegun
    | AnswerDone
    | Terminal
)

EVENT_TYPES: tuple[type[Event], ...] = (
    PhaseChanged,
    ProgressMade,
    FileAdvanced,
    StepDone,
    EvalDone,
    SampleReady,
    CheckpointSaved,
    ResourceSampled,
    NoticeRaised,
    TokenStreamed,
    TurnBegun,
    AnswerDone,
    JobFinished,
    JobStopped,
    JobFailed,
)


def is_terminal(event: Event) -> bool:
    """Whether `event` ends an attempt at a job."""
    return isinstance(event, JobFinished | JobStopped | JobFailed)
