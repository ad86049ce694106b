"""Puts another name, day, date or number into a question that the chunk answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline import nouns
from backend.dataset.negatives.candidate import (
    ENTITY_SWAP,
    VALUE_SWAP,
    Candidate,
    World,
    all_occur,
    occurs,
)
from backend.dataset.words import content_stems
from backend.documents.model import Chunk

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_SERIES: tuple[tuple[str, ...], ...] = (
    _DAYS,
    _MONTHS,
    ("summer", "winter"),
    ("weekdays", "weekends"),
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
)
# A number that names something. Another amount, as in `above 100 euros`, might be covered too.
_NUMBER = re.compile(
    r"(?:\b(?:[A-Z][a-z]+|extension|channel|room|step|berth|table|version|line|platform) )"
    r"(?P<number>\d+)(?![\w,:]|\.\d)"
)
_SWAPPED_KINDS = frozenset(
    {nouns.PERSON, nouns.ROLE, nouns.PLACE, nouns.VEHICLE, nouns.PAPER, nouns.EVENT, "row",
     nouns.THING}
)  # fmt: skip


def propose_entities(chunk: Chunk, world: World) -> Iterator[Candidate]:
    """Candidates in which something else of the same kind is asked about."""
    words = world.words[chunk.chunk_id]
    others = [
        (entity, kind) for entity, kind in entities_of(world) if not all_occur((entity,), words)
    ]
    for pair in world.pairs.get(chunk.chunk_id, ()):
        if not pair.entity or pair.entity_kind not in _SWAPPED_KINDS:
            continue
        for entity, kind in others:
            if alike(entity, kind, pair.entity, pair.entity_kind) and _asks_detail(pair):
                question = pair.question.replace(pair.entity, entity, 1)
                yield Candidate(ENTITY_SWAP, chunk, question, (entity,))


def propose_values(chunk: Chunk, world: World) -> Iterator[Candidate]:
    """Candidates in which another day, month, season, step or number is asked about."""
    words = world.words[chunk.chunk_id]
    for pair in world.pairs.get(chunk.chunk_id, ()):
        for old, new in _other_values(pair):
            if not occurs(new, words):
                question = re.sub(rf"\b{re.escape(old)}\b", new, pair.question, count=1)
                yield Candidate(VALUE_SWAP, chunk, question, (new,))


def entities_of(world: World) -> tuple[tuple[str, str], ...]:
    """Everything that any question asks about, with its kind."""
    found: dict[str, str] = {}
    for pairs in world.pairs.values():
        for pair in pairs:
            if pair.entity and len(pair.entity.split()) <= 5:
                found.setdefault(pair.entity, pair.entity_kind)
    return tuple(found.items())


def alike(new: str, new_kind: str, old: str, old_kind: str) -> bool:
    """Whether one thing can sensibly stand for another in a question.

    Things of no known kind must be names with the same article: `the Marigold`, `the Pip`.
    """
    if new_kind != old_kind or new_kind not in _SWAPPED_KINDS:
        return False
    if new_kind == nouns.THING and not (is_name(new) and is_name(old)):
        return False
    return fits(old, new)


def is_name(entity: str) -> bool:
    """Whether an entity ends in a name: `the Marigold`."""
    return entity.rsplit(maxsplit=1)[-1][:1].isupper()


def _asks_detail(pair: Pair) -> bool:
    """Whether the question has words of its own beside the name."""
    return bool(content_stems(pair.question.replace(pair.entity, " ", 1)))


def fits(old: str, new: str) -> bool:
    """Whether the sentence around `old` stays right with `new` in it."""
    first_old, first_new = old.split(maxsplit=1)[0].lower(), new.split(maxsplit=1)[0].lower()
    articles = {"the", "a", "an", "each", "every"}
    if (first_old in articles) != (first_new in articles):
        return False
    if {first_old, first_new} & {"each", "every"} and first_old != first_new:
        return False
    if old[:1].isupper() != new[:1].isupper():
        return False
    return nouns.is_plural(_head(old)) == nouns.is_plural(_head(new))


def _head(entity: str) -> str:
    core = re.split(r" (?:of|in|on|at|with|who|that|from|for) ", entity)[0]
    return core.split()[-1].lower()


def _other_values(pair: Pair) -> Iterator[tuple[str, str]]:
    for series in _SERIES:
        for old in series:
            # A day or month that begins or ends a span is left alone: the other may lie in it.
            named = rf"\b(?:in|on|at|every|the|last|each) (?:second )?{old}\b(?! and| to| aid)"
            if re.search(named, pair.question):
                yield from ((old, new) for new in series if new != old)
    for match in _NUMBER.finditer(pair.question):
        old = match["number"]
        near = {int(old) + step for step in (-3, -2, -1, 1, 2, 3, 5, 10)}
        yield from ((old, str(new)) for new in sorted(near) if new > 0)
