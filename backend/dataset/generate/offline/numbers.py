"""How many, how much, how long: numbers with their unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline import lexicon, nouns
from backend.dataset.generate.offline.clause import Clause
from backend.dataset.generate.offline.compose import ask, ask_subject, finish
from backend.dataset.generate.offline.lexicon import word_set
from backend.dataset.generate.offline.measures import Measure, MeasureKind, measures_of
from backend.dataset.generate.offline.phrases import Phrase, PhraseKind, is_number
from backend.dataset.generate.offline.reading import Reading, clause_pair
from backend.dataset.generate.offline.text import Word
from backend.dataset.generate.offline.verbs import past_of, third_person

STYLE = "number"
_LASTING = word_set("take last wait stay remain be spend dry")
_ADJECTIVE_NOUNS = {
    "long": "length",
    "high": "height",
    "wide": "width",
    "deep": "depth",
    "old": "age",
    "tall": "height",
    "thick": "thickness",
}


def pairs(reading: Reading) -> Iterator[Pair | None]:
    """Pairs about each number in each clause."""
    for clause in reading.counted:
        yield _subject(reading, clause)
    for clause in reading.clauses:
        for place, phrase in enumerate(clause.phrases):
            if phrase.kind is PhraseKind.NOUN:
                yield from _object(reading, clause, place)
                yield from _nested(reading, clause, phrase)
            elif phrase.kind is PhraseKind.PREPOSITION:
                yield from _prepositional(reading, clause, phrase)


def _subject(reading: Reading, clause: Clause) -> Pair | None:
    """`Up to 5 days can be moved to the next year`."""
    measures = measures_of(reading.chunk.text, clause.subject.words)
    if len(measures) != 1 or not measures[0].unit or measures[0].number.lower() in {"1", "one"}:
        return None
    if lexicon.PREPOSITIONS & set(measures[0].unit.split()):
        return None
    question = ask_subject(clause, f"How many {_many(measures[0].unit)}")
    return clause_pair(reading, STYLE, question, measures[0].text, clause)


def _object(reading: Reading, clause: Clause, place: int) -> Iterator[Pair | None]:
    phrase = clause.phrases[place]
    if phrase.words[0].lower in {"each", "every", "the"}:
        return
    adjective = _adjective(phrase)
    if clause.is_copula and adjective:
        yield from _adjectival(reading, clause, phrase, adjective)
        return
    offset = _offset(clause, place)
    for measure in measures_of(reading.chunk.text, phrase.words, mixed=True):
        if offset:
            wh = f"How many {_many(measure.unit)} {offset.text}"
            yield clause_pair(
                reading, STYLE, ask(clause, wh, [phrase, offset]), measure.text, clause
            )
            continue
        for question in _object_questions(clause, _counted_phrases(clause, place), measure):
            yield clause_pair(reading, STYLE, question, measure.text, clause)


def _offset(clause: Clause, place: int) -> Phrase | None:
    """`before each departure` after `40 minutes`, `ahead` after `four weeks`."""
    if place + 1 >= len(clause.phrases) or clause.phrases[place].words[-1].lower not in _DISTANCES:
        return None
    following = clause.phrases[place + 1]
    if following.preposition in {"before", "after", "above", "below"}:
        return following
    return following if following.text.lower() in _OFFSETS else None


_DISTANCES = lexicon.DURATION_UNITS | lexicon.LENGTH_UNITS
_OFFSETS = word_set("ahead away early earlier later apart")


def _counted_phrases(clause: Clause, place: int) -> list[Phrase]:
    """The phrase with the number, and what says more about the last thing joined to it."""
    phrase, following = clause.phrases[place], clause.phrases[place + 1 : place + 2]
    joined = any(word.lower == "and" for word in phrase.words)
    if joined and following and following[0].preposition in {"for", "with"}:
        return [phrase, *following]
    return [phrase]


def _object_questions(
    clause: Clause, answered: Sequence[Phrase], measure: Measure
) -> Iterator[str | None]:
    if clause.subject.text == "there":
        if measure.kind is MeasureKind.COUNT:
            yield ask(clause, f"How many {measure.unit}", answered)
        return
    if clause.is_passive:
        return
    if clause.is_copula:
        if measure.kind is MeasureKind.MONEY:
            yield ask(clause, "What", answered)
            yield ask(clause, "How high", answered)
        elif measure.kind in (MeasureKind.DURATION, MeasureKind.LENGTH):
            yield ask(clause, "How long", answered)
        return
    if measure.kind is MeasureKind.MONEY:
        yield ask(clause, "How much", answered)
        if clause.base == "cost" and not any(p.preposition for p in clause.phrases):
            yield finish(f"What is the price of {clause.subject.text}")
    elif measure.kind is MeasureKind.DURATION and clause.base in _LASTING:
        yield ask(clause, "How long", answered)
        yield ask(clause, f"How many {_many(measure.unit)}", answered)
    elif measure.kind is MeasureKind.PERCENT:
        yield ask(clause, "What percentage", answered)
    else:
        yield ask(clause, f"How many {_many(measure.unit)}", answered)
        if measure.kind is MeasureKind.COUNT and " " not in measure.unit:
            yield ask(clause, f"What number of {_many(measure.unit)}", answered)


def _many(unit: str) -> str:
    first, _, rest = unit.partition(" ")
    plurals = {"euro": "euros", "foot": "feet"}
    if first in lexicon.UNITS and not nouns.is_plural(first):
        first = first if first in _UNCHANGED else plurals.get(first, f"{first}s")
    elif not rest and not nouns.is_plural(first) and first.isalpha():
        first = plurals.get(first, _plural(first))
    return f"{first} {rest}".strip()


_UNCHANGED = word_set("percent per mm cm m km g kg l ml hertz eur usd gbp")


def _plural(noun: str) -> str:
    return third_person(noun)


def _adjective(phrase: Phrase) -> str:
    last = phrase.words[-1].lower
    return last if last in _ADJECTIVE_NOUNS and len(phrase.words) > 2 else ""


def _adjectival(
    reading: Reading, clause: Clause, phrase: Phrase, adjective: str
) -> Iterator[Pair | None]:
    measures = measures_of(reading.chunk.text, phrase.words[:-1])
    if len(measures) != 1 or clause.verb:
        return
    if adjective == "old" or measures[0].kind in (MeasureKind.LENGTH, MeasureKind.DURATION):
        question = ask(clause, f"How {adjective}", [phrase])
        yield clause_pair(reading, STYLE, question, measures[0].text, clause)
        if len(clause.phrases) == 1:
            question = finish(f"What is the {_ADJECTIVE_NOUNS[adjective]} of {clause.subject.text}")
            yield clause_pair(reading, STYLE, question, measures[0].text, clause)


def _nested(reading: Reading, clause: Clause, phrase: Phrase) -> Iterator[Pair | None]:
    """A number after `of`: `a break of 40 minutes`, `a discount of 20 percent`."""
    split = next((at for at, word in enumerate(phrase.words) if word.lower == "of"), 0)
    if not split or phrase.words[0].lower not in lexicon.ARTICLES:
        return
    measures = measures_of(reading.chunk.text, _until_clause(phrase)[split + 1 :])
    if len(measures) != 1:
        return
    measure = measures[0]
    adjective = {
        MeasureKind.DURATION: "long",
        MeasureKind.LENGTH: "long",
        MeasureKind.MONEY: "high",
        MeasureKind.PERCENT: "large",
    }.get(measure.kind)
    if adjective is None:
        return
    noun = " ".join(word.text for word in phrase.words[1:split])
    yield clause_pair(reading, STYLE, _nested_question(clause, phrase, adjective, noun),
                      measure.text, clause)  # fmt: skip


def _until_clause(phrase: Phrase) -> tuple[Word, ...]:
    words = phrase.words
    end = next((at for at, word in enumerate(words) if word.lower in lexicon.RELATIVES), len(words))
    return words[:end]


def _nested_question(clause: Clause, phrase: Phrase, adjective: str, noun: str) -> str | None:
    if clause.negated:
        return None
    if clause.subject.text == "there":
        return _ask_there(clause, phrase, adjective, noun)
    if clause.is_copula:
        return ask(clause, f"How {adjective}", [phrase])
    others = [other.text for other in clause.phrases if other != phrase]
    if clause.auxiliary:
        verb = f"{clause.auxiliary} {clause.verb}"
    else:
        verb = {"s": third_person(clause.base), "past": past_of(clause.base)}.get(
            clause.form, clause.base
        )
        verb = "has" if verb == "haves" else verb
    return finish(f"How {adjective} is the {noun} that {clause.subject.text} {verb} "
                  f"{' '.join(others)}")  # fmt: skip


def _ask_there(clause: Clause, phrase: Phrase, adjective: str, noun: str) -> str | None:
    """`After five hours there is a break of 40 minutes`: how long is the break?"""
    lead = " ".join(word.text for word in clause.lead)
    lead = lead[:1].lower() + lead[1:]
    others = [other.text for other in clause.phrases if other != phrase]
    return finish(f"How {adjective} is the {noun} {' '.join(others)} {lead}")


def _prepositional(reading: Reading, clause: Clause, phrase: Phrase) -> Iterator[Pair | None]:
    measures = measures_of(reading.chunk.text, phrase.inner)
    if clause.is_copula and is_number(clause.phrases[0].words[0]):
        return
    if len(measures) != 1 or clause.subject.text == "there":
        return
    measure = measures[0]
    for wh in _wh(phrase.preposition, measure):
        # "after 10 years" is asked for as a whole; "for 14 days" is answered by the days alone.
        whole = wh.startswith("When")
        answer = phrase.text if whole else measure.text
        yield clause_pair(reading, STYLE, ask(clause, wh, [phrase]), answer, clause)


def _wh(preposition: str, measure: Measure) -> tuple[str, ...]:
    many = f"how many {_many(measure.unit)}"
    if measure.kind is MeasureKind.DURATION:
        return {
            "for": ("How long", f"For {many}"),
            "after": (f"After {many}", "When"),
            "within": (f"Within {many}", "Within what time"),
        }.get(preposition, ())
    if measure.kind is MeasureKind.MONEY:
        return {"for": ("For how much",), "at": ("At what price",)}.get(preposition, ())
    if preposition == "for" and measure.kind is MeasureKind.COUNT:
        return (f"For {many}",)
    if preposition in {"at", "in", "into", "within", "with", "to", "by", "from"}:
        return (f"{preposition.capitalize()} {many}",) if measure.unit else ()
    return ()
