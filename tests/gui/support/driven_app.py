"""Tunedesk's window in a program of its own, led through a part of the work.

`python -m tests.gui.support.driven_app PART ARGUMENTS`: makes the same objects as `gui.app.main`,
then does what a person would do and says in JSON lines how it went. The app itself has nothing in
it for tests.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from backend.project import Project
from gui.app import make_application, open_window
from gui.main_window import MainWindow
from gui.models.run import RunModel
from gui.tabs.registry import TABS
from tests.gui.support.journey import (
    build,
    heavy_modules,
    shown_run,
    start_training,
    watch_an_answer_stream,
    watch_plots_move,
)
from tests.gui.support.person import close_window, open_tab, stop_jobs, wait_for
from tests.gui.support.programs import say
from tests.gui.support.projects import LONG_RECIPE, SHORT_RECIPE_FOR_MANY_ROWS, keep_recipe


def whole_path(window: MainWindow, root: str) -> None:
    """A new project; waits for a file to be dropped, then builds, trains and asks."""
    context = window.context
    context.project.create(Path(root), "Dropped")
    project = context.project.require()
    keep_recipe(project, SHORT_RECIPE_FOR_MANY_ROWS)
    context.project.open(project.root)
    page = open_tab(window, "Dataset")
    centre = page.mapToGlobal(page.rect().center())
    say("drop_here", x=centre.x(), y=centre.y())
    wait_for("the file is taken", lambda: list(project.documents_folder.glob("*.pdf")), 60)
    wait_for("it has been read", lambda: not context.jobs.active, 60)
    say("built", rows=build(window))
    run = start_training(window)
    say("plots_moved", count=watch_plots_move(window))
    wait_for("the training has ended", lambda: not run.is_live, 180)
    say("trained", status=run.status.value, steps=len(run.curves.steps))
    say("answered", stages=watch_an_answer_stream(window))
    stop_jobs(window)
    say("finished", heavy=heavy_modules())


def train_for_long(window: MainWindow, root: str) -> None:
    """Opens a project and begins a long training; says each step, until it is killed."""
    keep_recipe(Project.open(Path(root)), LONG_RECIPE)
    window.context.project.open(Path(root))
    run = start_training(window)
    _say_steps(run)


def look_again(window: MainWindow) -> None:
    """The next start: what it shows of the training without being told of it."""
    context = window.context
    wait_for("the last project is open", lambda: context.project.project, 30)
    open_tab(window, "Training")
    wait_for("the training is found", lambda: context.jobs.of_kind("train"), 60)
    wait_for("the training is shown", lambda: shown_run(window), 30)
    run = shown_run(window)
    assert run is not None
    say("found", first=float(run.curves.steps[0]), steps=len(run.curves.steps), live=run.is_live)
    seen = len(run.curves.steps)
    watch_plots_move(window)
    wait_for("new steps are drawn", lambda: len(run.curves.steps) > seen, 60)
    say("live_again", steps=len(run.curves.steps))
    stop_jobs(window)
    say("finished", heavy=heavy_modules())


PARTS: dict[str, Callable[..., None]] = {
    "whole_path": whole_path,
    "train_for_long": train_for_long,
    "look_again": look_again,
}


def main(arguments: Sequence[str]) -> int:
    """Shows the window, goes through the part, closes the window."""
    application = make_application()
    window = open_window(application)
    window.setGeometry(20, 40, 1280, 720)
    wait_for("all tabs are made", lambda: len(window.tabs) == len(TABS))
    PARTS[arguments[0]](window, *arguments[1:])
    close_window(window)
    del application
    return 0


def _say_steps(run: RunModel) -> None:
    run.changed.connect(lambda: say("step", number=len(run.curves.steps)))
    wait_for("the training has ended", lambda: not run.is_live, 600)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
