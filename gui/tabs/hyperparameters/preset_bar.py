"""Above the form: which recipe to begin with, how much of it to see, and the recipe as text."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from gui.models.setup import SetupModel
from gui.style import GRID, icon, set_role
from gui.widgets.flow_row import FlowRow
from gui.widgets.segmented import Segmented
from gui.widgets.text import text_label
from gui.wording import words

_OWN = "own"
_SIMPLE, _ALL = "simple", "all"


class PresetBar(QWidget):
    """Observes the set-up and changes its recipe.

    Signals:
        taken: A whole recipe was chosen.
        offer_changed: Other recipes are offered now.
        extent_chosen: The person wants to see all fields (True) or the simple ones.
        copy_requested, save_requested, load_requested: What to do with the recipe as text.
    """

    taken = Signal()
    offer_changed = Signal()
    extent_chosen = Signal(bool)
    copy_requested = Signal()
    save_requested = Signal()
    load_requested = Signal()

    def __init__(self, setup: SetupModel, parent: QWidget | None = None) -> None:
        """Begins with the recipe as it is."""
        super().__init__(parent)
        self._setup = setup
        self._names: tuple[str, ...] = ()
        self._presets: Segmented | None = None
        self._place = QHBoxLayout()
        self._sentence = text_label(role="small muted", wrap=True)
        self._extent = Segmented([(_SIMPLE, self.tr("Simple")), (_ALL, self.tr("Everything"))])
        self._extent.setAccessibleName(self.tr("Fields to show"))
        self._extent.chosen.connect(lambda value: self.extent_chosen.emit(value == _ALL))
        self._text_button = QPushButton(icon("document"), self.tr("As text"))
        set_role(self._text_button, "quiet")
        self._text_button.setMenu(self._text_menu())
        self._lay_out()
        setup.recipe_changed.connect(self.show_recipe)
        self.show_recipe()

    def show_recipe(self) -> None:
        """Shows which of the recipes it is."""
        names = tuple(variant.name for variant in self._setup.variants)
        if names != self._names or self._presets is None:
            self._names = names
            self._offer()
        current = self._setup.variant
        if self._presets is not None:
            self._presets.set_enabled(_OWN, current is None, self._own_reason())
            self._presets.set_value(current.name if current else _OWN)
        if current is not None:
            self._sentence.setText(words(current.sentence))
        else:
            self._sentence.setText(self.tr("Your own settings. Edit > Undo takes changes back."))
        self._sentence.setVisible(bool(names))

    def _lay_out(self) -> None:
        line = FlowRow(spacing=2 * GRID)
        presets = QWidget()
        presets.setLayout(self._place)
        self._place.setContentsMargins(0, 0, 0, 0)
        for widget in (presets, self._extent, self._text_button):
            line.add(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(line)
        layout.addWidget(self._sentence)

    def _offer(self) -> None:
        """Makes the row of recipes anew."""
        if self._presets is not None:
            self._place.removeWidget(self._presets)
            self._presets.hide()
            self._presets.deleteLater()
            self._presets = None
        if not self._names:
            return
        options = [(variant.name, words(variant.title)) for variant in self._setup.variants]
        self._presets = Segmented([*options, (_OWN, self.tr("Your own"))])
        self._presets.setAccessibleName(self.tr("Recipe to begin with"))
        self._presets.chosen.connect(self._take)
        self._place.addWidget(self._presets)
        self._presets.show()
        self.offer_changed.emit()

    def _take(self, name: str) -> None:
        for variant in self._setup.variants:
            if variant.name == name:
                self._setup.set_variant(variant)
                self.taken.emit()

    def _own_reason(self) -> str:
        if self._setup.variant is None:
            return ""
        return self.tr("Change any field below to make the recipe your own.")

    def _text_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(icon("copy"), self.tr("Copy as JSON"), self.copy_requested.emit)
        menu.addAction(icon("save"), self.tr("Save to a file…"), self.save_requested.emit)
        menu.addAction(icon("open"), self.tr("Load from a file…"), self.load_requested.emit)
        return menu
