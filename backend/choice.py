"""A value that the program picked for the person, with the reason why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from backend.message import Message

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """A decision that can be shown and questioned.

    Attributes:
        value: What was picked.
        reason: Why, in words.
        source: Paper and section, measurement or link; empty when the reason is arithmetic.
    """

    value: T
    reason: Message
    source: str = ""
