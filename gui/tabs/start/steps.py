"""The seven steps, a line each, for who sees the app for the first time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.style import GRID
from gui.widgets.even_row import EvenRow
from gui.widgets.icon_mark import IconMark
from gui.widgets.text import text_label

_LEAST_WIDTH = 144
_ICON_SIZE = 20


class Steps(QWidget):
    """What each tab is for, in the order of the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = text_label(self.tr("From documents to a model of your own"), "heading", wrap=True)
        row = EvenRow(smallest=_LEAST_WIDTH, spacing=2 * GRID)
        for number, (name, step, line) in enumerate(self._steps(), start=1):
            row.add(_Step(name, f"{number}  {step}", line))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(title)
        layout.addWidget(row)

    def _steps(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("start", self.tr("Start"), self.tr("Make a project, or open one.")),
            ("dataset", self.tr("Dataset"), self.tr("Documents become questions and answers.")),
            ("hardware", self.tr("Hardware"), self.tr("See which model fits your graphics card.")),
            (
                "hyperparameters",
                self.tr("Hyperparameters"),
                self.tr("Good values are set, each with its reason."),
            ),
            ("training", self.tr("Training"), self.tr("Watch it learn. Pause and resume freely.")),
            ("test", self.tr("Test"), self.tr("Chat with it, and measure before and after.")),
            ("export", self.tr("Export"), self.tr("Take the result with you.")),
        )


class _Step(QWidget):
    """Icon and name, and below them what happens there."""

    def __init__(self, icon_name: str, name: str, line: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(IconMark(icon_name, "accent", _ICON_SIZE))
        layout.addSpacing(GRID // 2)
        layout.addWidget(text_label(name, "strong"))
        said = text_label(line, "small muted", wrap=True)
        layout.addWidget(said, 0, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(1)
