"""Events on a terminal and in a log file."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from backend.cli.console import Console, bar, clock, gib
from backend.cli.follow import Follower, describe
from backend.events import NoticeRaised, PhaseChanged, ProgressMade, StepDone, TokenStreamed
from backend.jobs.journal import Entry, JournalReader
from backend.jobs.reducer import reduce
from backend.message import Message

JOURNALS = Path(__file__).resolve().parents[1] / "data" / "journals"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def console(*, live: bool = False, as_json: bool = False) -> Console:
    return Console(io.StringIO(), Terminal() if live else io.StringIO(), as_json)


def written(stream: object) -> str:
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


def test_a_recorded_run_in_a_log_file() -> None:
    shown = console()
    follower = Follower(shown)
    for entry in JournalReader(JOURNALS / "good.jsonl").read_new():
        follower.show(entry)
    text = written(shown.progress)
    assert "Training ..." in text
    assert "validation loss" in text
    assert "saved checkpoints/step-" in text
    assert "\r" not in text
    assert written(shown.out) == ""


def test_a_terminal_gets_one_line_drawn_over() -> None:
    shown = console(live=True)
    follower = Follower(shown)
    label = Message("a", "Reading")
    follower.show(Entry(1, 0.0, PhaseChanged("starting", label)))
    follower.show(Entry(2, 1.0, ProgressMade(2, 4, "pages", "a.pdf")))
    text = written(shown.progress)
    assert "\r2/4 pages [############............]" in text
    assert text.count("\n") == 1


def test_an_entry_is_shown_once() -> None:
    shown = console()
    follower = Follower(shown)
    entry = Entry(1, 0.0, NoticeRaised("warning", Message("a", "Careful."), Message("b", "Do.")))
    follower.show(entry)
    follower.show(entry)
    assert written(shown.progress) == "  Warning: Careful. Do.\n"


def test_tokens_stream_to_the_result() -> None:
    shown = console()
    follower = Follower(shown)
    for number, (who, text) in enumerate([("tuned", "48 "), ("tuned", "hours"), ("base", "x")], 1):
        follower.show(Entry(number, 0.0, TokenStreamed(who, text)))
    assert written(shown.out) == "tuned: 48 hours\nbase: x"


def test_json_is_the_only_thing_on_stdout() -> None:
    shown = console(as_json=True)
    shown.result("for a person")
    shown.stream("piece")
    shown.document({"rows": 3, "name": "ä"})
    assert json.loads(written(shown.out)) == {"rows": 3, "name": "ä"}
    assert "ä" in written(shown.out)


def test_the_line_of_a_training_step() -> None:
    step = StepDone(5, 20, 0.5, 1.25, 2e-4, 1.0, 1234.5, 10, 3.0, 1)
    training = PhaseChanged("training", Message("a", "Training"))
    state = reduce([Entry(1, 0.0, training), Entry(2, 1.0, step)])
    line, done, total = describe(state)
    assert (done, total) == (5, 20)
    for part in ("step 5/20", "loss 1.2500", "lr 2.00e-04", "1,234 tokens/s", "0:45 left"):
        assert part in line


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (65, "1:05"), (3600, "1:00:00"), (-3, "0:00")]
)
def test_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text


def test_bar_and_size() -> None:
    assert bar(0, 0) == ""
    assert bar(5, 4) == f"[{'#' * 24}]"
    assert gib(3 * 2**30) == "3.00 GiB"
