"""Runs become segments (text without a wide gap), segments become the rows of a page or column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backend.documents.model import Box, Line
from backend.documents.runs import Run, union_of
from backend.documents.text import fold_text

# Estimate: in print a word gap is 0.2 to 0.35 em and kerning below 0.1; check by reading documents
# whose words are drawn letter by letter.
_WORD_GAP_EM = 0.15
# See `pdf_runs.WIDE_GAP_EM`: the gap that parts two cells or two columns.
_SEGMENT_GAP_EM = 1.2
# Estimate: superscripts sit a third of an em or a little more above the baseline; check formulas.
_SAME_BASELINE_EM = 0.45
# What may stand in front of a list item or a heading: a bullet, `1.`, `a)`, `(iv)`, `2.1`.
_MARK = re.compile(
    r"[•▪○■\u2013*-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A line without a wide gap, and the distance of its baseline from the top of the page."""

    line: Line
    baseline_pt: float


@dataclass(frozen=True, slots=True)
class Row:
    """Segments on one baseline, from left to right; several when there are wide gaps between."""

    segments: tuple[Line, ...]
    baseline_pt: float

    @property
    def box(self) -> Box:
        """The rectangle around all its segments."""
        return union_of(segment.box for segment in self.segments)

    @property
    def size_pt(self) -> float:
        """The largest font size among its segments."""
        return max(segment.font_size_pt for segment in self.segments)


def segments_of(runs: Iterable[Run]) -> tuple[Segment, ...]:
    """Joins runs on one baseline that stand close together."""
    segments: list[Segment] = []
    for row in _by_baseline(runs):
        groups: list[list[Run]] = []
        for run in row:
            if groups and _is_near(groups[-1][-1], run):
                groups[-1].append(run)
            else:
                groups.append([run])
        # A bullet or a number in front of an item stands apart from it, but is no cell of its own.
        if len(groups) == 2 and _MARK.fullmatch(_text_of(groups[0])):
            groups = [groups[0] + groups[1]]
        segments.extend(made for group in groups if (made := _segment(group)) is not None)
    return tuple(segments)


def rows_of(segments: Iterable[Segment]) -> tuple[Row, ...]:
    """The rows of a column from top to bottom."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda item: (item.baseline_pt, item.line.box.left)):
        if rows and _on_line(rows[-1][0], segment):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return tuple(_row(row) for row in rows)


def joined(row: Row) -> Line:
    """A row as one line, its gaps taken for word gaps."""
    if len(row.segments) == 1:
        return row.segments[0]
    text = " ".join(segment.text for segment in row.segments)
    bold = all(segment.bold for segment in row.segments)
    return Line(text, row.box, row.size_pt, bold)


def _row(segments: Sequence[Segment]) -> Row:
    ordered = sorted(segments, key=lambda item: item.line.box.left)
    return Row(tuple(item.line for item in ordered), ordered[0].baseline_pt)


def _on_line(one: Segment, other: Segment) -> bool:
    size_pt = min(one.line.font_size_pt, other.line.font_size_pt)
    return abs(one.baseline_pt - other.baseline_pt) <= 0.2 * size_pt


def _by_baseline(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs grouped by baseline; small ones (superscripts) join the line that they hang on."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.baseline_pt, run.box.left)):
        if rows and _same_baseline(rows[-1][-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.box.left) for row in rows]


def _same_baseline(one: Run, other: Run) -> bool:
    apart_pt = abs(one.baseline_pt - other.baseline_pt)
    if abs(one.size_pt - other.size_pt) < 0.15 * max(one.size_pt, other.size_pt):
        return apart_pt <= 0.2 * min(one.size_pt, other.size_pt)
    return apart_pt <= _SAME_BASELINE_EM * max(one.size_pt, other.size_pt)


def _is_near(before: Run, run: Run) -> bool:
    gap_pt = run.box.left - before.box.right
    return gap_pt <= _SEGMENT_GAP_EM * max(run.size_pt, before.size_pt, 1.0)


def _text_of(runs: Sequence[Run]) -> str:
    text = ""
    for number, run in enumerate(runs):
        gap_pt = run.box.left - runs[number - 1].box.right if number else 0.0
        text += (" " if gap_pt > _WORD_GAP_EM * run.size_pt else "") + run.text
    return fold_text(text)


def _segment(runs: Sequence[Run]) -> Segment | None:
    text = _text_of(runs)
    if not text:
        return None
    weights: dict[tuple[float, bool, float], int] = {}
    for run in runs:
        key = (run.size_pt, run.bold, run.baseline_pt)
        weights[key] = weights.get(key, 0) + len(run.text)
    size_pt, bold, baseline_pt = max(weights, key=lambda key: weights[key])
    return Segment(Line(text, union_of(run.box for run in runs), size_pt, bold), baseline_pt)
