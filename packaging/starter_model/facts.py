"""Turns frames into facts: a piece of text, questions it answers, and questions it doesn't."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from starter_model import frames
from starter_model.slots import Slots

_SLOT = re.compile(r"\{([A-Za-z]+)(_\d)?\}")
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeiouAEIOU])")
# Slots that a document's facts share, so that one topic comes up in several relations.
_WHOLE_PHRASES = ("{T}", "{L}", "{E}", "{D}", "{O}")
SHARED_KINDS = ("T", "P", "R", "L", "G", "E", "D", "Ts")


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the span of text that answers it and the sentence that holds the span."""

    text: str
    answer: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A piece of text with what it answers.

    Attributes:
        relation: names the kind of fact; facts of different relations answer no common question.
        text: one sentence or a block of lines.
        asked: questions answered by the text, each with its answer.
        absent: questions of the same kind that this text doesn't answer.
    """

    relation: str
    text: str
    asked: tuple[Question, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of the frames' list, parted into its fields."""

    relation: str
    sentences: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]


def parse_frames(text: str) -> tuple[Frame, ...]:
    """Reads the frames' list; raises ValueError for a line that has not three fields."""
    parsed = []
    for line in text.strip().splitlines():
        fields = line.split(" :: ")
        if len(fields) != 3:
            raise ValueError(f"Not three fields in the frame: {line[:60]}")
        pairs = (question.split(" > ") for question in fields[2].split(" | "))
        parsed.append(
            Frame(
                fields[0].strip(),
                tuple(sentence.strip() for sentence in fields[1].split(" | ")),
                tuple((question.strip(), answer.strip()) for question, answer in pairs),
            )
        )
    return tuple(parsed)


def fill(template: str, values: dict[str, str]) -> str:
    """Puts the values into the template and mends `a` before a vowel."""
    text = _SLOT.sub(lambda match: values[match.group(1) + (match.group(2) or "")], template)
    return _ARTICLE.sub(r"\1n ", text)


def slot_names(template: str) -> list[str]:
    """The slots of a template in order, each once: `T`, `T_2`."""
    return list(dict.fromkeys(a + (b or "") for a, b in _SLOT.findall(template)))


def kind_of(slot: str) -> str:
    """The kind of a slot: `T_2` is a `T`."""
    return slot.partition("_")[0]


class FactMaker:
    """Makes facts from frames with a pool of shared topics."""

    def __init__(self, rng: random.Random, slots: Slots, frame_list: tuple[Frame, ...]) -> None:
        self._rng = rng
        self._slots = slots
        self._frames = frame_list
        self._pool: dict[str, list[str]] = {}
        self._share = 0.55

    def new_topics(self) -> None:
        """Draws the topics that the next facts share: at times one thing, at times two."""
        count = self._rng.choice([1, 2, 2])
        self._share = self._rng.choice([0.3, 0.55, 0.85])
        self._pool = {kind: [self._slots.make(kind) for _ in range(count)] for kind in SHARED_KINDS}

    def random_frame(self) -> Frame:
        """One of the maker's frames."""
        return self._rng.choice(self._frames)

    def make(self, frame: Frame | None = None) -> Fact:
        """One fact of the frame, or of a frame drawn at random."""
        frame = frame or self._rng.choice(self._frames)
        whole = " ".join([*frame.sentences, *(q + a for q, a in frame.questions)])
        values = {slot: self._value(slot) for slot in slot_names(whole)}
        template = self._rng.choice(frame.sentences)
        sentence = self._dress(capital(fill(template, values)))
        present = set(slot_names(template))
        asked = tuple(
            Question(fill(question, values), _with_article(answer, values, sentence), sentence)
            for question, answer in frame.questions
            if set(slot_names(question + answer)) <= present
        )
        asked_texts = {question.text for question in asked}
        absent = (self._absent(question, values) for question, _ in frame.questions)
        return Fact(
            frame.relation,
            sentence,
            asked,
            tuple(text for text in absent if text and text not in asked_texts),
        )

    def filler(self) -> str:
        """A sentence about which nothing is asked."""
        template = self._rng.choice(frames.FILLERS.strip().splitlines())
        return capital(fill(template, {slot: self._value(slot) for slot in slot_names(template)}))

    def _value(self, slot: str) -> str:
        kind = kind_of(slot)
        if kind in self._pool and "_" not in slot and self._rng.random() < self._share:
            return self._rng.choice(self._pool[kind])
        return self._slots.make(kind)

    def _absent(self, question: str, values: dict[str, str]) -> str:
        """The question about something else: one of its slots is changed."""
        names = slot_names(question)
        if not names:
            return ""
        name = self._rng.choice(names)
        kind = kind_of(name)
        if kind in self._pool and self._rng.random() < 0.35:
            other = self._rng.choice(self._pool[kind])
        else:
            other = self._slots.near(kind, values[name])
        if other == values[name]:
            return ""
        return fill(question, {**values, name: other})

    def _dress(self, sentence: str) -> str:
        """Sometimes adds words before or after a plain sentence."""
        plain = sentence.endswith(".") and sentence.startswith(("The ", "A ", "An "))
        if plain and self._rng.random() < 0.2:
            opening = self._rng.choice(frames.OPENINGS)
            return capital(self._filled(opening)) + sentence[0].lower() + sentence[1:]
        if plain and self._rng.random() < 0.18:
            return sentence[:-1] + self._filled(self._rng.choice(frames.ENDINGS)) + "."
        return sentence

    def _filled(self, template: str) -> str:
        return fill(
            template, {slot: self._slots.make(kind_of(slot)) for slot in slot_names(template)}
        )


def _with_article(answer: str, values: dict[str, str], sentence: str) -> str:
    """The answer, with `the` where the sentence has it: a thing is answered by its whole phrase."""
    filled = fill(answer, values)
    if answer not in _WHOLE_PHRASES or f"the {filled.lower()}" not in sentence.lower():
        return filled
    return f"the {filled}"


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
