"""The job `train` on a project: from its files to an adapter."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.dataset.row import Split
from backend.dataset.store import DatasetStore
from backend.events import JobFinished, JobStopped, NoticeRaised
from backend.message import TunedeskError
from backend.project import Project, RunFolder
from backend.recipe.io import write_recipe
from backend.training.job import run
from backend.training.spec import TrainSpec
from tests.recording_context import RecordingContext
from tests.tiny_model import make_tiny_model
from tests.training_support import (
    KilledError,
    WatchedContext,
    kill_at,
    rows,
    steps_of,
    with_recipe,
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("base"))


@pytest.fixture
def project(base: Path, tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "a project", base_model=str(base))
    examples = [*rows(12), *rows(4, Split.VALIDATION)]
    DatasetStore(made.dataset_file).replace_generated(examples, ())
    return made


def new_run(project: Project, **fields: object) -> RunFolder:
    made = project.new_run("qlora")
    write_recipe(made.recipe_file, with_recipe(epochs=1.0, **fields))
    return made


def spec_of(project: Project, run_folder: RunFolder) -> TrainSpec:
    return TrainSpec(project=str(project.root), run=run_folder.name)


def test_from_project_to_adapter(project: Project) -> None:
    folder = new_run(project)
    context = RecordingContext(folder.root)
    assert isinstance(run(spec_of(project, folder), context), JobFinished)
    assert (folder.adapter_folder / "adapter_model.safetensors").is_file()
    with pytest.raises(TunedeskError, match="is finished"):
        run(spec_of(project, folder), RecordingContext(folder.root, attempt=2))


def test_a_later_attempt_resumes_by_itself(project: Project) -> None:
    folder = new_run(project, save_steps=1)
    with pytest.raises(KilledError):
        run(spec_of(project, folder), WatchedContext(folder.root, kill_at(2)))
    context = RecordingContext(folder.root, attempt=2)
    assert isinstance(run(spec_of(project, folder), context), JobFinished)
    assert min(steps_of(context)) == 2
    codes = {event.message.code for event in context.events if isinstance(event, NoticeRaised)}
    assert "training.resume.from" in codes


def test_a_recipe_out_of_range_is_refused(project: Project) -> None:
    folder = new_run(project, rank=0, scheduler="sine")
    with pytest.raises(TunedeskError, match=r"rank is 0.*scheduler is sine"):
        run(spec_of(project, folder), RecordingContext(folder.root))


def test_no_rows_are_refused(base: Path, tmp_path: Path) -> None:
    empty = Project.create(tmp_path / "empty", base_model=str(base))
    DatasetStore(empty.dataset_file).replace_generated((), ())
    folder = new_run(empty)
    with pytest.raises(TunedeskError, match="no training rows"):
        run(spec_of(empty, folder), RecordingContext(folder.root))


def test_a_base_model_that_is_none_is_refused(project: Project, tmp_path: Path) -> None:
    other = Project.create(tmp_path / "other", base_model=str(tmp_path / "nowhere"))
    folder = new_run(other)
    with pytest.raises(TunedeskError, match="nowhere"):
        run(spec_of(other, folder), RecordingContext(folder.root))


def test_stop_before_the_beginning(project: Project) -> None:
    from backend.commands import Stop

    folder = new_run(project)
    context = RecordingContext(folder.root)
    context.say(Stop())
    outcome = run(spec_of(project, folder), context)
    assert isinstance(outcome, JobStopped)
    assert not outcome.saved
