"""What an export will consist of."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from backend.export.target import Target
from gui.style import GRID
from gui.widgets.card import Card
from gui.widgets.text import text_label
from gui.wording import words


class Contents(Card):
    """The files of a form of export, each with what is in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("What is in it"))
        self._target: Target | None = None
        self._list = QWidget()
        self.body.addWidget(self._list)

    def show_target(self, target: Target) -> None:
        """Shows another form."""
        if target is self._target:
            return
        self._target = target
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for content in target.contents:
            column.addWidget(text_label(content.file, "strong"))
            column.addWidget(text_label(words(content.sentence), "muted", wrap=True))
            column.addSpacing(GRID)
        self.body.replaceWidget(self._list, filled)
        self._list.deleteLater()
        self._list = filled
