from __future__ import annotations

import os
from pathlib import Path

import pytest

from backend.new_project import place_problem, usual_place
from backend.project import Project


def code(root: Path) -> str | None:
    problem = place_problem(root)
    return problem.code if problem else None


def test_a_new_or_empty_folder_will_do(tmp_path: Path) -> None:
    assert place_problem(tmp_path / "deep" / "down") is None
    assert place_problem(tmp_path) is None


def test_what_speaks_against_a_place_is_told(tmp_path: Path) -> None:
    Project.create(tmp_path / "project")
    (tmp_path / "file").write_text("x")
    assert code(Path("projects/one")) == "project.place.relative"
    assert code(tmp_path / "project") == "project.place.project"
    assert code(tmp_path / "file") == "project.place.file"
    assert code(tmp_path / "file" / "below") == "project.place.closed"
    assert code(tmp_path) == "project.place.taken"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="may write anywhere")
def test_a_closed_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert code(tmp_path / "new") == "project.place.closed"
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("name", "folder"),
    [("Harbour rules", "Harbour rules"), ("a/b: c?", "a_b_ c_"), ("CON", "_CON"), ("", "_")],
)
def test_the_folder_is_named_like_the_project(tmp_path: Path, name: str, folder: str) -> None:
    assert usual_place(tmp_path, name) == tmp_path / folder


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    for expected in ("Harbour", "Harbour 2", "Harbour 3"):
        place = usual_place(tmp_path, "Harbour")
        assert place.name == expected
        place.mkdir()
