from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from backend.export.delivery import deliver
from backend.export.registry import TARGETS, export_target
from backend.message import TunedeskError

Usage = namedtuple("Usage", "total used free")


def write_two(folder: Path) -> None:
    (folder / "a").write_text("a", encoding="utf-8")
    (folder / "b").write_text("b", encoding="utf-8")


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize("there", [True, False])
def test_a_new_or_empty_folder_is_filled(tmp_path: Path, there: bool) -> None:
    out = tmp_path / "deep er" / "öut"
    if there:
        out.mkdir(parents=True)
    deliver(out, 2, write_two)
    assert names(out) == ["a", "b"]
    assert names(out.parent) == [out.name]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    with pytest.raises(TunedeskError, match="already holds something"):
        deliver(tmp_path, 2, write_two)
    assert names(tmp_path) == ["mine"]
    with pytest.raises(TunedeskError, match="is a file"):
        deliver(tmp_path / "mine", 2, write_two)


def test_a_failure_half_way_leaves_nothing(tmp_path: Path) -> None:
    def half(folder: Path) -> None:
        (folder / "a").write_text("a", encoding="utf-8")
        raise OSError(28, "No space left on device")

    with pytest.raises(TunedeskError, match="No space left on device"):
        deliver(tmp_path / "out", 2, half)
    assert names(tmp_path) == []


def test_a_full_drive_is_found_before_with_needed_and_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 3_000_000))
    written: list[Path] = []
    with pytest.raises(TunedeskError, match=r"needs 15 MB .* 3 MB free") as raised:
        deliver(tmp_path / "out", 4_500_000, written.append)
    assert "--out" in str(raised.value)
    assert written == []


def test_unknown_target_names_those_that_exist() -> None:
    with pytest.raises(TunedeskError, match=r"no export target called zip.*adapter"):
        export_target("zip")


def test_targets_are_registered_under_their_names() -> None:
    assert all(target.name == name for name, target in TARGETS.items())
    assert all(target.title and str(target.sentence) for target in TARGETS.values())
