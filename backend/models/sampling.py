"""How an answer is drawn. Knows no torch, so that a caller can say it without loading any."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is picked.

    Attributes:
        max_new_tokens: Longest answer in tokens, at least 1.
        temperature: 0 takes the likeliest token; up to 2, the higher the more varied.
        top_p: Only the likeliest tokens that together reach this share are drawn from, 0 to 1.
        seed: Of the drawing; without effect at temperature 0.
    """

    max_new_tokens: int = 256
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 42
