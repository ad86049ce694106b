from __future__ import annotations

import os
from pathlib import Path

import pytest

from backend.dataset.row import ExampleKind
from backend.dataset.store import DatasetStore
from backend.jobs.process_record import write_own_record
from backend.message import TunedeskError
from backend.overview import NextStep, overview, recent_project
from backend.project import PROJECT_FILE, Project
from tests.gui.support.finished_run import add_scorecard
from tests.tuned_run_support import CHUNKS, example


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "project", "Harbour")


def add_document(project: Project, number: int = 0) -> None:
    (project.documents_folder / f"{number:016x}.json").write_text("{}")


def add_rows(project: Project) -> None:
    rows = tuple(example(number, ExampleKind.ANSWERABLE) for number in range(3))
    DatasetStore(project.dataset_file).replace_generated(rows, CHUNKS)


def test_each_step_follows_the_one_before(project: Project) -> None:
    assert overview(project).next_step is NextStep.ADD_DOCUMENTS
    add_document(project)
    assert overview(project).next_step is NextStep.BUILD_DATASET
    add_rows(project)
    assert overview(project).next_step is NextStep.CHECK_FIT
    run = project.new_run("qlora")
    assert overview(project).next_step is NextStep.RESUME_TRAINING
    write_own_record(run.root, 1)
    assert overview(project).next_step is NextStep.WATCH_TRAINING
    (run.root / "worker.json").unlink()
    run.adapter_folder.mkdir()
    assert overview(project).next_step is NextStep.MEASURE
    add_scorecard(run, "Better.")
    assert overview(project).next_step is NextStep.EXPORT
    project.new_run("qlora").adapter_folder.mkdir()
    assert overview(project).next_step is NextStep.MEASURE


def test_what_is_there_is_counted(project: Project) -> None:
    for number in range(2):
        add_document(project, number)
    (project.documents_folder / "handbook.pdf").write_text("no record")
    add_rows(project)
    first, second = project.new_run("a"), project.new_run("b")
    first.adapter_folder.mkdir()
    add_scorecard(first, "Better.")
    found = overview(project)
    assert (found.documents, found.rows, found.runs, found.finished) == (2, 3, 2, 1)
    assert (str(found.verdict), found.measured_run) == ("Better.", first.name)
    second.adapter_folder.mkdir()
    add_scorecard(second, "Worse.")
    assert str(overview(project).verdict) == "Worse."


def test_a_broken_dataset_is_told(project: Project) -> None:
    project.dataset_file.write_bytes(b"no database" * 100)
    with pytest.raises(TunedeskError, match=r"dataset\.sqlite"):
        overview(project)


def test_a_recent_project_is_told_without_touching_it(project: Project) -> None:
    for part in (project.root / PROJECT_FILE, project.runs_folder, project.jobs_folder):
        os.utime(part, (1000.0, 1000.0))
    found = recent_project(project.root)
    assert (found.name, found.is_there, found.used_s) == ("Harbour", True, 1000.0)
    os.utime(project.runs_folder, (2000.0, 2000.0))
    assert recent_project(project.root).used_s == 2000.0


def test_a_project_that_is_gone_or_broken_is_told_so(project: Project, tmp_path: Path) -> None:
    gone = recent_project(tmp_path / "elsewhere")
    assert (gone.name, gone.is_there) == ("elsewhere", False)
    assert not (tmp_path / "elsewhere").exists()
    (project.root / PROJECT_FILE).write_text("name = [")
    assert not recent_project(project.root).is_there
