from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from backend.dataset.replay import draw_replay, read_replay, replay_file
from backend.dataset.row import ExampleKind, Split
from backend.dataset.words import content_stems
from backend.message import TunedeskError
from backend.settings.paths import resources_folder
from backend.wording import REFUSAL


def test_rows_that_ship_are_enough_and_varied() -> None:
    rows = read_replay(replay_file())
    assert len(rows) >= 80
    assert len({row.task for row in rows}) >= 8
    assert all(row.instruction and row.output and len(row.output.split()) <= 20 for row in rows)
    assert not any(REFUSAL in row.output for row in rows)


def test_arithmetic_answers_are_right() -> None:
    answers = {row.instruction: row.output for row in read_replay(replay_file())}
    operations = {"plus": int.__add__, "minus": int.__sub__, "times": int.__mul__}
    checked = 0
    for question, answer in answers.items():
        words = question.rstrip("?").split()
        if len(words) == 5 and words[3] in operations:
            assert int(answer) == operations[words[3]](int(words[2]), int(words[4])), question
            checked += 1
    assert checked >= 5


def test_draw_is_distinct_even_and_repeatable() -> None:
    rows = read_replay(replay_file())
    drawn = draw_replay(rows, 40, 7)
    assert drawn == draw_replay(rows, 40, 7)
    assert len({row.example_id for row in drawn}) == 40
    assert max(Counter(row.style for row in drawn).values()) <= 4
    assert {(row.kind, row.split, row.context) for row in drawn} == {
        (ExampleKind.REPLAY, Split.TRAIN, "")
    }
    assert len(draw_replay(rows, 10_000, 7)) == len(rows)


def test_probe_is_not_in_replay() -> None:
    probe = (resources_folder() / "probe" / "general.txt").read_text(encoding="utf-8")
    assert 1300 <= len(probe.split()) <= 1800
    for row in read_replay(replay_file()):
        if len(content_stems(row.instruction)) >= 4:
            assert row.instruction.lower() not in probe.lower()


def test_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"task": "a", "instruction": "b", "output": "c"}\n\n{"task": 1}\n')
    with pytest.raises(TunedeskError, match="line 3"):
        read_replay(file)
