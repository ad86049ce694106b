"""What was just exported, and how it is used."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from backend.export.made import Made
from gui.style import icon, set_role
from gui.widgets.card import Card
from gui.widgets.code_block import CodeBlock
from gui.widgets.flow_row import FlowRow
from gui.widgets.icon_mark import IconMark
from gui.widgets.text import text_label
from gui.wording import size_text

_ICON_SIZE = 20


class Result(Card):
    """Where it lies, the code that loads it, and the model card. Hidden until there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._made: Made | None = None
        self.header.insertWidget(0, IconMark("done", "good", _ICON_SIZE))
        self._path = text_label(role="muted", wrap=True)
        self._code = CodeBlock(self.tr("Load it in Python"))
        self._base = text_label(role="small muted", wrap=True)
        buttons = FlowRow()
        folder = QPushButton(icon("folder"), self.tr("Open folder"))
        folder.clicked.connect(self._open_folder)
        card = QPushButton(icon("document"), self.tr("Open model card"))
        card.setToolTip(
            self.tr("What it was made from, how it was trained and what it can do (README.md).")
        )
        card.clicked.connect(self._open_card)
        set_role(card, "quiet")
        buttons.add(folder)
        buttons.add(card)
        for widget in (self._path, buttons, self._code, self._base):
            self.body.addWidget(widget)
        self.hide()

    def show_made(self, made: Made) -> None:
        """Shows an export."""
        self._made = made
        self.set_title(
            self.tr("{name} is ready, {size}").format(
                name=made.folder.name, size=size_text(made.size_bytes)
            )
        )
        self._path.setText(str(made.folder))
        self._code.show_code(made.code)
        self._base.setText(
            self.tr(
                "It is an addition to its base model, which lies in {base}. Give both to whoever "
                "is to use it; the model card tells the rest."
            ).format(base=made.base)
        )
        self.show()

    def _open_folder(self) -> None:
        if self._made is not None:
            _open(self._made.folder)

    def _open_card(self) -> None:
        if self._made is not None:
            _open(self._made.card)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
