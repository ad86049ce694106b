"""Making, opening and closing projects, as the menus and the Start tab offer it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from backend.documents.spec import AddSpec
from backend.message import TunedeskError
from gui.context import AppContext
from gui.models.project import sample_document


class ProjectActions(QObject):
    """The few things that begin or end work on a project."""

    def __init__(self, context: AppContext, window: QWidget) -> None:
        """`window` owns the dialogs."""
        super().__init__(window)
        self._context = context
        self._window = window

    def new_project(self) -> None:
        """Asks for name, folder and model, and makes the project."""
        from gui.dialogs.new_project import NewProjectDialog

        if NewProjectDialog(self._context, self._window).exec():
            self._context.go_to("dataset")

    def open_project(self) -> None:
        """Asks for a project's folder and opens it."""
        folder = QFileDialog.getExistingDirectory(
            self._window,
            self.tr("Open a project"),
            str(projects_folder(self._context)),
        )
        if folder:
            self.open_recent(folder)

    def open_recent(self, folder: str) -> None:
        """Opens the project in `folder`."""
        try:
            self._context.project.open(Path(folder))
        except TunedeskError as error:
            self._context.report(error)

    def try_sample(self) -> None:
        """Makes a project with the sample handbook and begins to read it."""
        root = _free_folder(projects_folder(self._context) / "sample-handbook")
        try:
            self._context.project.create(root, self.tr("Sample handbook"))
            spec = AddSpec(str(root), (str(sample_document()),))
            self._context.jobs.start("documents_add", spec)
        except TunedeskError as error:
            self._context.report(error)
            return
        self._context.go_to("dataset")

    def close_project(self) -> None:
        """Closes the open project; its jobs go on."""
        self._context.project.close()
        self._context.go_to("start")


def projects_folder(context: AppContext) -> Path:
    """Where new projects are made."""
    chosen = context.preferences.settings.projects_folder
    return Path(chosen) if chosen else usual_projects_folder()


def usual_projects_folder() -> Path:
    """Where new projects are made unless a person has chosen another folder."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place)) / "Tunedesk"


def _free_folder(wanted: Path) -> Path:
    """`wanted`, or the same with the first number that makes it new."""
    candidate, number = wanted, 2
    while candidate.exists():
        candidate = wanted.with_name(f"{wanted.name}-{number}")
        number += 1
    return candidate
