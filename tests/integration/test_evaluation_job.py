from __future__ import annotations

import json
from pathlib import Path

import pytest

from backend.commands import Stop
from backend.dataset.row import ExampleKind
from backend.evaluation import job
from backend.evaluation.rows import spread
from backend.evaluation.scorecard import read_answers, read_scorecard
from backend.evaluation.spec import EvaluateSpec
from backend.events import (
    Event,
    JobFinished,
    JobStopped,
    NoticeRaised,
    PhaseChanged,
    ProgressMade,
)
from backend.message import TunedeskError
from backend.project import Project, RunFolder
from tests.recording_context import RecordingContext
from tests.tuned_run_support import example, fill_dataset, make_project, make_tuned_run


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    resources = tmp_path / "resources"
    (resources / "probe").mkdir(parents=True)
    probe = resources / "probe" / "general.txt"
    probe.write_text("The sea was calm.\n\nA gull cried over the roofs.\n", encoding="utf-8")
    monkeypatch.setattr(job, "resources_folder", lambda: resources)
    made = make_project(tmp_path)
    fill_dataset(made)
    return made


@pytest.fixture
def run(project: Project) -> RunFolder:
    return make_tuned_run(project)


def evaluate(project: Project, context: RecordingContext, **fields: object) -> object:
    spec = EvaluateSpec(str(project.root), "last", **fields)  # type: ignore[arg-type]
    return job.run(spec, context)


def phases(context: RecordingContext) -> list[str]:
    return [event.phase for event in context.events if isinstance(event, PhaseChanged)]


def test_a_run_is_measured_and_written(project: Project, run: RunFolder, tmp_path: Path) -> None:
    context = RecordingContext(tmp_path)
    finished = evaluate(project, context)
    assert isinstance(finished, JobFinished)
    assert phases(context) == ["loading", "before", "after"]
    card, answers = read_scorecard(run.scorecard_file), read_answers(run)
    assert (card.rows, card.answerable, card.unanswerable) == (8, 5, 3)
    assert {row.kind for row in answers} == {ExampleKind.ANSWERABLE, ExampleKind.UNANSWERABLE}
    assert {row.page for row in answers} == {2, 4}
    assert any(row.before != row.after for row in answers)
    perplexities = card.before.forgetting_perplexity, card.after.forgetting_perplexity
    assert perplexities[0].value != perplexities[1].value
    assert perplexities[0].total == 2
    assert str(finished.summary) == str(card.overall)
    done = [event.done for event in context.events if isinstance(event, ProgressMade)]
    assert done == [0, 8, 0, 8]


def test_the_second_time_the_base_model_is_not_asked_again(
    project: Project, run: RunFolder, tmp_path: Path
) -> None:
    evaluate(project, RecordingContext(tmp_path))
    first = run.scorecard_file.read_bytes()
    context = RecordingContext(tmp_path)
    evaluate(project, context)
    assert run.scorecard_file.read_bytes() == first
    notices = [event for event in context.events if isinstance(event, NoticeRaised)]
    assert [notice.message.code for notice in notices] == ["evaluation.kept"]
    (kept,) = (project.root / "evaluation").iterdir()
    kept.write_text("{", encoding="utf-8")
    evaluate(project, RecordingContext(tmp_path))
    assert run.scorecard_file.read_bytes() == first
    assert json.loads(kept.read_text(encoding="utf-8"))["version"] == 1


def test_other_rows_are_asked_anew(project: Project, run: RunFolder, tmp_path: Path) -> None:
    evaluate(project, RecordingContext(tmp_path))
    context = RecordingContext(tmp_path)
    evaluate(project, context, limit=3)
    assert read_scorecard(run.scorecard_file).rows == 3
    assert not context.of(NoticeRaised)


def test_with_nf4_weights(project: Project, tmp_path: Path) -> None:
    run = make_tuned_run(project, "qlora")
    assert isinstance(evaluate(project, RecordingContext(tmp_path), limit=2), JobFinished)
    assert read_scorecard(run.scorecard_file).rows == 2


class StopsAt(RecordingContext):
    """Is told to stop as soon as it has entered a phase."""

    def __init__(self, folder: Path, phase: str) -> None:
        super().__init__(folder)
        self.phase = phase

    def emit(self, event: Event) -> None:
        super().emit(event)
        if isinstance(event, PhaseChanged) and event.phase == self.phase:
            self.say(Stop())


@pytest.mark.parametrize("phase", ["before", "after"])
def test_stopped_it_keeps_the_old_scorecard(
    project: Project, run: RunFolder, tmp_path: Path, phase: str
) -> None:
    evaluate(project, RecordingContext(tmp_path), limit=2)
    old = run.scorecard_file.read_bytes()
    context = StopsAt(tmp_path, phase)
    assert isinstance(evaluate(project, context), JobStopped)
    assert run.scorecard_file.read_bytes() == old
    assert "after" not in phases(context) or phase == "after"


def test_a_run_without_adapter_is_named(project: Project, tmp_path: Path) -> None:
    project.new_run("qlora")
    with pytest.raises(TunedeskError, match="1-qlora has no adapter"):
        evaluate(project, RecordingContext(tmp_path))


def test_a_base_model_that_changed_is_found(
    project: Project, run: RunFolder, tmp_path: Path
) -> None:
    config = Path(project.info.base_model) / "config.json"
    config.write_text(config.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(TunedeskError, match="trained on another model"):
        evaluate(project, RecordingContext(tmp_path))


def test_a_split_without_rows_and_one_that_is_none(
    project: Project, run: RunFolder, tmp_path: Path
) -> None:
    with pytest.raises(TunedeskError, match="no questions in its validation split"):
        evaluate(project, RecordingContext(tmp_path), split="validation")
    with pytest.raises(TunedeskError, match="no split called exam"):
        evaluate(project, RecordingContext(tmp_path), split="exam")
    project.dataset_file.unlink()
    with pytest.raises(TunedeskError, match="no questions in its test split"):
        evaluate(project, RecordingContext(tmp_path))
    assert not project.dataset_file.exists()


def test_a_missing_probe_is_named(
    project: Project, run: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "resources_folder", lambda: tmp_path / "nowhere")
    with pytest.raises(TunedeskError, match=r"general\.txt is missing"):
        evaluate(project, RecordingContext(tmp_path))


def test_a_limit_spreads_over_the_rows() -> None:
    rows = [example(number, ExampleKind.ANSWERABLE) for number in range(10)]
    assert [row.example_id for row in spread(rows, 3)] == ["row-0", "row-3", "row-6"]
    assert spread(rows, 20) == tuple(rows)
    with pytest.raises(TunedeskError, match="At most 0"):
        spread(rows, 0)
