"""Icons as files: a stylesheet can only name its pictures by path."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice

from backend.files import write_fault
from backend.platform import replace_file
from backend.settings.paths import app_folder
from gui.style.icons import glyph_pixmap

_RATIOS = ((1, ""), (2, "@2x"))  # Qt takes the "@2x" one by itself on dense screens


def picture_path(name: str, colour: str, size: int) -> str:
    """Where the picture of an icon is; drawn first where it is not there yet.

    Args:
        name: One of Tunedesk's own names of icons.
        colour: "#rrggbb".
        size: Width and height in logical pixels.

    Returns:
        A path with forward slashes, as stylesheets want it on every system.

    Raises:
        TunedeskError: The app's folder cannot be written to.
    """
    folder = app_folder() / "cache" / "pictures"
    stem = f"{name}-{colour.removeprefix('#')}-{size}"
    for ratio, mark in _RATIOS:
        path = folder / f"{stem}{mark}.png"
        if not _is_drawn(path):
            _draw(path, name, colour, size, ratio)
    return (folder / f"{stem}.png").as_posix()


def _is_drawn(path: Path) -> bool:
    """Whether the picture is there and whole: a power cut may leave an empty file."""
    return path.is_file() and path.stat().st_size > 0


def _draw(path: Path, name: str, colour: str, size: int, ratio: int) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    glyph_pixmap(name, colour, size, ratio).save(buffer, "PNG")
    _write(path, bytes(buffer.data().data()))


def _write(path: Path, picture: bytes) -> None:
    """Writes without waiting for the disk: what is lost can be drawn again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(picture)
        replace_file(Path(temporary), path)
    except OSError as error:
        raise write_fault(path, error) from error
