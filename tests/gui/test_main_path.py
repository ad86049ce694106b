"""The main path through the window: drop the sample, build, train, watch, ask."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backend.jobs.reducer import RunStatus
from gui.main_window import MainWindow
from tests.command_line import ROOT
from tests.gui.support.dragging import drag_files
from tests.gui.support.journey import (
    build,
    start_training,
    watch_an_answer_stream,
    watch_plots_move,
)
from tests.gui.support.person import drop_files, open_tab, wait_for
from tests.gui.support.programs import TalkingProgram
from tests.gui.support.projects import SAMPLE, SHORT_RECIPE_FOR_MANY_ROWS, keep_recipe
from tests.gui.support.xserver import Screen


@pytest.mark.starter
def test_from_a_dropped_file_to_an_answer(window: MainWindow, tmp_path: Path) -> None:
    context = window.context
    context.project.create(tmp_path / "project")
    project = context.project.require()
    keep_recipe(project, SHORT_RECIPE_FOR_MANY_ROWS)
    context.project.open(project.root)

    assert drop_files(open_tab(window, "Dataset"), [SAMPLE])
    wait_for("the file is read", lambda: list(project.documents_folder.glob("*.json")))
    wait_for("the job has ended", lambda: not context.jobs.active)
    assert build(window) > 50

    run = start_training(window)
    assert watch_plots_move(window) >= 2
    wait_for("the training has ended", lambda: not run.is_live, 180)
    assert run.status is RunStatus.FINISHED

    stages = watch_an_answer_stream(window)
    assert stages[-1].startswith(stages[0])


@pytest.mark.starter
def test_the_same_in_a_real_window_with_a_real_drag(screen: Screen, tmp_path: Path) -> None:
    app = TalkingProgram(
        "tests.gui.support.driven_app",
        "whole_path",
        tmp_path / "project",
        environment=screen.environment(),
    )
    try:
        place = app.wait_for("drop_here")
        assert drag_files(screen, [SAMPLE], place["x"], place["y"]) == "CopyAction"
        assert app.wait_for("built", 200)["rows"] > 50
        assert app.wait_for("plots_moved", 300)["count"] >= 2
        assert app.wait_for("trained", 300)["status"] == "finished"
        assert len(app.wait_for("answered", 200)["stages"]) > 1
        assert app.wait_for("finished")["heavy"] == []
        assert app.wait_for_end() == 0, app.errors()
        assert "Traceback" not in app.errors()
    finally:
        app.kill()


def test_importing_all_of_the_window_brings_in_no_machine_learning() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import tests.gui.support.driven_app as a; "
         "print([e.load() for e in a.TABS] and a.heavy_modules())"],
        cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.stdout.strip() == "[]", told.stderr
