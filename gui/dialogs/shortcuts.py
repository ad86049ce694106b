"""The keyboard shortcuts, read off the menus so that the list is never out of date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QMainWindow, QMenu, QWidget

from gui.dialogs.frame import DialogFrame
from gui.style import GRID, set_role
from gui.widgets.text import text_label

_WIDTH = 480
Shortcut = tuple[str, str]
"""What it does, and the keys as they are called on this system."""


class ShortcutsDialog(DialogFrame):
    """What can be done from the keyboard, by menu."""

    def __init__(self, window: QWidget) -> None:
        """Reads the menus of `window`."""
        super().__init__("", _WIDTH, window)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        if isinstance(window, QMainWindow):
            for title, shortcuts in menu_shortcuts(window):
                self._add_group(title, shortcuts)
        self._add_group(self.tr("Everywhere"), self._general())
        self.add_close_button()

    def _general(self) -> list[Shortcut]:
        return [
            (self.tr("Next control"), _native("Tab")),
            (self.tr("Control before"), _native("Shift+Tab")),
            (self.tr("Press the button, set the mark"), _native("Space")),
            (self.tr("Close a dialog, a menu, a help text"), _native("Esc")),
            (self.tr("Tab to the left or right, once the tab bar is reached"), "←  →"),
        ]

    def _add_group(self, title: str, shortcuts: Sequence[Shortcut]) -> None:
        self.body.addWidget(text_label(title, "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(0, 1)
        for row, (text, keys) in enumerate(shortcuts):
            grid.addWidget(text_label(text, wrap=True), row, 0)
            cap = text_label(keys)
            set_role(cap, "key")
            cap.setAccessibleName(f"{text}: {keys}")
            grid.addWidget(cap, row, 1)
        self.body.addLayout(grid)
        self.body.addSpacing(GRID)


def menu_shortcuts(window: QMainWindow) -> Iterator[tuple[str, list[Shortcut]]]:
    """For each menu that has some, its title and its shortcuts."""
    for action in window.menuBar().actions():
        menu = action.menu()
        if not isinstance(menu, QMenu):
            continue
        shortcuts = [
            (_plain(each.text()), each.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            for each in _actions(menu)
            if not each.shortcut().isEmpty()
        ]
        if shortcuts:
            yield _plain(menu.title()), shortcuts


def _actions(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _actions(inner)
        else:
            yield action


def _plain(text: str) -> str:
    return text.replace("&", "").removesuffix("…").strip()


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
