"""Clauses built from their parts, each part asked for: who does what, where, when, how long, why.

Frames (frames.py) are fixed sentences; here any doer, deed and circumstance meet, so that a
question has to be matched with its sentence by what it says and not by the frame.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from starter_model.facts import Fact, Question, capital
from starter_model.slots import Slots
from starter_model.words import VERBS

_MODALS = ("must", "may", "should", "can", "will", "must not", "may not", "cannot")
# What stands before a circumstance, and how it is asked for.
_CIRCUMSTANCES: dict[str, tuple[str, tuple[str, ...]]] = {
    "place": ("", ("Where",)),
    "duration": ("for ", ("For how long", "How long")),
    "often": ("", ("How often",)),
    "tool": ("with ", ("With what",)),
    "purpose": ("", ("Why", "For what purpose")),
    "reason": ("", ("Why", "For what reason")),
    "receiver": ("for ", ("For whom",)),
}


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A where, when, how often ... of a deed.

    Attributes:
        kind: `place`, `time`, ...; a clause has one of each kind at most.
        text: as it stands in the sentence: `on Monday`.
        asks: question openings, each with the answer that fits: (`On which day`, `Monday`).
    """

    kind: str
    text: str
    asks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """Doer, deed, object and circumstances.

    Attributes:
        doer: with its article: `the safety officer`, `Mara Feldwick`, `visitors`.
        plural: whether the doer is more than one.
        verb: base, third person, participle, gerund.
        tense: `present`, `past` or a modal verb.
        thing: the object with its article.
    """

    doer: str
    plural: bool
    verb: tuple[str, ...]
    tense: str
    thing: str
    circumstances: tuple[Circumstance, ...]
    passive: bool = False


class ClauseMaker:
    """Makes facts of one clause, of two joined, or of two sentences with a pronoun."""

    def __init__(self, rng: random.Random, slots: Slots) -> None:
        self._rng = rng
        self._slots = slots

    def make(self) -> Fact:
        """A fact of one or two clauses with what they answer and what they don't."""
        first = self._clause()
        kind = self._rng.random()
        if kind < 0.6 or first.passive:
            return self._fact(self._sentence(first), [first])
        second = self._second(first)
        if kind < 0.8:
            pronoun = "They" if first.plural else self._rng.choice(_pronouns(first.doer))
            text = f"{self._sentence(first)} {self._sentence(replace(second, doer=pronoun))}"
        else:
            ending = _deed(second) + _tail(second.circumstances)
            text = self._sentence(first)[:-1] + f" and {ending}."
        return self._fact(text, [first, second])

    def _second(self, first: Clause) -> Clause:
        other = self._clause()
        return replace(
            other, doer=first.doer, plural=first.plural, tense=first.tense, passive=False
        )

    def _clause(self) -> Clause:
        rng, slots = self._rng, self._slots
        kind = rng.random()
        doer, plural = slots.person(), False
        if kind < 0.35:
            doer = f"the {slots.role()}"
        elif kind < 0.6:
            doer, plural = slots.group(), True
        elif kind < 0.7:
            doer = f"the {slots.thing()}"
        tense = rng.choice(["present", "present", "past", rng.choice(_MODALS)])
        thing = self._thing()
        return Clause(doer, plural, self._verb(), tense, thing, self._circumstances(tense),
                      rng.random() < 0.3)  # fmt: skip

    def _thing(self) -> str:
        slots, kind = self._slots, self._rng.random()
        if kind < 0.55:
            return f"the {slots.thing()}"
        if kind < 0.65:
            return slots.things()
        if kind < 0.75:
            return f"the {slots.document()}"
        if kind < 0.85:
            return f"the {slots.place()}"
        if kind < 0.93:
            return f"the {slots.event()}"
        return slots.substance()

    def _verb(self) -> tuple[str, ...]:
        if self._rng.random() < 0.2:
            stem = self._slots.syllables(self._rng.choice([1, 2])) + "t"
            return (stem, stem + "s", stem + "ed", stem + "ing")
        return self._rng.choice(VERBS)

    def _circumstances(self, tense: str) -> tuple[Circumstance, ...]:
        kinds = ["place", "time", "duration", "often", "tool", "purpose", "reason", "receiver"]
        if tense == "past":
            kinds.remove("often")
        chosen = self._rng.sample(kinds, self._rng.choice([0, 1, 1, 2, 2, 3]))
        return tuple(self._circumstance(kind, tense) for kind in chosen)

    def _circumstance(self, kind: str, tense: str) -> Circumstance:
        if kind == "time":
            return self._time(tense)
        before, openings = _CIRCUMSTANCES[kind]
        value = self._value(kind)
        return Circumstance(kind, before + value, tuple((opening, value) for opening in openings))

    def _value(self, kind: str) -> str:
        slots, pick = self._slots, self._rng.choice
        if kind == "tool":
            return f"{pick(['a', 'the'])} {slots.thing()}"
        if kind == "receiver":
            return pick([f"the {slots.role()}", slots.person(), slots.group()])
        if kind == "purpose":
            return f"to {slots.make('V')}"
        if kind == "reason":
            return f"because of {slots.make('A')}"
        return slots.make({"place": "K", "duration": "dur", "often": "freq"}[kind])

    def _time(self, tense: str) -> Circumstance:
        slots, kind = self._slots, self._rng.random()
        if kind < 0.25:
            value = slots.time()
            return Circumstance(
                "time", f"at {value}", (("When", f"at {value}"), ("At what time", value))
            )
        if kind < 0.5:
            value = slots.day()
            return Circumstance(
                "time", f"on {value}", (("When", f"on {value}"), ("On which day", value))
            )
        if kind < 0.6:
            value = slots.date()
            return Circumstance(
                "time", f"on {value}", (("When", f"on {value}"), ("On what date", value))
            )
        if kind < 0.75 and tense == "past":
            value = slots.make("year")
            return Circumstance(
                "time", f"in {value}", (("When", f"in {value}"), ("In which year", value))
            )
        before = self._rng.choice(["before", "after", "during", "until"])
        value = f"{before} the {slots.event()}"
        return Circumstance("time", value, (("When", value),))

    def _sentence(self, clause: Clause) -> str:
        said = list(clause.circumstances)
        front = ""
        if said and self._rng.random() < 0.25:
            front = said.pop(self._rng.randrange(len(said))).text + ", "
        if clause.passive:
            by = f" by {clause.doer}" if self._rng.random() < 0.6 else ""
            core = f"{clause.thing} {_passive(clause)}{by or f' by {clause.doer}'}"
        else:
            core = f"{clause.doer} {_deed(clause)}"
        if front and core.startswith(("They", "He", "She", "It")):
            core = core[0].lower() + core[1:]
        return capital(front + core + _tail(tuple(said))) + "."

    def _fact(self, text: str, clauses: list[Clause]) -> Fact:
        asked: dict[str, Question] = {}
        absent: list[str] = []
        for clause in clauses:
            for question, answer in self._questions(clause):
                asked[question] = Question(question, answer, text)
            absent += self._missing(clause)
        several = [question for question in asked if _is_of_both(question, clauses)]
        kept = tuple(asked[question] for question in asked if question not in several)
        unasked = tuple(question for question in absent if question not in asked)
        return Fact("clause", text, kept, unasked)

    def _questions(self, clause: Clause) -> list[tuple[str, str]]:
        extra = self._some(clause.circumstances)
        made = [
            (_who(clause, extra), clause.doer),
            (_what(clause, extra), clause.thing),
        ]
        if clause.passive:
            made.append((f"By whom {_passive_asked(clause)}{_tail(extra)}?", clause.doer))
        for circumstance in clause.circumstances:
            others = tuple(c for c in extra if c.kind != circumstance.kind)
            opening, answer = self._rng.choice(circumstance.asks)
            made.append((self._opened(opening, clause, others), answer))
        return made

    def _opened(self, opening: str, clause: Clause, others: tuple[Circumstance, ...]) -> str:
        if clause.passive or self._rng.random() < 0.25:
            return f"{opening} {_passive_asked(clause)}{_tail(others)}?"
        return f"{opening} {_asked(clause)} {clause.thing}{_tail(others)}?"

    def _missing(self, clause: Clause) -> list[str]:
        """Questions about another doer, object or deed, or for a circumstance that isn't told."""
        slots = self._slots
        told = {circumstance.kind for circumstance in clause.circumstances}
        told |= {"purpose", "reason"} if told & {"purpose", "reason"} else set()
        untold = [
            kind for kind in ("place", "time", "duration", "often", "tool") if kind not in told
        ]
        made = []
        for kind in self._rng.sample(untold, min(2, len(untold))):
            opening = self._rng.choice(self._circumstance(kind, clause.tense).asks)[0]
            made.append(self._opened(opening, clause, ()))
        strange = (
            replace(clause, verb=self._verb()),
            replace(clause, thing=_near_thing(slots, clause.thing)),
            replace(clause, doer=self._clause().doer),
        )
        for other in self._rng.sample(strange, 2):
            if other == clause:
                continue
            questions = [question for question, _ in self._questions(other)]
            same = {question for question, _ in self._questions(clause)}
            made += [q for q in questions if q not in same and _names_change(q, clause, other)][:2]
        return made

    def _some(self, circumstances: tuple[Circumstance, ...]) -> tuple[Circumstance, ...]:
        return tuple(c for c in circumstances if self._rng.random() < 0.3)


def _pronouns(doer: str) -> tuple[str, ...]:
    return ("It",) if doer.startswith("the ") and doer[-1].isdigit() else ("She", "He")


def _deed(clause: Clause) -> str:
    base, third, participle, _ = clause.verb
    if clause.tense == "present":
        return f"{base if clause.plural else third} {clause.thing}"
    if clause.tense == "past":
        return f"{participle} {clause.thing}"
    return f"{clause.tense} {base} {clause.thing}"


def _passive(clause: Clause) -> str:
    many = _many(clause.thing)
    if clause.tense == "present":
        return f"{'are' if many else 'is'} {clause.verb[2]}"
    if clause.tense == "past":
        return f"{'were' if many else 'was'} {clause.verb[2]}"
    return f"{clause.tense} be {clause.verb[2]}"


def _passive_asked(clause: Clause) -> str:
    help_verb, rest = _passive(clause).split(" ", 1)
    return f"{help_verb} {clause.thing} {rest}"


def _asked(clause: Clause) -> str:
    base = clause.verb[0]
    if clause.tense == "present":
        return f"{'do' if clause.plural else 'does'} {clause.doer} {base}"
    if clause.tense == "past":
        return f"did {clause.doer} {base}"
    help_verb, _, negation = clause.tense.partition(" ")
    return f"{help_verb} {clause.doer} {negation + ' ' if negation else ''}{base}"


def _who(clause: Clause, extra: tuple[Circumstance, ...]) -> str:
    word = "What" if clause.doer.startswith("the ") and clause.doer[-1].isdigit() else "Who"
    return f"{word} {_deed(replace(clause, plural=False))}{_tail(extra)}?"


def _what(clause: Clause, extra: tuple[Circumstance, ...]) -> str:
    if clause.passive:
        return f"What {_passive(replace(clause, thing='it'))} by {clause.doer}{_tail(extra)}?"
    return f"What {_asked(clause)}{_tail(extra)}?"


def _tail(circumstances: tuple[Circumstance, ...]) -> str:
    return "".join(" " + circumstance.text for circumstance in circumstances)


def _many(thing: str) -> bool:
    return not thing.startswith("the ") and thing.endswith("s")


def _near_thing(slots: Slots, thing: str) -> str:
    article = "the " if thing.startswith("the ") else ""
    return article + slots.near("T", thing.removeprefix("the "))


def _names_change(question: str, clause: Clause, other: Clause) -> bool:
    """Whether the part that was changed stands in the question at all."""
    for old, new in ((clause.doer, other.doer), (clause.thing, other.thing)):
        if old != new:
            return new in question
    return any(form in question for form in other.verb if form not in clause.verb)


def _is_of_both(question: str, clauses: list[Clause]) -> bool:
    """Whether a question without a distinguishing part would fit both clauses."""
    return len(clauses) == 2 and clauses[0].verb == clauses[1].verb and "What" in question
