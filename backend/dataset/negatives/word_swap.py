"""Changes one word of a question that the chunk answers, so that it asks for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline.lexicon import word_set
from backend.dataset.generate.offline.verbs import past_of, third_person, verb_form
from backend.dataset.negatives.candidate import NEAR_MISS, Candidate, ContextWords, World
from backend.dataset.words import all_stems, stem
from backend.documents.model import Chunk

# What else can be done to most things, with the words that would show that the text tells of it.
_OTHER_VERBS: dict[str, tuple[str, ...]] = {
    "paint": ("paint", "coat", "colour", "brush"),
    "clean": ("clean", "wash", "polish", "scrub", "tidy", "rinse", "wipe"),
    "repair": ("repair", "mend", "fix", "overhaul", "restore"),
    "photograph": ("photograph", "photo", "picture", "camera"),
    "insure": ("insure", "insurance", "cover"),
    "copy": ("copy", "duplicate"),
    "order": ("order", "buy", "bought", "purchase"),
    "deliver": ("deliver", "bring", "brought", "send", "sent"),
}
# Verbs of things that are done to something; only these are changed.
_CHANGED = word_set(
    "build keep inspect check replace approve sign found weigh write store test collect fill change"
    " empty lock print paint clean repair overhaul record sell serve publish wash water"
)
_COUNTED = re.compile(
    r"(?:how many|what number of) (?P<noun>[a-z]+)(?= (?:do|does|did) .*"
    r"\b(?:carry|have|hold|seat|cover|bear|employ|contain|need|own)\b)",
    re.IGNORECASE,
)
_ASKS_EVENT = re.compile(r"(?:when|who|where|how often|by whom|on which day)\b", re.IGNORECASE)


def propose(chunk: Chunk, world: World) -> Iterator[Candidate]:
    """Candidates with another verb, or with another noun after `how many`."""
    words = world.words[chunk.chunk_id]
    counted = sorted(_counted_nouns(world))
    for pair in world.pairs.get(chunk.chunk_id, ()):
        if pair.style in {"table", "procedure", "list", "definition"}:
            continue
        if _ASKS_EVENT.match(pair.question):
            yield from _other_verbs(chunk, pair, words)
        match = _COUNTED.match(pair.question)
        for noun in counted if match else ():
            if match and stem(noun) not in words.stems:
                question = f"How many {noun}{pair.question[match.end() :]}"
                yield Candidate(NEAR_MISS, chunk, question, (noun,), pair.entity)


def _counted_nouns(world: World) -> set[str]:
    found = set()
    for pairs in world.pairs.values():
        for pair in pairs:
            match = _COUNTED.match(pair.question)
            if match and pair.style == "number":
                found.add(match["noun"])
    return found - {"days", "hours", "minutes", "weeks", "months", "years", "kilometres", "metres"}


def _other_verbs(chunk: Chunk, pair: Pair, words: ContextWords) -> Iterator[Candidate]:
    for word in re.findall(r"[a-z]+", pair.question):
        form = verb_form(word)
        if form is None or form.base not in _CHANGED or word in pair.entity.split():
            continue
        if re.search(rf"\b{word} (?:in|on|up|out|off|down)(?:\?| every| at)", pair.question):
            continue
        for verb, signs in _OTHER_VERBS.items():
            if verb == form.base or any(all_stems(sign)[0] in words.stems for sign in signs):
                continue
            changed = _inflected(verb, word, form.base)
            question = re.sub(rf"\b{word}\b", changed, pair.question, count=1)
            yield Candidate(NEAR_MISS, chunk, question, signs, pair.entity)


def _inflected(verb: str, like: str, base: str) -> str:
    if like == base:
        return verb
    if like == third_person(base):
        return third_person(verb)
    return past_of(verb)
