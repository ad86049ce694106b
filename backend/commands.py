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


@dataclass(frozen=True, slots=True)
class Ask:
    """Answer a question in a chat; several are answered in the order in which they are asked.

    Attributes:
        turn: The question's number, from 1, higher than that of any earlier one in this chat.
        prompt: The question.
        speakers: Who answers, in this order: `base`, `tuned` or both.
        after: The turn that it follows on; what was said later is forgotten, so asking after the
            turn before the last does the last one over, and 0 begins a new conversation. None
            follows on all that was said.
        context: Text to answer from; None for none or a found one.
        find_context: Look for the best chunk of the project's documents, if no context is given.
        max_new_tokens: Longest answer in tokens, at least 1.
        temperature: 0 takes the likeliest token; up to 2.
        top_p: Only the likeliest tokens that together reach this share are drawn from; above 0, up
            to 1.
        seed: Of the drawing; without effect at temperature 0.
    """

    turn: int
    prompt: str
    speakers: tuple[str, ...]
    after: int | None = None
    context: str | None = None
    find_context: bool = True
    max_new_tokens: int = 256
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 42


@dataclass(frozen=True, slots=True)
class StopAnswer:
    """End the answers to one question of a chat where they are; the chat goes on.

    Attributes:
        turn: The question's number.
    """

    turn: int


Command = Stop | Pause | SaveNow | SampleNow | Ask | StopAnswer

COMMAND_TYPES: tuple[type[Command], ...] = (Stop, Pause, SaveNow, SampleNow, Ask, StopAnswer)
