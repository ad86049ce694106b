"""The document formats that can be read. To add one: one file with a reader, one line here."""

from __future__ import annotations

from pathlib import Path

from backend.documents.pdf import PdfReader
from backend.documents.reading import Reader

READERS: tuple[Reader, ...] = (PdfReader(),)


def reader_for(path: Path) -> Reader | None:
    """The reader for the file's suffix; None when no reader takes it."""
    suffix = path.suffix.lower()
    return next((reader for reader in READERS if suffix in reader.suffixes), None)


def readable_suffixes() -> tuple[str, ...]:
    """All suffixes that some reader takes, in the order of the registry."""
    return tuple(suffix for reader in READERS for suffix in reader.suffixes)
