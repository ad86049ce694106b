"""What a dataset format is."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from backend.dataset.row import Split
from backend.dataset.store import DatasetStore


class Format(Protocol):
    """A form in which rows leave the program."""

    @property
    def name(self) -> str:
        """As on the command line."""
        ...

    @property
    def title(self) -> str:
        """What it is, for a person."""
        ...

    def export(self, store: DatasetStore, file: Path, split: Split | None = None) -> int:
        """Writes the rows of a split, or all, to `file` and returns how many.

        Raises:
            TunedeskError: There are no such rows, or the file can't be written.
        """
        ...
