"""What one can say to a job: imperatives, one a line of the job's `commands.jsonl`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """End the job at the next safe point.

    Attributes:
        save: Keep the work so far, so that it can be continued.
    """

    save: bool = True


@dataclass(frozen=True, slots=True)
class Pause:
    """Save, end the process and so give the device back; launching the job again continues it."""


@dataclass(frozen=True, slots=True)
class SaveNow:
    """Write a checkpoint after the present step."""


@dataclass(frozen=True, slots=True)
class SampleNow:
    """Answer the fixed questions after the present step."""


Command = Stop | Pause | SaveNow | SampleNow

COMMAND_TYPES: tuple[type[Command], ...] = (Stop, Pause, SaveNow, SampleNow)
