"""Writes are whole or not at all, whatever step of them fails."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from backend.files import folder_size_bytes, read_json, sha256_of, write_atomic, write_json
from backend.message import TunedeskError


@dataclass(frozen=True)
class Point:
    x: int
    label: str


def failing(name: str, call: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the given call of `os.<name>` fail as on a full disk."""
    real: Callable[..., Any] = getattr(os, name)
    calls = iter(range(1, 1000))

    def replacement(*arguments: Any, **named: Any) -> Any:
        if next(calls) == call:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*arguments, **named)

    monkeypatch.setattr(os, name, replacement)


def test_a_value_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "point.json"
    write_json(file, Point(3, "größer"))
    assert read_json(file, Point) == Point(3, "größer")
    assert "größer" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("step", "call"), [("fsync", 1), ("fsync", 2), ("replace", 1), ("fdopen", 1), ("open", 1)]
)
def test_a_failed_step_leaves_the_old_or_the_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, call: int
) -> None:
    file = tmp_path / "state.json"
    write_atomic(file, "old")
    with monkeypatch.context() as patched:
        failing(step, call, patched)
        with suppress(TunedeskError, OSError):
            write_atomic(file, "new")
    assert file.read_text() in ("old", "new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["state.json"], "nothing lies about"


def test_a_full_disk_is_told_with_what_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing("fsync", 1, monkeypatch)
    with pytest.raises(TunedeskError, match=r"No space left.*MB are free") as caught:
        write_atomic(tmp_path / "a", "b")
    assert "Free some space" in str(caught.value.remedy)


def test_an_interruption_removes_the_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "a", "b")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "place"),
    [("", "JSON"), ("{", "JSON"), ('{"x": 1}', "label"), ('{"x": "one", "label": "a"}', "x")],
)
def test_a_broken_file_is_named_with_its_place(tmp_path: Path, content: str, place: str) -> None:
    file = tmp_path / "point.json"
    file.write_text(content)
    with pytest.raises(TunedeskError) as caught:
        read_json(file, Point)
    assert str(file) in str(caught.value)
    assert place in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TunedeskError, match=r"nowhere\.json is not there"):
        read_json(tmp_path / "nowhere.json", Point)


def test_hash_and_size(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c").write_bytes(b"12345")
    assert sha256_of(tmp_path / "a").startswith("ba7816bf")
    assert folder_size_bytes(tmp_path) == 8
