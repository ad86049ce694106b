"""What the print of a whole document looks like: its body text, its headings, its leading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from backend.documents.lines import Segment
from backend.documents.model import Line
from backend.documents.text import hyphenated_words

# Estimates, to be checked on documents with small headings and with bold words in running text.
_HEADING_RATIO = 1.12
_MOST_HEADING_CHARACTERS = 160
_MOST_BOLD_HEADING_WORDS = 14
_USUAL_PITCH_EM = 1.2
_NUMBER = re.compile(r"(?:(\d{1,2}(?:\.\d{1,2})*)\.?|[A-Z]\.|[IVX]{1,5}\.)\s+\S")

HeadingKey = tuple[float, int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """Measures of a document's print.

    Attributes:
        body_size_pt: Font size of most of its characters.
        body_bold: Whether most of its characters are bold.
        pitch_em: Usual distance of two lines of a paragraph, in font sizes.
        headings: What headings look like, the highest level first.
        hyphenated: Words with a hyphen of their own.
    """

    body_size_pt: float
    body_bold: bool
    pitch_em: float
    headings: tuple[HeadingKey, ...]
    hyphenated: frozenset[str]

    def is_heading(self, line: Line) -> bool:
        """Whether a line that is no table row looks like a heading: larger, or bold and short."""
        return _looks_like_heading(line, self.body_size_pt, self.body_bold)

    def level_of(self, line: Line) -> int:
        """1 to 6: the level of a heading of this document."""
        return min(6, self.headings.index(_heading_key(line)) + 1)


def style_of(columns: Sequence[Sequence[Segment]]) -> Style:
    """Measures the lines of a whole document, given column by column."""
    lines = [item.line for column in columns for item in column]
    weights: Counter[tuple[float, bool]] = Counter()
    for line in lines:
        weights[line.font_size_pt, line.bold] += len(line.text)
    size_pt, bold = weights.most_common(1)[0][0] if weights else (0.0, False)
    headings = {
        _heading_key(line)
        for line in lines
        if not line.cells and _looks_like_heading(line, size_pt, bold)
    }
    return Style(
        size_pt,
        bold,
        _pitch_of(columns, size_pt),
        tuple(sorted(headings)),
        hyphenated_words([line.text for line in lines]),
    )


def _looks_like_heading(line: Line, body_size_pt: float, body_bold: bool) -> bool:
    if len(line.text) > _MOST_HEADING_CHARACTERS or not any(map(str.isalpha, line.text)):
        return False
    if line.font_size_pt >= _HEADING_RATIO * body_size_pt:
        return True
    short = line.text.count(" ") < _MOST_BOLD_HEADING_WORDS
    emphatic = line.bold and not body_bold and line.font_size_pt >= 0.95 * body_size_pt
    return emphatic and short and line.text[-1] not in ".,;"


def _heading_key(line: Line) -> HeadingKey:
    """Sorts headings by level: larger first, then bold, then by the depth of their number."""
    match = _NUMBER.match(line.text)
    depth = match[1].count(".") + 1 if match and match[1] else 1
    return -round(line.font_size_pt * 2) / 2, int(not line.bold), depth


def _pitch_of(columns: Sequence[Sequence[Segment]], body_size_pt: float) -> float:
    """The most common distance between two lines of body text."""
    pitches: Counter[float] = Counter()
    for column in columns:
        for above, below in pairwise(column):
            if above.line.font_size_pt == below.line.font_size_pt == body_size_pt > 0:
                pitches[round((below.baseline_pt - above.baseline_pt) / body_size_pt, 1)] += 1
    usual = [(count, -pitch) for pitch, count in pitches.items() if 0.9 <= pitch <= 3]
    return -max(usual)[1] if usual else _USUAL_PITCH_EM
