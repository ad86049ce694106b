"""Comparing answers as texts: normal form, exact match, F1 over words, and what is a refusal.

Pure text, no model. A word here is what stands between two spaces of the normal form.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_ARTICLES = frozenset({"a", "an", "the"})
_MINUS_SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{HYPHEN}": "-"})
# A sign, digits with or without groups of three, a decimal part: `-1,250.5`.
_NUMBER = re.compile(r"(?<![\w.,-])-?\d+(?:,\d{3})*(?:\.\d+)?|\d+(?:,\d{3})*(?:\.\d+)?")

# How models that were not taught a phrase usually decline, in the normal form below.
# Estimate: written from common phrasings; check against the answers of more base models.
_USUAL_REFUSALS = re.compile(
    r"not (have )?enough (information|context|details)"
    r"|insufficient (information|context)"
    r"|(context|text|passage|document|information)( provided| given)? (does not|doesnt|do not|dont)"
    r" (say|mention|state|specify|contain|provide|include|answer|give|tell)"
    r"|(is|was|are|were) not (mentioned|stated|specified|provided|given|found) in (context|text"
    r"|passage|document|provided|given)"
    r"|(cannot|cant|can not|could not) (be )?(answer|answered|determine|determined)\b"
    r"|^(sorry )?(but )?i (do not|dont) know\b"
    r"|^i am (not able|unable) to (answer|determine)"
)


def normalise(text: str) -> str:
    """The normal form in which two answers are compared.

    Lower case, no punctuation, no articles, single spaces, as SQuAD compares answers; unlike there
    a decimal point or a minus sign within a number is kept (1.5 is not 15), thousands separators
    are dropped, and a dash, slash or symbol between words separates them.

    Source: Rajpurkar et al. 2016, SQuAD (arXiv:1606.05250), section 6.1.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_MINUS_SIGNS).casefold()
    pieces: list[str] = []
    end = 0
    for number in _NUMBER.finditer(folded):
        pieces += [_without_punctuation(folded[end : number.start()])]
        pieces += [number.group().replace(",", "")]
        end = number.end()
    pieces.append(_without_punctuation(folded[end:]))
    words = " ".join(word for word in "".join(pieces).split() if word not in _ARTICLES)
    # A letter may now stand beside an accent that punctuation kept apart from it.
    return unicodedata.normalize("NFKC", words)


def exact_match(answer: str, expected: str) -> bool:
    """Whether both say the same words in the normal form."""
    return normalise(answer) == normalise(expected)


def word_f1(answer: str, expected: str) -> float:
    """Harmonic mean of precision and recall over the words that both have, 0 to 1.

    Source: Rajpurkar et al. 2016, SQuAD (arXiv:1606.05250), section 6.1.
    """
    said, wanted = normalise(answer).split(), normalise(expected).split()
    if not said or not wanted:
        return float(said == wanted)
    shared = (Counter(said) & Counter(wanted)).total()
    return 2.0 * shared / (len(said) + len(wanted))


def is_refusal(text: str, refusal_phrases: Sequence[str]) -> bool:
    """Whether `text` declines to answer.

    Args:
        text: What the model said.
        refusal_phrases: The phrases that the project teaches; one that stands anywhere in the text
            makes it a refusal. A few usual wordings count as well, so that a base model which
            declines in its own words is not called a guesser.
    """
    said = normalise(text)
    taught = (normalise(phrase) for phrase in refusal_phrases)
    if any(phrase and phrase in said for phrase in taught):
        return True
    return _USUAL_REFUSALS.search(said) is not None


def _without_punctuation(text: str) -> str:
    return "".join(_replacement(character) for character in text)


def _replacement(character: str) -> str:
    # Apostrophes and full stops stand within words (don't, U.S.); all other signs stand between.
    if character in "'.\N{RIGHT SINGLE QUOTATION MARK}`":
        return ""
    return " " if unicodedata.category(character)[0] in "PSZC" else character
