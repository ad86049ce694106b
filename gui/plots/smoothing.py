"""A running mean that can be trusted from its first value on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.plots.picture import Values

_BLOCK = 128
_WINDOWS = ((60, 4), (300, 10), (2_000, 50))
_WIDEST = 200


def window_for(count: int) -> int:
    """Steps to smooth over, for a run of `count` steps."""
    return next((window for most, window in _WINDOWS if count < most), _WIDEST)


def smoothed(values: Values, window: int) -> Values:
    """The exponential moving mean of `values`, debiased; what is not finite doesn't count.

    Source: Kingma and Ba, Adam, section 3 (the correction of the bias towards the start value).

    Args:
        values: One for each step.
        window: A value's weight falls to 1/e after so many steps; at least 1.

    Returns:
        As many values; not-a-number before the first finite one.
    """
    finite = np.isfinite(values)
    decay = float(np.exp(-1.0 / window))
    total = _decayed_sum(np.where(finite, values, 0.0), decay)
    weight = _weights(finite, window)
    mean: Values = np.divide(total, weight, out=np.full(len(values), np.nan), where=weight > 1e-12)
    return mean


def _weights(finite: NDArray[np.bool_], window: int) -> Values:
    """How much weight has come together at each value; a closed form where none is missing."""
    decay = float(np.exp(-1.0 / window))
    if not finite.all():
        return _decayed_sum(finite.astype(np.float64), decay)
    ages = np.arange(1, len(finite) + 1, dtype=np.float64)
    weights: Values = (1.0 - np.exp(-ages / window)) / (1.0 - decay)
    return weights


def _decayed_sum(values: Values, decay: float) -> Values:
    """s[t] = decay * s[t - 1] + values[t], by blocks, since a loop over all would take too long."""
    count = len(values)
    blocks = np.zeros((-(-count // _BLOCK), _BLOCK))
    blocks.ravel()[:count] = values
    powers = decay ** np.arange(_BLOCK, dtype=np.float64)
    age = np.subtract.outer(np.arange(_BLOCK), np.arange(_BLOCK))
    kernel = np.where(age >= 0, powers[np.abs(age)], 0.0)
    sums = blocks @ kernel.T
    carried = 0.0
    for index in range(len(sums)):
        sums[index] += carried * decay * powers
        carried = float(sums[index, -1])
    return sums.ravel()[:count]
