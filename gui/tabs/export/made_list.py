"""The exports that lie in the project."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backend.export.made import Made
from gui.style import GRID, set_role
from gui.widgets.card import Card
from gui.widgets.content_button import ContentButton
from gui.widgets.icon_mark import IconMark
from gui.widgets.text import text_label
from gui.wording import size_text, when_text

_ICON_SIZE = 20


class MadeList(Card):
    """A row for each; pressing one shows how it is used. Hidden while there is none.

    Signals:
        chosen: One was pressed (`Made`).
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Exports of this project"))
        self._made: tuple[Made, ...] = ()
        self._rows: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self.hide()

    def show_exports(self, exports: Sequence[Made]) -> None:
        """Shows these, in their order."""
        if tuple(exports) == self._made:
            return
        self._made = tuple(exports)
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = [self._row(made) for made in exports]
        self.setVisible(bool(exports))

    def _row(self, made: Made) -> QWidget:
        button = ContentButton()
        set_role(button, "quiet row")
        told = f"{size_text(made.size_bytes)} · {when_text(made.made_s, time.time())}"
        layout = QHBoxLayout(button)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID + GRID // 2)
        layout.addWidget(IconMark("package", "accent", _ICON_SIZE))
        layout.addWidget(text_label(made.folder.name, "strong", wrap=True), 1)
        layout.addWidget(text_label(told, "small muted"))
        button.seal()
        button.setAccessibleName(self.tr("Show {name}").format(name=made.folder.name))
        button.setAccessibleDescription(told)
        button.setToolTip(self.tr("Show where it lies and how it is loaded"))
        button.clicked.connect(lambda: self.chosen.emit(made))
        self._list.addWidget(button)
        return button
