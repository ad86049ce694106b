"""What a run has said that a person should know."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backend.events import NoticeRaised
from gui.style.metrics import GRID
from gui.widgets.card import Card
from gui.widgets.icon_mark import IconMark
from gui.widgets.text import text_label
from gui.wording import words


class NotesCard(Card):
    """The notices of a run, each once; hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins hidden."""
        super().__init__("", parent)
        self.set_title(self.tr("Notes"))
        self._shown: tuple[NoticeRaised, ...] = ()
        self._rows: list[QWidget] = []
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_notices(self, notices: Iterable[NoticeRaised]) -> None:
        """Shows these; warnings first."""
        each_once = {words(notice.message): notice for notice in notices}
        wanted = tuple(sorted(each_once.values(), key=lambda notice: notice.level != "warning"))
        if wanted == self._shown:
            return
        self._shown = wanted
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [_row(notice) for notice in wanted]
        for row in self._rows:
            self.body.addWidget(row)
        self.setVisible(bool(wanted))


def _row(notice: NoticeRaised) -> QWidget:
    row = QWidget()
    texts = QVBoxLayout()
    texts.setSpacing(2)
    texts.addWidget(text_label(words(notice.message), wrap=True))
    if notice.remedy is not None:
        texts.addWidget(text_label(words(notice.remedy), "muted", wrap=True))
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID)
    kind = "warning" if notice.level == "warning" else "info"
    layout.addWidget(IconMark(kind, kind), 0, Qt.AlignmentFlag.AlignTop)
    layout.addLayout(texts, 1)
    return row
