"""Stacked bars as values, and where each part of them stands. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Bars that are longer than this many capacities are cut off, or the others would shrink to nothing.
_MOST_CAPACITIES = 2.0
_HEADROOM = 1.04


@dataclass(frozen=True, slots=True)
class BarPart:
    """One part of a bar.

    Attributes:
        label: For a person.
        value: Its length, 0 or more.
        text: The value with its unit.
        detail: How it comes about, such as its formula; may be empty.
        colour_index: Place in the palette's series; also decides the pattern.
        shade: A colour of the palette in place of the series, without a pattern; for what is no
            part of the matter itself, such as other programs.
    """

    label: str
    value: float
    text: str
    detail: str = ""
    colour_index: int = 0
    shade: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row.

    Attributes:
        key: Its name in the code.
        label: Its name for a person.
        parts: From left to right.
        text: Said at its end, such as the total.
        fits: Whether it is within the capacity; None where that is no question.
        tick: A value to compare with; None for none.
        current: Whether it is the one in use.
    """

    key: str
    label: str
    parts: tuple[BarPart, ...]
    text: str = ""
    fits: bool | None = None
    tick: float | None = None
    current: bool = False

    @property
    def total(self) -> float:
        """Length of all parts together."""
        return sum(part.value for part in self.parts)


@dataclass(frozen=True, slots=True)
class Segment:
    """Where a part stands, in the bars' unit.

    Attributes:
        part: Which.
        start: Where it begins.
        end: Where it ends, no more than the scale's end.
    """

    part: BarPart
    start: float
    end: float


def scale_end(bars: Sequence[Bar], capacity: float | None) -> float:
    """The value at the right edge: room for all bars, or for what can be compared."""
    longest = max((max(bar.total, bar.tick or 0.0) for bar in bars), default=0.0)
    if capacity:
        longest = min(max(longest, capacity), _MOST_CAPACITIES * capacity)
    return longest * _HEADROOM or 1.0


def segments(bar: Bar, end: float) -> list[Segment]:
    """The parts of a bar one after another, as far as the scale goes."""
    found, start = [], 0.0
    for part in bar.parts:
        stop = min(start + part.value, end)
        if stop > start:
            found.append(Segment(part, start, stop))
        start += part.value
    return found


def legend(bars: Sequence[Bar]) -> list[BarPart]:
    """One part of each label, in the order in which they appear first."""
    seen: dict[str, BarPart] = {}
    for bar in bars:
        for part in bar.parts:
            seen.setdefault(part.label, part)
    return list(seen.values())
