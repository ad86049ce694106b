"""Cleaning the text of single lines and joining lines into the text of a block."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

# Source: Unicode 16, Alphabetic Presentation Forms, U+FB00 to U+FB06. The other compatibility forms
# stay: folding them all (NFKC) would turn m² into m2.
_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
# Bullets of the Symbol and Wingdings fonts come out as private characters.
_BULLETS = dict.fromkeys(
    "\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf02d\u2022\u2023\u25aa\u25cf\u25e6", "\u2022"
)
_HYPHENS = dict.fromkeys("\u2010\u2011", "-")
_UNSEEN = dict.fromkeys("\u200b\u200c\u2060\ufeff\xad\x00\ufffe\uffff", "")
_TABLE = str.maketrans({**_LIGATURES, **_BULLETS, **_HYPHENS, **_UNSEEN})
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPACES = re.compile(r"[\s\x00-\x1f]+")
_HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_BROKEN_END = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def fold_text(text: str) -> str:
    """Resolves ligatures, unifies bullets and hyphens, drops what can't be seen, folds spaces."""
    if _SURROGATE.search(text):
        # Where characters have 16 bits (Windows), PDFium hands out halves of the rarer ones.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _SPACES.sub(" ", text.translate(_TABLE)).strip()


def hyphenated_words(lines: Sequence[str]) -> frozenset[str]:
    """Words that carry a hyphen in mid-line: where a line breaks at it, the hyphen is their own."""
    return frozenset(word.lower() for line in lines for word in _HYPHENATED.findall(line))


def join_lines(lines: Sequence[str], hyphenated: Collection[str] = ()) -> str:
    """Joins lines with a space, or without one where a word was broken at the line's end.

    Args:
        lines: Folded lines, none empty.
        hyphenated: Words (lower case) whose hyphen is their own, see `hyphenated_words`.
    """
    text = ""
    for line in lines:
        # Of the last word alone: a search through all of a long paragraph, line by line, takes for
        # ever.
        broken = _BROKEN_END.search(text, text.rfind(" ") + 1)
        first = _FIRST_WORD.match(line)
        if broken and first and first[0][0].islower():
            whole = f"{broken[1]}-{first[0]}".lower()
            text = (text if whole in hyphenated else text[:-1]) + line
        elif broken and line[0].isalnum():
            text += line
        else:
            text = f"{text} {line}" if text else line
    return text


def line_starts(text: str, lines: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where each of the `lines` that `join_lines` joined lies in `text`: (start, end) pairs."""
    places = []
    at = 0
    for line in lines:
        start = at + (1 if text[at : at + 1] == " " else 0)
        end = start + (len(line) if text.startswith(line, start) else len(line) - 1)
        places.append((start, end))
        at = end
    return tuple(places)
