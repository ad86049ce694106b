"""A project is a folder that can be read, copied and moved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backend.message import TunedeskError
from backend.project import PROJECT_FILE, Project
from backend.wording import INSTRUCTION, REFUSAL, model_input, user_message


def test_a_new_project_opens_again(tmp_path: Path) -> None:
    made = Project.create(tmp_path / "Müller & Söhne", name='Handbook "2"')
    opened = Project.open(tmp_path / "Müller & Söhne")
    assert opened == made
    assert opened.info.name == 'Handbook "2"'
    assert (opened.info.instruction, opened.info.refusal) == (INSTRUCTION, REFUSAL)


def test_runs_are_numbered_and_found(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p")
    names = [project.new_run("QLoRA r16!").name for _ in range(11)]
    assert names[0] == "1-qlora-r16"
    assert [run.name for run in project.runs()] == names, "11 comes after 9"
    assert project.run("last").number == 11
    assert project.run("2").name == project.run("2-qlora-r16").name == "2-qlora-r16"
    with pytest.raises(TunedeskError, match="no run 12"):
        project.run("12")


def test_a_number_is_never_given_twice(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p")
    first = project.new_run("a")
    second = project.new_run("b")
    shutil.rmtree(first.root)
    assert project.new_run("c").number == second.number + 1


def test_a_slug_of_strange_characters_still_names_a_folder(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p")
    assert project.new_run("../../x").name == "1-x"
    assert project.new_run("日本").name == "2-unnamed"


def test_a_copied_project_is_a_project(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p")
    project.new_run("a")
    copy = shutil.copytree(project.root, tmp_path / "copy")
    assert [run.name for run in Project.open(Path(copy)).runs()] == ["1-a"]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ('name = "a', "understood"),
        ('name = "a"', "version"),
        ("version = 1", "name"),
        ('version = 1\nname = "a"\nchunk_tokens = "many"', "chunk_tokens"),
        ('version = 2\nname = "a"', "newer"),
        ("\x00", "understood"),
    ],
)
def test_a_project_file_that_cannot_be_used_is_left_alone(
    tmp_path: Path, content: str, word: str
) -> None:
    Project.create(tmp_path / "p")
    file = tmp_path / "p" / PROJECT_FILE
    file.write_text(content)
    with pytest.raises(TunedeskError, match=word):
        Project.open(tmp_path / "p")
    assert file.read_text() == content


def test_not_a_project(tmp_path: Path) -> None:
    with pytest.raises(TunedeskError, match="not a Tunedesk project"):
        Project.open(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(TunedeskError):
        Project.open(tmp_path / "file")


def test_wording_of_a_row() -> None:
    assert model_input("Text.", "Why?") == "Text.\n\nQuestion: Why?"
    assert model_input("", "Why?") == "Why?"
    assert model_input("Text.", "") == "Text."
    assert user_message("Do.", "") == "Do."
    assert user_message("Do.", "Text.") == "Do.\n\nText."
