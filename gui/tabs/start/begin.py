"""Three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets.columns import Columns
from gui.widgets.option_button import OptionButton

_LEAST_WIDTH = 240


class Begin(QWidget):
    """The sample, a new project, an old one: each a large button.

    Signals:
        sample_wanted: "Try the sample handbook".
        new_wanted: "New project".
        open_wanted: "Open a project".
    """

    sample_wanted = Signal()
    new_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, is_tall: bool) -> None:
        """Makes the buttons.

        Args:
            parent: The widget they lie in.
            is_tall: Large ones, where there is nothing else to do yet.
        """
        super().__init__(parent)
        self._is_tall = is_tall
        columns = Columns()
        for button, signal in (
            (self._sample(), self.sample_wanted),
            (self._new(), self.new_wanted),
            (self._open(), self.open_wanted),
        ):
            button.clicked.connect(signal)
            columns.add(button, _LEAST_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(columns)

    def _sample(self) -> OptionButton:
        return OptionButton(
            "sample",
            self.tr("Try the sample handbook"),
            self.tr(
                "See the whole way in a few minutes: a small handbook, a tiny model, no setup."
            ),
            is_tall=self._is_tall,
        )

    def _new(self) -> OptionButton:
        return OptionButton(
            "add",
            self.tr("New project"),
            self.tr("Begin with documents of your own: PDFs and text files, one or many."),
            is_tall=self._is_tall,
        )

    def _open(self) -> OptionButton:
        return OptionButton(
            "open",
            self.tr("Open a project"),
            self.tr("Go on where you left off. A project is a folder; it can be copied and moved."),
            is_tall=self._is_tall,
        )
