"""One part of a memory plan."""

from __future__ import annotations

from dataclasses import dataclass

from backend.message import Message


@dataclass(frozen=True, slots=True)
class Component:
    """One part of the memory that training needs at its peak.

    Attributes:
        name: One of the eight fixed names.
        bytes: Expected size at the peak.
        formula: How it comes about, with its numbers.
        source: Where the formula comes from.
        low_bytes: Least that it may be.
        high_bytes: Most that it may be.
    """

    name: str
    bytes: int
    formula: Message
    source: str
    low_bytes: int
    high_bytes: int


def exact(name: str, size_bytes: int, formula: Message, source: str) -> Component:
    """A component that arithmetic settles, with no room for doubt."""
    return Component(name, size_bytes, formula, source, size_bytes, size_bytes)
