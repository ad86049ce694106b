"""File names that every system accepts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePath

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
# Source: Microsoft, "Naming Files, Paths, and Namespaces"; these are devices, whatever the suffix.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
# File systems take 255 bytes; the rest is left for ` (2)` and the names of temporary files.
_MOST_BYTES = 180


def safe_name(name: str) -> str:
    """`name` without what Windows or Linux can't keep in a file name; the suffix stays."""
    name = unicodedata.normalize("NFC", name).encode("utf-8", "replace").decode("utf-8")
    path = PurePath(_FORBIDDEN.sub("_", name))
    stem, suffix = path.stem.strip(". "), path.suffix.strip(" ").rstrip(".")
    # A leading dot would hide the file and make it look like a temporary one.
    while len((stem + suffix).encode()) > _MOST_BYTES:
        stem = stem[:-1]
    if not stem or _RESERVED.fullmatch(stem.split(".", 1)[0]):
        stem = f"_{stem}"
    return stem + suffix


def free_name(name: str, taken: Collection[str]) -> str:
    """`name`, or `name (2)` and so on: the first that is not `taken`, capitals not regarded."""
    used = {other.casefold() for other in taken}
    path, number, candidate = PurePath(name), 2, name
    while candidate.casefold() in used:
        candidate = f"{path.stem} ({number}){path.suffix}"
        number += 1
    return candidate
