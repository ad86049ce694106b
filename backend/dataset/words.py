"""Words of a question or a text as search and comparison see them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from backend.dataset.generate.offline.lexicon import STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:[.,:'\u2019-][^\W_]+)*")
_ENDINGS = ("ings", "ing", "ies", "ied", "es", "ed", "s")


def stem(word: str) -> str:
    """A lower-case word without its ending, so that `opens` and `opened` are alike.

    Rough on purpose: both sides of every comparison go through it.
    """
    word = word.replace("\u2019", "'").removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    # `carri` and `carry`, `us` and `use`, `stopp` and `stop` meet here.
    word = word.rstrip("eyi") or word
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def all_stems(text: str) -> list[str]:
    """The stem of each word of `text`, in order."""
    return [stem(word) for word in _WORD.findall(text.lower())]


def content_stems(text: str) -> frozenset[str]:
    """Stems of the words of `text` that carry meaning."""
    words = _WORD.findall(text.lower())
    return frozenset(stem(word) for word in words if word not in STOP_WORDS)


def normalised(text: str) -> str:
    """Lower case, without punctuation at the ends of words, spaces folded, one space around."""
    return f" {' '.join(_WORD.findall(text.lower()))} "


def share(wanted: Iterable[str], present: frozenset[str]) -> float:
    """Share of `wanted` that is present, 0 to 1; 1 when nothing is wanted."""
    stems = frozenset(wanted)
    return len(stems & present) / len(stems) if stems else 1.0
