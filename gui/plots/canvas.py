"""Draws a picture with pyqtgraph. Importing this imports pyqtgraph, which takes some 0.3 s."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.plots.axis import QuietAxis
from gui.plots.drawing import FILL_ALPHA, add_curve, curve_style, level_item, mark_items
from gui.plots.end_labels import EndLabels, end_labels
from gui.plots.picture import Line, Picture
from gui.plots.ranges import to_scale, x_range, y_range
from gui.style.metrics import Type, font
from gui.style.palette import Palette

_LABEL_SHARE = 0.42
_KEY_ZOOM = 0.8


class Canvas(QWidget):
    """The plane with axes, curves, levels, marks and labels; zoom and read-out by mouse and keys.

    Signals:
        pointed: The person points at this x (`float`), or at nothing (`None`).
        zoomed: Whether a part of the plane is shown, chosen by the person, in place of all.
    """

    pointed = Signal(object)
    zoomed = Signal(bool)

    def __init__(self, unit: str, *, whole_x: bool, parent: QWidget) -> None:
        """Makes it empty.

        Args:
            unit: Written after values; may be empty.
            whole_x: Label whole x alone.
            parent: Owner.
        """
        super().__init__(parent)
        self._unit = unit
        self._picture = Picture()
        self._palette: Palette | None = None
        self._curves: dict[str, Any] = {}
        self._shown: dict[str, tuple[Line, bool, int]] = {}
        self._others: list[Any] = []
        self._chosen_range = False
        self._axes = {
            "left": QuietAxis("left"),
            "bottom": QuietAxis("bottom", whole=whole_x),
        }
        self._view = pg.PlotWidget(self, axisItems=self._axes)
        self._labels = EndLabels()
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._arrange()

    @property
    def picture(self) -> Picture:
        """What is shown."""
        return self._picture

    def draw(self, picture: Picture, palette: Palette, x_label: str) -> None:
        """Shows `picture`; lines that are the same objects as before are not drawn anew.

        Args:
            picture: What to show.
            palette: The colours to show it in.
            x_label: Under the x axis.
        """
        if palette is not self._palette:
            self._dress(palette)
        bottom = self._axes["bottom"]
        bottom.setLabel(x_label, color=palette.muted)
        bottom.label.setFont(font(Type.SMALL))
        restyled = picture.log != self._picture.log
        self._picture, self._palette = picture, palette
        if restyled:
            self._shown.clear()
            self._axes["left"].setLogMode(False, picture.log)
            self._chosen_range = False
        if not self._chosen_range:
            self._show_all()
        self._draw_lines(picture, palette)
        self._draw_others(picture, palette)
        self._draw_labels()

    def reset_zoom(self) -> None:
        """Shows all of it, and follows what comes."""
        self._chosen_range = False
        self._show_all()
        self._draw_labels()
        self.zoomed.emit(False)

    def show_cursor(self, x: float | None) -> None:
        """Draws the upright line at `x`, or none."""
        self._cursor.setVisible(x is not None)
        if x is not None:
            self._cursor.setValue(x)

    def place_of(self, x: float) -> QPointF:
        """Where the top of the upright line at `x` is on this widget."""
        box = self._plane.vb
        scene = box.mapViewToScene(QPointF(x, box.viewRange()[1][1]))
        return QPointF(self._view.mapTo(self, self._view.mapFromScene(scene)))

    def shown_x(self) -> tuple[float, float]:
        """The part of the x axis that is shown."""
        low, high = self._plane.vb.viewRange()[0]
        return float(low), float(high)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Plus and minus zoom, 0 and Escape show all; the rest is the plot's."""
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._zoom_by(_KEY_ZOOM)
            case Qt.Key.Key_Minus:
                self._zoom_by(1 / _KEY_ZOOM)
            case Qt.Key.Key_0 | Qt.Key.Key_Escape if self._chosen_range:
                self.reset_zoom()
            case _:
                super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The wheel scrolls the page, with Ctrl it zooms; leaving ends the read-out."""
        if isinstance(event, QWheelEvent) and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
            return True
        if event.type() == QEvent.Type.Leave:
            self.pointed.emit(None)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Labels take no more than their share of the width."""
        super().resizeEvent(event)
        self._draw_labels()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The ring of the focused control, in the margin around the view."""
        super().paintEvent(event)
        if self.hasFocus() and self._palette is not None:
            painter = QPainter(self)
            painter.setPen(QPen(QColor(self._palette.focus), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Shows the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Takes the ring and the read-out away."""
        super().focusOutEvent(event)
        self.pointed.emit(None)
        self.update()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addWidget(self._view)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setFrameShape(self._view.Shape.NoFrame)
        # Qt fills it with the colour of the window, which would show on a card.
        self._view.setStyleSheet("background: transparent")
        self._view.viewport().installEventFilter(self)
        plane = self._plane = self._view.getPlotItem()
        plane.setMenuEnabled(False)
        # Never shown, but made, and nobody's child: it would outlive the canvas.
        plane.ctrlMenu.setParent(self, plane.ctrlMenu.windowFlags())
        plane.hideButtons()
        plane.layout.addItem(self._labels, 2, 3)
        plane.layout.setContentsMargins(0, 4, 0, 0)
        plane.addItem(self._cursor, ignoreBounds=True)
        self._cursor.hide()
        plane.vb.disableAutoRange()
        plane.vb.setMouseMode(pg.ViewBox.RectMode)
        plane.vb.setDefaultPadding(0.0)
        plane.vb.sigRangeChangedManually.connect(self._range_chosen)
        plane.vb.sigYRangeChanged.connect(self._heights_changed)
        self._view.scene().sigMouseMoved.connect(self._mouse_moved)
        self._view.scene().sigMouseClicked.connect(self._mouse_clicked)

    def _dress(self, palette: Palette) -> None:
        self._shown.clear()
        self._view.setBackground(None)
        for axis in self._axes.values():
            axis.dress(palette)
        self._cursor.setPen(QPen(QColor(palette.muted), 0))
        box = self._plane.vb.rbScaleBox
        box.setPen(pg.mkPen(palette.accent))
        wash = QColor(palette.accent)
        wash.setAlpha(FILL_ALPHA)
        box.setBrush(pg.mkBrush(wash))

    def _draw_lines(self, picture: Picture, palette: Palette) -> None:
        wanted = {line.key for line in picture.lines}
        for key in [key for key in self._curves if key not in wanted]:
            self._plane.removeItem(self._curves.pop(key))
            self._shown.pop(key, None)
        for rank, line in enumerate(picture.lines):
            before = self._shown.get(line.key)
            if before is not None and before == (line, picture.log, rank):
                continue
            self._draw_line(line, palette, rank)
            self._shown[line.key] = (line, picture.log, rank)

    def _draw_line(self, line: Line, palette: Palette, rank: int) -> None:
        curve = self._curves.get(line.key)
        if curve is None:
            curve = self._curves[line.key] = add_curve(self._plane, even=line.even)
        curve.setZValue(rank)
        bottom = float(self._plane.vb.viewRange()[1][0])
        style = curve_style(line, palette, bottom)
        curve.setData(line.x, to_scale(line.y, self._picture.log), **style)

    def _draw_others(self, picture: Picture, palette: Palette) -> None:
        for item in self._others:
            self._plane.removeItem(item)
        self._others = [level_item(level, palette, picture.log) for level in picture.levels]
        for mark in picture.marks:
            self._others += mark_items(mark, palette, picture.log, x_range(picture))
        for item in self._others:
            self._plane.addItem(item, ignoreBounds=True)

    def _draw_labels(self) -> None:
        if self._palette is None:
            return
        shown_y = tuple(self._plane.vb.viewRange()[1])
        labels = end_labels(self._picture, self._palette, self._unit, self.shown_x(), shown_y[1])
        self._labels.show_labels(labels, self._palette, self.width() * _LABEL_SHARE)
        self._heights_changed(None, shown_y)

    def _show_all(self) -> None:
        self._plane.vb.setRange(
            xRange=x_range(self._picture), yRange=y_range(self._picture), padding=0
        )

    def _zoom_by(self, factor: float) -> None:
        self._plane.vb.scaleBy((factor, 1.0))
        self._range_chosen()

    def _heights_changed(self, _: object, heights: tuple[float, float]) -> None:
        self._labels.show_range(heights)
        self._axes["left"].fit_labels(*heights, float(self._plane.vb.height()))

    def _range_chosen(self, *_: object) -> None:
        self._chosen_range = True
        self._draw_labels()
        self.zoomed.emit(True)

    def _mouse_moved(self, place: QPointF) -> None:
        box = self._plane.vb
        inside = box.sceneBoundingRect().contains(place)
        x = float(box.mapSceneToView(place).x()) if inside else None
        self.pointed.emit(x if x is not None and np.isfinite(x) else None)

    def _mouse_clicked(self, event: Any) -> None:
        if event.double():
            self.reset_zoom()
