"""Checks the header of a safetensors file before anything else reads it.

The format: 8 bytes with the header's length, little-endian; the header, JSON that maps each
tensor's name to its dtype, shape and place; the tensors' bytes, without a gap and without overlap.
Source: https://github.com/huggingface/safetensors, README, section "Format".
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from backend.message import TunedeskError, fault

# The limit that the library itself sets. Source: safetensors README, "Benefits": "limit on the size
# of the header of 100MB to prevent parsing extremely large JSON".
MAXIMUM_HEADER_BYTES = 100_000_000

_DTYPE_BITS = {
    "BOOL": 8, "U8": 8, "I8": 8, "F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8,
    "U16": 16, "I16": 16, "F16": 16, "BF16": 16,
    "U32": 32, "I32": 32, "F32": 32,
    "U64": 64, "I64": 64, "F64": 64, "C64": 64,
    "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6,
}  # fmt: skip


def check_safetensors(file: Path) -> None:
    """Reads the header of `file` and checks that every tensor lies where it may.

    Raises:
        TunedeskError: The file is cut off, its header is too large or not valid, or tensors
            overlap, leave gaps or reach past the end.
    """
    header, data_bytes = _read_header(file)
    position = 0
    for name, start, end in sorted(_places(file, header), key=lambda place: place[1:]):
        if start < position:
            raise _broken(file, f"tensor {name} overlaps the one before it")
        if start > position:
            raise _broken(file, f"there is a gap before tensor {name}")
        position = end
    if position != data_bytes:
        raise _broken(
            file,
            f"the tensors need {position} bytes and the file holds {data_bytes}: "
            "it is cut off or was changed",
        )


def _read_header(file: Path) -> tuple[dict[str, Any], int]:
    """The header, and how many bytes of tensors follow it."""
    size_bytes = file.stat().st_size
    with file.open("rb") as stream:
        prefix = stream.read(8)
        if len(prefix) < 8:
            raise _broken(file, f"it has only {size_bytes} bytes")
        header_bytes = int.from_bytes(prefix, "little")
        if header_bytes > MAXIMUM_HEADER_BYTES:
            raise _broken(file, f"its header claims {header_bytes} bytes")
        if 8 + header_bytes > size_bytes:
            raise _broken(file, "it ends within its header: it is cut off")
        try:
            header = json.loads(stream.read(header_bytes))
        except (ValueError, RecursionError) as error:
            raise _broken(file, f"its header isn't JSON ({error})") from error
    if not isinstance(header, dict):
        raise _broken(file, "its header isn't a list of tensors by name")
    return header, size_bytes - 8 - header_bytes


def _places(file: Path, header: dict[str, Any]) -> list[tuple[str, int, int]]:
    """Name, start and end of each tensor, its size checked against dtype and shape."""
    places = []
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        try:
            bits = _DTYPE_BITS[entry["dtype"]]
            shape = [int(size) for size in entry["shape"]]
            start, end = (int(offset) for offset in entry["data_offsets"])
        except (KeyError, TypeError, ValueError) as error:
            raise _broken(file, f"tensor {name} is described wrongly ({error!r})") from error
        if min(shape, default=0) < 0 or start < 0 or (end - start) * 8 != math.prod(shape) * bits:
            raise _broken(file, f"tensor {name} does not have the size that its shape needs")
        places.append((name, start, end))
    return places


def _broken(file: Path, cause: str) -> TunedeskError:
    return fault(
        "model.weights_broken",
        "{path} can't be used: {cause}.",
        "Download or copy this file again from where the model came from.",
        path=str(file),
        cause=cause,
    )
