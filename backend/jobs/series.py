"""An immutable list that can be appended to without copying all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
_CHUNK = 256


@dataclass(frozen=True, slots=True)
class Series(Generic[T]):
    """Values in order; `append` gives a new series and shares the old one's full chunks.

    Attributes:
        chunks: Full chunks of 256 values each.
        tail: The values after them, fewer than 256.
    """

    chunks: tuple[tuple[T, ...], ...] = ()
    tail: tuple[T, ...] = ()

    def append(self, value: T) -> Series[T]:
        """The series with `value` at its end."""
        tail = (*self.tail, value)
        if len(tail) < _CHUNK:
            return Series(self.chunks, tail)
        return Series((*self.chunks, tail), ())

    def first(self, count: int) -> Series[T]:
        """The series of the first `count` values, or all of it when it is shorter."""
        if count >= len(self):
            return self
        whole, rest = divmod(count, _CHUNK)
        source = self.chunks[whole] if whole < len(self.chunks) else self.tail
        return Series(self.chunks[:whole], source[:rest])

    def with_last(self, value: T) -> Series[T]:
        """The series with `value` in place of its last one; it must not be empty."""
        return self.first(len(self) - 1).append(value)

    def last_many(self, count: int) -> tuple[T, ...]:
        """The last `count` values in order, or all when there are fewer.

        Args:
            count: 1 to 256, so that two chunks at most are looked at.
        """
        if len(self.tail) >= count or not self.chunks:
            return self.tail[-count:]
        return (*self.chunks[-1], *self.tail)[-count:]

    def last(self) -> T | None:
        """The last value; None when there is none."""
        if self.tail:
            return self.tail[-1]
        return self.chunks[-1][-1] if self.chunks else None

    def __len__(self) -> int:
        """How many values there are."""
        return len(self.chunks) * _CHUNK + len(self.tail)

    def __iter__(self) -> Iterator[T]:
        """The values in order."""
        for chunk in self.chunks:
            yield from chunk
        yield from self.tail
