"""Numbers beside plots, short enough for an axis or a label."""

from __future__ import annotations

import math

from gui.wording import number_text


def value_text(value: float, unit: str = "") -> str:
    """A value with about four digits, such as `5.301`, `1,200` or `2.0e-4`, and its unit."""
    return f"{_digits(value)} {unit}".rstrip()


def place_text(x: float) -> str:
    """A place on the x axis, such as `12` or `12.5`."""
    return number_text(x, 0 if x == round(x) else 1)


def tick_text(value: float, step: float) -> str:
    """A tick's value, with as many decimals as ticks that are `step` apart need."""
    if value == 0.0:
        return "0"
    if step < 1e-3:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa.removesuffix('.0')}e{int(exponent)}"
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) if step < 1 else 0
    return number_text(value, decimals)


def _digits(value: float) -> str:
    if not math.isfinite(value):
        return "?"
    size = abs(value)
    if value == 0 or size >= 1000:
        return number_text(value)
    if size < 1e-2:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}e{int(exponent)}"
    return number_text(value, 3 if size < 10 else 2 if size < 100 else 1)
