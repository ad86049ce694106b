"""What a reader of one file format is, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from backend.documents.model import Block, DocumentState, Page
from backend.message import Message


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file; a `Document` without the file's identity.

    Attributes:
        state: How reading ended.
        problem: Why it is not ready, or what is missing; None when all is well.
        pages: Every page, those without text too.
        blocks: In reading order; empty unless the state is ready.
    """

    state: DocumentState
    problem: Message | None = None
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()


class Reader(Protocol):
    """Reads one file format. It runs in a capped child process and may crash there."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File suffixes in lower case, each with its dot."""
        ...

    @property
    def title(self) -> str:
        """Name of the format for a person."""
        ...

    def read(self, path: Path, password: str | None, page_done: Callable[[int], None]) -> Reading:
        """Reads the file at `path`.

        Args:
            path: The file.
            password: What opens it; None when none was given.
            page_done: To be called after each page with the number of pages in all: the sign of
                life.

        Raises:
            OSError: The file can't be opened.
            MemoryError: It takes more memory than the process may have.
        """
        ...
