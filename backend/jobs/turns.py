"""The questions and answers of a chat, from its events."""

from __future__ import annotations

from dataclasses import dataclass, replace

from backend.events import AnswerDone, TokenStreamed, TurnBegun
from backend.jobs.series import Series
from backend.message import Message


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker was asked and has said to it so far.

    Attributes:
        number: Of the question; two speakers who answer the same question share it.
        speaker: `base` or `tuned`.
        prompt: The question.
        document: Name of the document that the context was found in; empty without a found one.
        page: 1-based page in it; None without a found context.
        chunk: Id of the chunk that was found; empty without a found one.
        context_text: The text that the answer is taken from; empty without one.
        text: The answer so far.
        tokens: Its length; 0 until it has ended.
        duration_s: From the first look at the question to the last token; 0 until it has ended.
        whole: Whether the speaker came to an end by itself; None while it is speaking.
        problem: Why there is no answer; None when nothing went wrong.
        remedy: What to do about it.
    """

    number: int
    speaker: str
    prompt: str = ""
    document: str = ""
    page: int | None = None
    chunk: str = ""
    context_text: str = ""
    text: str = ""
    tokens: int = 0
    duration_s: float = 0.0
    whole: bool | None = None
    problem: Message | None = None
    remedy: Message | None = None

    @property
    def tokens_per_s(self) -> float | None:
        """How fast it was said; None before the end, and when nothing was said."""
        return self.tokens / self.duration_s if self.tokens and self.duration_s else None


def begun(turns: Series[Turn], event: TurnBegun) -> Series[Turn]:
    """The turns with the one that has just begun."""
    turn = Turn(
        event.turn,
        event.speaker,
        event.prompt,
        event.document,
        event.page,
        event.chunk,
        event.context_text,
    )
    return turns.append(turn)


def streamed(turns: Series[Turn], event: TokenStreamed) -> Series[Turn]:
    """The turns with one more piece of the answer that is being given.

    One speaker answers at a time, so it is the last turn's.
    """
    last = _last(turns, event.turn, event.speaker)
    return turns.with_last(replace(last, text=last.text + event.text)) if last else turns


def answered(turns: Series[Turn], event: AnswerDone) -> Series[Turn]:
    """The turns with the last one ended."""
    last = _last(turns, event.turn, event.speaker)
    if last is None:
        return turns
    ended = replace(
        last,
        text=event.text,
        tokens=event.tokens,
        duration_s=event.duration_s,
        whole=event.whole,
        problem=event.problem,
        remedy=event.remedy,
    )
    return turns.with_last(ended)


def _last(turns: Series[Turn], number: int, speaker: str) -> Turn | None:
    last = turns.last()
    return last if last and (last.number, last.speaker) == (number, speaker) else None
