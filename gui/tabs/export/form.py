"""What is exported, in which form, and where to."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from backend.export.registry import TARGETS
from gui.style import GRID
from gui.tabs.export.model import ExportModel
from gui.widgets.card import Card
from gui.widgets.folder_field import FolderField
from gui.widgets.labelled import labelled
from gui.widgets.segmented import Segmented
from gui.widgets.steady import steady
from gui.widgets.text import show_text, text_label
from gui.wording import size_text, words


class ExportForm(Card):
    """A run, a form, a folder; below them what it takes, or why it can't be done."""

    def __init__(self, model: ExportModel, parent: QWidget | None = None) -> None:
        """Shows and changes the choice in `model`."""
        super().__init__("", parent)
        self._model = model
        self._runs = QComboBox()
        steady(self._runs)
        self._runs.activated.connect(self._choose)
        self._target = Segmented([(name, self.tr(each.title)) for name, each in TARGETS.items()])
        self._target.chosen.connect(self._choose)
        self._sentence = text_label(role="muted", wrap=True)
        self._folder = FolderField(self.tr("Folder of the export"))
        self._folder.edited.connect(lambda path: model.choose_folder(path.strip()))
        target_row = labelled(self.tr("Form"), self._target)
        # A choice of one would be none.
        target_row.setVisible(len(TARGETS) > 1)
        self._folder_row = labelled(self.tr("Folder"), self._folder)
        self.body.setSpacing(2 * GRID)
        for widget in (labelled(self.tr("Run"), self._runs), target_row, self._sentence):
            self.body.addWidget(widget)
        self.body.addWidget(self._folder_row)
        self.body.addStretch(1)
        model.changed.connect(self._show)
        self._show()

    def _choose(self) -> None:
        name = self._runs.currentData()
        for run in self._model.runs:
            if run.name == name:
                self._model.choose(run, self._target.value)

    def _show(self) -> None:
        model = self._model
        target = TARGETS[model.target]
        self.set_title(self.tr(target.title))
        show_text(self._sentence, words(target.sentence))
        self._target.set_value(model.target)
        self._show_runs()
        # What is being written is not overwritten by the same path in other words.
        if model.folder is not None and not self._folder.line.hasFocus():
            self._folder.set_path(str(model.folder))
        self._show_judgement()

    def _show_runs(self) -> None:
        names = [run.name for run in self._model.runs]
        if names != [self._runs.itemData(index) for index in range(self._runs.count())]:
            self._runs.clear()
            for name in names:
                self._runs.addItem(self.tr("Run {name}").format(name=name), name)
        if self._model.run is not None:
            self._runs.setCurrentIndex(self._runs.findData(self._model.run.name))

    def _show_judgement(self) -> None:
        problem, estimate = self._model.problem, self._model.estimate
        said = f"{words(problem.message)} {words(problem.remedy)}" if problem else ""
        self._folder_row.set_problem(said)
        if problem is not None:
            return
        if estimate is None:
            self._folder_row.set_hint(self.tr("Looking at the drive …"))
            return
        needed, free = size_text(estimate.needed_bytes), size_text(estimate.free_bytes)
        hint = self.tr("Takes {needed}; {free} are free there.").format(needed=needed, free=free)
        self._folder_row.set_hint(hint)
