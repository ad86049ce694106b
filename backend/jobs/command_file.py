"""The way in: commands are appended to `commands.jsonl` and read by the worker as they come.

Whoever launches a job empties the file first: what was said to an earlier attempt does not reach a
later one, and what is said while the worker is still starting is not lost.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from backend.commands import COMMAND_TYPES, Command
from backend.jobs.whole_lines import WholeLines

COMMANDS_FILE = "commands.jsonl"
_TYPES: Mapping[str, type[Command]] = {type_.__name__: type_ for type_ in COMMAND_TYPES}


def send_command(folder: Path, command: Command) -> None:
    """Tells the job in `folder` something."""
    record = {"v": 1, "kind": type(command).__name__, "data": asdict(command)}
    line = json.dumps(record).encode("utf-8") + b"\n"
    with (folder / COMMANDS_FILE).open("ab") as stream:
        stream.write(line)
        stream.flush()
        os.fsync(stream.fileno())


def forget_commands(folder: Path) -> None:
    """Removes what was said to the last attempt."""
    (folder / COMMANDS_FILE).unlink(missing_ok=True)


class CommandReader:
    """Reads the commands given to the present attempt."""

    def __init__(self, folder: Path) -> None:
        """Begins at the beginning of the file in `folder`, which need not exist yet."""
        self._lines = WholeLines(folder / COMMANDS_FILE)

    def read_new(self) -> tuple[Command, ...]:
        """The commands given since the last call; lines that can't be read are passed over."""
        decoded = (_decode(line) for line in self._lines.read_new())
        return tuple(command for command in decoded if command is not None)


@cache
def _adapter(kind: str) -> TypeAdapter[Command]:
    return TypeAdapter(_TYPES[kind])


def _decode(line: bytes) -> Command | None:
    try:
        record = json.loads(line)
        return _adapter(record["kind"]).validate_python(record["data"])
    except (ValueError, KeyError, TypeError, ValidationError):
        return None
