"""The menu bar: what platforms expect, with shortcuts; every entry does something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication, QKeySequence, QUndoGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from gui.context import AppContext
from gui.dialogs.project_actions import ProjectActions

_SCALE_STEP = 0.1
_SMALLEST, _LARGEST = 0.8, 2.0


class Menus(QObject):
    """Fills the menu bar of a window."""

    def __init__(
        self,
        context: AppContext,
        window: QMainWindow,
        projects: ProjectActions,
        undo: QUndoGroup,
        tabs: list[tuple[str, str]],
    ) -> None:
        """Makes all menus.

        Args:
            context: What the entries act on.
            window: Whose menu bar it is.
            projects: Does what the Project menu says.
            undo: Acts on the front tab's undo stack.
            tabs: Name and title of each tab, for the View menu.
        """
        super().__init__(window)
        self._context = context
        self._window = window
        self._projects = projects
        self._project_menu()
        self._edit_menu(undo)
        self._view_menu(tabs)
        self._help_menu()

    def _project_menu(self) -> None:
        menu = self._window.menuBar().addMenu(self.tr("&Project"))
        keys = QKeySequence.StandardKey
        self._add(menu, self.tr("&New …"), self._projects.new_project, keys.New)
        self._add(menu, self.tr("&Open …"), self._projects.open_project, keys.Open)
        recent = menu.addMenu(self.tr("&Recent"))
        recent.aboutToShow.connect(lambda: self._fill_recent(recent))
        sample = self.tr("Try the &sample handbook")
        self._add(menu, sample, self._projects.try_sample)
        menu.addSeparator()
        close_text = self.tr("&Close project")
        self._close = self._add(menu, close_text, self._projects.close_project)
        self._follow_project()
        self._context.project.opened.connect(self._follow_project)
        self._context.project.closed.connect(self._follow_project)
        menu.addSeparator()
        settings = self._add(menu, self.tr("S&ettings …"), self._open_settings)
        settings.setShortcut("Ctrl+,")
        settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        leave = self._add(menu, self.tr("&Quit"), self._window.close, "Ctrl+Q")
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _follow_project(self) -> None:
        """A method, so that the models forget it together with the window."""
        self._close.setEnabled(self._context.project.project is not None)

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        for folder in self._context.preferences.settings.recent:
            text = f"{Path(folder).name}  —  {Path(folder).parent}"
            open_it: Callable[[], None] = lambda path=folder: self._projects.open_recent(path)  # type: ignore[misc]  # noqa: E731
            self._add(menu, text, open_it)
        if menu.isEmpty():
            menu.addAction(self.tr("None yet")).setEnabled(False)

    def _edit_menu(self, undo: QUndoGroup) -> None:
        menu = self._window.menuBar().addMenu(self.tr("&Edit"))
        back = undo.createUndoAction(menu, self.tr("&Undo"))
        back.setShortcut(QKeySequence.StandardKey.Undo)
        again = undo.createRedoAction(menu, self.tr("&Redo"))
        again.setShortcut(QKeySequence.StandardKey.Redo)
        menu.addActions([back, again])

    def _view_menu(self, tabs: list[tuple[str, str]]) -> None:
        menu = self._window.menuBar().addMenu(self.tr("&View"))
        for number, (name, title) in enumerate(tabs, start=1):
            go: Callable[[], None] = lambda tab=name: self._context.go_to(tab)  # type: ignore[misc]  # noqa: E731
            self._add(menu, title, go, f"Ctrl+{number}")
        menu.addSeparator()
        self._theme_menu(menu.addMenu(self.tr("&Theme")))
        keys = QKeySequence.StandardKey
        self._add(menu, self.tr("&Larger text"), lambda: self._scale(+1), keys.ZoomIn)
        self._add(menu, self.tr("&Smaller text"), lambda: self._scale(-1), keys.ZoomOut)
        self._add(menu, self.tr("&Normal text"), lambda: self._scale(0), "Ctrl+0")

    def _theme_menu(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        themes = {
            "system": self.tr("As the &system"),
            "light": self.tr("&Light"),
            "dark": self.tr("&Dark"),
        }
        actions = {}
        for theme, text in themes.items():
            pick: Callable[[], None] = lambda chosen=theme: self._context.preferences.change(  # type: ignore[misc]  # noqa: E731
                theme=chosen
            )
            actions[theme] = self._add(menu, text, pick)
            actions[theme].setCheckable(True)
            group.addAction(actions[theme])
        menu.aboutToShow.connect(
            lambda: actions[self._context.preferences.settings.theme].setChecked(True)
        )

    def _help_menu(self) -> None:
        menu = self._window.menuBar().addMenu(self.tr("&Help"))
        self._add(menu, self.tr("&Keyboard shortcuts"), self._open_shortcuts, "F1")
        self._add(menu, self.tr("&Doctor …"), self._open_doctor)
        self._add(menu, self.tr("&Copy diagnostics"), self._copy_diagnostics)
        menu.addSeparator()
        about = self._add(menu, self.tr("&About Tunedesk"), self._open_about)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def _add(
        self,
        menu: QMenu,
        text: str,
        act: Callable[[], object],
        keys: QKeySequence.StandardKey | str | None = None,
    ) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda _checked=False: act())
        if keys is not None:
            action.setShortcut(keys)
        return action

    def _scale(self, direction: int) -> None:
        scale = self._context.preferences.settings.font_scale + direction * _SCALE_STEP
        scale = round(min(_LARGEST, max(_SMALLEST, scale)), 1) if direction else 1.0
        self._context.preferences.change(font_scale=scale)

    def _open_settings(self) -> None:
        from gui.dialogs.settings import SettingsDialog

        SettingsDialog(self._context, self._window).exec()

    def _open_shortcuts(self) -> None:
        from gui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._window).exec()

    def _open_doctor(self) -> None:
        from gui.dialogs.doctor import DoctorDialog

        DoctorDialog(self._context, self._window).exec()

    def _open_about(self) -> None:
        from gui.dialogs.about import AboutDialog

        AboutDialog(self._window).exec()

    def _copy_diagnostics(self) -> None:
        from gui.dialogs.diagnostics import diagnostics_text
        from gui.workers.task import run_task

        run_task(
            self, lambda: diagnostics_text(self._context), self._take_diagnostics,
            self._context.report,
        )  # fmt: skip

    def _take_diagnostics(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._context.tell(self.tr("Diagnostics copied; they hold no text of yours."))
