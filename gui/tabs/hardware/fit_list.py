"""Make it fit: what to change, in the order of harm, each with what it saves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from backend.planning.memory_plan import Advice
from gui.style import GRID
from gui.widgets.text import show_text, text_label
from gui.wording import size_text, words


class FitList(QWidget):
    """Each change with a button, and one for all of them.

    Signals:
        taken: The person wants these changes (a dict of the recipe's fields).
    """

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until `show_advice`."""
        super().__init__(parent)
        self._advice: tuple[Advice, ...] = ()
        self._title = text_label(self.tr("Make it fit"), "heading")
        self._all = QPushButton()
        self._all.clicked.connect(self._take_all)
        self._end = text_label(role="small muted", wrap=True, parent=self)
        self._rows: list[tuple[QWidget, ...]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._title, 0, 0)
        self._grid.addWidget(self._all, 0, 1, 1, 2, Qt.AlignmentFlag.AlignRight)

    @property
    def has_advice(self) -> bool:
        """Whether there is a change to offer."""
        return bool(self._advice)

    def show_advice(self, advice: Sequence[Advice]) -> None:
        """Shows these changes; they are meant to be taken one after the other."""
        if tuple(advice) == self._advice:
            return
        self._advice = tuple(advice)
        self._clear()
        for number, each in enumerate(self._advice, start=1):
            self._add_row(number, each)
        fits = bool(self._advice) and self._advice[-1].fits
        self._all.setVisible(len(self._advice) > 1)
        self._all.setText(self.tr("Apply all {count}").format(count=len(self._advice)))
        show_text(self._end, "" if fits else self._shortfall())
        self._grid.addWidget(self._end, len(self._advice) + 1, 0, 1, 3)

    def _add_row(self, number: int, advice: Advice) -> None:
        change = words(advice.change)
        label = text_label(f"{number}.  {change}", wrap=True)
        saves = text_label(
            self.tr("saves {size}, then {total}").format(
                size=size_text(advice.saves_bytes), total=size_text(advice.total_bytes)
            ),
            "small good" if advice.fits else "small muted",
        )
        button = QPushButton(self.tr("Apply"))
        button.setAccessibleName(self.tr("Apply: {change}").format(change=change))
        button.clicked.connect(lambda: self.taken.emit(dict(advice.settings)))
        widgets = (label, saves, button)
        for column, widget in enumerate(widgets):
            self._grid.addWidget(widget, number, column)
            widget.show()
        self._rows.append(widgets)

    def _take_all(self) -> None:
        merged = {key: value for each in self._advice for key, value in each.settings.items()}
        self.taken.emit(merged)

    def _clear(self) -> None:
        for widgets in self._rows:
            for widget in widgets:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._rows.clear()
        self._grid.removeWidget(self._end)

    def _shortfall(self) -> str:
        if not self._advice:
            return self.tr("Nothing in the recipe is left to save on: only a smaller model fits.")
        return self.tr("Even all of them together are not enough: only a smaller model fits.")
