"""Choosing the base model: the starter, one from the models folder, or any folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from backend.models.catalogue import CatalogueEntry, models_folder
from gui.models.setup import SetupModel
from gui.style import GRID, icon
from gui.tabs.hardware.model_words import model_name, model_size, shape_text
from gui.widgets.card import Card
from gui.widgets.error_card import ErrorCard
from gui.widgets.help_button import HelpButton
from gui.widgets.progress_row import ProgressRow
from gui.widgets.text import show_text, text_label
from gui.wording import words


class ModelPicker(Card):
    """The models there are, one of them chosen.

    Signals:
        chosen: The person wants that model (its reference).
        folder_chosen: The person wants the model in that folder (`Path`), not checked yet.
    """

    chosen = Signal(str)
    folder_chosen = Signal(object)

    def __init__(self, setup: SetupModel, parent: QWidget | None = None) -> None:
        """Empty until `show_models`."""
        super().__init__(parent=parent)
        self.set_title(self.tr("Base model"))
        self._setup = setup
        self._group = QButtonGroup(self)
        self._rows: list[_ModelRow] = []
        self._entries: tuple[CatalogueEntry, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        self._progress = ProgressRow()
        self._progress.set_cancellable(False)
        self._progress.show_progress(self.tr("Working out the model's shape…"), None)
        self._shape = text_label(role="small muted", wrap=True)
        self._fault = ErrorCard()
        self._fault.action_requested.connect(setup.retry_model)
        folder = QPushButton(icon("open"), self.tr("Choose a folder…"))
        folder.clicked.connect(self._ask_for_folder)
        foot = QHBoxLayout()
        foot.addWidget(folder)
        foot.addWidget(HelpButton(self._help(), about=self.tr("models")))
        foot.addStretch(1)
        self.body.addLayout(self._list)
        for widget in (self._progress, self._shape, self._fault):
            self.body.addWidget(widget)
        self.body.addLayout(foot)
        setup.facts_changed.connect(self.show_facts)
        self.show_facts()

    def show_models(self, entries: Sequence[CatalogueEntry], current: str) -> None:
        """Shows these models; `current` is the reference of the project's own."""
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self._fill()
        for row in self._rows:
            row.set_current(row.reference == current)

    def show_facts(self) -> None:
        """Shows what is known of the chosen model, that it is being read, or why it can't be."""
        facts, problem = self._setup.facts, self._setup.facts_problem
        self._progress.setVisible(facts is None and problem is None)
        show_text(self._shape, shape_text(facts) if facts is not None else "")
        if problem is None:
            self._fault.hide()
        else:
            self._fault.show_fault(
                words(problem.message), words(problem.remedy), action_text=self.tr("Try again")
            )

    def _fill(self) -> None:
        for row in self._rows:
            self._group.removeButton(row.button)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_ModelRow(entry, self._choose) for entry in self._entries]
        for row in self._rows:
            self._group.addButton(row.button)
            self._list.addWidget(row)
            row.show()

    def _choose(self, reference: str) -> None:
        self.chosen.emit(reference)

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a model's folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self.folder_chosen.emit(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _help(self) -> str:
        return self.tr(
            "A model is a folder with config.json, a tokenizer and weights as safetensors. Models "
            "in {folder} are listed here by themselves."
        ).format(folder=models_folder())


class _ModelRow(QWidget):
    """One model: its name to choose it by, its size, and what is wrong with it."""

    def __init__(self, entry: CatalogueEntry, choose: Callable[[str], None]) -> None:
        super().__init__()
        self.reference = entry.reference
        self.button = QRadioButton(model_name(entry))
        self.button.setAccessibleDescription(model_size(entry))
        self.button.setToolTip(str(entry.path))
        self.button.setEnabled(entry.problem is None)
        self.button.clicked.connect(lambda: choose(self.reference))
        size = text_label(model_size(entry), "small muted", wrap=True)
        problem = text_label(role="small bad", wrap=True)
        show_text(problem, words(entry.problem) if entry.problem else "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        for label in (size, problem):
            label.setContentsMargins(3 * GRID + 4, 0, 0, 0)
            layout.addWidget(label)

    def set_current(self, is_current: bool) -> None:
        if is_current:
            self.button.setChecked(True)
