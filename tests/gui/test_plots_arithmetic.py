"""Smoothing, ranges, ticks, labels and tables behind the plots."""

from __future__ import annotations

import csv
import io
import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.plots.bars import Bar, BarPart, legend, scale_end, segments
from gui.plots.exporting import csv_of
from gui.plots.picture import Level, Line, Mark, Picture
from gui.plots.ranges import log_ticks, spread, ticks, x_range, y_range
from gui.plots.smoothing import smoothed
from gui.plots.values import tick_text, value_text


def line(x: list[float], y: list[float], **more: object) -> Line:
    return Line("a", "A", np.array(x, dtype=float), np.array(y, dtype=float), **more)  # type: ignore[arg-type]


def slow_mean(values: list[float], window: int) -> list[float]:
    decay, total, weight, means = math.exp(-1 / window), 0.0, 0.0, []
    for value in values:
        total, weight = total * decay, weight * decay
        if math.isfinite(value):
            total, weight = total + value, weight + 1
        means.append(total / weight if weight else math.nan)
    return means


@given(
    st.lists(st.one_of(st.floats(-1e3, 1e3), st.just(math.nan), st.just(math.inf)), max_size=400),
    st.integers(5, 200),
)
def test_the_running_mean_is_that_of_a_plain_loop(values: list[float], window: int) -> None:
    found = smoothed(np.array(values, dtype=np.float64), window)
    np.testing.assert_allclose(found, slow_mean(values, window), rtol=1e-6, atol=1e-6)


def test_the_running_mean_of_a_constant_is_that_constant_from_the_first_value_on() -> None:
    np.testing.assert_allclose(smoothed(np.full(1000, 3.25), 50), 3.25)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 12))
def test_ticks_are_round_and_inside(low: float, length: float, count: int) -> None:
    found = ticks(low, low + length, count)
    assert len(found) <= count * 4 / 3 + 1
    assert all(low - 1e-6 * length <= tick <= low + length * (1 + 1e-6) for tick in found)
    steps = {round((b - a) / length, 6) for a, b in itertools.pairwise(found)}
    assert len(steps) <= 1


def test_ticks_of_a_count_are_whole() -> None:
    assert ticks(1, 3, 10, whole=True) == [1, 2, 3]


def test_log_ticks_of_less_than_a_decade_are_still_labelled() -> None:
    heights = log_ticks(math.log10(5.2), math.log10(5.6), 5)
    assert [round(10**height, 3) for height in heights] == [5.2, 5.3, 5.4, 5.5, 5.6]


def test_a_far_limit_does_not_press_the_lines_flat() -> None:
    near = Picture(lines=(line([0, 1], [1, 2]),), levels=(Level("l", "L", 3.0),), from_zero=True)
    far = Picture(lines=(line([0, 1], [1, 2]),), levels=(Level("l", "L", 80.0),), from_zero=True)
    assert y_range(near)[0] == 0
    assert y_range(near)[1] > 3
    assert y_range(far)[1] < 3


def test_what_has_no_height_is_left_out_of_the_range() -> None:
    wild = line([0, 1, 2, 3], [math.nan, math.inf, 0.0, 10.0])
    low, high = y_range(Picture(lines=(wild,), log=True))
    assert low < 1.0 < high < 1.2
    assert y_range(Picture(lines=(line([0], [math.nan]),))) == (0.0, 1.0)


def test_a_single_point_has_room_on_both_sides() -> None:
    low, high = x_range(Picture(lines=(line([7], [1]),)))
    assert low < 7 < high


def test_a_mark_gets_room_for_its_words() -> None:
    bare = Picture(lines=(line([0, 1], [1, 2]),))
    marked = Picture(lines=bare.lines, marks=(Mark("m", "best", 0, 1),))
    assert y_range(marked)[0] < y_range(bare)[0]
    assert y_range(marked)[1] == y_range(bare)[1]


@given(st.lists(st.floats(-50, 350), max_size=12), st.floats(1, 20), st.floats(0, 20))
def test_labels_never_overlap_and_stay_in_order(
    wanted: list[float], gap: float, low: float
) -> None:
    placed = spread(wanted, gap, low, 300)
    ordered = sorted(zip(wanted, placed, strict=True))
    for (_, above), (_, below) in itertools.pairwise(ordered):
        assert below - above >= gap - 1e-6
    if len(wanted) * gap < 280:
        assert all(low - 1e-6 <= place <= 300 + 1e-6 for place in placed)


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread([100.0, 20.0], 10, 0, 300) == [100.0, 20.0]


def test_the_nearest_value_is_read() -> None:
    read = line([1, 2, 10], [5, math.nan, 7])
    assert read.nearest(0) == (1, 5)
    assert read.nearest(2.2) is None
    assert read.nearest(500) == (10, 7)
    assert read.last() == 7
    assert read.last(high=5) == 5
    assert line([], []).nearest(1) is None


def test_a_table_has_a_row_for_each_x_and_leaves_gaps_empty() -> None:
    first = Line("t", "Training", np.array([1.0, 2.0]), np.array([0.1, math.nan]))
    second = Line("v", "Validation", np.array([0.0, 2.0]), np.array([3.0, 4.0]))
    empty = Line("e", "Empty", np.empty(0), np.empty(0))
    rows = list(csv.reader(io.StringIO(csv_of("Step", [first, second, empty]))))
    assert rows == [
        ["Step", "Training", "Validation"],
        ["0", "", "3.0"],
        ["1", "0.1", ""],
        ["2", "", "4.0"],
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [(5.3012, "5.301"), (0, "0"), (1234.6, "1,235"), (2e-4, "2.0e-4"), (23.54, "23.54")],
)
def test_values_are_short(value: float, text: str) -> None:
    assert value_text(value) == text
    assert value_text(value, "GiB") == f"{text} GiB"


def test_ticks_have_the_decimals_of_their_step() -> None:
    assert tick_text(0.5, 0.1) == "0.5"
    assert tick_text(20000, 5000) == "20,000"
    assert tick_text(2e-4, 5e-5) == "2e-4"
    assert tick_text(0.0, 5e-5) == "0"


def bar(key: str, *values: float) -> Bar:
    parts = tuple(BarPart(f"part {n}", value, f"{value}") for n, value in enumerate(values))
    return Bar(key, key, parts)


def test_a_bar_is_cut_off_where_it_would_shrink_the_others() -> None:
    bars = [bar("full", 60, 60), bar("small", 3, 1)]
    end = scale_end(bars, 8.0)
    assert 16 <= end < 18
    assert [segment.end for segment in segments(bars[0], end)] == [end]
    assert [segment.end for segment in segments(bars[1], end)] == [3, 4]


def test_the_capacity_is_always_in_view() -> None:
    assert scale_end([bar("small", 1)], 8.0) > 8
    assert scale_end([], None) == 1.0


def test_parts_without_length_are_not_drawn_but_named() -> None:
    empty = bar("a", 0, 2)
    assert [segment.part.label for segment in segments(empty, 9)] == ["part 1"]
    assert [part.label for part in legend([empty, bar("b", 1)])] == ["part 0", "part 1"]
