"""The app's settings as the window observes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from backend.message import TunedeskError
from backend.settings.app_settings import AppSettings, read_settings, write_settings


class Preferences(QObject):
    """Reads the settings once and writes each change.

    Signals:
        changed: Some setting is another now.
        problem: The settings can't be kept (`TunedeskError`); they hold until the window closes.
    """

    changed = Signal()
    problem = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Reads the settings."""
        super().__init__(parent)
        self.settings: AppSettings = read_settings()

    def change(self, **fields: Any) -> None:
        """Sets fields of `AppSettings` and keeps them."""
        self._take(replace(self.settings, **fields))

    def remember_project(self, folder: Path) -> None:
        """Puts `folder` on top of the recent projects."""
        self._take(self.settings.with_recent(folder))

    def forget_project(self, folder: str) -> None:
        """Takes `folder` off the recent projects."""
        recent = tuple(path for path in self.settings.recent if path != folder)
        self.change(recent=recent)

    def splitter(self, name: str) -> str:
        """The kept state of a splitter, as Base64 text; empty before the first time."""
        return dict(self.settings.splitters).get(name, "")

    def keep_splitter(self, name: str, state: str) -> None:
        """Keeps the state of a splitter."""
        splitters = {**dict(self.settings.splitters), name: state}
        self.change(splitters=tuple(splitters.items()))

    def _take(self, settings: AppSettings) -> None:
        if settings == self.settings:
            return
        self.settings = settings
        try:
            write_settings(settings)
        except TunedeskError as error:
            self.problem.emit(error)
        self.changed.emit()
