"""Checkpoints on disk: written whole or not at all, and never believed without a check.

A checkpoint is a folder `step-000050` with a manifest of every file's size and SHA-256. It is
written under another name, flushed to the disk and then renamed, so a crash or a full disk leaves
the older ones as they were.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from backend.files import read_json, sha256_of
from backend.message import Message, TunedeskError, fault
from backend.platform import replace_file, sync_folder

MANIFEST_FILE = "manifest.json"
MANIFEST_VERSION = 1
_NAME = re.compile(r"step-(\d{6,})")


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of a checkpoint as it was written."""

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a checkpoint must hold."""

    version: int
    step: int
    files: tuple[FileRecord, ...]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint in its place.

    Attributes:
        step: Optimizer steps done.
        folder: Where it is.
        size_bytes: Size of its files, the manifest not counted.
    """

    step: int
    folder: Path
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Search:
    """The outcome of looking for a checkpoint to go on from.

    Attributes:
        checkpoint: The newest whole one; None when there is none.
        skipped: What is wrong with each newer one.
    """

    checkpoint: Checkpoint | None
    skipped: tuple[Message, ...]


def write_checkpoint(
    checkpoints: Path, step: int, needed_bytes: int, fill: Callable[[Path], None]
) -> Checkpoint:
    """Writes the checkpoint of `step`; one that is there already is replaced.

    Args:
        checkpoints: The run's folder of checkpoints; made when missing.
        step: Optimizer steps done.
        needed_bytes: Space that it will take, about; asked for before anything is written.
        fill: Writes all files into the folder that it is given.

    Raises:
        TunedeskError: The disk is full or can't be written; older checkpoints are unharmed.
    """
    final = checkpoints / f"step-{step:06d}"
    temporary = checkpoints / f".step-{step:06d}.tmp"
    try:
        checkpoints.mkdir(parents=True, exist_ok=True)
        _check_space(checkpoints, needed_bytes)
        _discard(temporary)
        temporary.mkdir()
        fill(temporary)
        records = tuple(_flushed(file) for file in sorted(temporary.iterdir()))
        manifest = Manifest(MANIFEST_VERSION, step, records)
        (temporary / MANIFEST_FILE).write_bytes(TypeAdapter(Manifest).dump_json(manifest, indent=1))
        _flushed(temporary / MANIFEST_FILE)
        sync_folder(temporary)
        if final.exists():
            remove_checkpoint(final)
        replace_file(temporary, final)
        sync_folder(checkpoints)
    except OSError as error:
        _discard(temporary)
        raise _unwritten(checkpoints, needed_bytes, error) from error
    except BaseException:
        _discard(temporary)
        raise
    return Checkpoint(step, final, sum(record.size_bytes for record in records))


def newest_valid(checkpoints: Path) -> Search:
    """Finds the newest checkpoint of which every file is as it was written."""
    skipped: list[Message] = []
    for folder in reversed(_folders(checkpoints)):
        problem = check(folder)
        if problem is None:
            return Search(_opened(folder), tuple(skipped))
        skipped.append(problem)
    return Search(None, tuple(skipped))


def find(checkpoints: Path, step: int) -> Checkpoint | None:
    """The checkpoint of that step if it is there and whole."""
    folder = checkpoints / f"step-{step:06d}"
    return _opened(folder) if folder.is_dir() and check(folder) is None else None


def check(folder: Path) -> Message | None:
    """What is wrong with a checkpoint; None when every file is as it was written."""
    try:
        manifest = read_json(folder / MANIFEST_FILE, Manifest)
    except TunedeskError as error:
        return _broken(folder, str(error.message))
    if manifest.version != MANIFEST_VERSION or folder.name != f"step-{manifest.step:06d}":
        return _broken(folder, "its manifest belongs to another checkpoint or version")
    for record in manifest.files:
        cause = _difference(folder / record.name, record)
        if cause:
            return _broken(folder, f"{record.name} {cause}")
    return None


def keep_only(checkpoints: Path, newest: int, best_step: int | None) -> None:
    """Removes all but the `newest` checkpoints and that of `best_step`."""
    folders = _folders(checkpoints)
    for folder in folders[: max(0, len(folders) - newest)]:
        if _step_of(folder) != best_step:
            remove_checkpoint(folder)


def remove_leftovers(checkpoints: Path) -> None:
    """Removes what a killed worker left half written or half deleted."""
    if checkpoints.is_dir():
        for entry in checkpoints.iterdir():
            if entry.name.startswith(".step-") and entry.suffix in (".tmp", ".old"):
                _discard(entry)


def remove_checkpoint(folder: Path) -> None:
    """Deletes a checkpoint; renamed first, so that it is never there in part."""
    doomed = folder.with_name(f".{folder.name}.old")
    _discard(doomed)
    replace_file(folder, doomed)
    _discard(doomed)


def _folders(checkpoints: Path) -> list[Path]:
    """All checkpoints by step, whole or not."""
    if not checkpoints.is_dir():
        return []
    found = [entry for entry in checkpoints.iterdir() if _NAME.fullmatch(entry.name)]
    return sorted(found, key=_step_of)


def _step_of(folder: Path) -> int:
    return int(folder.name.removeprefix("step-"))


def _opened(folder: Path) -> Checkpoint:
    manifest = read_json(folder / MANIFEST_FILE, Manifest)
    size_bytes = sum(record.size_bytes for record in manifest.files)
    return Checkpoint(manifest.step, folder, size_bytes)


def _flushed(file: Path) -> FileRecord:
    """Makes sure that `file` is on the disk and records what it is."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())
    return FileRecord(file.name, file.stat().st_size, sha256_of(file))


def _difference(file: Path, record: FileRecord) -> str:
    """How `file` differs from its record; empty when it doesn't."""
    try:
        size_bytes = file.stat().st_size
        if size_bytes != record.size_bytes:
            return f"has {size_bytes} bytes where {record.size_bytes} were written"
        return "" if sha256_of(file) == record.sha256 else "was changed or damaged"
    except OSError as error:
        return f"can't be read ({error.strerror})"


def _broken(folder: Path, cause: str) -> Message:
    return Message(
        "training.checkpoint.broken",
        "Checkpoint {name} is not used: {cause}.",
        {"name": folder.name, "cause": cause.rstrip(".")},
    )


def _check_space(checkpoints: Path, needed_bytes: int) -> None:
    if shutil.disk_usage(checkpoints).free < needed_bytes:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _unwritten(checkpoints: Path, needed_bytes: int, error: OSError) -> TunedeskError:
    return fault(
        "training.checkpoint.write",
        "The checkpoint can't be written to {path}: {cause} (it needs about {needed_mb} MB, "
        "{free_mb} MB are free).",
        "Free some space or check that the folder can be written to, then resume the run; the "
        "checkpoints before it are unharmed.",
        path=str(checkpoints),
        cause=error.strerror or str(error),
        needed_mb=-(-needed_bytes // 1_000_000),
        free_mb=shutil.disk_usage(checkpoints).free // 1_000_000 if checkpoints.exists() else 0,
    )


def _discard(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
