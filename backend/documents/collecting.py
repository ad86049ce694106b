"""Finds the files that are meant by what a person named: files, and folders to be searched."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.documents.problems import problem
from backend.documents.registry import readable_suffixes, reader_for
from backend.message import Message


@dataclass(frozen=True, slots=True)
class Collected:
    """What was found.

    Attributes:
        files: Files with a readable suffix, each once, in the order named.
        problems: What was named and can't be added, with the reason.
        skipped: How many files with each other suffix lie in the folders.
    """

    files: tuple[Path, ...]
    problems: tuple[Message, ...]
    skipped: tuple[tuple[str, int], ...]


def collect(paths: Sequence[Path]) -> Collected:
    """Searches `paths`; hidden files and folders within folders are left out."""
    files: dict[Path, None] = {}
    problems: list[Message] = []
    skipped: Counter[str] = Counter()
    for path in paths:
        if path.is_dir():
            inside = list(_files_in(path, problems))
            readable = [file for file in inside if reader_for(file) is not None]
            files.update(dict.fromkeys(readable))
            skipped.update(file.suffix.lower() for file in inside if reader_for(file) is None)
            if not readable:
                problems.append(_problem("documents.none_in_folder", path))
        elif not path.exists():
            problems.append(problem("documents.missing", name=str(path)))
        elif reader_for(path) is None:
            problems.append(_problem("documents.unsupported", path))
        else:
            files[path] = None
    return Collected(tuple(files), tuple(problems), tuple(sorted(skipped.items())))


def _problem(code: str, path: Path) -> Message:
    return problem(code, name=str(path), suffixes=", ".join(readable_suffixes()))


def _files_in(folder: Path, problems: list[Message]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        cause = error.strerror or str(error)
        problems.append(problem("documents.unreadable", name=str(error.filename), cause=cause))

    for root, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(names) if not name.startswith("."))
