"""Checkpoints are written whole or not at all, whichever operation of the disk fails."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.message import TunedeskError
from backend.training import checkpoint
from backend.training.checkpoint import (
    find,
    keep_only,
    newest_valid,
    remove_leftovers,
    write_checkpoint,
)


def fill(folder: Path) -> None:
    (folder / "weights").write_bytes(b"weights" * 100)
    (folder / "state").write_bytes(b"state")


def write(checkpoints: Path, *steps: int) -> None:
    for step in steps:
        write_checkpoint(checkpoints, step, 1000, fill)


def names(checkpoints: Path) -> list[str]:
    return sorted(entry.name for entry in checkpoints.iterdir())


def test_written_and_found(tmp_path: Path) -> None:
    written = write_checkpoint(tmp_path / "checkpoints", 50, 1000, fill)
    assert written.step == 50
    assert written.size_bytes == 705
    assert newest_valid(tmp_path / "checkpoints").checkpoint == written
    assert find(tmp_path / "checkpoints", 50) == written
    assert find(tmp_path / "checkpoints", 51) is None


def test_none_there(tmp_path: Path) -> None:
    search = newest_valid(tmp_path / "missing")
    assert search.checkpoint is None
    assert search.skipped == ()


def test_newest_is_by_number_not_by_name(tmp_path: Path) -> None:
    write(tmp_path, 999_999, 1_000_000, 5)
    search = newest_valid(tmp_path)
    assert search.checkpoint is not None
    assert search.checkpoint.step == 1_000_000


def test_a_renamed_checkpoint_is_not_believed(tmp_path: Path) -> None:
    write(tmp_path, 3)
    (tmp_path / "step-000003").rename(tmp_path / "step-000009")
    search = newest_valid(tmp_path)
    assert search.checkpoint is None
    assert "belongs to another" in str(search.skipped[0])


def test_one_flipped_bit_is_noticed(tmp_path: Path) -> None:
    write(tmp_path, 3, 6)
    file = tmp_path / "step-000006" / "weights"
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.write_bytes(content)
    search = newest_valid(tmp_path)
    assert search.checkpoint is not None
    assert search.checkpoint.step == 3
    assert "weights was changed or damaged" in str(search.skipped[0])


def test_writing_a_step_again_replaces_it(tmp_path: Path) -> None:
    write(tmp_path, 3)
    (tmp_path / "step-000003" / "state").unlink()
    write(tmp_path, 3)
    assert names(tmp_path) == ["step-000003"]
    assert newest_valid(tmp_path).skipped == ()


@pytest.mark.parametrize(
    ("newest", "best", "kept"),
    [(2, None, [4, 5]), (2, 1, [1, 4, 5]), (1, 5, [5]), (9, 2, [1, 2, 3, 4, 5])],
)
def test_what_is_kept(tmp_path: Path, newest: int, best: int | None, kept: list[int]) -> None:
    write(tmp_path, 1, 2, 3, 4, 5)
    keep_only(tmp_path, newest, best)
    assert names(tmp_path) == [f"step-{step:06d}" for step in kept]


def test_leftovers_of_a_killed_worker_are_removed(tmp_path: Path) -> None:
    write(tmp_path, 3)
    for name in (".step-000006.tmp", ".step-000001.old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "weights").write_bytes(b"half")
    (tmp_path / "notes.txt").write_text("the person's own")
    remove_leftovers(tmp_path)
    assert names(tmp_path) == ["notes.txt", "step-000003"]
    remove_leftovers(tmp_path / "missing")


def test_too_little_space_is_known_before_anything_is_written(tmp_path: Path) -> None:
    write(tmp_path, 3)

    def never(folder: Path) -> None:
        raise AssertionError("written although there is no space")

    with pytest.raises(TunedeskError, match=r"needs about 1000000000000 MB, \d+ MB are free"):
        write_checkpoint(tmp_path, 6, 10**18, never)
    assert names(tmp_path) == ["step-000003"]


def test_a_fault_while_filling_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken(folder: Path) -> None:
        (folder / "weights").write_bytes(b"half")
        raise RuntimeError("not a fault of the disk")

    with pytest.raises(RuntimeError, match="not a fault of the disk"):
        write_checkpoint(tmp_path, 6, 0, broken)
    assert names(tmp_path) == []


def fail_nth(monkeypatch: pytest.MonkeyPatch, nth: int) -> Callable[[], int]:
    """Makes the nth flush, rename or removal fail; gives how many were asked for."""
    count = 0

    def failing(original: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*arguments: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            if count == nth:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return original(*arguments, **named)

        return operation

    for owner, name in (
        (checkpoint.os, "fsync"),
        (checkpoint, "replace_file"),
        (checkpoint, "sync_folder"),
        (checkpoint, "sha256_of"),
    ):
        monkeypatch.setattr(owner, name, failing(getattr(owner, name)))
    return lambda: count


def fault_of(work: Callable[[], None]) -> str | None:
    try:
        work()
    except TunedeskError as error:
        return str(error.message)
    return None


@pytest.mark.parametrize("nth", range(1, 30))
@pytest.mark.parametrize("present", [False, True])
def test_whichever_operation_fails_something_whole_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int, present: bool
) -> None:
    write(tmp_path, 3, *([6] if present else []))
    with monkeypatch.context() as patched:
        operations = fail_nth(patched, nth)
        fault = fault_of(lambda: write(tmp_path, 6))
        assert (fault is None) == (operations() < nth)
    assert fault is None or "can't be written" in fault
    remove_leftovers(tmp_path)
    assert set(names(tmp_path)) <= {"step-000003", "step-000006"}
    search = newest_valid(tmp_path)
    assert search.checkpoint is not None
    assert search.skipped == ()
