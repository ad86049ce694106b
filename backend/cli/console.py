"""What the command line prints: results on stdout, everything on the way on stderr."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from typing import Any, TextIO

_BAR_WIDTH = 24


@dataclass(slots=True)
class Console:
    """The two streams, and the one line on stderr that is drawn over.

    Attributes:
        out: Results, or with `--json` the one document.
        progress: Everything else.
        as_json: Whether `--json` was given.
    """

    out: TextIO
    progress: TextIO
    as_json: bool = False
    _drawn: bool = False

    def result(self, text: str) -> None:
        """Prints a result for a person; nothing with `--json`."""
        if not self.as_json:
            self.clear()
            print(text, file=self.out, flush=True)

    def document(self, value: Any) -> None:
        """Prints the one JSON document, if that is what was asked for."""
        if self.as_json:
            self.clear()
            print(json.dumps(value, ensure_ascii=False, indent=1), file=self.out, flush=True)

    def stream(self, piece: str) -> None:
        """Prints a piece of a text that is still arriving; nothing with `--json`."""
        if not self.as_json:
            self.clear()
            print(piece, end="", file=self.out, flush=True)

    def say(self, line: str) -> None:
        """Prints a line on stderr that stays."""
        self.clear()
        print(line, file=self.progress, flush=True)

    def draw(self, line: str) -> None:
        """Draws over the last drawn line, on a terminal; elsewhere nothing."""
        if self.is_live:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r{line[:width]:<{width}}", end="", file=self.progress, flush=True)
            self._drawn = True

    def clear(self) -> None:
        """Removes the drawn line."""
        if self._drawn:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r{'':<{width}}\r", end="", file=self.progress, flush=True)
            self._drawn = False

    @property
    def is_live(self) -> bool:
        """Whether a line can be drawn over."""
        return self.progress.isatty()


def standard_console(*, as_json: bool) -> Console:
    """The console of this process."""
    return Console(sys.stdout, sys.stderr, as_json)


def bar(done: int, total: int) -> str:
    """A progress bar such as `[#####...]`; empty when the total is unknown."""
    if total <= 0:
        return ""
    filled = min(_BAR_WIDTH, _BAR_WIDTH * done // total)
    return f"[{'#' * filled}{'.' * (_BAR_WIDTH - filled)}]"


def clock(seconds: float) -> str:
    """A duration such as `1:05` or `2:03:09`."""
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def gib(size_bytes: float) -> str:
    """A size such as `6.2 GiB`."""
    return f"{size_bytes / 2**30:.2f} GiB"
