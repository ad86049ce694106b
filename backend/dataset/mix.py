"""How many rows of each kind make up the shares that were asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Mix:
    """Numbers of rows.

    Attributes:
        answerable: Given.
        negatives: To be made.
        replay: To be mixed in; never more than there are.
    """

    answerable: int
    negatives: int
    replay: int


def mix_for(
    answerable: int, *, negatives_fraction: float, replay_fraction: float, replay_rows: int
) -> Mix:
    """The numbers for which each kind has its share of all rows.

    Args:
        answerable: Answerable rows there are.
        negatives_fraction: Unanswerable rows as a share of all rows, 0 to 0.5.
        replay_fraction: Replay rows as a share of all rows, 0 to 0.5, less than 1 with the other.
        replay_rows: Distinct replay rows there are.
    """
    rest = 1 - negatives_fraction - replay_fraction
    replay = min(replay_rows, round(answerable * replay_fraction / rest))
    negatives = round((answerable + replay) * negatives_fraction / (1 - negatives_fraction))
    return Mix(answerable, negatives, replay)


def portions(total: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """`total` in whole portions in proportion to `weights`; they add up to it.

    Source: largest remainder (Hamilton), ties to the earlier key.
    """
    whole = sum(weights.values())
    if whole == 0:
        return dict.fromkeys(weights, 0)
    exact = {key: total * weight / whole for key, weight in weights.items()}
    given = {key: math.floor(value) for key, value in exact.items()}
    keys: Sequence[Key] = sorted(exact, key=lambda key: given[key] - exact[key])
    for key in keys[: total - sum(given.values())]:
        given[key] += 1
    return given
