"""How sure a figure is: intervals and paired tests, over plain numbers.

All intervals are at 95 %. Resampling is seeded, so the same answers give the same scorecard.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from statistics import fmean
from typing import TypeVar

T = TypeVar("T")
Interval = tuple[float, float]

# Two-sided 95 % point of the normal distribution.
Z95 = 1.959963984540054
# Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, section 14.2: 1,000 or more
# for percentile intervals; 2,000 take under half a second at a few hundred rows.
RESAMPLES = 2000
SEED = 42


def wilson_interval(count: int, total: int) -> Interval:
    """Interval of a share `count / total`, within 0 to 1; `total` is at least 1.

    Source: Wilson 1927, J. Am. Stat. Assoc. 22:209; recommended for small counts by Brown, Cai and
    DasGupta 2001, Statistical Science 16:101.
    """
    share, z2 = count / total, Z95 * Z95
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = Z95 * math.sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    half /= 1 + z2 / total
    # At 0 and at all the exact bound is 0 and 1; rounding would leave it a hair off.
    low = 0.0 if count == 0 else max(0.0, centre - half)
    high = 1.0 if count == total else min(1.0, centre + half)
    return low, high


def bootstrap_interval(
    cases: Sequence[T], statistic: Callable[[Sequence[T]], float | None]
) -> Interval | None:
    """Percentile interval of `statistic` over resampled `cases`.

    Args:
        cases: What is drawn with replacement; each case stays whole, so that pairs stay pairs.
        statistic: The figure of one sample; None where that sample has none.

    Returns:
        None when there are no cases, or more than half of the samples had no figure.

    Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.
    """
    if not cases:
        return None
    generator = random.Random(SEED)
    drawn = (statistic(generator.choices(cases, k=len(cases))) for _ in range(RESAMPLES))
    figures = sorted(figure for figure in drawn if figure is not None)
    if len(figures) * 2 < RESAMPLES:
        return None
    return _quantile(figures, 0.025), _quantile(figures, 0.975)


def mean_interval(values: Sequence[float]) -> Interval | None:
    """Bootstrap interval of the mean; None without values."""
    return bootstrap_interval(values, fmean)


def mcnemar_p(gained: int, lost: int) -> float:
    """Two-sided exact p-value that gains and losses are equally likely, 0 to 1.

    Args:
        gained: Rows that were wrong before and are right after.
        lost: Rows that were right before and are wrong after.

    Source: McNemar 1947, Psychometrika 12:153; the exact binomial form of Fagerland, Lydersen and
    Laake 2013, BMC Medical Research Methodology 13:91.
    """
    changed = gained + lost
    tail = sum(math.comb(changed, k) for k in range(min(gained, lost) + 1))
    # Whole numbers until the last step: 2**changed leaves the range of a float above 1,023 rows.
    return min(1.0, 2 * tail / (1 << changed))


def _quantile(ordered: Sequence[float], fraction: float) -> float:
    position = fraction * (len(ordered) - 1)
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])
