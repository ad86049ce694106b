"""The device queue: one at a time, in order, and the dead hold nobody up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from backend.files import write_json
from backend.jobs.queue import DeviceQueue, Ticket


def never() -> bool:
    return False


def always() -> bool:
    return True


def ticket_of_a_dead_process(folder: Path) -> Path:
    process = subprocess.run([sys.executable, "-c", "print()"], check=True, capture_output=True)
    assert process.returncode == 0
    file = folder / "00000000000000000001-1.ticket"
    folder.mkdir(exist_ok=True)
    write_json(file, Ticket(2**22 + 1, 1.0, "gone", "Gone"))
    return file


def test_an_empty_queue_lets_in_at_once(tmp_path: Path) -> None:
    with DeviceQueue(tmp_path / "q", tmp_path, "A") as queue:
        assert queue.wait(lambda ahead: None, never)


def test_the_second_waits_and_is_told_for_whom(tmp_path: Path) -> None:
    told: list[Ticket] = []
    with DeviceQueue(tmp_path / "q", tmp_path / "a", "First") as first:
        assert first.wait(told.append, never)
        with DeviceQueue(tmp_path / "q", tmp_path / "b", "Second") as second:
            assert not second.wait(told.append, lambda: bool(told))
    assert [ticket.title for ticket in told] == ["First"]
    assert list((tmp_path / "q").glob("*.ticket")) == []


def test_the_second_enters_when_the_first_is_done(tmp_path: Path) -> None:
    with DeviceQueue(tmp_path / "q", tmp_path / "a", "First") as first:
        assert first.wait(lambda ahead: None, never)
    with DeviceQueue(tmp_path / "q", tmp_path / "b", "Second") as second:
        assert second.wait(lambda ahead: None, never)


def test_a_dead_holders_ticket_is_thrown_away(tmp_path: Path) -> None:
    file = ticket_of_a_dead_process(tmp_path / "q")
    with DeviceQueue(tmp_path / "q", tmp_path, "A") as queue:
        assert queue.wait(lambda ahead: None, never)
    assert not file.exists()


def test_giving_up_while_waiting(tmp_path: Path) -> None:
    with DeviceQueue(tmp_path / "q", tmp_path, "A") as queue:
        assert not queue.wait(lambda ahead: None, always)
