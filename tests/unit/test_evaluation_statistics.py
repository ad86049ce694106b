from __future__ import annotations

import math
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.evaluation.statistics import (
    bootstrap_interval,
    mcnemar_p,
    mean_interval,
    wilson_interval,
)


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        # Published: Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_as_published(count: int, total: int, low: float, high: float) -> None:
    assert wilson_interval(count, total) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_interval_holds_the_share_and_mirrors(case: tuple[int, int]) -> None:
    count, total = case
    low, high = wilson_interval(count, total)
    assert 0.0 <= low <= count / total <= high <= 1.0
    mirrored = wilson_interval(total - count, total)
    assert (1 - high, 1 - low) == pytest.approx(mirrored)


def test_mcnemar_against_the_binomial_by_hand() -> None:
    # 1 loss, 7 gains: 2 * (C(8,0) + C(8,1)) / 2**8
    assert mcnemar_p(7, 1) == pytest.approx(2 * 9 / 256)
    assert mcnemar_p(1, 7) == mcnemar_p(7, 1)
    assert mcnemar_p(0, 0) == 1.0
    assert mcnemar_p(4, 4) == 1.0


def test_mcnemar_with_more_changes_than_a_float_can_count() -> None:
    assert 0.0 <= mcnemar_p(1500, 1000) < 1e-20
    assert mcnemar_p(2000, 2000) == 1.0


def test_bootstrap_is_seeded_and_near_the_normal_interval() -> None:
    values = [float(value % 10) for value in range(200)]
    low, high = mean_interval(values) or (0.0, 0.0)
    assert mean_interval(values) == (low, high)
    mean = fmean(values)
    error = math.sqrt(fmean((value - mean) ** 2 for value in values) / len(values))
    assert (low, high) == pytest.approx((mean - 1.96 * error, mean + 1.96 * error), abs=0.1)


def test_no_interval_without_cases_or_figures() -> None:
    assert mean_interval([]) is None
    assert bootstrap_interval([1, 2], lambda _: None) is None


def test_interval_of_equal_cases_has_no_width() -> None:
    assert mean_interval([0.5] * 7) == (0.5, 0.5)
