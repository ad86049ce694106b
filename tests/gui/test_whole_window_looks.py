"""Over the whole window: every control has a name, Tab follows reading, no text is cut off."""

from __future__ import annotations

import os

import pytest

from backend.project import Project
from gui.main_window import MainWindow
from gui.tabs.registry import TABS, TabEntry
from tests.gui.support.looks import cut_off, nameless, out_of_order
from tests.gui.support.person import open_tab, settle
from tests.gui.support.programs import TalkingProgram

ALL_TABS = pytest.mark.parametrize("entry", TABS, ids=lambda entry: entry.name)


@ALL_TABS
def test_an_empty_tab_can_be_used_by_ear_and_by_keyboard(
    window: MainWindow, entry: TabEntry
) -> None:
    _check(window, entry)


@ALL_TABS
def test_a_filled_tab_can_be_used_by_ear_and_by_keyboard(
    window: MainWindow, entry: TabEntry, trained_project: Project
) -> None:
    window.context.project.open(trained_project.root)
    _check(window, entry)


def test_nothing_is_cut_off_at_200_percent_on_a_small_screen(trained_project: Project) -> None:
    program = TalkingProgram(
        "tests.gui.support.cramped_window",
        trained_project.root,
        environment={**os.environ, "QT_SCALE_FACTOR": "2"},
    )
    try:
        shown = program.wait_for("shown")
        assert (shown["width"], shown["height"], shown["ratio"]) == (640, 360, 2)
        told = [program.wait_for("tab") for _ in range(2 * len(TABS))]
        faults = [f"{tab['state']} {tab['name']}: {one}" for tab in told for one in tab["faults"]]
        assert faults == []
        assert program.wait_for_end() == 0, program.errors()
    finally:
        program.kill()


def _check(window: MainWindow, entry: TabEntry) -> None:
    page = open_tab(window, entry.title)
    settle()
    faults = nameless(window) + out_of_order(page) + cut_off(window)
    assert faults == []
