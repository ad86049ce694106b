"""What somebody does, uses, gets: the object of a clause, and colours."""

from __future__ import annotations

from collections.abc import Iterator

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline import lexicon, nouns
from backend.dataset.generate.offline.clause import Clause
from backend.dataset.generate.offline.compose import ask, finish, points_elsewhere
from backend.dataset.generate.offline.heads import core_of
from backend.dataset.generate.offline.lexicon import word_set
from backend.dataset.generate.offline.measures import has_time_word
from backend.dataset.generate.offline.phrases import Phrase, PhraseKind, is_number
from backend.dataset.generate.offline.reading import Reading, clause_pair

STYLE = "fact"
_WEAK_VERBS = word_set("be have take make get let mean call name last cost show follow")


def pairs(reading: Reading) -> Iterator[Pair | None]:
    """Pairs about objects and colours."""
    for clause in reading.clauses:
        if clause.negated or clause.subject.text == "there":
            continue
        yield _colour(reading, clause)
        yield _painted(reading, clause)
        yield _object(reading, clause)
        yield _purpose(reading, clause)
        yield from _means(reading, clause)


def _purpose(reading: Reading, clause: Clause) -> Pair | None:
    """`Berth 1 is for the Marigold`."""
    if not clause.is_copula or clause.verb or len(clause.phrases) != 1 or clause.lead:
        return None
    phrase = clause.phrases[0]
    if phrase.preposition != "for" or points_elsewhere(phrase.words):
        return None
    question = finish(f"What {clause.auxiliary} {clause.subject.text} for")
    return clause_pair(reading, STYLE, question, phrase.inner_text, clause)


def _means(reading: Reading, clause: Clause) -> Iterator[Pair | None]:
    """By what or with what something is done: `covered with sand`, `by the yellow handle`."""
    if not clause.is_passive:
        return
    for phrase in clause.phrases:
        if phrase.preposition not in {"by", "with"} or not phrase.inner or has_time_word(phrase):
            continue
        first = phrase.inner[0]
        given = first.lower in lexicon.ARTICLES or phrase.preposition == "with"
        if not given or is_number(first) or points_elsewhere(phrase.words):
            continue
        head = core_of(phrase.inner)[-1].lower
        if nouns.kind_of(head) in {nouns.ROLE, nouns.GROUP} or nouns.names_body(head):
            continue
        wh = f"{phrase.preposition.capitalize()} what"
        yield clause_pair(reading, STYLE, ask(clause, wh, [phrase]), phrase.inner_text, clause)


def _object(reading: Reading, clause: Clause) -> Pair | None:
    if clause.base in _WEAK_VERBS or clause.is_passive or not clause.phrases:
        return None
    first = clause.phrases[0]
    if first.kind is not PhraseKind.NOUN or not _is_plain(first):
        return None
    answered = [first, *_attached(clause, first)]
    if points_elsewhere(answered[-1].words):
        return None
    text = reading.text(first.words[0].start, answered[-1].words[-1].end)
    return clause_pair(reading, STYLE, ask(clause, "What", answered), text, clause)


def _is_plain(phrase: Phrase) -> bool:
    """Whether a noun phrase can be an answer: no pronoun, no number, no interval."""
    if phrase.words[0].lower in {"each", "every", "all", "both", "no", "any", "some", "half"}:
        return False
    banned = lexicon.PRONOUNS - lexicon.FREE_PRONOUNS - lexicon.RELATIVES
    if any(word.lower in banned for word in phrase.words):
        return False
    named = [word for word in phrase.words if not is_number(word)]
    return len(named) > 0 and not is_number(phrase.words[0]) and phrase.text[0].isalpha()


def _attached(clause: Clause, first: Phrase) -> list[Phrase]:
    """The phrases that tell which one is meant: `a voucher for a hot drink`."""
    found: list[Phrase] = []
    for phrase in clause.phrases[1:]:
        if phrase.preposition not in {"for", "with", "about"} or found:
            break
        if first.words[0].lower in lexicon.ARTICLES - {"the"} or phrase.preposition == "with":
            found.append(phrase)
    return found


def _colour(reading: Reading, clause: Clause) -> Pair | None:
    """Asks for the colour in `The Marigold has a yellow funnel`."""
    if clause.base != "have" or len(clause.phrases) != 1:
        return None
    words = clause.phrases[0].words
    if len(words) != 3 or words[0].lower not in {"a", "an"}:
        return None
    if words[1].lower not in lexicon.COLOURS:
        return None
    question = finish(f"What colour is the {words[2].text} of {clause.subject.text}")
    return clause_pair(reading, STYLE, question, words[1].text, clause)


def _painted(reading: Reading, clause: Clause) -> Pair | None:
    """Asks for the colour in `Children's life jackets are orange`."""
    if not clause.is_copula or clause.verb or not clause.phrases:
        return None
    first = clause.phrases[0]
    if first.text.lower() not in lexicon.COLOURS:
        return None
    return clause_pair(
        reading, STYLE, finish(f"What colour {clause.auxiliary} {clause.subject.text}"),
        first.text, clause,
    )  # fmt: skip
