"""Who works in a job's folder: number and start time of the process, so that it can be found again.

A process number alone is not enough, since the system uses numbers again.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from backend.files import read_json, write_json
from backend.message import TunedeskError
from backend.platform import is_running, process_start_time

RECORD_FILE = "worker.json"


@dataclass(frozen=True, slots=True)
class ProcessRecord:
    """One worker process.

    Attributes:
        pid: Its number.
        start_time: When it began, in seconds since the epoch.
        attempt: Which attempt at the job it is, from 1.
    """

    pid: int
    start_time: float
    attempt: int

    def is_alive(self) -> bool:
        """Whether that very process still runs."""
        return is_running(self.pid, self.start_time)


def write_own_record(folder: Path, attempt: int) -> ProcessRecord:
    """Records the present process as the worker in `folder`."""
    pid = os.getpid()
    record = ProcessRecord(pid, process_start_time(pid) or 0.0, attempt)
    write_json(folder / RECORD_FILE, record)
    return record


def read_record(folder: Path) -> ProcessRecord | None:
    """The last worker in `folder`; None when there has been none."""
    try:
        return read_json(folder / RECORD_FILE, ProcessRecord)
    except TunedeskError:
        return None
