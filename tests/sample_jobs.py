"""A worker process with jobs of its own: `python -m tests.sample_jobs DIR`."""

from __future__ import annotations

import atexit
import faulthandler
import os
import signal
import sys
import time
from dataclasses import dataclass

from backend.commands import SaveNow
from backend.events import JobFinished, JobStopped, NoticeRaised, ProgressMade
from backend.jobs.catalogue import DeviceUse, JobKind
from backend.jobs.context import JobContext
from backend.jobs.worker import main
from backend.message import Message, fault

DONE = Message("sample.done", "Counted to {n}", {"n": 3})


@dataclass(frozen=True, slots=True)
class SampleSpec:
    behaviour: str


def run(spec: SampleSpec, context: JobContext) -> JobFinished | JobStopped:
    print("a library prints to stdout")
    os.write(1, b'{"v": 1, "seq": 999, "kind": "JobFinished", "data": {}}\n')
    behaviour = BEHAVIOURS[spec.behaviour]
    return behaviour(context)


def count(context: JobContext) -> JobFinished | JobStopped:
    for number in range(1, 4):
        context.emit(ProgressMade(number, 3, "numbers"))
    return JobFinished(DONE, {"attempt": context.attempt})


def until_stopped(context: JobContext) -> JobFinished | JobStopped:
    context.emit(ProgressMade(1, 0, "rounds"))
    while context.stopping() is None:
        for command in context.commands():
            if isinstance(command, SaveNow):
                context.emit(NoticeRaised("info", Message("sample.saved", "Saved")))
        time.sleep(0.02)
    return JobStopped(Message("sample.stopped", "Stopped"), saved=True)


def deaf(context: JobContext) -> JobFinished | JobStopped:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    context.emit(ProgressMade(1, 0, "rounds"))
    while True:
        time.sleep(1)


def fail_in_words(context: JobContext) -> JobFinished | JobStopped:
    raise fault("sample.fault", "{file} has no pages.", "Add another.", file="a.pdf")


def raise_unforeseen(context: JobContext) -> JobFinished | JobStopped:
    raise ZeroDivisionError("by zero")


def segfault(context: JobContext) -> JobFinished | JobStopped:
    context.emit(ProgressMade(1, 0, "rounds"))
    faulthandler._sigsegv()  # type: ignore[attr-defined]
    raise AssertionError


def vanish(context: JobContext) -> JobFinished | JobStopped:
    os._exit(0)


def end_slowly(context: JobContext) -> JobFinished | JobStopped:
    atexit.register(time.sleep, 1.5)  # as libraries that take their time to be unloaded
    return count(context)


BEHAVIOURS = {
    "end_slowly": end_slowly,
    "count": count,
    "until_stopped": until_stopped,
    "deaf": deaf,
    "fail_in_words": fail_in_words,
    "raise_unforeseen": raise_unforeseen,
    "segfault": segfault,
    "vanish": vanish,
}
KINDS = {
    use.value: JobKind(use.value, f"Sample {use.value}", use, lambda: (SampleSpec, run))
    for use in DeviceUse
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], KINDS))
