"""The project's runs, newest first, below a row for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.models.runs import RunEntry
from gui.style.current import colour
from gui.style.icons import icon
from gui.style.metrics import GRID, Type, font, scaled
from gui.tabs.training.run_words import entry_line, run_title, status_look

_FOLDER = Qt.ItemDataRole.UserRole
_TITLE = Qt.ItemDataRole.UserRole + 1
_LINE = Qt.ItemDataRole.UserRole + 2
_STATE = Qt.ItemDataRole.UserRole + 3
_ICON = Qt.ItemDataRole.UserRole + 4
_KIND = Qt.ItemDataRole.UserRole + 5
_ICON_SIZE = 18
_COLOURS = {"neutral": "muted"}


class RunListView(QListWidget):
    """One row for each run; the first row stands for the run to come.

    Signals:
        chosen: A run's folder (`Path`), or None for a new run; by the person alone.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins with the row for a new run."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Runs"))
        self.setItemDelegate(_RowPainter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setStyleSheet("background: transparent; border: none; padding: 0")
        self._folders: tuple[Path | None, ...] = ()
        self.currentRowChanged.connect(self._tell)
        self.show_entries(())

    def show_entries(self, entries: Sequence[RunEntry]) -> None:
        """Shows these runs; what was chosen stays chosen."""
        folders = (None, *(entry.run.root for entry in entries))
        if folders != self._folders:
            before = self.chosen_folder()
            self.blockSignals(True)
            self.clear()
            for _ in folders:
                self.addItem(QListWidgetItem())
            self._folders = folders
            self.setCurrentRow(folders.index(before) if before in folders else 0)
            self.blockSignals(False)
            self.updateGeometry()
        self._fill(0, self.tr("New run"), self.tr("with the recipe as it is now"), "add")
        for row, entry in enumerate(entries, start=1):
            look = status_look(entry.status)
            title = run_title(entry.run.name)
            self._fill(row, title, entry_line(entry), look.icon, state=look.text, kind=look.kind)

    def chosen_folder(self) -> Path | None:
        """The chosen run; None for a new one."""
        row = self.currentRow()
        return self._folders[row] if 0 <= row < len(self._folders) else None

    def choose(self, folder: Path | None) -> None:
        """Marks a run as chosen, without a signal; one that is not listed is left alone."""
        if folder in self._folders:
            self.blockSignals(True)
            self.setCurrentRow(self._folders.index(folder))
            self.blockSignals(False)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its rows, so that the page scrolls and not the list."""
        rows = max(1, self.count())
        return QSize(scaled(264), rows * max(1, self.sizeHintForRow(0)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Three rows: beyond that it scrolls."""
        return QSize(scaled(200), min(3, max(1, self.count())) * max(1, self.sizeHintForRow(0)))

    def _fill(
        self, row: int, title: str, line: str, icon_name: str, *, state: str = "", kind: str = ""
    ) -> None:
        item = self.item(row)
        values = {_TITLE: title, _LINE: line, _ICON: icon_name, _STATE: state, _KIND: kind}
        for role, value in values.items():
            if item.data(role) != value:
                item.setData(role, value)
        said = ", ".join(part for part in (title, state, line) if part)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        item.setToolTip(said)

    def _tell(self, row: int) -> None:
        if 0 <= row < len(self._folders):
            self.chosen.emit(self._folders[row])


class _RowPainter(QStyledItemDelegate):
    """Paints a row: icon, title, state; below them a quiet line."""

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Two lines and some air."""
        height = QFontMetrics(font(Type.BODY)).height() + QFontMetrics(font(Type.SMALL)).height()
        return QSize(scaled(200), height + 2 * GRID + scaled(4))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paints it in the theme's colours."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(2, 1, -2, -1)
        self._paint_back(painter, option, box)
        inside = box.adjusted(GRID, GRID // 2, -GRID, -GRID // 2)
        kind = str(index.data(_KIND) or "neutral")
        tint = _COLOURS.get(kind, kind)
        side = scaled(_ICON_SIZE)
        spot = QRect(inside.left(), inside.top() + (inside.height() - side) // 2, side, side)
        icon(str(index.data(_ICON)), tint).paint(painter, spot)
        inside.setLeft(spot.right() + GRID)
        upper = QRect(inside.left(), inside.top(), inside.width(), inside.height() // 2)
        lower = QRect(upper.left(), upper.bottom(), upper.width(), inside.height() - upper.height())
        small = font(Type.SMALL)
        state = str(index.data(_STATE) or "")
        painter.setFont(small)
        painter.setPen(colour(tint))
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, state)
        upper.setRight(upper.right() - QFontMetrics(small).horizontalAdvance(state) - GRID)
        painter.setPen(colour("text"))
        _write(painter, upper, str(index.data(_TITLE)), font(Type.BODY, QFont.Weight.Medium))
        painter.setPen(colour("muted"))
        _write(painter, lower, str(index.data(_LINE)), small)
        painter.restore()

    def _paint_back(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(colour("focus") if focused else Qt.PenStyle.NoPen)
        back = "selection" if selected else "raised"
        painter.setBrush(colour(back) if selected or hovered else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)


def _write(painter: QPainter, box: QRect, text: str, face: QFont) -> None:
    painter.setFont(face)
    shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
