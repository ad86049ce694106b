"""Runs one command after another, keeps what they say in a log, and fails in words."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

_TAIL_LINES = 15
_LINE_WIDTH = 100

# What a library installer prints, and the next step for the person: the first match counts.
_REMEDIES = (
    (("No space left on device", "There is not enough space"), "Free disk space and run it again."),
    (
        ("Permission denied", "Access is denied", "WinError 5", "WinError 32"),
        "Close other windows of Tunedesk, make sure that you may write to this folder, "
        "and run it again.",
    ),
    (
        (
            "Temporary failure in name resolution",
            "Name or service not known",
            "Failed to establish a new connection",
            "NameResolutionError",
            "getaddrinfo failed",
            "ProxyError",
            "SSLError",
            "Read timed out",
            "ConnectionResetError",
        ),
        "Check the internet connection (and proxy) and run it again; "
        "what was downloaded is not downloaded twice.",
    ),
)


class SetupError(Exception):
    """A step that failed: what, why, and what to do about it."""

    def __init__(self, what: str, cause: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.cause = cause
        self.remedy = remedy

    def __str__(self) -> str:
        """All three, as they are printed."""
        return f"{self.what}\n{self.cause.rstrip()}\nWhat to do: {self.remedy}"


def say(text: str) -> None:
    """Prints one line for the person; stdout belongs to the program that is started."""
    print(text, file=sys.stderr, flush=True)


class Steps:
    """Runs the commands of one set-up.

    Attributes:
        log: The file that gets all they say.
    """

    def __init__(self, log: Path) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("", encoding="utf-8")
        self.log = log

    def run(self, title: str, command: Sequence[str], *, remedy: str = "") -> None:
        """Runs a command that has to succeed.

        Args:
            title: What it does, for the person.
            command: The program and its arguments.
            remedy: What to do if it fails and its output tells no better.

        Raises:
            SetupError: It failed.
        """
        status, tail = self.attempt(title, command)
        if status != 0:
            raise self.fault(title, status, tail, remedy)

    def attempt(self, title: str, command: Sequence[str]) -> tuple[int, str]:
        """Runs a command that may fail; gives its exit status and the end of its output."""
        say(f"{title} ...")
        started = time.monotonic()
        status, tail = self._carry_out(command)
        if status == 0:
            say(f"  done in {time.monotonic() - started:.0f} s")
        return status, tail

    def fault(self, title: str, status: int, tail: str, remedy: str) -> SetupError:
        """The words for a command that failed."""
        return SetupError(
            f"Set-up failed at this step: {title} (exit status {status}).",
            f"The last it said was:\n{tail}\nAll of it is in {self.log}.",
            _remedy_for(tail) or remedy or "Read the lines above, mend the cause, run it again.",
        )

    def _carry_out(self, command: Sequence[str]) -> tuple[int, str]:
        tail: deque[str] = deque(maxlen=_TAIL_LINES)
        shows = sys.stderr.isatty()
        with self.log.open("a", encoding="utf-8", buffering=1) as log, _end_request_as_interrupt():
            log.write(f"$ {subprocess.list2cmdline(command)}\n")
            try:
                process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                    encoding="utf-8",
                    errors="replace",
                )
            except OSError as error:
                return 127, str(error)
            with process, _ended_with_us(process):
                for line in process.stdout or ():
                    log.write(line)
                    tail.append("  " + line.rstrip())
                    if shows:
                        _show(line)
        if shows:
            _show("")
        return process.returncode, "\n".join(tail)


@contextmanager
def _end_request_as_interrupt() -> Iterator[None]:
    """Makes a request to end act as Ctrl+C does."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _ended_with_us(process: subprocess.Popen[str]) -> Iterator[None]:
    """Ends the process if we are interrupted, so that it can't work on unseen."""
    try:
        yield
    except BaseException:
        process.terminate()
        process.wait()
        raise


def _show(line: str) -> None:
    """Shows a line in place of the one before it, on a terminal."""
    text = line.strip()[: _LINE_WIDTH - 4]
    sys.stderr.write(f"\r  {text.ljust(_LINE_WIDTH - 4)}\r")
    sys.stderr.flush()


def _remedy_for(output: str) -> str:
    """The next step that an installer's output calls for; empty when it names none we know."""
    for marks, remedy in _REMEDIES:
        if any(mark in output for mark in marks):
            return remedy
    return ""
