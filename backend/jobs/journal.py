"""A job's journal: one JSON line per event, written by one process, read by any.

A line is `{"v": 1, "seq": n, "t": seconds since the epoch, "kind": "StepDone", "data": {...}}`.
A crash can tear the last line at most; the writer mends that before it goes on, and the reader
passes over it. Kinds and fields that a newer version added are passed over as well.
"""

from __future__ import annotations

import json
import math
import os
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from backend.events import EVENT_TYPES, EVENTS_VERSION, Event
from backend.jobs.whole_lines import WholeLines

EVENTS_FILE = "events.jsonl"
_TYPES: Mapping[str, type[Event]] = {type_.__name__: type_ for type_ in EVENT_TYPES}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a journal.

    Attributes:
        sequence: 1, 2, 3, ... without gaps over all attempts.
        time_s: Seconds since the epoch by the machine's clock, which may be set back.
        event: What happened.
    """

    sequence: int
    time_s: float
    event: Event


# A line's kind stands before its data, within so many bytes.
_HEAD_BYTES = 100
_CURVES = tuple(
    f'"kind": "{kind}"'.encode() for kind in ("ResourceSampled", "ProgressMade", "TokenStreamed")
)


class JournalWriter:
    """Appends events to a journal. Safe from any thread of the one process that writes."""

    def __init__(self, file: Path) -> None:
        """Opens `file` for appending; cuts off a line torn by a crash."""
        self._lock = threading.Lock()
        self._sequence = _mend(file)
        self._stream = file.open("ab")

    def append(self, event: Event) -> Entry:
        """Writes one line and hands it to the operating system."""
        with self._lock:
            self._sequence += 1
            entry = Entry(self._sequence, round(time.time(), 3), event)
            self._stream.write(encode_entry(entry))
            self._stream.flush()
            return entry

    def sync(self) -> None:
        """Makes what was written survive a power cut."""
        with self._lock:
            os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._stream.close()


class JournalReader:
    """Reads a journal from its beginning, then whatever is added: whole lines only."""

    def __init__(self, file: Path) -> None:
        """Reads `file`, which need not exist yet."""
        self._lines = WholeLines(file)
        self.unreadable_lines = 0

    def read_new(self) -> tuple[Entry, ...]:
        """The entries added since the last call."""
        return tuple(self._entries())

    def _entries(self) -> Iterator[Entry]:
        for line in self._lines.read_new():
            entry = decode_entry(line)
            if entry is None:
                self.unreadable_lines += 1
            else:
                yield entry


def read_outline(file: Path) -> tuple[Entry, ...]:
    """A journal without what only makes curves, but for the newest step: quick for a long run.

    The state that it reduces to knows all of the run except its steps and resources.
    """
    kept: list[bytes] = []
    newest_step: bytes | None = None
    for line in WholeLines(file).read_new():
        head = line[:_HEAD_BYTES]
        if b'"kind": "StepDone"' in head:
            newest_step = line
        elif not any(kind in head for kind in _CURVES):
            kept.append(line)
    if newest_step is not None:
        kept.append(newest_step)
    entries = [entry for line in kept if (entry := decode_entry(line)) is not None]
    return tuple(sorted(entries, key=lambda entry: entry.sequence))


@cache
def _adapter(kind: str) -> TypeAdapter[Event]:
    """Checks and writes the fields of one kind; made when the first such event is met."""
    return TypeAdapter(_TYPES[kind])


def encode_entry(entry: Entry) -> bytes:
    """One entry as a line. Numbers that JSON lacks become the strings NaN and +-Infinity."""
    kind = type(entry.event).__name__
    data = _finite(_adapter(kind).dump_python(entry.event))
    record = {
        "v": EVENTS_VERSION,
        "seq": entry.sequence,
        "t": entry.time_s,
        "kind": kind,
        "data": data,
    }
    return json.dumps(record, ensure_ascii=False, allow_nan=False).encode("utf-8") + b"\n"


def decode_entry(line: bytes) -> Entry | None:
    """The entry on a line; None when it is damaged or of a kind that is not known here."""
    try:
        record = json.loads(line)
        adapter = _adapter(record["kind"])
        event = adapter.validate_python(record["data"])
        return Entry(int(record["seq"]), float(record["t"]), event)
    except (ValueError, KeyError, TypeError, ValidationError):
        return None


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value


def _mend(file: Path) -> int:
    """Cuts off a torn last line; returns the last sequence number, 0 for a new journal."""
    if not file.exists():
        return 0
    data = file.read_bytes()
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        with file.open("r+b") as stream:
            stream.truncate(whole)
    for line in reversed(data[:whole].splitlines()):
        entry = decode_entry(line)
        if entry is not None:
            return entry.sequence
    return 0
