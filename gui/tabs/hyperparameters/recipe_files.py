"""The recipe as text: to the clipboard, to a file, from a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from backend.recipe.io import read_recipe, recipe_text, write_recipe
from backend.recipe.recipe import Recipe
from gui.context import AppContext
from gui.workers.task import run_task

_SUFFIX = "json"
_SUGGESTED = "recipe.json"


class RecipeFiles(QObject):
    """Asks for files, reads and writes them in the background."""

    def __init__(self, context: AppContext, owner: QWidget) -> None:
        """`owner` is what the dialogs belong to."""
        super().__init__(owner)
        self._context = context
        self._owner = owner

    def copy(self) -> None:
        """Puts the recipe's text on the clipboard."""
        QGuiApplication.clipboard().setText(recipe_text(self._context.setup.recipe))
        self._context.tell(self.tr("The recipe is on the clipboard."))

    def ask_and_save(self) -> None:
        """Asks for a file and saves the recipe there."""
        dialog = self._dialog(self.tr("Save the recipe"), self.save)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_SUFFIX)
        dialog.selectFile(_SUGGESTED)
        dialog.open()

    def ask_and_load(self) -> None:
        """Asks for a file and takes the recipe in it."""
        dialog = self._dialog(self.tr("Load a recipe"), self.load)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.open()

    def save(self, file: Path) -> None:
        """Writes the recipe to a file."""
        recipe = self._context.setup.recipe
        run_task(
            self,
            lambda: write_recipe(file, recipe),
            lambda _: self._context.tell(
                self.tr("The recipe is saved as {name}.").format(name=file.name)
            ),
            self._context.report,
        )

    def load(self, file: Path) -> None:
        """Takes the recipe in a file; can be undone."""
        run_task(self, lambda: read_recipe(file), self._take, self._context.report)

    def _take(self, recipe: Recipe) -> None:
        self._context.setup.set_recipe(recipe, self.tr("Load a recipe"))

    def _dialog(self, title: str, chosen: Callable[[Path], None]) -> QFileDialog:
        dialog = QFileDialog(self._owner, title)
        dialog.setNameFilter(self.tr("Recipes (*.json)"))
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        return dialog
