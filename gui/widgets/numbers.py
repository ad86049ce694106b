"""Numbers as people write them, in whatever country."""

from __future__ import annotations

import math
import re
from decimal import Decimal

_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(\1\d{3})*")
# Below this a number is easier to read as 2e-4 than as 0.0002.
_SMALL = 1e-3


def parse_number(text: str, *, whole: bool) -> int | float | None:
    """The number that a text says; None when it says none.

    Takes 2e-4 and .5, spaces between digits, and a comma for the decimal point. In whole numbers
    points and commas may part thousands.

    Args:
        text: As typed.
        whole: Whether it must be a whole number.
    """
    plain = re.sub(r"\s", "", text).replace("\N{MINUS SIGN}", "-")
    if whole and _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "").replace(".", "")
    elif "." not in plain:
        plain = plain.replace(",", ".", 1)
    if not _PLAIN.fullmatch(plain):
        return None
    number = float(plain)
    if not math.isfinite(number):
        return None
    if not whole:
        return number
    return int(number) if number.is_integer() else None


def number_in_field(value: float) -> str:
    """A number as it stands in a field: nothing is rounded, and it can be typed again.

    Args:
        value: Whole or real, and finite.
    """
    if isinstance(value, int):
        return str(value)
    if value and abs(value) < _SMALL:
        return f"{Decimal(repr(value)).normalize():e}"
    return repr(value).removesuffix(".0")
