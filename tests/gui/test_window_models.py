"""The window's models over real projects and real workers."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from backend.documents.spec import AddSpec
from backend.jobs.reducer import RunStatus
from backend.project import Project
from gui.context import AppContext
from tests.gui.support.projects import SAMPLE


def test_opening_a_built_project_plans_its_training(
    context: AppContext, sample_project: Project, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(context.project.opened):
        context.project.open(sample_project.root)
    qtbot.waitUntil(lambda: context.setup.plan is not None and context.setup.schedule is not None)
    assert context.setup.rows > 0
    assert context.setup.facts is not None
    assert context.setup.problems == ()
    assert context.setup.recipe.method == "qlora"


def test_a_past_run_is_read_whole_from_its_journal(
    context: AppContext, trained_project: Project, qtbot: QtBot
) -> None:
    context.project.open(trained_project.root)
    run = context.jobs.open_run(trained_project.run("last"))
    seen = {(run.status, run.is_live)}
    run.changed.connect(lambda: seen.add((run.status, run.is_live)))
    qtbot.waitUntil(lambda: run.status is RunStatus.FINISHED)
    # Never as one that runs or has failed, also while it is being read.
    assert seen <= {(RunStatus.WAITING, False), (RunStatus.FINISHED, False)}
    assert len(run.curves.steps) == len(run.state.steps) > 3
    assert len(run.curves.eval_loss) >= 2


def test_a_job_is_launched_followed_and_tells_the_project(
    context: AppContext, qtbot: QtBot, tmp_path
) -> None:
    context.project.create(tmp_path / "new")
    with qtbot.waitSignal(context.project.documents_changed, timeout=60_000):
        context.jobs.start("documents_add", AddSpec(str(tmp_path / "new"), (str(SAMPLE),)))
    assert list((tmp_path / "new" / "documents").glob("*.pdf"))
