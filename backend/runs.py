"""The runs of a project as a list: each one's journal reduced, and whether its worker lives."""

from __future__ import annotations

import time
from dataclasses import dataclass

from backend.events import JobFailed, JobStopped
from backend.jobs.handle import JobHandle
from backend.jobs.journal import JournalReader, read_outline
from backend.jobs.process_record import read_record
from backend.jobs.reducer import RunState, RunStatus, reduce, status_of
from backend.project import RunFolder


@dataclass(frozen=True, slots=True)
class RunSummary:
    """How one run stands.

    Attributes:
        name: The run's name.
        number: The run's number.
        status: In one word.
        state: All that its journal says.
        pid: Of its living worker; None when none is at it.
        remark: Why it failed or stopped and what to do, or that it is silent; may be empty.
    """

    name: str
    number: int
    status: RunStatus
    state: RunState
    pid: int | None
    remark: str


def summarise(run: RunFolder, *, whole: bool = True) -> RunSummary:
    """Reads how `run` stands now.

    Args:
        run: Which one.
        whole: Read its curves too; without them a run of 100,000 steps is read in a blink.
    """
    handle = JobHandle(run.root)
    # Asked before the journal is read: a worker that ends in between has then said its last word.
    alive = handle.is_alive()
    file = run.events_file
    state = reduce(JournalReader(file).read_new() if whole else read_outline(file))
    status = status_of(state, alive=alive, now_s=time.time())
    record = read_record(run.root)
    pid = record.pid if record and alive else None
    return RunSummary(run.name, run.number, status, state, pid, _remark(handle, state, status))


def _remark(handle: JobHandle, state: RunState, status: RunStatus) -> str:
    outcome = state.outcome
    if isinstance(outcome, JobFailed):
        return f"{outcome.message} {outcome.remedy}"
    if isinstance(outcome, JobStopped):
        return str(outcome.summary)
    if status is RunStatus.FAILED:
        notice = handle.death_notice()
        return f"{notice.message} {notice.remedy}"
    if status is RunStatus.SILENT:
        return (
            "No sign of life for two minutes. It may be stuck in the driver; stop it and resume it."
        )
    return ""
