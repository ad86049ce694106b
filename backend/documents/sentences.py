"""Where sentences begin and end."""

from __future__ import annotations

import re

# An end mark with the quotes and brackets that close after it, then a space; or a full-width mark,
# which Chinese and Japanese put no space after.
_END = re.compile(r"[.!?\u2026]+[\"'”\u2019»)\]]*(?=\s)|[\u3002\uff01\uff1f]+[”\u2019」』\uff09]*")
_NEXT_BEGINS = re.compile(r"[\"'“\u2018«(\[¿¡]*[^\W_a-zà-öø-ÿß-]", re.UNICODE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_LIST_MARK = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]|-")
# Words whose full stop is their own and that more text follows: titles, references, examples.
_ABBREVIATION = re.compile(
    r"""(?:mr|mrs|ms|dr|prof|rev|hon|st|gen|col|capt|lt|sgt|messrs|mme|vs|viz|cf|e\.g|i\.e|eg|ie
    |approx|ca|resp|incl|excl|al|fig|figs|eq|sec|ch|vol|ed|eds|para|dept|est|ext|tel|max|min|avg
    |z\.b|d\.h|bzw|ggf|nr|abb|u\.a|evtl)\.""",
    re.VERBOSE | re.IGNORECASE,
)
# These end a sentence as often as not; they don't when a number follows: `No. 4`, `p. 12`.
_BEFORE_NUMBER = re.compile(
    r"(?:nos?|pp?|pg|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|art|par|rev|bd|s|kap)\.",
    re.IGNORECASE,
)
# Words that begin sentences and never follow an initial within a name.
_STARTER = re.compile(
    r"""[\"']?(?:The|An?|Its?|This|That|These|Those|In|If|When|While|They|He|She|We|You|I|Each
    |Every|All|For|On|At|No|Nobody|Only|After|Before|From|To|As|But|And|Or
    |Der|Die|Das|Es|Eine?|Im|Wenn)\b""",
    re.VERBOSE,
)


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) places of the sentences of `text`, in order, without the space around them.

    A line break always ends a sentence. Every character that is not a space lies in one sentence.
    """
    places: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for match in _END.finditer(text, line.start(), line.end()):
            if _ends_sentence(text, start, match):
                _add(text, start, match.end(), places)
                start = match.end()
        _add(text, start, line.end(), places)
    return tuple(places)


def _add(text: str, start: int, end: int, places: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    if stripped := piece.strip():
        first = start + piece.index(stripped[0])
        places.append((first, first + len(stripped)))


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the end mark that `match` found closes the sentence that began at `start`."""
    if text[match.start()] in "\u3002\uff01\uff1f":
        return True
    # Enough of what stands around to know the words; all of it would make long lines slow.
    rest = text[match.end() : match.end() + 60].lstrip(" \t")
    if not rest or rest[0] == "\n":
        return True
    if _NEXT_BEGINS.match(rest) is None:
        return False
    if text[match.start()] != ".":
        return True
    sentence = text[max(start, match.end() - 60) : match.end()].strip()
    return not _LIST_MARK.fullmatch(sentence) and not _is_abbreviation(sentence, rest)


def _is_abbreviation(sentence: str, rest: str) -> bool:
    """Whether the full stop that ends `sentence` belongs to its last word."""
    *_, before, last = ["", *sentence.rsplit(maxsplit=2)[-2:]]
    last = last.lstrip("([\"'“\u2018«")
    if _ABBREVIATION.fullmatch(last):
        return True
    if _BEFORE_NUMBER.fullmatch(last):
        return rest[0].isdigit()
    # `J. Smith` and `the U.S. Army`; but `grade A. Berth 2` is two sentences.
    if not _INITIALS.fullmatch(last) or not last[0].isupper() or _STARTER.match(rest):
        return False
    return last.count(".") > 1 or not before[:1].islower() or before in ("by", "and", "to")
