"""The window around the tabs: it knows them by their interface alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoCommand, QUndoStack
from pytestqt.qtbot import QtBot

from backend.message import fault
from backend.settings.app_settings import read_settings
from gui.context import AppContext
from gui.main_window import MainWindow
from gui.tab_strip import TabStrip
from gui.tabs.base import PrimaryAction, Tab, TabState
from gui.tabs.registry import TABS, TabEntry


class _Plain(Tab):
    """A tab that remembers what the window did to it."""

    def __init__(self, context: AppContext, parent: object = None) -> None:
        super().__init__(context, parent)  # type: ignore[arg-type]
        self.log: list[object] = []
        self.action: PrimaryAction | None = PrimaryAction("Go on")
        self.how = TabState.READY

    def headline(self) -> str:
        return "Ten pages are ready."

    def state(self) -> TabState:
        return self.how

    def primary(self) -> PrimaryAction | None:
        return self.action

    def run_primary(self) -> None:
        self.log.append("primary")

    def shown(self) -> None:
        self.log.append("shown")

    def hidden(self) -> None:
        self.log.append("hidden")

    def receive(self, payload: object) -> None:
        self.log.append(payload)

    def close_down(self) -> None:
        self.log.append("closed")


class _First(_Plain):
    name = "start"


class _Second(_Plain):
    name = "dataset"

    def __init__(self, context: AppContext, parent: object = None) -> None:
        super().__init__(context, parent)
        self._stack = QUndoStack(self)

    def undo_stack(self) -> QUndoStack:
        return self._stack


ENTRIES = (
    TabEntry("start", "Start", lambda: _First),
    TabEntry("dataset", "Dataset", lambda: _Second),
)


@pytest.fixture
def window(context: AppContext, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(context, ENTRIES)
    made.show()
    qtbot.waitUntil(lambda: len(made.tabs) == 2)
    yield made
    made.close()
    made.deleteLater()


def test_the_window_shows_with_one_tab_and_makes_the_others_after(
    context: AppContext, qtbot: QtBot
) -> None:
    window = MainWindow(context, ENTRIES)
    window.show()
    assert list(window.tabs) == ["start"]
    qtbot.waitUntil(lambda: list(window.tabs) == ["start", "dataset"])
    window.close()
    window.deleteLater()


def test_the_header_shows_the_front_tab_and_takes_its_next_step(
    window: MainWindow, qtbot: QtBot
) -> None:
    front = window.front
    assert isinstance(front, _First)
    assert window.header.button.text() == "Go on"
    qtbot.mouseClick(window.header.button, Qt.MouseButton.LeftButton)
    assert front.log == ["shown", "primary"]
    front.action = PrimaryAction("Go on", enabled=False, reason="There are no rows yet.")
    front.presented.emit()
    assert not window.header.button.isEnabled()
    assert window.header.button.toolTip() == "There are no rows yet."
    front.action = None
    front.presented.emit()
    assert window.header.button.isHidden()


def test_going_to_a_tab_hands_it_the_payload(window: MainWindow, context: AppContext) -> None:
    context.go_to("dataset", {"row": 3})
    second = window.front
    assert isinstance(second, _Second)
    assert second.log == ["shown", {"row": 3}]
    first = window.tabs["start"]
    assert isinstance(first, _First)
    assert first.log[-1] == "hidden"


def test_undo_acts_on_the_front_tab(window: MainWindow, context: AppContext) -> None:
    class Change(QUndoCommand):
        def __init__(self, log: list[str]) -> None:
            super().__init__("change")
            self.log = log

        def undo(self) -> None:
            self.log.append("undone")

    log: list[str] = []
    second = window.tabs["dataset"]
    assert isinstance(second, _Second)
    second.undo_stack().push(Change(log))
    undo = next(
        action
        for menu in window.menuBar().actions()
        if menu.text() == "&Edit"
        for action in menu.menu().actions()
        if "Undo" in action.text()
    )
    assert not undo.isEnabled()
    context.go_to("dataset")
    assert undo.isEnabled()
    undo.trigger()
    assert log == ["undone"]


def test_a_fault_is_shown_with_cause_remedy_and_a_button(
    window: MainWindow, context: AppContext, qtbot: QtBot
) -> None:
    tried: list[str] = []
    error = fault("some.fault", "{file} is broken.", "Mend {file}.", file="a.pdf")
    context.report(error, "Try again", lambda: tried.append("again"))
    card = window.fault_card
    assert card.isVisible()
    texts = " ".join(label.text() for label in card.findChildren(type(window.header.title_label)))
    assert "a.pdf is broken." in texts
    assert "Mend a.pdf." in texts
    card.action_requested.emit()
    assert tried == ["again"]
    assert not card.isVisible()


def test_the_tab_bar_says_each_state_in_words(window: MainWindow) -> None:
    assert "ready" in window.strip.tabToolTip(0)
    tab = window.tabs["start"]
    assert isinstance(tab, _First)
    tab.how = TabState.ATTENTION
    tab.presented.emit()
    assert "needs attention" in window.strip.tabToolTip(0)
    assert window.strip.tabButton(0, window.strip.ButtonPosition.RightSide) is not None


def test_a_narrow_window_keeps_every_tab_in_reach(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(640, 360)
    qtbot.waitUntil(lambda: window.width() == 640)
    assert window.strip.tabText(window.strip.currentIndex()) == "Start"
    last = window.strip.tabRect(window.strip.count() - 1)
    assert last.right() <= window.strip.width()


def test_all_seven_tabs_fit_a_small_screen_at_200_percent(
    context: AppContext, qtbot: QtBot
) -> None:
    strip = TabStrip(TABS)
    strip.resize(616, 40)
    strip.setCurrentIndex(3)
    for index in range(strip.count()):
        strip.set_state(index, TabState.ATTENTION)
    strip.show()
    assert strip.tabText(3) == "Hyperparameters"
    assert strip.tabRect(6).right() <= strip.width()
    strip.close()
    strip.deleteLater()


def test_size_and_project_come_back_at_the_next_start(
    context: AppContext, qtbot: QtBot, tmp_path: Path
) -> None:
    context.project.create(tmp_path / "mine")
    window = MainWindow(context, ENTRIES)
    window.show()
    window.resize(700, 500)
    window.close()
    window.deleteLater()
    again = MainWindow(context, ENTRIES)
    assert (again.width(), again.height()) == (700, 500)
    again.close()
    again.deleteLater()
    assert read_settings().recent == (str(tmp_path / "mine"),)


def test_the_title_names_the_project(
    window: MainWindow, context: AppContext, tmp_path: Path
) -> None:
    context.project.create(tmp_path / "mine", "My handbook")
    assert window.windowTitle().startswith("My handbook")
    context.project.close()
    assert "My handbook" not in window.windowTitle()


def test_a_theme_chosen_in_the_menu_is_worn_and_kept(
    window: MainWindow, context: AppContext
) -> None:
    context.preferences.change(theme="dark", font_scale=1.2)
    assert context.theme.palette.name == "dark"
    assert read_settings().theme == "dark"
    assert read_settings().font_scale == 1.2


def test_closing_tells_every_tab(context: AppContext, qtbot: QtBot) -> None:
    window = MainWindow(context, ENTRIES)
    window.show()
    qtbot.waitUntil(lambda: len(window.tabs) == 2)
    tabs = list(window.tabs.values())
    window.close()
    assert [tab.log[-1] for tab in tabs if isinstance(tab, _Plain)] == ["closed", "closed"]
    window.deleteLater()
