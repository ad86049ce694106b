"""The list of sources: a line for the name, a line for how it stands."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.models.source import Source, SourceState
from gui.style import GRID, Type, font, icon, scaled
from gui.style.current import colour
from gui.tabs.dataset.source_words import source_look

Index = QModelIndex | QPersistentModelIndex

_SOURCE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_ICON = 20
_MOST_LINES = 6


class SourceListModel(QAbstractListModel):
    """The sources, in the order of the board."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begins empty."""
        super().__init__(parent)
        self._sources: tuple[Source, ...] = ()

    def show(self, sources: tuple[Source, ...]) -> None:
        """Takes other sources; the same files in the same order keep what is selected."""
        old = [source.path for source in self._sources]
        if old == [source.path for source in sources]:
            self._sources = sources
            if sources:
                self.dataChanged.emit(self.index(0), self.index(len(sources) - 1))
            return
        self.beginResetModel()
        self._sources = sources
        self.endResetModel()

    def source(self, index: Index) -> Source:
        """The source in that line."""
        return self._sources[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's form
        """How many there are."""
        return 0 if parent.isValid() else len(self._sources)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The source for who paints it, its words for who speaks it."""
        if not index.isValid():
            return None
        source = self._sources[index.row()]
        if role == _SOURCE_ROLE:
            return source
        if role == Qt.ItemDataRole.DisplayRole:
            return source.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{source.name}, {source_look(source).text}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{source.name}\n{source_look(source).text}"
        return None


class SourceListView(QListView):
    """Shows the sources and says which are selected.

    Signals:
        selected: Other sources are selected now.
        remove_asked: The person pressed Delete.
    """

    selected = Signal()
    remove_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Makes an empty list."""
        super().__init__(parent)
        self._sources = SourceListModel(self)
        self.setModel(self._sources)
        self.setItemDelegate(_SourceDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Documents"))
        self.selectionModel().selectionChanged.connect(self.selected)

    def show_sources(self, sources: tuple[Source, ...]) -> None:
        """Shows other sources; what is selected stays so."""
        chosen = self.chosen()
        self._sources.show(sources)
        self.updateGeometry()
        if chosen and not self.selectionModel().hasSelection():
            paths = {source.path for source in sources}
            # A file that was taken into the project lies elsewhere and is the same to a person.
            moved = {source.name for source in chosen if source.path not in paths}
            kept = {source.path for source in chosen}
            self._select(kept | {one.path for one in sources if one.name in moved})

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its lines, up to some; more are scrolled."""
        lines = min(_MOST_LINES, max(1, self._sources.rowCount()))
        return QSize(super().sizeHint().width(), lines * self.sizeHintForRow(0) + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All the lines that it wants, so that they are not squeezed."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def chosen(self) -> tuple[Source, ...]:
        """The sources that are selected."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self._sources.source(self._sources.index(row)) for row in rows)

    def select_source(self, source: Source) -> None:
        """Selects that one alone."""
        self._select({source.path})

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete asks to remove what is selected."""
        if event.key() == Qt.Key.Key_Delete and self.chosen():
            self.remove_asked.emit()
            return
        super().keyPressEvent(event)

    def _select(self, paths: set[Any]) -> None:
        model = self.selectionModel()
        model.clearSelection()
        for row in range(self._sources.rowCount()):
            index = self._sources.index(row)
            if self._sources.source(index).path in paths:
                model.select(index, QItemSelectionModel.SelectionFlag.Select)
                model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)


class _SourceDelegate(QStyledItemDelegate):
    """Paints a source: icon of its state, name, state in words, a bar while it is read."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Two lines and some air."""
        lines = QFontMetrics(font(Type.BODY)).height() + QFontMetrics(font(Type.SMALL)).height()
        return QSize(scaled(120), lines + scaled(GRID + GRID // 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        source = index.data(_SOURCE_ROLE)
        look = source_look(source)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        rect = option.rect.adjusted(GRID, scaled(6), -GRID, -scaled(6))
        side = scaled(_ICON)
        place = QRect(rect.left(), rect.center().y() - side // 2, side, side)
        icon(look.icon, look.colour).paint(painter, place)
        words = rect.adjusted(side + GRID + GRID // 2, 0, 0, 0)
        self._paint_words(painter, words, source.name, look.text, look.colour)
        if source.state is SourceState.READING:
            self._paint_bar(painter, words, source)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_under_mouse = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_selected or is_under_mouse:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("selection" if is_selected else "raised"))
            painter.drawRoundedRect(option.rect, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_words(
        self, painter: QPainter, rect: QRect, name: str, state: str, shade: str
    ) -> None:
        name_font, state_font = font(Type.BODY), font(Type.SMALL)
        half = QFontMetrics(name_font).height()
        painter.setFont(name_font)
        painter.setPen(colour("text"))
        shown = QFontMetrics(name_font).elidedText(name, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect.left(), rect.top(), rect.width(), half, 0, shown)
        painter.setFont(state_font)
        painter.setPen(colour(shade if shade in ("bad", "warning") else "muted"))
        shown = QFontMetrics(state_font).elidedText(
            state, Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(
            rect.left(), rect.top() + half, rect.width(), rect.height() - half, 0, shown
        )

    def _paint_bar(self, painter: QPainter, rect: QRect, source: Source) -> None:
        width = rect.width() // 3
        track = QRect(rect.right() - width, rect.bottom() - scaled(8), width, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(track, 2, 2)
        if source.pages:
            track.setWidth(round(width * source.pages_read / source.pages))
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(track, 2, 2)
