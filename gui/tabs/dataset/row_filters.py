"""Which rows are shown: a search and three filters."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from backend.dataset.browse import RowQuery
from backend.dataset.row import ExampleKind, RowState, Split
from gui.models.row_words import kind_words, split_words, state_words
from gui.style import icon, scaled
from gui.widgets.flow_row import FlowRow
from gui.widgets.steady import steady

_SEARCH_WIDTH = 224
_TYPING_MS = 200
_EDITED = "edited"


class RowFilters(FlowRow):
    """Says which rows are wanted.

    Attributes:
        search: Where words to search for are typed.
        kind: Chooses what the rows teach.
        state: Chooses what a person did with them.
        split: Chooses what they are used for.

    Signals:
        changed: Other rows are wanted; `applied_to` says which.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins with all rows."""
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search in questions, answers and documents"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(scaled(_SEARCH_WIDTH))
        self.search.addAction(
            QAction(icon("search", "muted"), "", self), QLineEdit.ActionPosition.LeadingPosition
        )
        self.kind = self._box(self.tr("Kind"), self.tr("All kinds"))
        for kind in ExampleKind:
            self.kind.addItem(kind_words(kind), kind.value)
        self.state = self._box(self.tr("State"), self.tr("All states"))
        for state in RowState:
            self.state.addItem(state_words(state, edited=False), state.value)
        self.state.addItem(self.tr("Edited"), _EDITED)
        self.split = self._box(self.tr("Used for"), self.tr("All uses"))
        for split in Split:
            self.split.addItem(split_words(split), split.value)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.add(self.search)
        for box in (self.kind, self.state, self.split):
            self.add(box)

    @property
    def are_set(self) -> bool:
        """Whether some rows are left out."""
        boxes = (self.kind, self.state, self.split)
        return bool(self.search.text().strip()) or any(box.currentIndex() > 0 for box in boxes)

    def applied_to(self, query: RowQuery) -> RowQuery:
        """The query with what is wanted; its order stays."""
        # A box hands its values back as plain text.
        kind, state, split = (box.currentData() for box in (self.kind, self.state, self.split))
        return replace(
            query,
            text=self.search.text(),
            kind=ExampleKind(kind) if kind else None,
            state=RowState(state) if state and state != _EDITED else None,
            edited=state == _EDITED,
            split=Split(split) if split else None,
        )

    def clear_filters(self) -> None:
        """Wants all rows again."""
        for box in (self.kind, self.state, self.split):
            was_blocked = box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(was_blocked)
        was_blocked = self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(was_blocked)
        self._typing.stop()
        self.changed.emit()

    def close_down(self) -> None:
        """Stops its timer."""
        self._typing.stop()

    def _box(self, name: str, all_words: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.addItem(all_words, "")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        steady(box)
        box.currentIndexChanged.connect(lambda _: self.changed.emit())
        return box
