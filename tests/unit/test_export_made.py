from __future__ import annotations

import ast
import os
import shutil
from pathlib import Path

import pytest

from backend.export.delivery import check_room
from backend.export.made import base_folder, exportable_runs, made_exports, usual_folder
from backend.export.usage import loading_code
from backend.files import write_json
from backend.message import TunedeskError
from backend.models.adapter_record import ADAPTER_RECORD_FILE, AdapterRecord
from backend.project import STARTER, Project, RunFolder
from backend.recipe.recipe import Recipe


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "project")


def finish(run: RunFolder, base: str = STARTER) -> RunFolder:
    run.adapter_folder.mkdir()
    record = AdapterRecord(1, base, "0" * 64, Recipe(), 7)
    write_json(run.adapter_folder / ADAPTER_RECORD_FILE, record)
    return run


def export(project: Project, run: RunFolder) -> Path:
    folder = usual_folder(project, run, "adapter")
    shutil.copytree(run.adapter_folder, folder)
    (folder / "README.md").write_text("card")
    return folder


def test_only_finished_runs_can_be_exported_newest_first(project: Project) -> None:
    first = finish(project.new_run("a"))
    project.new_run("b")
    third = finish(project.new_run("c"))
    assert exportable_runs(project) == (third, first)


def test_the_usual_folder_is_free(project: Project) -> None:
    run = finish(project.new_run("a"))
    assert usual_folder(project, run, "adapter") == project.exports_folder / "1-a-adapter"
    export(project, run)
    assert usual_folder(project, run, "adapter").name == "1-a-adapter-2"


def test_exports_are_listed_newest_first_and_nothing_else(project: Project) -> None:
    run = finish(project.new_run("a"), base=str(project.root / "gone"))
    older, newer = export(project, run), export(project, run)
    os.utime(older / "README.md", (1000.0, 1000.0))
    (project.exports_folder / "notes").mkdir()
    (project.exports_folder / ".1-a.part").mkdir()
    (project.exports_folder / ".1-a.part" / "README.md").write_text("half")
    torn = export(project, run)
    (torn / ADAPTER_RECORD_FILE).write_text("{")
    found = made_exports(project)
    assert [each.folder for each in found] == [newer, older]
    assert found[1].made_s == 1000.0
    assert found[0].base == project.root / "gone"
    assert found[0].size_bytes == sum(file.stat().st_size for file in newer.iterdir())


def test_no_folder_of_exports_is_no_exports(project: Project) -> None:
    project.exports_folder.rmdir()
    assert made_exports(project) == ()


def test_the_base_of_a_run_is_a_folder_that_is_there(project: Project) -> None:
    assert base_folder(project, finish(project.new_run("a"))).name == "starter_model"
    gone = finish(project.new_run("b"), base=str(project.root / "gone"))
    with pytest.raises(TunedeskError, match="no such folder"):
        base_folder(project, gone)


def test_room_is_told_and_a_full_folder_is_refused(tmp_path: Path) -> None:
    assert check_room(tmp_path / "new" / "deep", 10) > 10_000_000
    with pytest.raises(TunedeskError, match="MB free"):
        check_room(tmp_path / "new", 10**18)
    (tmp_path / "file").write_text("x")
    for taken in (tmp_path, tmp_path / "file"):
        with pytest.raises(TunedeskError, match="nothing was exported"):
            check_room(taken, 10)


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/home/a b/x", "/home/a b/x"),
        ('/odd/"quoted"', '/odd/"quoted"'),
        ("/odd/back\\slash", "/odd/back\\slash"),
        ("C:\\Users\\me\\new", "C:/Users/me/new"),
    ],
)
def test_the_code_is_python_with_the_right_paths(path: str, meant: str) -> None:
    calls = [
        node
        for node in ast.walk(ast.parse(loading_code(path, "base")))
        if isinstance(node, ast.Constant)
    ]
    assert [call.value for call in calls] == [meant, "base", meant]
