"""What is asked in one chat answer, and whom a chat is with."""

from __future__ import annotations

from dataclasses import dataclass

BASE = "base"
TUNED = "tuned"
SPEAKERS = (BASE, TUNED)


@dataclass(frozen=True, slots=True)
class ChatSpec:
    """One question to the base model, the tuned model or both.

    Attributes:
        project: The project's folder.
        run: Number or name of the run, or `last`; None asks the base model only.
        prompt: The question.
        context: Text to answer from; None for none or a found one.
        find_context: Look for the best chunk of the project's documents, if no context is given.
        max_new_tokens: Longest answer in tokens, at least 1.
        temperature: 0 takes the likeliest token; up to 2.
        top_p: Only the likeliest tokens that together reach this share are drawn from; above 0, up
            to 1.
        seed: Of the drawing; without effect at temperature 0.
        speakers: Who answers, in this order: `base`, `tuned` or both.
    """

    project: str
    run: str | None
    prompt: str
    context: str | None = None
    find_context: bool = True
    max_new_tokens: int = 256
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 42
    speakers: tuple[str, ...] = (TUNED,)


@dataclass(frozen=True, slots=True)
class ChatSessionSpec:
    """A chat that keeps its model loaded until it is stopped, left alone or its owner is gone.

    Attributes:
        project: The project's folder.
        run: Number or name of the run, or `last`; None talks to the base model only.
        owner_pid: The process that asks; without it nobody would ever end the chat.
        owner_start_time: When that process began, in seconds since the epoch.
        idle_limit_s: Ends after so many seconds without a question.
    """

    project: str
    run: str | None
    owner_pid: int
    owner_start_time: float
    # Estimate: longer than reading an answer and a telephone call, shorter than an afternoon with
    # several gigabytes taken for nothing. Check how often people come back to an ended chat.
    idle_limit_s: float = 1800.0
