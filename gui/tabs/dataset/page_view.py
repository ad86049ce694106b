"""The page that a row comes from, with the passage and the evidence marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from backend.documents.model import Box
from backend.documents.page_image import PageImage
from gui.models.row_view import Marks, RowView
from gui.style import GRID, icon, scaled
from gui.style.current import colour
from gui.widgets.text import show_text, text_label
from gui.wording import words

# The page is paper in either theme, so its marks are the same in both.
_EVIDENCE = QColor(255, 196, 0, 110)
_CONTEXT = QColor(11, 98, 117, 150)
_PAD_PT = 2.0
_BUSY_WIDTH = 160
_LEAST_HEIGHT = 96


class PageView(QWidget):
    """Shows the page of a `RowView`, scrolled to what is marked."""

    def __init__(self, row: RowView, parent: QWidget | None = None) -> None:
        """Observes the row."""
        super().__init__(parent)
        self._row = row
        self._title = text_label(role="small muted")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._previous = self._turner("chevron-left", self.tr("Previous page"), -1)
        self._next = self._turner("chevron-right", self.tr("Next page"), 1)
        self._canvas = _Canvas()
        self._scroll = _PageScroll(self._canvas)
        self._scroll.setAccessibleName(self.tr("Page of the document"))
        self._busy = QWidget()
        self._problem = text_label(role="muted", wrap=True)
        self._problem.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedWidget()
        self._lay_out()
        row.page_changed.connect(self.refresh)
        row.changed.connect(self._mark)
        self.refresh()

    def refresh(self) -> None:
        """Shows the page as it stands: drawn, being drawn, or why it can't be."""
        row = self._row
        pages = row.pages
        chunk = row.details.chunk if row.details else None
        self.setVisible(row.page > 0)
        if chunk is None or row.page == 0:
            return
        show_text(
            self._title,
            self.tr("Page {page} of {document}").format(
                page=row.page, document=chunk.document_name
            ),
        )
        place = pages.index(row.page) if row.page in pages else 0
        for button in (self._previous, self._next):
            button.setVisible(len(pages) > 1)
        self._previous.setEnabled(place > 0)
        self._next.setEnabled(place < len(pages) - 1)
        if row.image is not None:
            self._canvas.show_image(row.image)
            self._mark()
            self._pages.setCurrentWidget(self._scroll)
        elif row.page_problem is not None:
            error = row.page_problem
            self._problem.setText(f"{words(error.message)} {words(error.remedy)}")
            self._pages.setCurrentWidget(self._problem)
        else:
            self._pages.setCurrentWidget(self._busy)

    def _mark(self) -> None:
        marks = self._row.marks()
        self._canvas.show_marks(marks)
        self._scroll.look_at(marks.evidence or marks.context)

    def _turn(self, step: int) -> None:
        pages = self._row.pages
        place = pages.index(self._row.page) + step if self._row.page in pages else 0
        if 0 <= place < len(pages):
            self._row.turn_to(pages[place])

    def _turner(self, icon_name: str, name: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(icon_name))
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self._turn(step))
        return button

    def _lay_out(self) -> None:
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(scaled(_BUSY_WIDTH))
        bar.setAccessibleName(self.tr("The page is being drawn"))
        middle = Qt.AlignmentFlag.AlignHCenter
        waiting = QVBoxLayout(self._busy)
        waiting.addStretch(1)
        waiting.addWidget(text_label(self.tr("Drawing the page"), "small muted"), 0, middle)
        waiting.addWidget(bar, 0, middle)
        waiting.addStretch(1)
        header = QHBoxLayout()
        header.setSpacing(GRID // 2)
        header.addWidget(self._title, 1)
        header.addWidget(self._previous)
        header.addWidget(self._next)
        for page in (self._scroll, self._busy, self._problem):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(header)
        layout.addWidget(self._pages, 1)
        self.setMinimumHeight(scaled(_LEAST_HEIGHT))


class _PageScroll(QScrollArea):
    """As wide as there is room; scrolls down to what is marked."""

    def __init__(self, canvas: _Canvas) -> None:
        super().__init__()
        self._canvas = canvas
        self._boxes: Sequence[Box] = ()
        self.setWidget(canvas)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._scroll)

    def look_at(self, boxes: Sequence[Box]) -> None:
        """Brings these boxes into view, once the page has its size."""
        self._boxes = boxes
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The page takes the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._canvas.fit(self.viewport().width())
        self._settle.start(0)

    def _scroll(self) -> None:
        if not self._boxes:
            return
        top = self._canvas.y_of(min(box.top for box in self._boxes))
        bottom = self._canvas.y_of(max(box.bottom for box in self._boxes))
        room = self.viewport().height()
        target = (top + bottom - room) // 2 if bottom - top < room else top - GRID
        self.verticalScrollBar().setValue(target)


class _Canvas(QWidget):
    """Paints the page and its marks."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self._image: PageImage | None = None
        self._marks = Marks()

    def show_image(self, image: PageImage) -> None:
        if image is not self._image:
            self._image = image
            self._pixmap = QPixmap()
            self._pixmap.loadFromData(image.png)
            self.update()

    def show_marks(self, marks: Marks) -> None:
        self._marks = marks
        self.update()

    def fit(self, width: int) -> None:
        """Takes the width, at most that of the picture."""
        if self._image is None or width <= 0:
            return
        width = min(width, self._pixmap.width())
        height = round(width * self._image.height_pt / self._image.width_pt)
        self.resize(QSize(width, height))

    def y_of(self, top_pt: float) -> int:
        """Where a height in points lies on the canvas."""
        return round(top_pt * self._scale())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(self.rect(), self._pixmap)
        self._paint_context(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_EVIDENCE)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for box in self._marks.evidence:
            painter.drawRoundedRect(self._rect(box), 2, 2)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(colour("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_context(self, painter: QPainter) -> None:
        """A line down the left of the passage."""
        if not self._marks.context:
            return
        boxes = [self._rect(box) for box in self._marks.context]
        left = min(box.left() for box in boxes) - scaled(6)
        top, bottom = min(b.top() for b in boxes), max(b.bottom() for b in boxes)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_CONTEXT)
        painter.drawRoundedRect(QRectF(max(0.0, left), top, 3, bottom - top), 1.5, 1.5)

    def _scale(self) -> float:
        """Logical pixels for a point."""
        return self.width() / self._image.width_pt if self._image else 1.0

    def _rect(self, box: Box) -> QRectF:
        scale = self._scale()
        return QRectF(
            (box.left - _PAD_PT) * scale,
            (box.top - _PAD_PT) * scale,
            (box.right - box.left + 2 * _PAD_PT) * scale,
            (box.bottom - box.top + 2 * _PAD_PT) * scale,
        )
