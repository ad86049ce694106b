"""Reading order: finds the gutters of a page set in columns and reads the columns one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from backend.documents.lines import Row, Segment, rows_of

# Estimates, all of them: what parts a column of prose from a column of a table. Check by reading
# papers in two columns and pages of wide tables.
_FEWEST_LINES = 5
_FEWEST_WORDS = 4
_LEAST_FILL_FRACTION = 0.7
_MOST_CROSSING_FRACTION = 0.4
_MOST_COLUMNS_DEPTH = 3


@dataclass(frozen=True, slots=True)
class _Gutter:
    x: float
    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    crossing: tuple[Segment, ...]


def regions_of(segments: Sequence[Segment], depth: int = 0) -> tuple[tuple[Row, ...], ...]:
    """The rows of a page in reading order, a tuple for each stretch of one column.

    Lines that cross a gutter (titles, wide tables) part the columns above from those below.
    """
    gutter = _best_gutter(segments) if depth < _MOST_COLUMNS_DEPTH else None
    if gutter is None:
        return (rows_of(segments),) if segments else ()
    regions: list[tuple[Row, ...]] = []
    for crosses, band in _bands(gutter):
        if crosses:
            regions.append(rows_of(band))
        else:
            left = [item for item in band if item.line.box.right <= gutter.x]
            right = [item for item in band if item.line.box.left >= gutter.x]
            regions.extend((*regions_of(left, depth + 1), *regions_of(right, depth + 1)))
    return tuple(regions)


def _best_gutter(segments: Sequence[Segment]) -> _Gutter | None:
    edges = sorted({round(segment.line.box.left) - 2 for segment in segments})
    gutters = [gutter for x in edges if (gutter := _gutter_at(x, segments)) is not None]
    return min(gutters, key=lambda gutter: (len(gutter.crossing), gutter.x), default=None)


def _gutter_at(x: float, segments: Sequence[Segment]) -> _Gutter | None:
    left = tuple(item for item in segments if item.line.box.right <= x)
    right = tuple(item for item in segments if item.line.box.left >= x)
    crossing = tuple(item for item in segments if item.line.box.left < x < item.line.box.right)
    if min(len(left), len(right)) < _FEWEST_LINES:
        return None
    if len(crossing) > _MOST_CROSSING_FRACTION * len(segments):
        return None
    if not (_is_prose(left) and _is_prose(right) and _side_by_side(left, right)):
        return None
    return _Gutter(x, left, right, crossing)


def _is_prose(segments: Sequence[Segment]) -> bool:
    """Whether most lines have several words and fill the column's width."""
    widths = [item.line.box.right - item.line.box.left for item in segments]
    words = [item.line.text.count(" ") + 1 for item in segments]
    wide_enough = median(widths) >= _LEAST_FILL_FRACTION * max(widths)
    return median(words) >= _FEWEST_WORDS and wide_enough


def _side_by_side(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether the two sides share at least half of the shorter one's height."""
    top = max(min(item.line.box.top for item in side) for side in (left, right))
    bottom = min(max(item.line.box.bottom for item in side) for side in (left, right))
    heights = [
        max(item.line.box.bottom for item in side) - min(item.line.box.top for item in side)
        for side in (left, right)
    ]
    return bottom - top >= 0.5 * min(heights)


def _bands(gutter: _Gutter) -> list[tuple[bool, list[Segment]]]:
    """From top to bottom: stretches that cross the gutter and stretches that lie beside it."""
    crossing = set(gutter.crossing)
    ordered = sorted(
        (*gutter.left, *gutter.right, *gutter.crossing),
        key=lambda item: (item.baseline_pt, item.line.box.left),
    )
    return [
        (crosses, list(band))
        for crosses, band in groupby(ordered, key=lambda item: item in crossing)
    ]
