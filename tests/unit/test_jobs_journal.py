"""The journal: what is written comes back; a torn or strange line costs that line alone."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.events import (
    EVENT_TYPES,
    Event,
    JobFinished,
    NoticeRaised,
    PhaseChanged,
    StepDone,
    TokenStreamed,
)
from backend.jobs.journal import Entry, JournalReader, JournalWriter, decode_entry, encode_entry
from backend.message import Message

texts = st.text(st.characters(codec="utf-8"), max_size=20)
numbers = st.floats(allow_nan=False) | st.just(math.inf)
messages = st.builds(
    Message, texts, texts, st.dictionaries(texts, texts | st.integers() | st.booleans())
)
st.register_type_strategy(Message, messages)
st.register_type_strategy(float, numbers)
st.register_type_strategy(str, texts)
results = st.dictionaries(
    texts, texts | st.integers() | st.booleans() | st.none() | st.floats(-1e300, 1e300)
)
st.register_type_strategy(JobFinished, st.builds(JobFinished, messages, results))
events = st.one_of([st.from_type(kind) for kind in EVENT_TYPES])


def step(number: int, loss: float = 1.0) -> StepDone:
    return StepDone(number, 10, number / 10, loss, 1e-4, 0.5, 100.0, 50, 0.1, 1000)


@given(events)
def test_every_event_comes_back_as_it_was(event: Event) -> None:
    line = encode_entry(Entry(7, 12.5, event))
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode_entry(line) == Entry(7, 12.5, event)


def test_line_has_the_documented_form() -> None:
    record = json.loads(encode_entry(Entry(3, 1.5, step(2))))
    assert record["v"] == 1
    assert record["seq"] == 3
    assert record["t"] == 1.5
    assert record["kind"] == "StepDone"
    assert record["data"]["step"] == 2


def test_a_loss_that_is_no_number_is_still_json() -> None:
    line = encode_entry(Entry(1, 0.0, step(1, math.nan)))
    json.loads(line, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))
    entry = decode_entry(line)
    assert entry is not None
    assert isinstance(entry.event, StepDone)
    assert math.isnan(entry.event.loss)


def test_reader_gives_whole_lines_only(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    line = encode_entry(Entry(1, 0.0, step(1)))
    reader = JournalReader(file)
    assert reader.read_new() == ()
    file.write_bytes(line[:20])
    assert reader.read_new() == ()
    file.write_bytes(line)
    assert [entry.event for entry in reader.read_new()] == [step(1)]
    assert reader.read_new() == ()


def test_unknown_kinds_and_broken_lines_are_counted_and_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    newer = b'{"v": 9, "seq": 2, "t": 0, "kind": "FromTheFuture", "data": {}}\n'
    lines = encode_entry(Entry(1, 0.0, step(1))), newer, b"\x00garbage\n", b"[]\n"
    file.write_bytes(b"".join(lines) + encode_entry(Entry(5, 0.0, step(2))))
    reader = JournalReader(file)
    assert [entry.sequence for entry in reader.read_new()] == [1, 5]
    assert reader.unreadable_lines == 3


def test_fields_of_a_newer_version_are_passed_over() -> None:
    record = json.loads(encode_entry(Entry(1, 0.0, step(1))))
    record["data"]["invented_later"] = 1
    entry = decode_entry(json.dumps(record).encode())
    assert entry is not None
    assert entry.event == step(1)


@pytest.mark.parametrize("kept", range(0, 60, 7))
def test_writer_mends_a_torn_line_and_goes_on_counting(tmp_path: Path, kept: int) -> None:
    file = tmp_path / "events.jsonl"
    whole = encode_entry(Entry(1, 0.0, step(1)))
    file.write_bytes(whole + encode_entry(Entry(2, 0.0, step(2)))[:kept])
    writer = JournalWriter(file)
    writer.append(step(2))
    writer.close()
    entries = JournalReader(file).read_new()
    assert [(entry.sequence, entry.event) for entry in entries] == [(1, step(1)), (2, step(2))]


def test_events_of_every_type_have_distinct_names() -> None:
    assert len({kind.__name__ for kind in EVENT_TYPES}) == len(EVENT_TYPES) == 15


def test_text_of_messages_survives_with_its_values(tmp_path: Path) -> None:
    notice = NoticeRaised("warning", Message("a.b", "{n} of «{name}»", {"n": 3, "name": "ä\n"}))
    ending = JobFinished(Message("x", "done"), {"loss": 1.5, "name": "r", "ok": True, "none": None})
    file = tmp_path / "events.jsonl"
    writer = JournalWriter(file)
    for event in (PhaseChanged("a", Message("p", "A")), notice, TokenStreamed("base", "é"), ending):
        writer.append(event)
    writer.close()
    read = [entry.event for entry in JournalReader(file).read_new()]
    assert read[1] == notice
    assert str(read[1].message) == "3 of «ä\n»"  # type: ignore[union-attr]
    assert read[3] == ending
