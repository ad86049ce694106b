"""The way in: commands are appended to `commands.jsonl` and read by the worker as they come.

The file is read from where it ended when the worker began: what was said to an earlier attempt
does not reach a later one.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from backend.commands import COMMAND_TYPES, Command

COMMANDS_FILE = "commands.jsonl"
_ADAPTERS: dict[str, TypeAdapter[Command]] = {
    type_.__name__: TypeAdapter(type_) for type_ in COMMAND_TYPES
}


def send_command(folder: Path, command: Command) -> None:
    """Tells the job in `folder` something."""
    record = {"v": 1, "kind": type(command).__name__, "data": asdict(command)}
    line = json.dumps(record).encode("utf-8") + b"\n"
    with (folder / COMMANDS_FILE).open("ab") as stream:
        stream.write(line)
        stream.flush()
        os.fsync(stream.fileno())


class CommandReader:
    """Reads the commands given after it was made."""

    def __init__(self, folder: Path) -> None:
        """Begins at the present end of the file in `folder`."""
        self._file = folder / COMMANDS_FILE
        self._offset = self._file.stat().st_size if self._file.exists() else 0

    def read_new(self) -> tuple[Command, ...]:
        """The commands given since the last call; lines that can't be read are passed over."""
        try:
            with self._file.open("rb") as stream:
                stream.seek(self._offset)
                data = stream.read()
        except FileNotFoundError:
            return ()
        whole = data.rfind(b"\n") + 1
        self._offset += whole
        decoded = (_decode(line) for line in data[:whole].splitlines())
        return tuple(command for command in decoded if command is not None)


def _decode(line: bytes) -> Command | None:
    try:
        record = json.loads(line)
        return _ADAPTERS[record["kind"]].validate_python(record["data"])
    except (ValueError, KeyError, TypeError, ValidationError):
        return None
