"""A job as seen from outside: launch it, follow it, tell it things, stop it.

A handle holds nothing that can't be found again from the job's folder, so a program that was
killed attaches anew by making another one.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from backend.commands import Command, Stop
from backend.events import Event, JobFailed, JobFinished, JobStopped, Terminal, is_terminal
from backend.jobs.command_file import forget_commands, send_command
from backend.jobs.environment import worker_environment
from backend.jobs.journal import EVENTS_FILE, Entry, JournalReader, read_outline
from backend.jobs.process_record import ProcessRecord, read_record
from backend.message import Message, TunedeskError, fault
from backend.platform import end_process, exit_reason, start_detached

LOG_FILE = "worker.log"
ALREADY_RUNNING_STATUS = 3
# Streamed text comes in at most so often; a look costs about 0.1 ms.
_POLL_S = 0.05
_REAP_LIMIT_S = 2.0
# Estimate: torch and CUDA are unloaded within a second or two; check by a run on a busy machine.
_UNLOADING_LIMIT_S = 20.0
# Estimate: a cold disk and a virus scanner can hold the interpreter's start up for many seconds.
_LAUNCH_LIMIT_S = 120.0


class JobHandle:
    """A job in its folder, running or not."""

    def __init__(self, folder: Path) -> None:
        """Attaches to the job in `folder`."""
        self.folder = folder
        self._exit_status: int | None = None
        self._reaper: threading.Thread | None = None

    def is_alive(self) -> bool:
        """Whether a worker is at it now."""
        record = read_record(self.folder)
        return record is not None and record.is_alive()

    def events(self, abandon: Callable[[], bool] = lambda: False) -> Iterator[Entry]:
        """Everything the job has said from its beginning, then what it says, until it ends.

        The last event is always terminal: when the worker died without a word, a `JobFailed` made
        from its exit status and the end of its log is given (and not written to the journal).

        Args:
            abandon: Asked while waiting; true ends the iteration early, the job goes on.
        """
        for batch in self.batches(abandon):
            yield from batch

    def batches(self, abandon: Callable[[], bool] = lambda: False) -> Iterator[tuple[Entry, ...]]:
        """The same as `events`, but all that has come since the last look at once."""
        reader = JournalReader(self.folder / EVENTS_FILE)
        last: Event | None = None
        while not abandon():
            alive = self.is_alive()  # asked before reading, or its last words could be missed
            entries = reader.read_new()
            if entries:
                last = entries[-1].event
                yield entries
            if last is not None and is_terminal(last):
                return
            if not alive:
                yield (Entry(0, time.time(), self.death_notice()),)
                return
            time.sleep(_POLL_S)

    def outcome(self) -> Terminal:
        """Waits for the job's end and says how it ended."""
        for entry in self.events():
            if isinstance(entry.event, JobFinished | JobStopped | JobFailed):
                ending: Terminal = entry.event
        return ending

    def send(self, command: Command) -> None:
        """Tells the job something; it answers by events."""
        send_command(self.folder, command)

    def stop(self, *, save: bool, grace_s: float = 60.0) -> None:
        """Ends the job: asks, after `grace_s` seconds terminates, after ten more kills."""
        self.send(Stop(save=save))
        record = read_record(self.folder)
        if record is None or self._wait_for_end(record, grace_s):
            return
        end_process(record.pid, record.start_time, force=False)
        if not self._wait_for_end(record, 10.0):
            end_process(record.pid, record.start_time, force=True)
            self._wait_for_end(record, 10.0)

    def log_tail(self, lines: int = 30) -> str:
        """The end of what the libraries printed."""
        try:
            text = (self.folder / LOG_FILE).read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""
        return "\n".join(text.splitlines()[-lines:])

    def _wait_for_end(self, record: ProcessRecord, limit_s: float) -> bool:
        deadline = time.monotonic() + limit_s
        while record.is_alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL_S)
        return True

    def death_notice(self) -> JobFailed:
        """The terminal event in the name of a worker that died without one."""
        if self._reaper is not None:
            # It is woken by that death, but on a busy machine not before this thread.
            self._reaper.join(_REAP_LIMIT_S)
        if self._exit_status is None:
            cause = "it was killed, it crashed, or the computer was switched off"
        else:
            cause = exit_reason(self._exit_status)
        return JobFailed(
            Message(
                "jobs.worker_died",
                "The worker process ended without finishing: {cause}.",
                {"cause": cause},
            ),
            Message(
                "jobs.worker_died.remedy",
                "Launch it again; a training run goes on from its newest whole checkpoint. "
                "If it happens again, look at {log}.",
                {"log": str(self.folder / LOG_FILE)},
            ),
            self.log_tail(),
        )

    def reap(self, process: subprocess.Popen[bytes]) -> None:
        """Waits for a child process in the background, to learn its exit status."""

        def wait() -> None:
            self._exit_status = process.wait()

        self._reaper = threading.Thread(target=wait, name="reap-worker", daemon=True)
        self._reaper.start()


def launch(folder: Path, command: Sequence[str] | None = None) -> JobHandle:
    """Starts a detached worker on the job in `folder`, or attaches to the one that is at it.

    Args:
        folder: Holds a `job.json`.
        command: Starts the worker process; None for the app's own.

    Raises:
        TunedeskError: The worker could not begin.
    """
    handle = JobHandle(folder)
    before = read_record(folder)
    if before is not None and _is_at_work(folder, before):
        return handle
    forget_commands(folder)
    with (folder / LOG_FILE).open("ab") as log:
        process = start_detached(
            command or worker_command(folder),
            log=log,
            environment=worker_environment(),
        )
    deadline = time.monotonic() + _LAUNCH_LIMIT_S
    while read_record(folder) == before:
        status = process.poll()
        if status is not None or time.monotonic() > deadline:
            if status == ALREADY_RUNNING_STATUS:
                break
            raise _not_started(handle, status)
        time.sleep(_POLL_S / 2)
    handle.reap(process)
    return handle


def _is_at_work(folder: Path, record: ProcessRecord) -> bool:
    """Whether that worker lives and has more to say.

    One that has said its last word still needs a moment to unload its libraries; it is waited for,
    and ended when it hangs there, so that who resumes a run at once gets a new worker.
    """
    deadline = time.monotonic() + _UNLOADING_LIMIT_S
    while record.is_alive():
        said = read_outline(folder / EVENTS_FILE)
        if not said or not is_terminal(said[-1].event):
            return True
        if time.monotonic() > deadline:
            end_process(record.pid, record.start_time, force=True)
            deadline += _UNLOADING_LIMIT_S
        time.sleep(_POLL_S / 2)
    return False


def worker_command(folder: Path) -> list[str]:
    """How a worker is started: by the interpreter, or by the frozen app itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", str(folder)]
    return [sys.executable, "-m", "backend.jobs.worker", str(folder)]


def _not_started(handle: JobHandle, status: int | None) -> TunedeskError:
    cause = "it gave no sign of life" if status is None else exit_reason(status)
    return fault(
        "jobs.not_started",
        "The worker process could not begin: {cause}.\n{log}",
        "Run 'tunedesk doctor' to see whether the installation is whole.",
        cause=cause,
        log=handle.log_tail(10),
    )
