"""Following a file that another process appends lines to."""

from __future__ import annotations

from pathlib import Path


class WholeLines:
    """Reads a file from its beginning, then whatever is added: whole lines only."""

    def __init__(self, file: Path) -> None:
        """Reads `file`, which need not exist yet."""
        self._file = file
        self._offset = 0

    def read_new(self) -> list[bytes]:
        """The lines ended since the last call, without their line breaks."""
        try:
            with self._file.open("rb") as stream:
                stream.seek(self._offset)
                data = stream.read()
        except FileNotFoundError:
            return []
        whole = data.rfind(b"\n") + 1
        self._offset += whole
        return data[:whole].splitlines()
