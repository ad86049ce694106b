"""Paints the cells of the table of rows, and edits question and answer in place."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from backend.dataset.browse import RowHead
from backend.dataset.row import RowState
from gui.models.dataset_table import HEAD_ROLE, Column
from gui.style import GRID, Type, font, icon, scaled
from gui.style.current import colour
from gui.tabs.dataset.rows_summary import KIND_COLOURS

Index = QModelIndex | QPersistentModelIndex

_ICON = 16
_DOT = 8
_EDIT_LINES = 4
_STATES = {
    RowState.APPROVED: ("approve", "good"),
    RowState.REJECTED: ("reject", "bad"),
}


class ExampleDelegate(QStyledItemDelegate):
    """One line to a row; what is rejected is dimmed, what is edited bears a pencil."""

    def __init__(self, parent: QObject | None = None) -> None:
        """No cell is being edited yet."""
        super().__init__(parent)
        self._open: QWidget | None = None

    def close_open(self) -> None:
        """Closes the cell that is being edited, as if Escape had been pressed."""
        if self._open is not None:
            self.closeEditor.emit(self._open, QStyledItemDelegate.EndEditHint.RevertModelCache)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """The cell is closed."""
        self._open = None
        super().destroyEditor(editor, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's
        """One line with air above and below."""
        return QSize(scaled(80), QFontMetrics(font(Type.BODY)).height() + 2 * scaled(GRID))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, mark and words."""
        head = index.data(HEAD_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(option.rect, colour("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, colour("raised"))
        if head is not None:
            rect = option.rect.adjusted(GRID, 0, -GRID, 0)
            self._paint_cell(painter, rect, head, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour("focus"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A field of several lines, since answers often are long."""
        editor = _CellEditor(parent)
        self._open = editor
        names = {Column.QUESTION: self.tr("Question"), Column.ANSWER: self.tr("Answer")}
        editor.setAccessibleName(names[Column(index.column())])
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Begins with all of the text selected."""
        if isinstance(editor, QPlainTextEdit) and not editor.toPlainText():
            editor.setPlainText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(  # noqa: N802 - Qt's name
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        """Hands the text over."""
        if isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Some lines high, within the table."""
        line = QFontMetrics(font(Type.BODY)).lineSpacing()
        rect = QRect(option.rect)
        rect.setHeight(max(rect.height(), _EDIT_LINES * line + 2 * GRID))
        table = editor.parentWidget()
        room = table.rect() if table else rect
        if rect.bottom() > room.bottom():
            rect.moveBottom(max(rect.height() - 1, room.bottom()))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter keeps what was written, Shift+Enter begins a new line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                return False
            if is_enter and isinstance(editor, QWidget):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                return True
        return super().eventFilter(editor, event)

    def _paint_cell(self, painter: QPainter, rect: QRect, head: RowHead, index: Index) -> None:
        column = Column(index.column())
        is_rejected = head.state is RowState.REJECTED
        shade = "muted" if is_rejected or column >= Column.KIND else "text"
        if column is Column.STATE:
            self._paint_state(painter, rect, head)
            return
        if column is Column.KIND:
            side = scaled(_DOT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(KIND_COLOURS[head.kind]))
            painter.drawEllipse(rect.left(), rect.center().y() - side // 2 + 1, side, side)
            rect = rect.adjusted(side + GRID, 0, 0, 0)
        text = " ".join(str(index.data(Qt.ItemDataRole.DisplayRole)).split())
        written = font(Type.BODY)
        if is_rejected and column in (Column.QUESTION, Column.ANSWER):
            written.setStrikeOut(True)
        painter.setFont(written)
        painter.setPen(colour(shade))
        shown = QFontMetrics(written).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_state(self, painter: QPainter, rect: QRect, head: RowHead) -> None:
        side = scaled(_ICON)
        place = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
        if head.state in _STATES:
            name, shade = _STATES[head.state]
            icon(name, shade).paint(painter, place)
            place.translate(side + GRID // 2, 0)
        if head.edited:
            icon("edit", "accent").paint(painter, place)


class _CellEditor(QPlainTextEdit):
    """Tab leaves the cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
