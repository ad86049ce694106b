"""What a plot shows, as values: lines, levels and marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


class LineStyle(StrEnum):
    """How a line is drawn, so that lines can be told apart without colour."""

    SOLID = "solid"
    DASH = "dash"
    DOTS = "dots"


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One curve.

    Attributes:
        key: Its name in the code.
        label: Its name for a person.
        x: Rising.
        y: As many; what is not finite is left out.
        colour_index: Place in the palette's series.
        width: In pixels.
        style: Of the stroke.
        fill: Colour the area down to the bottom.
        markers: A point on each value.
        faint: Stand back behind the other lines, without a label of its own.
        even: Neighbours hardly differ, so a few of many values can stand for all.
    """

    key: str
    label: str
    x: Values
    y: Values
    colour_index: int = 0
    width: int = 1
    style: LineStyle = LineStyle.SOLID
    fill: bool = False
    markers: bool = False
    faint: bool = False
    even: bool = False

    def nearest(self, x: float) -> tuple[float, float] | None:
        """The point whose x is nearest; None when there is no point or its value is not finite."""
        if not len(self.x):
            return None
        after = int(np.searchsorted(self.x, x))
        near = [index for index in (after - 1, after) if 0 <= index < len(self.x)]
        index = min(near, key=lambda candidate: abs(float(self.x[candidate]) - x))
        value = float(self.y[index])
        return (float(self.x[index]), value) if np.isfinite(value) else None

    def last(self, low: float = -np.inf, high: float = np.inf) -> float | None:
        """The last finite value with an x from `low` to `high`; None when there is none."""
        first, end = np.searchsorted(self.x, low), np.searchsorted(self.x, high, side="right")
        for index in range(int(end) - 1, int(first) - 1, -1):
            if np.isfinite(self.y[index]):
                return float(self.y[index])
        return None


@dataclass(frozen=True, slots=True)
class Level:
    """A horizontal line, such as a limit.

    Attributes:
        key: Its name in the code.
        label: Its name for a person.
        value: Its height.
        style: Of the stroke.
    """

    key: str
    label: str
    value: float
    style: LineStyle = LineStyle.DASH


@dataclass(frozen=True, slots=True)
class Mark:
    """A point that is worth a word.

    Attributes:
        key: Its name in the code.
        label: What is said of it.
        x: Where.
        y: Where.
        colour_index: Place in the palette's series.
        above: Say it above the point, not below.
    """

    key: str
    label: str
    x: float
    y: float
    colour_index: int = 0
    above: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """All that a plot shows.

    Attributes:
        lines: In the order in which they are drawn.
        levels: Horizontal lines.
        marks: Points with a word.
        log: Draw y on a logarithmic scale; values of 0 or less are left out.
        from_zero: Let the y axis begin at 0, unless it is logarithmic.
    """

    lines: tuple[Line, ...] = ()
    levels: tuple[Level, ...] = ()
    marks: tuple[Mark, ...] = ()
    log: bool = False
    from_zero: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is no point at all."""
        return not any(len(line.x) for line in self.lines)
