"""Which part of the plane a plot shows, and where its ticks stand. Pure arithmetic."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from gui.plots.picture import Picture, Values

Range = tuple[float, float]
_HEADROOM = 0.06
_SIDE_ROOM = 0.015
# For a mark's words.
_MARK_ROOM = 0.12
# A level that is farther away than this would press the lines flat; it is named at the edge.
_LEVEL_REACH = 4.0
# A few more than were asked for are better than half as many.
_CROWDING = 0.75
_STEPS = (1.0, 2.0, 5.0, 10.0)


def to_scale(values: Values, log: bool) -> Values:
    """Values as heights on the axis: themselves, or their decimal logarithms."""
    if not log:
        return values
    with np.errstate(divide="ignore", invalid="ignore"):
        heights = np.log10(values)
    heights[~np.isfinite(heights)] = np.nan
    return heights


def height_of(value: float, log: bool) -> float:
    """One value as a height on the axis; not-a-number when it has none."""
    return float(to_scale(np.array([value], dtype=np.float64), log)[0])


def x_range(picture: Picture) -> Range:
    """From the first to the last x of all lines, with room for the points that stand on them."""
    filled = [line.x for line in picture.lines if len(line.x)]
    if not filled:
        return (0.0, 1.0)
    low, high = min(float(x[0]) for x in filled), max(float(x[-1]) for x in filled)
    if low == high:
        return (low - 0.5, high + 0.5)
    room = _SIDE_ROOM * (high - low)
    has_points = bool(picture.marks) or any(line.markers for line in picture.lines)
    return (low - room if has_points else low, high + room)


def y_range(picture: Picture) -> Range:
    """Heights from the least to the greatest value, with some room, and the levels within reach."""
    spans = [span for line in picture.lines if (span := _span(line.y, picture.log)) is not None]
    if not spans:
        return (0.0, 1.0)
    low, high = min(span[0] for span in spans), max(span[1] for span in spans)
    if picture.from_zero and not picture.log:
        low = min(low, 0.0)
    for level in picture.levels:
        height = height_of(level.value, picture.log)
        if math.isfinite(height) and _in_reach(height, low, high):
            low, high = min(low, height), max(high, height)
    room = _HEADROOM * (high - low) or max(abs(high) * _HEADROOM, 1e-9)
    floor = 0.0 if low >= 0.0 and not picture.log else -math.inf
    below, above = _room_for_words(picture, low, high)
    if picture.from_zero and low == 0.0:
        below = 0.0
    return (max(floor, low - room - below), high + room + above)


def _room_for_words(picture: Picture, low: float, high: float) -> Range:
    """What marks near the edge need below and above for their words."""
    words = _MARK_ROOM * (high - low)
    below = above = 0.0
    for mark in picture.marks:
        height = height_of(mark.y, picture.log)
        if mark.above:
            above = max(above, words - (high - height))
        else:
            below = max(below, words - (height - low))
    return below, above


def _in_reach(height: float, low: float, high: float) -> bool:
    reach = (_LEVEL_REACH - 1.0) * max(high - low, abs(high) * 0.01)
    return low - reach <= height <= high + reach


def _span(y: Values, log: bool) -> Range | None:
    finite = y[np.isfinite(y) & (y > 0)] if log else y[np.isfinite(y)]
    if not len(finite):
        return None
    span = np.array([finite.min(), finite.max()])
    low, high = to_scale(span, log)
    return float(low), float(high)


def ticks(low: float, high: float, count: int, *, whole: bool = False) -> list[float]:
    """Round numbers from `low` to `high`, about `count` of them, a step of 1, 2 or 5 apart."""
    if not high > low:
        return [low]
    rough = (high - low) / max(count, 1)
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(magnitude * step for step in _STEPS if magnitude * step >= rough * _CROWDING)
    if whole:
        step = max(step, 1.0)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [index * step for index in range(first, last + 1)]


def log_ticks(low: float, high: float, count: int) -> list[float]:
    """Heights of round values between the heights `low` and `high` of a logarithmic axis."""
    if high - low < 1.0:
        return [math.log10(value) for value in ticks(10**low, 10**high, count) if value > 0]
    digits: Sequence[float] = (1.0, 2.0, 5.0) if (high - low) * 3 <= count else (1.0,)
    stride = max(1, math.ceil((high - low) / max(count, 1)))
    heights = [
        exponent + math.log10(digit)
        for exponent in range(math.floor(low), math.ceil(high) + 1)
        if exponent % stride == 0
        for digit in digits
    ]
    return [height for height in heights if low <= height <= high]


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Moves positions as little as needed until neighbours are `gap` apart.

    Args:
        wanted: Positions in any order.
        gap: Least distance between two.
        low: No position is less.
        high: None is more, unless there is no room for all.

    Returns:
        New positions, in the order of `wanted`.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = list(wanted)
    edge = low
    for index in order:
        placed[index] = max(placed[index], edge)
        edge = placed[index] + gap
    edge = high
    for index in reversed(order):
        placed[index] = min(placed[index], edge)
        edge = placed[index] - gap
    if order and placed[order[0]] < low:
        for rank, index in enumerate(order):
            placed[index] = low + rank * gap
    return placed
