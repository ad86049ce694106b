"""Makes sure that a context does not answer a question, by rules.

The rules err on the side of refusing: a good negative lost costs little, one that the context does
answer teaches the model to refuse what it can read.
"""

from __future__ import annotations

import re

from backend.dataset.negatives.candidate import (
    ADJACENT,
    MIXED_UP,
    NEAR_MISS,
    OTHER_SECTION,
    Candidate,
    ContextWords,
    World,
    all_occur,
    any_trigger,
)
from backend.dataset.row import NegativeCheck
from backend.dataset.words import all_stems, content_stems, normalised, share

BY_RULES = "rules"
# Estimate: with at least half of what is asked missing, no sentence of a context gave an answer in
# the negatives read by hand; check by reading rejected and accepted ones near the bound.
_MOST_DETAIL_FRACTION = 0.5
# Two questions on one chunk with so many words in common are taken as the same question.
_SAME_QUESTION = 0.85
_METHODS = {
    NEAR_MISS: "No word that could give the detail occurs in the context",
    MIXED_UP: "No passage about {anchor}, and none about all such things, "
    "holds a word of what is asked",
    "swap": "What the question asks about ({absent}) does not occur in the context",
    "elsewhere": "The known answer does not occur in the context, "
    "and neither what is asked about nor most of the detail is named there together",
}


def verify(candidate: Candidate, world: World) -> NegativeCheck | None:
    """How it was made sure that the context has no answer; None when that is not certain."""
    words = world.words[candidate.chunk.chunk_id]
    if _repeats_answerable(candidate, world):
        return None
    if candidate.style in {ADJACENT, OTHER_SECTION}:
        method = _elsewhere(candidate, words)
    elif candidate.style == MIXED_UP:
        # Its maker compared every passage; all its words may well occur in the context.
        method = _METHODS[MIXED_UP].format(anchor=candidate.anchor)
    elif candidate.style == NEAR_MISS:
        method = _near_miss(candidate, words)
    else:
        method = _swap(candidate, words)
    if not method or sentence_holds_all(candidate.question, words):
        return None
    nearest, score = world.index.nearest(candidate.question)
    nearest_id = nearest.chunk_id if nearest else ""
    told = (
        f"{method}; no answerable question on this context is the same; "
        f"all {len(world.index)} chunks were searched for the question's words"
    )
    if nearest_id == candidate.chunk.chunk_id:
        told += ", and even this context, the nearest one, lacks the answer"
    return NegativeCheck(BY_RULES, f"{told}.", len(world.index), nearest_id, round(score, 4))


def _elsewhere(candidate: Candidate, words: ContextWords) -> str:
    if not candidate.answer or answer_occurs(candidate.answer, words):
        return ""
    entity = content_stems(candidate.anchor)
    detail = content_stems(candidate.question) - entity
    if not entity:
        missing = share(detail, words.stems) <= _MOST_DETAIL_FRACTION
        return _METHODS["elsewhere"] if detail and missing else ""
    if not entity <= words.stems:
        return _METHODS["elsewhere"]
    if detail and share(detail, words.stems) <= _MOST_DETAIL_FRACTION:
        return _METHODS["elsewhere"]
    return ""


def answer_occurs(answer: str, words: ContextWords) -> bool:
    """Whether a known answer, or the greater part of a long one, occurs in a context."""
    if normalised(answer) in words.text:
        return True
    if any(normalised(item) in words.text for item in answer.split("; ")):
        return True
    digits = re.findall(r"\d[\d.,:]*", answer)
    if digits:
        stems = all_stems(answer)
        return all(stem in words.stems for stem in stems)
    return share(content_stems(answer), words.stems) > 0.8


def _near_miss(candidate: Candidate, words: ContextWords) -> str:
    found = any_trigger(candidate.absent, candidate.chunk, words)
    return "" if found else _METHODS[NEAR_MISS]


def _swap(candidate: Candidate, words: ContextWords) -> str:
    if not candidate.absent or all_occur(candidate.absent, words):
        return ""
    # A name may be known by one of its words: "the office" for "the head office".
    last = content_stems(candidate.absent[0].split()[-1])
    if last and last <= words.stems and not candidate.absent[0][:1].isupper():
        return ""
    return _METHODS["swap"].format(absent=candidate.absent[0])


def _repeats_answerable(candidate: Candidate, world: World) -> bool:
    """Whether the chunk answers the same question, or the same one in other words."""
    asked = content_stems(candidate.question)
    for pair in world.pairs.get(candidate.chunk.chunk_id, ()):
        if pair.question.lower() == candidate.question.lower():
            return True
        other = content_stems(pair.question)
        union = asked | other
        if union and len(asked & other) / len(union) >= _SAME_QUESTION:
            return True
    return False


def sentence_holds_all(question: str, words: ContextWords) -> bool:
    """Whether one sentence has every word of the question, so that it may well answer it."""
    asked = content_stems(question)
    return any(asked <= sentence for sentence in words.sentences)
