"""Puts facts together to contexts and asks about them: the dialogues that the model learns from."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass

from starter_model import frames
from starter_model.clauses import ClauseMaker
from starter_model.facts import Fact, FactMaker, Frame, Question, capital, parse_frames
from starter_model.general import GeneralMaker
from starter_model.slots import Slots
from starter_model.structures import StructureMaker

ALL_FRAMES = parse_frames(frames.FRAMES)
# Every ninth frame is kept from training, so that reading is judged on frames never seen.
HELD_OUT_EVERY = 9
TRAIN_FRAMES = tuple(f for i, f in enumerate(ALL_FRAMES) if i % HELD_OUT_EVERY)
HELD_OUT_FRAMES = tuple(f for i, f in enumerate(ALL_FRAMES) if i % HELD_OUT_EVERY == 0)

# The form in which datasets ask (design, "How to create fine-tuning datasets").
MAIN_INSTRUCTION = "Answer the question based on the context."


@dataclass(frozen=True, slots=True)
class Turn:
    """What the user says and what the model answers; `choice` marks answers such as yes and no."""

    user: str
    assistant: str
    choice: bool = False


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A training document: turns of a chat, or plain text where there are no turns."""

    turns: tuple[Turn, ...]
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """A text, the questions that it answers and some that it doesn't."""

    text: str
    asked: tuple[Question, ...]
    absent: tuple[str, ...]


class ContextMaker:
    """Joins facts to a context of about the wanted length."""

    def __init__(self, rng: random.Random, frame_list: tuple[Frame, ...]) -> None:
        self._rng = rng
        self.slots = Slots(rng)
        self._facts = FactMaker(rng, self.slots, frame_list)
        self._clauses = ClauseMaker(rng, self.slots)
        self._blocks = StructureMaker(rng, self.slots)

    def make(self, length_chars: int) -> Context:
        """A context of about `length_chars` characters (one fact at least)."""
        self._facts.new_topics()
        pieces: list[Fact] = []
        repeated = self._facts.random_frame() if self._rng.random() < 0.25 else None
        while not pieces or sum(len(piece.text) for piece in pieces) < length_chars:
            kind = self._rng.random()
            room = length_chars - sum(len(piece.text) for piece in pieces)
            if repeated is not None and len(pieces) < 3:
                pieces.append(self._facts.make(repeated))
            elif kind < 0.12:
                pieces.append(Fact("filler", self._facts.filler(), (), ()))
            elif kind < 0.28 and room > 120:
                pieces.append(self._blocks.make())
            elif kind < 0.62:
                pieces.append(self._clauses.make())
            else:
                pieces.append(self._facts.make())
        self._rng.shuffle(pieces)
        return self._join(pieces)

    def _join(self, pieces: list[Fact]) -> Context:
        answers: dict[str, set[str]] = {}
        for piece in pieces:
            for question in piece.asked:
                answers.setdefault(question.text.lower(), set()).add(question.answer)
        asked = tuple(
            question
            for piece in pieces
            for question in piece.asked
            if len(answers[question.text.lower()]) == 1
        )
        relations = {piece.relation for piece in pieces}
        absent = [text for piece in pieces for text in piece.absent]
        for _ in range(2):
            other = self._facts.make()
            if other.relation not in relations:
                absent.extend(question.text for question in other.asked)
        if self._rng.random() < 0.3:
            other = self._blocks.make()
            if other.relation not in relations:
                absent.extend(question.text for question in other.asked[:2])
        fresh = tuple(text for text in dict.fromkeys(absent) if text.lower() not in answers)
        return Context(self._laid_out(pieces), asked, fresh)

    def _laid_out(self, pieces: list[Fact]) -> str:
        gap = self._rng.choice([" ", " ", " ", "\n", "\n\n"])
        parts: list[str] = []
        if self._rng.random() < 0.3:
            section, part = self._rng.randint(1, 9), self._rng.randint(1, 9)
            number = self._rng.choice(["", f"{section}. ", f"{section}.{part} "])
            topic = self._rng.choice(["T", "L", "E", "F", "Ts", "Vg", "D"])
            parts.append(number + capital(self.slots.make(topic)) + "\n")
        for piece in pieces:
            block = "\n" in piece.text
            if parts and not parts[-1].endswith("\n"):
                parts.append("\n" if block else gap)
            parts.append(piece.text + ("\n" if block else ""))
        return "".join(parts).strip()


class DialogueMaker:
    """Draws dialogues; the same seed and lengths give the same ones."""

    def __init__(self, seed: int, frame_list: tuple[Frame, ...] = TRAIN_FRAMES) -> None:
        self._rng = random.Random(seed)
        self.contexts = ContextMaker(self._rng, frame_list)
        self._general = GeneralMaker(self._rng)

    def make(
        self, length_chars: int, copying_share: float = 0.06, telling_share: float = 0.4
    ) -> Dialogue:
        """One dialogue about a context of `length_chars`, or a general or copying one.

        Args:
            length_chars: about how long the context is.
            copying_share: share of plain copying tasks among all dialogues, 0..1.
            telling_share: share of questions whether the text has the answer, among the dialogues
                about a context, 0..0.85.
        """
        if self._rng.random() < copying_share:
            return Dialogue((self._copying(),))
        kind = self._rng.random()
        if kind < 0.03:
            return Dialogue((), self._general.passage())
        if kind < 0.09:
            turns = (Turn(*self._general.exchange()) for _ in range(self._rng.randint(1, 4)))
            return Dialogue(tuple(turns))
        return self._about(self.contexts.make(length_chars), telling_share)

    def _about(self, context: Context, telling_share: float) -> Dialogue:
        kind = self._rng.random()
        if not context.asked:
            return Dialogue((), context.text)
        if kind < telling_share:
            return self._telling(context)
        if kind < 0.85:
            return self._answering(context)
        return self._composing(context)

    def _answering(self, context: Context) -> Dialogue:
        """Questions that the text answers, one or several in turn, at times with a yes-or-no."""
        style = self._rng.choice(["short", "short", "long"])
        form = _INSTRUCTIONS[style] if self._rng.random() < 0.4 else _INSTRUCTIONS["any"]
        instruction = self._rng.choice(form)
        chosen = self._some(context.asked)
        turns = []
        for place, question in enumerate(chosen):
            lead = f"{instruction}\n\n{context.text}\n\n" if place == 0 else ""
            if place and self._rng.random() < 0.3 and context.absent:
                turns.append(self._quick_telling(context))
                continue
            answer = question.answer if style == "short" else self._long(question)
            turns.append(Turn(f"{lead}Question: {question.text}", answer))
        return Dialogue(tuple(turns))

    def _long(self, question: Question) -> str:
        if len(question.sentence) < 160:
            return question.sentence
        return f"The answer is: {question.answer}"

    def _telling(self, context: Context) -> Dialogue:
        """Does the text answer the question? Asked for several questions, half of them absent."""
        instruction, yes, no = self._rng.choice(_TELLING)
        turns = []
        for place in range(self._rng.randint(1, 5)):
            lead = f"{instruction}\n\n{context.text}\n\n" if place == 0 else ""
            question, present = self._either(context)
            if place and self._rng.random() < 0.25:
                turns.append(self._mentioning(context))
                continue
            turns.append(Turn(f"{lead}Question: {question}", yes if present else no, True))
        if self._rng.random() < 0.3:
            turns.append(self._quoting(context))
        return Dialogue(tuple(turns))

    def _quick_telling(self, context: Context) -> Turn:
        question, present = self._either(context)
        ask = self._rng.choice(_QUICK_TELLING).format(question)
        return Turn(ask, "yes" if present else "no", True)

    def _mentioning(self, context: Context) -> Turn:
        """Whether words occur in the text: the easier half of telling what a text answers."""
        words = context.text.split()
        start, count = self._rng.randrange(len(words)), self._rng.randint(1, 3)
        phrase = " ".join(words[start : start + count]).strip(".,;:")
        if self._rng.random() < 0.5:
            phrase = self.contexts.slots.make(self._rng.choice(["T", "P", "K", "L", "R", "D", "E"]))
        return Turn(
            f"Does the text mention `{phrase}`?", "yes" if phrase in context.text else "no", True
        )

    def _quoting(self, context: Context) -> Turn:
        question = self._rng.choice(context.asked)
        ask = self._rng.choice(_QUOTING).format(question.text)
        return Turn(ask, question.sentence)

    def _composing(self, context: Context) -> Dialogue:
        """Two things in one answer: whether the text has it, and if so what it is."""
        instruction, present_form, absent_form = self._rng.choice(_COMPOSING)
        turns = []
        by_text = {question.text: question.answer for question in context.asked}
        for place in range(self._rng.randint(1, 4)):
            lead = f"{instruction}\n\n{context.text}\n\n" if place == 0 else ""
            question, present = self._either(context)
            answer = by_text.get(question, "")
            if "{" in absent_form:
                content = {"found": present} | ({"answer": answer} if present else {})
                reply = json.dumps(content, ensure_ascii=False)
            else:
                reply = present_form + answer if present else absent_form
            turns.append(Turn(f"{lead}Question: {question}", reply, not present))
        return Dialogue(tuple(turns))

    def _either(self, context: Context) -> tuple[str, bool]:
        if context.absent and self._rng.random() < 0.5:
            return self._rng.choice(context.absent), False
        return self._rng.choice(context.asked).text, True

    def _some(self, questions: tuple[Question, ...]) -> list[Question]:
        count = self._rng.choice([1, 2, 3, 4, 5])
        return self._rng.sample(questions, min(count, len(questions)))

    def _copying(self) -> Turn:
        kind = self._rng.random()
        make = self.contexts.slots.make
        if kind < 0.4:
            text = " ".join(
                make(self._rng.choice(_COPY_KINDS)) for _ in range(self._rng.randint(1, 5))
            )
            return Turn(self._rng.choice(["Repeat this: ", "Copy: ", "Say: "]) + text, text)
        items = [make(self._rng.choice(_COPY_KINDS)) for _ in range(self._rng.randint(3, 6))]
        listing = "; ".join(items)
        if kind < 0.6:
            return Turn(f"Repeat the last of these: {listing}", items[-1])
        if kind < 0.8:
            place = self._rng.randrange(len(items) - 1)
            return Turn(
                f"What comes after {items[place]} in this list? {listing}", items[place + 1]
            )
        present = self._rng.random() < 0.5
        item = self._rng.choice(items)
        if not present:
            item = self.contexts.slots.near("T", item)
            present = item in items
        return Turn(f"Is this in the list: {item}?\n{listing}", "yes" if present else "no", True)


_COPY_KINDS = (
    "P",
    "T",
    "code",
    "dur",
    "money",
    "K",
    "L",
    "W",
    "town",
    "Ts",
    "V",
    "mail",
    "O",
    "len",
)
_INSTRUCTIONS: dict[str, tuple[str, ...]] = {
    "any": (
        MAIN_INSTRUCTION, MAIN_INSTRUCTION, "Answer the question.", "Use the text to answer.",
        "Read the text and answer the question.", "Answer from the context below.",
        "Here is a text. Answer what is asked about it.",
        "Answer the question with the help of the text.",
    ),
    "short": (
        "Answer briefly, with words from the text.", "Give a short answer from the text.",
        "Answer in as few words as possible.", "Answer with a span of the text.",
    ),
    "long": (
        "Answer in a full sentence.", "Answer with the sentence that says it.",
        "Give a complete sentence as the answer.",
    ),
}  # fmt: skip
_TELLING = (
    ("Does the text answer the question?", "yes", "no"),
    ("Does the text answer the question? Say yes or no.", "yes", "no"),
    ("Can the question be answered from the context? Answer yes or no.", "yes", "no"),
    ("Say whether the answer to the question is in the text.", "yes", "no"),
    ("Is the answer given below? Write `found` or `missing`.", "found", "missing"),
    ("Decide if the context answers the question: true or false.", "true", "false"),
    ("Write `in the text` or `elsewhere` for the place of the answer.", "in the text", "elsewhere"),
)
_QUICK_TELLING = (
    "Does the text answer this question? {}",
    "Is this answered by the text? {}",
    "Yes or no: does the text say it? {}",
)
_QUOTING = (
    "Which sentence answers this question? {}",
    "Quote the place in the text that answers it: {}",
    "Where in the text is the answer? {}",
)
_COMPOSING = (
    ("Say first whether the text has the answer, then give it.", "yes: ", "no"),
    ("Is it in the text, and what is it?", "yes, ", "no"),
    ("Write `found` with the answer, or `missing`.", "found: ", "missing"),
    ("Reply in JSON with the fields found and answer.", "", "{}"),
)
