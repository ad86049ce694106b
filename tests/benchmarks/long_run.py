"""A run with 100,000 steps behind it that goes on with the steps of a real training.

`python -m tests.benchmarks.long_run SHOWN REAL` stands in for the worker of SHOWN: it launches the
run in REAL and writes what that says into SHOWN's journal, its steps counted on from 100,000.
"""

from __future__ import annotations

import math
import random
import sys
import time
from dataclasses import replace
from pathlib import Path

from backend.events import (
    CheckpointSaved,
    EvalDone,
    Event,
    JobFailed,
    JobFinished,
    JobStopped,
    PhaseChanged,
    ResourceSampled,
    StepDone,
)
from backend.jobs.handle import launch
from backend.jobs.journal import EVENTS_FILE, Entry, JournalWriter, encode_entry
from backend.jobs.process_record import write_own_record
from backend.message import Message

POINTS = 100_000
_STEP_S = 0.4
_GB = 10**9


def write_past(folder: Path) -> None:
    """Writes a journal of 100,000 steps and as many samples of the memory."""
    draw = random.Random(1)
    began_s = time.time() - POINTS * _STEP_S
    label = Message("training.phase.training", "Training")
    past: list[Event] = [PhaseChanged("starting", Message("jobs.phase.starting", "Starting"))]
    past.append(PhaseChanged("training", label))
    for step in range(1, POINTS + 1):
        loss = 1.2 + 2.5 * math.exp(-step / 20_000) + draw.gauss(0, 0.25)
        memory = round((1.4 + 0.1 * math.sin(step / 900) + draw.random() / 50) * _GB)
        past.append(
            StepDone(step, 2 * POINTS, step / 500, loss, 2e-4 * (1 - step / POINTS / 2),
                     abs(draw.gauss(1, 0.2)), 900.0, 200, _STEP_S, memory)
        )  # fmt: skip
        past.append(ResourceSampled(memory, 5 * _GB + memory, 16 * _GB, 0.5))
        if step % 2_000 == 0:
            past.append(EvalDone(step, loss, 26, 0.4))
    with (folder / EVENTS_FILE).open("wb") as stream:
        for number, event in enumerate(past, 1):
            stream.write(encode_entry(Entry(number, began_s + number * _STEP_S / 2, event)))


def go_on(shown: Path, real: Path) -> None:
    """Launches the real run and passes on what it says, until it ends."""
    write_own_record(shown, 1)
    journal = JournalWriter(shown / EVENTS_FILE)
    for entry in launch(real).events():
        event = _shifted(entry.event)
        if event is not None:
            journal.append(event)
    journal.close()


def _shifted(event: Event) -> Event | None:
    match event:
        case StepDone():
            return replace(event, step=event.step + POINTS, total_steps=event.total_steps + POINTS)
        case EvalDone() | CheckpointSaved():
            return replace(event, step=event.step + POINTS)
        case ResourceSampled() | JobFinished() | JobStopped() | JobFailed():
            return event
    return None  # the phases of the past go on


if __name__ == "__main__":
    go_on(Path(sys.argv[1]), Path(sys.argv[2]))
