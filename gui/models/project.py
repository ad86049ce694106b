"""The open project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from backend.project import STARTER, Project
from backend.settings.paths import resources_folder

SAMPLE_DOCUMENT = "lunnet-sound-handbook.pdf"


class ProjectModel(QObject):
    """Which project is open, and which parts of it have changed.

    Signals:
        opening: A project is about to be opened.
        opened: A project is open now.
        closing: The open project is about to be closed; `project` still names it.
        closed: None is open now.
        documents_changed: Files were added or read.
        dataset_changed: Rows were built or edited.
        runs_changed: A run was made, has ended or was measured.
        info_changed: Name, base model or wording has changed.
    """

    opening = Signal()
    opened = Signal()
    closing = Signal()
    closed = Signal()
    documents_changed = Signal()
    dataset_changed = Signal()
    runs_changed = Signal()
    info_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Begins without a project."""
        super().__init__(parent)
        self.project: Project | None = None

    def require(self) -> Project:
        """The open project.

        Raises:
            LookupError: None is open: the caller should not have been reachable.
        """
        if self.project is None:
            raise LookupError("no project is open")
        return self.project

    def open(self, root: Path) -> None:
        """Opens a project in place of the open one.

        Raises:
            TunedeskError: It is no project or can't be read; the open one then stays open.
        """
        self._take(Project.open(root))

    def create(self, root: Path, name: str | None = None, base_model: str = STARTER) -> None:
        """Makes a new project and opens it.

        Raises:
            TunedeskError: The folder holds something or can't be written.
        """
        self._take(Project.create(root, name, base_model))

    def close(self) -> None:
        """Closes the open project; its jobs go on."""
        if self.project is None:
            return
        self.closing.emit()
        self.project = None
        self.closed.emit()

    def set_info(self, **changes: Any) -> None:
        """Changes fields of `project.toml`.

        Raises:
            TunedeskError: It can't be written.
        """
        self.project = self.require().with_info(**changes)
        self.info_changed.emit()

    def _take(self, project: Project) -> None:
        self.close()
        self.opening.emit()
        self.project = project
        self.opened.emit()


def sample_document() -> Path:
    """The handbook that ships with the app."""
    return resources_folder() / "sample" / SAMPLE_DOCUMENT
