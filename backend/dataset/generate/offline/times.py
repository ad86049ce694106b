"""When, at what time, how often."""

from __future__ import annotations

from collections.abc import Iterator

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline import lexicon
from backend.dataset.generate.offline.clause import Clause
from backend.dataset.generate.offline.compose import ask, lead_text
from backend.dataset.generate.offline.lexicon import word_set
from backend.dataset.generate.offline.phrases import Phrase, PhraseKind
from backend.dataset.generate.offline.reading import Reading, clause_pair
from backend.dataset.generate.offline.text import Word

STYLE = "time"
_PREPOSITIONS = word_set("at on in from between until till before after by during since")


def pairs(reading: Reading) -> Iterator[Pair | None]:
    """Pairs about each time, date or frequency in each clause."""
    for clause in reading.clauses:
        if clause.subject.text == "there":
            continue
        for phrase in clause.phrases:
            if phrase.kind is PhraseKind.PREPOSITION:
                yield from _time(reading, clause, phrase)
            else:
                yield from _frequency(reading, clause, phrase)
        yield from _lead(reading, clause)


def _time(reading: Reading, clause: Clause, phrase: Phrase) -> Iterator[Pair | None]:
    if phrase.preposition not in _PREPOSITIONS or not _is_pure_time(phrase.inner):
        return
    if phrase.preposition in {"before", "after"} and len(phrase.inner) > 1:
        return
    bare_be = clause.is_copula and len(clause.phrases) == 1
    for wh in _wh(phrase):
        if bare_be and wh.startswith("From when"):
            continue
        yield clause_pair(reading, STYLE, ask(clause, wh, [phrase]), _answer(phrase, wh), clause)


def _wh(phrase: Phrase) -> tuple[str, ...]:
    preposition = phrase.preposition
    inner = {word.lower for word in phrase.inner}
    if any(":" in word.text for word in phrase.inner) or inner & {"noon", "midnight"}:
        return _wh_of_hour(preposition)
    if preposition in {"until", "till", "by", "since"}:
        return (f"{preposition.capitalize()} when",)
    alone = len(phrase.inner) == 1
    if preposition == "on" and inner & (lexicon.WEEKDAYS | lexicon.WEEKDAYS_PLURAL | {"day"}):
        return ("When", "On which day")
    if preposition == "in" and alone and inner & lexicon.MONTHS:
        return ("When", "In which month")
    if preposition == "in" and alone and phrase.inner[0].text.isdigit():
        return ("When", "In what year")
    return ("When",)


def _wh_of_hour(preposition: str) -> tuple[str, ...]:
    """How to ask for a time of day."""
    if preposition == "at":
        return ("At what time", "When")
    if preposition in {"before", "after"}:
        return (f"{preposition.capitalize()} what time",)
    if preposition in {"until", "till", "by"}:
        return (f"{preposition.capitalize()} what time", f"{preposition.capitalize()} when")
    return ("When", "Between what times" if preposition == "between" else "From when to when")


def _answer(phrase: Phrase, wh: str) -> str:
    if phrase.preposition in {"from", "between", "during"}:
        return phrase.text
    is_year = phrase.inner[0].text.isdigit()
    if phrase.preposition == "at" and not any(":" in word.text for word in phrase.inner):
        return phrase.text
    if phrase.preposition in {"on", "in", "before", "after"} and wh == "When" and not is_year:
        return phrase.text
    return phrase.inner_text


def _is_pure_time(words: tuple[Word, ...]) -> bool:
    """Whether every word of a phrase belongs to a time, a date or a day."""
    filler = word_set("the of each every first second third fourth last following next")
    joins = word_set("and to until till or")
    known = (
        lexicon.TIME_NOUNS | filler | joins | {"end", "beginning", "middle", "o'clock", "public"}
    )
    ordinal = ("st", "nd", "rd", "th")
    named = False
    for word in words:
        number = word.text[0].isdigit() or (word.text.endswith(ordinal) and word.text[0].isdigit())
        if word.lower not in known and not number:
            return False
        if not number and word.lower in lexicon.TIME_NOUNS:
            named = True
        if ":" in word.text or (word.text.isdigit() and len(word.text) == 4):
            named = True
        named = named or (word.text[0].isdigit() and word.text.endswith(ordinal))
    lowered = {word.lower for word in words}
    return named and not lowered <= {"the", "same", "day", "days", "week", "month", "year"}


def _frequency(reading: Reading, clause: Clause, phrase: Phrase) -> Iterator[Pair | None]:
    text = phrase.text
    first = phrase.words[0].lower
    if phrase.kind is PhraseKind.NOUN and first in {"every", "each"}:
        if not _is_interval(phrase.words) or _follows_once(clause, phrase):
            return
        others = [phrase]
    elif phrase.kind is PhraseKind.ADVERB and first in lexicon.FREQUENCY_ADVERBS:
        rate = _rate_after(clause, phrase)
        others = [phrase, rate] if rate else [phrase]
        text = f"{phrase.text} {rate.text}" if rate else phrase.text
        if first in {"once", "twice"} and not rate:
            return
    else:
        return
    yield clause_pair(reading, STYLE, ask(clause, "How often", others), text, clause)


def _follows_once(clause: Clause, phrase: Phrase) -> bool:
    at = clause.phrases.index(phrase)
    return at > 0 and clause.phrases[at - 1].words[0].lower in lexicon.FREQUENCY_ADVERBS


def _is_interval(words: tuple[Word, ...]) -> bool:
    last = words[-1].lower
    return last in lexicon.DURATION_UNITS | lexicon.WEEKDAYS | lexicon.MONTHS | lexicon.DAY_PARTS


def _rate_after(clause: Clause, phrase: Phrase) -> Phrase | None:
    at = clause.phrases.index(phrase) + 1
    if at < len(clause.phrases):
        rate = clause.phrases[at]
        if rate.words[0].lower in {"a", "an", "per", "each", "every"} and _is_interval(rate.words):
            return rate
    return None


def _lead(reading: Reading, clause: Clause) -> Iterator[Pair | None]:
    """A time before the subject: `In 1978, the bridge was closed`."""
    if len(clause.lead) < 2 or clause.lead[0].lower not in {"in", "on", "at"}:
        return
    inner = clause.lead[1:]
    if not _is_pure_time(inner):
        return
    answer = lead_text(clause).split(" ", 1)[1]
    question = ask(clause, "When", without_lead=True)
    yield clause_pair(reading, STYLE, question, answer, clause)
