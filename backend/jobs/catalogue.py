"""Every kind of job: its spec and its function, imported only where they are needed.

To add a kind: write `backend/<part>/spec.py` (a frozen dataclass, no torch) and
`backend/<part>/job.py` (`run(spec, context)`), then add one entry to `JOB_KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from backend.events import JobFinished, JobStopped
from backend.jobs.context import JobContext
from backend.message import fault

JobFunction = Callable[[Any, JobContext], JobFinished | JobStopped]


class DeviceUse(StrEnum):
    """Whether a job waits its turn for the device that models run on."""

    ALWAYS = "always"
    ON_GPU = "on_gpu"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of job.

    Attributes:
        name: As in `job.json`.
        title: What it does, for a person.
        device_use: Whether it waits its turn.
        load: Imports and returns the spec's type and the job's function.
    """

    name: str
    title: str
    device_use: DeviceUse
    load: Callable[[], tuple[type, JobFunction]]


def _documents_add() -> tuple[type, JobFunction]:
    from backend.documents.job import run
    from backend.documents.spec import AddSpec

    return AddSpec, run


def _dataset_build() -> tuple[type, JobFunction]:
    from backend.dataset.job import run
    from backend.dataset.spec import BuildSpec

    return BuildSpec, run


def _train() -> tuple[type, JobFunction]:
    from backend.training.job import run
    from backend.training.spec import TrainSpec

    return TrainSpec, run


def _evaluate() -> tuple[type, JobFunction]:
    from backend.evaluation.job import run
    from backend.evaluation.spec import EvaluateSpec

    return EvaluateSpec, run


def _chat() -> tuple[type, JobFunction]:
    from backend.chat.job import run
    from backend.chat.spec import ChatSpec

    return ChatSpec, run


def _chat_session() -> tuple[type, JobFunction]:
    from backend.chat.session_job import run
    from backend.chat.spec import ChatSessionSpec

    return ChatSessionSpec, run


def _export() -> tuple[type, JobFunction]:
    from backend.export.job import run
    from backend.export.spec import ExportSpec

    return ExportSpec, run


_KINDS = (
    JobKind("documents_add", "Reading documents", DeviceUse.NEVER, _documents_add),
    JobKind("dataset_build", "Building the dataset", DeviceUse.NEVER, _dataset_build),
    JobKind("train", "Training", DeviceUse.ALWAYS, _train),
    JobKind("evaluate", "Measuring before and after", DeviceUse.ALWAYS, _evaluate),
    JobKind("chat", "Answering", DeviceUse.ON_GPU, _chat),
    JobKind("chat_session", "Chat", DeviceUse.ON_GPU, _chat_session),
    JobKind("export", "Exporting", DeviceUse.NEVER, _export),
)
JOB_KINDS: Mapping[str, JobKind] = {kind.name: kind for kind in _KINDS}


def job_kind(name: str, kinds: Mapping[str, JobKind] = JOB_KINDS) -> JobKind:
    """The kind of that name among `kinds`.

    Raises:
        TunedeskError: There is none, as when a newer version wrote the job.
    """
    kind = kinds.get(name)
    if kind is None:
        raise fault(
            "jobs.unknown_kind",
            "There is no kind of job called {name}; known are {known}.",
            "If a newer Tunedesk wrote this job, run it with that version.",
            name=name,
            known=", ".join(kinds),
        )
    return kind
