"""Asks for a detail of something in the chunk that the chunk does not give."""

from __future__ import annotations

from collections.abc import Iterator

from backend.dataset.generate.offline import nouns
from backend.dataset.generate.offline.lexicon import DETERMINERS
from backend.dataset.negatives.attributes import ATTRIBUTES, Attribute
from backend.dataset.negatives.candidate import NEAR_MISS, Candidate, World, any_trigger
from backend.documents.model import Chunk

# Estimate: a longer name of a thing makes an awkward question; check by reading some.
_MOST_WORDS = 5


def propose(chunk: Chunk, world: World) -> Iterator[Candidate]:
    """Candidates about each thing that the chunk's own questions ask about."""
    words = world.words[chunk.chunk_id]
    for entity, kind in _entities(chunk, world):
        for attribute in ATTRIBUTES:
            if kind in attribute.kinds and not any_trigger(attribute.triggers, chunk, words):
                yield Candidate(
                    style=NEAR_MISS,
                    chunk=chunk,
                    question=_question(attribute, entity),
                    absent=attribute.triggers,
                    anchor=entity,
                )


def _entities(chunk: Chunk, world: World) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for pair in world.pairs.get(chunk.chunk_id, ()):
        if not pair.entity or pair.entity.split()[0].lower() in {"a", "an", "each", "every"}:
            continue
        if pair.entity_kind and len(pair.entity.split()) <= _MOST_WORDS:
            found.setdefault(pair.entity, pair.entity_kind)
    return list(found.items())


def _question(attribute: Attribute, entity: str) -> str:
    last = entity.rsplit(maxsplit=1)[-1].lower()
    first = entity.split(maxsplit=1)[0].lower()
    many = nouns.is_plural(last) and first not in {"a", "an", "each", "every"}
    name = entity
    if attribute.question.startswith("How many {it}"):
        name = entity.partition(" ")[2] if first in DETERMINERS else entity
    return attribute.question.format(
        it=name,
        is_="are" if many else "is",
        was="were" if many else "was",
        does="do" if many else "does",
    )
