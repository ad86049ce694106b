"""What every export target can do; one file in this folder implements one target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from backend.message import Message
from backend.project import Project, RunFolder


@dataclass(frozen=True, slots=True)
class ExportSource:
    """What is exported.

    Attributes:
        project: The project.
        run: A finished run of it.
    """

    project: Project
    run: RunFolder


class Stopped(Exception):  # noqa: N818  # an outcome, not an error
    """The person stopped the export; nothing is left of it."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file of an export and what it is.

    Attributes:
        file: Its name, or what stands for it.
        sentence: What is in it.
    """

    file: str
    sentence: Message


class Target(Protocol):
    """A form in which a run is handed over."""

    name: str
    title: str
    sentence: Message
    contents: tuple[Content, ...]

    def needed_bytes(self, source: ExportSource) -> int:
        """Disk space that the finished export takes."""
        ...

    def write(
        self, source: ExportSource, folder: Path, progressed: Callable[[int, int], None]
    ) -> None:
        """Writes the export into the empty `folder` and checks what it wrote.

        Args:
            source: What is exported.
            folder: Empty; it is renamed to its final name afterwards.
            progressed: Told the parts done and the parts in all, after each; may raise `Stopped`,
                which is to be let through.

        Raises:
            TunedeskError: A file that is needed is missing or damaged.
            OSError: A file can't be read or written.
        """
        ...
