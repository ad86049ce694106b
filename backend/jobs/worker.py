"""The process in which a job runs: `python -m backend.jobs.worker JOB_FOLDER`.

Whatever libraries print goes to `worker.log`; only `emit` writes the journal. The process is on
its own: nobody has to live for it to go on, and it ends with exactly one terminal event unless it
is killed.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType

from pydantic import TypeAdapter

from backend.commands import Command, Pause, Stop
from backend.events import (
    Event,
    JobFailed,
    JobStopped,
    NoticeRaised,
    PhaseChanged,
    Terminal,
)
from backend.hardware.monitor import Monitor
from backend.jobs.catalogue import JOB_KINDS, DeviceUse, JobKind, job_kind
from backend.jobs.command_file import CommandReader
from backend.jobs.handle import ALREADY_RUNNING_STATUS
from backend.jobs.journal import EVENTS_FILE, JournalWriter
from backend.jobs.process_record import read_record, write_own_record
from backend.jobs.queue import DeviceQueue, Ticket
from backend.jobs.spec import read_spec
from backend.message import Message, TunedeskError
from backend.platform import try_lock
from backend.settings.paths import app_folder

SAMPLE_INTERVAL_S = 2.0


class WorkerContext:
    """The job context of a real worker."""

    def __init__(self, folder: Path, journal: JournalWriter, attempt: int) -> None:
        """Begins with no command given."""
        self.folder = folder
        self.attempt = attempt
        self._journal = journal
        self._reader = CommandReader(folder)
        self._lock = threading.Lock()
        self._waiting: list[Command] = []
        self._stop: Stop | Pause | None = None

    def emit(self, event: Event) -> None:
        """Writes the event into the journal."""
        self._journal.append(event)

    def commands(self) -> tuple[Command, ...]:
        """The commands given since the last call."""
        with self._lock:
            self._read()
            waiting, self._waiting = tuple(self._waiting), []
        return waiting

    def stopping(self) -> Stop | Pause | None:
        """The stop or pause that was asked for."""
        with self._lock:
            self._read()
            return self._stop

    def ask_to_stop(self) -> None:
        """Has the effect of `Stop(save=True)`; the system's own wish to end the process."""
        self._stop = self._stop or Stop(save=True)

    def _read(self) -> None:
        for command in self._reader.read_new():
            self._waiting.append(command)
            if isinstance(command, Stop | Pause):
                self._stop = command


def main(arguments: list[str], kinds: Mapping[str, JobKind] = JOB_KINDS) -> int:
    """Runs the job in the folder named.

    Args:
        arguments: The job's folder, and nothing else.
        kinds: The jobs that there are, by name.

    Returns:
        0 finished or stopped, 1 failed, 2 wrong usage, 3 another worker is at it already.
    """
    if len(arguments) != 1:
        print("usage: python -m backend.jobs.worker JOB_FOLDER", file=sys.stderr)
        return 2
    folder = Path(arguments[0]).absolute()
    with (folder / "worker.lock").open("ab") as lock:
        if not try_lock(lock):
            return ALREADY_RUNNING_STATUS
        return _work(folder, kinds)


def _work(folder: Path, kinds: Mapping[str, JobKind]) -> int:
    faulthandler.enable()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    before = read_record(folder)
    attempt = before.attempt + 1 if before else 1
    journal = JournalWriter(folder / EVENTS_FILE)
    context = WorkerContext(folder, journal, attempt)
    # The journal speaks before the record names this process: who then attaches can't take the
    # end of an earlier attempt for the end of this one.
    starting = Message("jobs.starting", "Starting")
    context.emit(PhaseChanged("starting", starting, attempt))
    write_own_record(folder, attempt)
    _heed_termination(context)
    done = threading.Event()
    sampler = threading.Thread(target=_sample, args=(context, done), name="sampler", daemon=True)
    sampler.start()
    ending = _run_guarded(folder, context, kinds)
    done.set()
    sampler.join()
    journal.append(ending)
    journal.sync()
    journal.close()
    return 1 if isinstance(ending, JobFailed) else 0


def _run_guarded(folder: Path, context: WorkerContext, kinds: Mapping[str, JobKind]) -> Terminal:
    """Runs the job; whatever it raises becomes the terminal event."""
    try:
        job = read_spec(folder)
        return _run_in_turn(job_kind(job.kind, kinds), job.spec, context)
    except TunedeskError as error:
        traceback.print_exc()
        return JobFailed(error.message, error.remedy, traceback.format_exc())
    except MemoryError:
        traceback.print_exc()
        return JobFailed(
            Message("jobs.no_memory", "The computer ran out of memory (RAM)."),
            Message(
                "jobs.no_memory.remedy",
                "Close other programs, or choose a smaller model, length or micro-batch.",
            ),
            traceback.format_exc(),
        )
    except Exception as error:  # the worker's last line of defence: told in full, never swallowed
        traceback.print_exc()
        return JobFailed(
            Message(
                "jobs.unexpected",
                "Something unforeseen went wrong: {kind}: {cause}",
                {"kind": type(error).__name__, "cause": str(error)},
            ),
            Message(
                "jobs.unexpected.remedy",
                "Launch it again; if it fails the same way, report it with the details from {log}.",
                {"log": str(context.folder / "worker.log")},
            ),
            traceback.format_exc(),
        )


def _run_in_turn(kind: JobKind, fields: dict[str, object], context: WorkerContext) -> Terminal:
    if not _waits_for_device(kind):
        spec_type, function = kind.load()
        return function(TypeAdapter(spec_type).validate_python(fields), context)
    with DeviceQueue(app_folder() / "queue", context.folder, kind.title) as queue:
        if not queue.wait(lambda ahead: _tell_queued(context, ahead), _is_stopping(context)):
            return JobStopped(Message("jobs.stopped_queued", "Stopped while waiting."), saved=False)
        spec_type, function = kind.load()
        return function(TypeAdapter(spec_type).validate_python(fields), context)


def _waits_for_device(kind: JobKind) -> bool:
    from backend.hardware.probe import probe

    if kind.device_use is DeviceUse.ON_GPU:
        return bool(probe().gpus)
    return kind.device_use is DeviceUse.ALWAYS


def _is_stopping(context: WorkerContext) -> Callable[[], bool]:
    return lambda: context.stopping() is not None


def _tell_queued(context: WorkerContext, ahead: Ticket) -> None:
    label = Message("jobs.queued", "Waiting for: {title}", {"title": ahead.title})
    context.emit(PhaseChanged("queued", label, context.attempt))
    context.emit(
        NoticeRaised(
            "info",
            Message(
                "jobs.queued.notice",
                "Another job uses the device: {title} ({folder}). This one begins when it ends.",
                {"title": ahead.title, "folder": ahead.job_folder},
            ),
        )
    )


def _sample(context: WorkerContext, done: threading.Event) -> None:
    monitor = Monitor(os.getpid())
    while not done.wait(SAMPLE_INTERVAL_S):
        context.emit(monitor.sample())


def _heed_termination(context: WorkerContext) -> None:
    def on_terminate(number: int, frame: FrameType | None) -> None:
        context.ask_to_stop()

    signal.signal(signal.SIGTERM, on_terminate)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
