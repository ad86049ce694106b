"""What a thing is, what a word means, what something is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline import lexicon, nouns
from backend.dataset.generate.offline.clause import Clause
from backend.dataset.generate.offline.compose import ask, finish
from backend.dataset.generate.offline.lexicon import word_set
from backend.dataset.generate.offline.measures import measures_of
from backend.dataset.generate.offline.phrases import PhraseKind
from backend.dataset.generate.offline.reading import Reading, clause_pair, make_pair
from backend.dataset.generate.offline.text import sentences_of, words_of

STYLE = "definition"
_RANKED = re.compile(r"the (?:largest|smallest|newest|oldest|only|first)\b")
# "a boat" says too little about a thing to be its definition.
_FEWEST_WORDS = 4
_MEANS = re.compile(r"(?P<term>[^,;:]+?) (?P<verb>means?) (?:that )?(?P<meaning>[^;]+?)\.?$")
_GLOSSARY = re.compile(r"(?P<term>[A-Z][\w' -]{1,30}): (?P<meaning>(?:an?|the) [^;:]+?)\.?$")
_NOT_TERMS = word_set("note warning tip example important remark caution hint")


def pairs(reading: Reading) -> Iterator[Pair | None]:
    """Pairs from `A X is ...`, `X is called ...`, `X means ...` and `X: ...`."""
    for clause in reading.clauses:
        yield from _copula(reading, clause)
        yield _called(reading, clause)
    for _, start, end in sentences_of(reading.chunk):
        yield from _means(reading, start, end)
        yield _glossary(reading, start, end)


def _copula(reading: Reading, clause: Clause) -> Iterator[Pair | None]:
    if not _says_what(clause) or nouns.names_person(_head_of(clause)):
        return
    first, subject = clause.phrases[0], clause.subject
    if measures_of(reading.chunk.text, first.words[1:]):
        return
    text = reading.text(first.words[0].start, clause.phrases[-1].words[-1].end)
    if len(text.split()) < _FEWEST_WORDS or _RANKED.match(text):
        return
    yield clause_pair(reading, STYLE, finish(f"What {clause.auxiliary} {subject.text}"), text,
                      clause)  # fmt: skip
    if subject.words[0].lower in {"a", "an"} or len(subject.words) == 1:
        question = finish(f"What is meant by {subject.text}")
        yield clause_pair(reading, STYLE, question, text, clause)


def _says_what(clause: Clause) -> bool:
    """Whether a clause reads `X is a ...` or `X is the ...`, without a condition."""
    if not clause.is_copula or clause.verb or not clause.phrases or clause.lead or clause.negated:
        return False
    first, last = clause.phrases[0], clause.phrases[-1]
    openers = lexicon.ARTICLES | {"everything", "anything", "any"}
    plain = first.kind is PhraseKind.NOUN and last.kind is not PhraseKind.CONDITION
    return plain and clause.subject.text != "there" and first.words[0].lower in openers


def _head_of(clause: Clause) -> str:
    """The main noun of what something is said to be."""
    core = []
    for word in clause.phrases[0].words:
        if word.lower in {"of", "in", "for"} | lexicon.RELATIVES:
            break
        core.append(word.lower)
    return core[-1] if core else ""


def _called(reading: Reading, clause: Clause) -> Pair | None:
    if clause.verb not in {"called", "named"} or not clause.phrases:
        return None
    first = clause.phrases[0]
    if first.kind is not PhraseKind.NOUN or len(clause.phrases) > 1:
        return None
    return clause_pair(reading, STYLE, ask(clause, "What", [first]), first.text, clause)


def _means(reading: Reading, start: int, end: int) -> Iterator[Pair | None]:
    match = _MEANS.fullmatch(reading.text(start, end))
    if not match:
        return
    words = words_of(match["term"])
    if len(words) > 5 or words[0].lower in lexicon.PRONOUNS | lexicon.SUBORDINATORS:
        return
    if any(word.lower in lexicon.PRONOUNS - {"who"} for word in words_of(match["meaning"])[:1]):
        return
    named = words[0].lower in reading.vocabulary.proper or words[0].text[1:].isupper()
    term = match["term"] if named else _lower(match["term"])
    do = "do" if match["verb"] == "mean" else "does"
    yield make_pair(
        reading, STYLE, finish(f"What {do} {term} mean"), match["meaning"], (start, end)
    )
    yield make_pair(
        reading, STYLE, finish(f"What is meant by {term}"), match["meaning"], (start, end)
    )


def _glossary(reading: Reading, start: int, end: int) -> Pair | None:
    match = _GLOSSARY.fullmatch(reading.text(start, end))
    if not match or match["term"].split()[0].lower() in _NOT_TERMS:
        return None
    return make_pair(
        reading, STYLE, f'What is meant by "{match["term"]}"?', match["meaning"], (start, end)
    )


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
