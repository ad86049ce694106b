"""The way in: what is said to a job arrives as it was said."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.commands import (
    COMMAND_TYPES,
    Ask,
    Command,
    Pause,
    SampleNow,
    SaveNow,
    Stop,
    StopAnswer,
)
from backend.jobs.command_file import COMMANDS_FILE, CommandReader, forget_commands, send_command

EACH: tuple[Command, ...] = (
    Stop(save=False),
    Pause(),
    SaveNow(),
    SampleNow(),
    Ask(3, "Wann öffnet der Hafen?\n", ("base", "tuned"), after=0, context="Um sechs.", seed=7),
    Ask(4, "And then?", ("tuned",), find_context=False, temperature=0.7, top_p=0.9),
    StopAnswer(3),
)


def test_the_examples_are_of_every_kind() -> None:
    assert {type(command) for command in EACH} == set(COMMAND_TYPES)


def test_commands_arrive_as_they_were_said_each_once(tmp_path: Path) -> None:
    reader = CommandReader(tmp_path)
    assert reader.read_new() == ()
    for command in EACH:
        send_command(tmp_path, command)
    assert reader.read_new() == EACH
    assert reader.read_new() == ()


def test_what_was_said_to_an_earlier_attempt_is_forgotten(tmp_path: Path) -> None:
    send_command(tmp_path, Stop())
    forget_commands(tmp_path)
    assert CommandReader(tmp_path).read_new() == ()


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"kind": "Fly", "data": {}}', b'{"kind": "Ask"}'])
def test_a_line_that_can_not_be_read_is_passed_over(tmp_path: Path, line: bytes) -> None:
    (tmp_path / COMMANDS_FILE).write_bytes(line + b"\n")
    send_command(tmp_path, Pause())
    assert CommandReader(tmp_path).read_new() == (Pause(),)
