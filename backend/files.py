"""Writing files so that a crash leaves the old state or the new one, never half of either."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from backend.message import TunedeskError, fault
from backend.platform import replace_file, sync_folder

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


def _make_adapter(type_: Any) -> TypeAdapter[Any]:
    # Imported with the first use: that takes 0.05 s, and the window is shown without it.
    from pydantic import TypeAdapter

    return TypeAdapter(type_)


# Making one takes longer than using it.
_adapter: Callable[[Any], TypeAdapter[Any]] = cache(_make_adapter)


def write_atomic(path: Path, data: bytes | str) -> None:
    """Writes `data` to `path`: a temporary file beside it, fsync, then a rename.

    Raises:
        TunedeskError: The disk is full, the folder is read-only or missing.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise write_fault(path, error) from error
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        replace_file(Path(temporary), path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise write_fault(path, error) from error
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_json(path: Path, value: Any) -> None:
    """Writes a frozen dataclass or plain JSON value to `path`, whole or not at all.

    Raises:
        TunedeskError: As `write_atomic`.
    """
    plain = _adapter(type(value)).dump_python(value, mode="json")
    write_atomic(path, json.dumps(plain, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def read_json(path: Path, type_: type[T]) -> T:
    """Reads `path` as a `type_`, checking every field.

    Raises:
        TunedeskError: The file is missing, not JSON, or lacks a field.
    """
    from pydantic import ValidationError

    try:
        value: T = _adapter(type_).validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise fault(
            "files.missing",
            "{path} is not there.",
            "Check the folder; if the file was deleted, restore it from a copy.",
            path=str(path),
        ) from error
    except OSError as error:
        raise read_fault(path, error) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise fault(
            "files.broken",
            "{path} can't be read: {place}: {cause}.",
            "Restore the file from a copy, or delete it if it can be made again.",
            path=str(path),
            place=place,
            cause=first["msg"],
        ) from error
    return value


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def folder_size_bytes(folder: Path) -> int:
    """Bytes of all files below `folder`; 0 when it is not there."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def write_fault(path: Path, error: OSError) -> TunedeskError:
    """Why `path` could not be written, in words; a full disk is told with what is free."""
    free_bytes = _free_bytes(path.parent)
    return fault(
        "files.write",
        "{path} can't be written: {cause} ({free_mb} MB are free on its drive).",
        "Free some space or check that the folder can be written to, then try again; "
        "what was saved before is unharmed.",
        path=str(path),
        cause=error.strerror or str(error),
        free_mb=free_bytes // 1_000_000,
    )


def read_fault(path: Path, error: OSError) -> TunedeskError:
    """Why `path` could not be read, in words."""
    return fault(
        "files.read",
        "{path} can't be read: {cause}.",
        "Check that the drive is connected and that you may read the file.",
        path=str(path),
        cause=error.strerror or str(error),
    )


def _free_bytes(folder: Path) -> int:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free
