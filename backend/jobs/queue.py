"""One job at a time on the device that models run on; the others wait in order.

A ticket file keeps the place in the queue, an operating-system lock keeps two from entering at
once. Both belong to a process: when it dies, however it dies, neither holds anybody up.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from backend.files import read_json, write_json
from backend.message import TunedeskError
from backend.platform import is_running, process_start_time, try_lock

_POLL_S = 0.5


@dataclass(frozen=True, slots=True)
class Ticket:
    """A place in the queue.

    Attributes:
        pid: Of the process that waits or works.
        start_time: When that process began, in seconds since the epoch.
        job_folder: What it works on.
        title: The same for a person.
    """

    pid: int
    start_time: float
    job_folder: str
    title: str


class DeviceQueue:
    """The queue for one device; used as a context manager around the work.

    `enter` must be called first and says whether the turn has come.
    """

    def __init__(self, folder: Path, job_folder: Path, title: str) -> None:
        """Draws no ticket yet.

        Args:
            folder: Shared by all programs that use the device; made when it is not there.
            job_folder: Folder of the job that asks.
            title: Of that job.
        """
        folder.mkdir(parents=True, exist_ok=True)
        pid = os.getpid()
        self._folder = folder
        self._ticket = Ticket(pid, process_start_time(pid) or 0.0, str(job_folder), title)
        self._file = folder / f"{time.time_ns():020d}-{pid}.ticket"
        self._lock = (folder / "device.lock").open("ab")

    def __enter__(self) -> DeviceQueue:
        """Draws a ticket."""
        write_json(self._file, self._ticket)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Gives ticket and device back."""
        self._file.unlink(missing_ok=True)
        self._lock.close()

    def wait(self, waiting: Callable[[Ticket], None], give_up: Callable[[], bool]) -> bool:
        """Waits for the turn.

        Args:
            waiting: Told once for each job that stands directly before this one.
            give_up: Asked while waiting; true ends the wait.

        Returns:
            Whether the turn has come.
        """
        told: Ticket | None = None
        while not give_up():
            ahead = self._ahead()
            if ahead is None and try_lock(self._lock):
                return True
            if ahead is not None and ahead != told:
                waiting(ahead)
                told = ahead
            time.sleep(_POLL_S)
        return False

    def _ahead(self) -> Ticket | None:
        """The living job next before this one; tickets of the dead are thrown away."""
        ahead: Ticket | None = None
        for file in sorted(self._folder.glob("*.ticket")):
            if file.name >= self._file.name:
                break
            try:
                ticket = read_json(file, Ticket)
            except TunedeskError:
                continue  # just being given back by its owner
            if is_running(ticket.pid, ticket.start_time):
                ahead = ticket
            else:
                with suppress(OSError):
                    file.unlink(missing_ok=True)
        return ahead
