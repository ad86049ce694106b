"""What is asked in a chat and what has been answered to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from backend.jobs.turns import Turn
from backend.models.sampling import Sampling


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks, and how it is to be answered.

    Attributes:
        prompt: The question.
        speakers: Who answers, in this order: `base`, `tuned` or both.
        context: Text to answer from; None for none or a found one.
        find_context: Look for the best text in the project's documents, if none is given.
        sampling: How the answer is drawn.
        remember: Follow on what was said before; else the question stands alone, as in training.
    """

    prompt: str
    speakers: tuple[str, ...]
    context: str | None = None
    find_context: bool = True
    sampling: Sampling = field(default_factory=Sampling)
    remember: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and the answers to it.

    Attributes:
        number: Names it; later ones have higher numbers.
        run: Name of the run that was talked to; None for the base model alone.
        question: What was asked.
        answers: Of each speaker that has begun, in the order in which they did.
    """

    number: int
    run: str | None
    question: Question
    answers: tuple[Turn, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether every speaker has come to an end."""
        ended = [turn for turn in self.answers if turn.whole is not None]
        return len(ended) == len(self.question.speakers)

    def answer_of(self, speaker: str) -> Turn | None:
        """What that speaker has said; None before it has begun."""
        return next((turn for turn in self.answers if turn.speaker == speaker), None)

    def with_answer(self, turn: Turn) -> Exchange:
        """The exchange with that speaker's answer as it is now."""
        others = tuple(each for each in self.answers if each.speaker != turn.speaker)
        return replace(self, answers=(*others, turn))

    def cut_off(self) -> Exchange:
        """The exchange with all that is unfinished ended where it is."""
        exchange = self
        for speaker in self.question.speakers:
            turn = self.answer_of(speaker) or Turn(self.number, speaker, self.question.prompt)
            if turn.whole is None:
                exchange = exchange.with_answer(replace(turn, whole=False))
        return exchange


@dataclass(frozen=True, slots=True)
class AskInChat:
    """A question that another part of the window hands to the chat, to be looked at and asked.

    Attributes:
        prompt: The question.
        context: Text to answer from; None lets the chat find it.
    """

    prompt: str
    context: str | None = None
