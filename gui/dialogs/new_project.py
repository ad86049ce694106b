"""Making a project: a name, a folder, a base model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from backend.message import Message, TunedeskError
from backend.models.catalogue import CatalogueEntry, list_models
from backend.models.folder import check_model_folder
from backend.new_project import place_problem, usual_place
from backend.project import STARTER
from gui.context import AppContext
from gui.dialogs.frame import DialogFrame
from gui.dialogs.project_actions import projects_folder
from gui.widgets.error_card import ErrorCard
from gui.widgets.folder_field import FolderField
from gui.widgets.labelled import labelled
from gui.wording import size_text, words
from gui.workers.task import Task, run_task

_WIDTH = 560
_OTHER = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder, and what speaks against it."""

    folder: Path
    problem: Message | None


class NewProjectDialog(DialogFrame):
    """Asks for what a project needs, and makes and opens it; accepted once it is open."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Begins with a name and a folder that will do."""
        super().__init__("", _WIDTH, parent)
        self.setWindowTitle(self.tr("New project"))
        self._context = context
        self._follows_name = True
        self._model = STARTER
        self._known: list[CatalogueEntry] = []
        self._looking: Task | None = None
        self._place_problem: Message | None = None
        self._build()
        self._name.setText(self.tr("My project"))
        self._name.selectAll()
        self._suggest_folder()
        run_task(self, list_models, self._take_models, self._show_fault)

    def _build(self) -> None:
        self._name = QLineEdit()
        self._name.textEdited.connect(self._suggest_folder)
        self._folder = FolderField(self.tr("Folder of the new project"))
        self._folder.edited.connect(self._take_folder)
        self._models = QComboBox()
        self._models.activated.connect(self._choose_model)
        self._name_row = labelled(self.tr("Name"), self._name)
        self._folder_row = labelled(self.tr("Folder"), self._folder)
        self._folder_hint = self.tr("Everything of the project lies in this one folder.")
        self._folder_row.set_hint(self._folder_hint)
        self._model_row = labelled(
            self.tr("Base model"),
            self._models,
            help=self.tr(
                "The model that is trained further. The starter ships with Tunedesk: it is tiny, "
                "trains in minutes even without a graphics card, and shows how all works."
            ),
        )
        self._model_row.set_hint(self.tr("Can be changed later in the Hardware tab."))
        self._fault = ErrorCard()
        for widget in (self._name_row, self._folder_row, self._model_row, self._fault):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.add_button(self.tr("Cancel")).clicked.connect(self.reject)
        self._create = self.add_button(self.tr("Create project"), "primary")
        self._create.setDefault(True)
        self._create.clicked.connect(self._make)
        self._show_models()

    def _suggest_folder(self) -> None:
        """Until a folder is chosen by hand it goes by the name."""
        name = self._name.text().strip()
        self._name_row.set_problem("" if name else self.tr("Give the project a name."))
        self._allow()
        if self._follows_name and name:
            parent = projects_folder(self._context)
            self._look(lambda: _judged(usual_place(parent, name)))

    def _take_folder(self, path: str) -> None:
        self._follows_name = not path.strip()
        if self._follows_name:
            self._suggest_folder()
        else:
            self._look(lambda: _judged(Path(path.strip()).expanduser()))

    def _look(self, work: Callable[[], _Place]) -> None:
        """Looks at the drive in the background; only the last look counts."""
        if self._looking is not None:
            self._looking.cancel()
        self._looking = run_task(self, work, self._take_place, self._show_fault)

    def _take_place(self, place: _Place) -> None:
        self._looking = None
        if self._follows_name:
            self._folder.set_path(str(place.folder))
        self._place_problem = place.problem
        self._folder_row.set_problem(words(place.problem) if place.problem else "")
        if place.problem is None:
            self._folder_row.set_hint(self._folder_hint)
        self._allow()

    def _allow(self) -> None:
        usable = bool(self._name.text().strip()) and self._place_problem is None
        self._create.setEnabled(usable)

    def _take_models(self, models: Sequence[CatalogueEntry]) -> None:
        self._known = [entry for entry in models if entry.problem is None]
        self._show_models()

    def _show_models(self) -> None:
        self._models.clear()
        for entry in self._known:
            self._models.addItem(self._model_text(entry), entry.reference)
        self._models.addItem(self.tr("A model folder on this computer …"), _OTHER)
        self._models.setCurrentIndex(max(0, self._models.findData(self._model)))

    def _model_text(self, entry: CatalogueEntry) -> str:
        size = size_text(entry.size_bytes)
        if entry.reference == STARTER:
            return self.tr("Starter, ships with Tunedesk ({size})").format(size=size)
        return f"{entry.name} ({size})"

    def _choose_model(self, index: int) -> None:
        chosen = self._models.itemData(index)
        if chosen == _OTHER:
            self._models.setCurrentIndex(max(0, self._models.findData(self._model)))
            caption = self.tr("Folder of a model in Hugging Face format")
            picked = QFileDialog.getExistingDirectory(self, caption)
            if picked:
                self._try_model(Path(picked))
        else:
            self._model = chosen
            self._model_row.set_problem("")

    def _try_model(self, folder: Path) -> None:
        run_task(
            self, lambda: _model_entry(folder), self._take_model,
            lambda error: self._model_row.set_problem(f"{words(error.message)}"),
        )  # fmt: skip

    def _take_model(self, entry: CatalogueEntry) -> None:
        self._model_row.set_problem("")
        self._model = entry.reference
        if all(known.reference != entry.reference for known in self._known):
            self._known.append(entry)
        self._show_models()

    def _make(self) -> None:
        folder = Path(self._folder.path).expanduser()
        try:
            self._context.project.create(folder, self._name.text().strip(), self._model)
        except TunedeskError as error:
            self._show_fault(error)
            return
        self.accept()

    def _show_fault(self, error: TunedeskError) -> None:
        self._fault.show_fault(words(error.message), words(error.remedy))
        self.fit()


def _judged(folder: Path) -> _Place:
    return _Place(folder, place_problem(folder))


def _model_entry(folder: Path) -> CatalogueEntry:
    """A model folder as the catalogue shows it.

    Raises:
        TunedeskError: It can't be used.
    """
    check_model_folder(folder)
    reference = str(folder.absolute())
    return next(entry for entry in list_models([folder]) if entry.reference == reference)
