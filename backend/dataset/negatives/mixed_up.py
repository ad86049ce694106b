"""Asks about one thing in the chunk what the chunk says of another: `When was the Pip built?`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline import lexicon, nouns
from backend.dataset.negatives.candidate import MIXED_UP, Candidate, World
from backend.dataset.negatives.swap import alike, fits, is_name
from backend.dataset.words import all_stems, content_stems
from backend.documents.model import Chunk

_PRONOUN_START = re.compile(r"(?:it|she|he|they|this|these|its|their|her|his)\b", re.IGNORECASE)
# What is kept, goes, is had or is asked in general may hold for a part or a group as well.
_LOOSE = re.compile(
    r"\b(?:kept|keep|goes|go|have|has|need|needed|made|allowed|forbidden|what|who|whom|called)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(r"\b(?:each|every|all|both|any|same|also|either|neither)\b", re.IGNORECASE)


def propose(chunk: Chunk, world: World) -> Iterator[Candidate]:
    """Candidates for each two things of one kind in the chunk."""
    pairs = world.pairs.get(chunk.chunk_id, ())
    entities = {p.entity: p.entity_kind for p in pairs if p.entity and p.entity_kind}
    passages = passages_of(chunk.text)
    for pair in pairs:
        if not pair.entity or pair.style in {"table", "procedure", "list"}:
            continue
        for entity, kind in entities.items():
            if entity == pair.entity or not _comparable(entity, kind, pair):
                continue
            if lacks(pair, entity, passages):
                question = pair.question.replace(pair.entity, entity, 1)
                yield Candidate(MIXED_UP, chunk, question, (), entity, pair.answer)


def _comparable(entity: str, kind: str, pair: Pair) -> bool:
    """Whether what is asked of one thing could be asked of the other, without following from it."""
    if alike(entity, kind, pair.entity, pair.entity_kind):
        return True
    both_things = kind == nouns.THING and pair.entity_kind == nouns.THING
    same_case = is_name(entity) == is_name(pair.entity)
    return (
        both_things and same_case and fits(pair.entity, entity) and not _LOOSE.search(pair.question)
    )


def passages_of(text: str) -> tuple[str, ...]:
    """Sentences, each with those after it that begin with a pronoun: they go on about it."""
    passages: list[str] = []
    for line in text.splitlines():
        fresh = True
        for sentence in re.split(r"(?<=[.!?:]) ", line):
            if _PRONOUN_START.match(sentence) and not fresh:
                passages[-1] += f" {sentence}"
            else:
                passages.append(sentence)
            fresh = False
    return tuple(passages)


def lacks(pair: Pair, entity: str, passages: tuple[str, ...]) -> bool:
    """Whether no passage about `entity` holds a word of what `pair` asks about its own thing."""
    named = content_stems(entity)
    detail = content_stems(pair.question.replace(pair.entity, " ", 1)) - named
    if not named or not detail or named & content_stems(pair.entity):
        return False
    for passage in passages:
        stems = frozenset(all_stems(passage))
        if named <= stems and _may_answer(pair.question, passage):
            return False
        if detail & stems and (named & stems or _GENERAL.search(passage)):
            return False
    return True


def _may_answer(question: str, passage: str) -> bool:
    """Whether a passage holds an amount or a time of the sort that is asked for."""
    words = {word.lower() for word in re.findall(r"[^\W\d_]+", passage)}
    asks_span = re.match(r"(?:how long|(?:for|after|within) (?:how many|what))", question, re.I)
    if asks_span and words & lexicon.DURATION_UNITS:
        return True
    if re.match(r"how (?:much|high)|what is the price", question, re.I):
        return bool(words & lexicon.MONEY_UNITS) or bool(re.search(r"[$€£]", passage))
    if re.match(r"when|how often|at what time|on which day|in which month", question, re.I):
        return bool(words & lexicon.TIME_NOUNS - {"may"}) and bool(re.search(r"\d|every", passage))
    return False
