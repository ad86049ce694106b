"""Putting an export in place: checked before, written aside, renamed when it is whole."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from backend.files import write_fault
from backend.message import TunedeskError, fault
from backend.platform import replace_file, sync_folder

# Estimate: file systems round each file up and need room for folders. Check against `du`.
SPARE_BYTES = 10_000_000


def deliver(out: Path, needed_bytes: int, write: Callable[[Path], None]) -> None:
    """Lets `write` fill a new folder beside `out`, then gives it that name.

    When anything goes wrong, or the export is stopped, nothing is left behind.

    Args:
        out: An empty folder, or one that is not there.
        needed_bytes: Size of what will be written.
        write: Fills the folder that it is given.

    Raises:
        TunedeskError: `out` holds something or is a file, the drive is too full, or it can't be
            written; or what `write` raises.
    """
    out = out.absolute()
    check_room(out, needed_bytes)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        temporary = out.parent / f".{out.name}.{secrets.token_hex(4)}"
        temporary.mkdir()
    except OSError as error:
        raise write_fault(out, error) from error
    try:
        write(temporary)
        _sync(temporary)
        if out.is_dir():
            out.rmdir()
        replace_file(temporary, out)
        sync_folder(out.parent)
    except OSError as error:
        raise write_fault(out, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def check_room(out: Path, needed_bytes: int) -> int:
    """Whether something of that size can be put there.

    Returns:
        Bytes that are free on the drive of `out`.

    Raises:
        TunedeskError: `out` holds something or is a file, or the drive is too full.
    """
    _check_empty(out)
    place = out
    while not place.exists() and place != place.parent:
        place = place.parent
    free_bytes = shutil.disk_usage(place).free
    if free_bytes < needed_bytes + SPARE_BYTES:
        raise _too_full(out, needed_bytes + SPARE_BYTES, free_bytes)
    return free_bytes


def _check_empty(out: Path) -> None:
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    raise fault(
        "export.not_empty",
        "{path} {state}, so nothing was exported there.",
        "Name a new or empty folder with --out.",
        path=str(out),
        state="already holds something" if out.is_dir() else "is a file",
    )


def _too_full(out: Path, needed_bytes: int, free_bytes: int) -> TunedeskError:
    return fault(
        "export.disk",
        "The export needs {needed_mb} MB and the drive of {path} has {free_mb} MB free.",
        "Free some space, or name a folder on another drive with --out.",
        needed_mb=-(-needed_bytes // 1_000_000),
        free_mb=free_bytes // 1_000_000,
        path=str(out),
    )


def _sync(folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb+") as stream:
                os.fsync(stream.fileno())
    sync_folder(folder)
