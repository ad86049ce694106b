"""Lines, levels and marks as pyqtgraph's items. Importing this imports pyqtgraph."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QColor

from gui.plots.end_labels import PEN_STYLES
from gui.plots.picture import Level, Line, LineStyle, Mark
from gui.plots.ranges import Range, height_of
from gui.style.metrics import Type, font, scaled
from gui.style.palette import Palette

FILL_ALPHA = 48
_FAINT_ALPHA = 110
# Behind words, so that lines don't strike them through.
_VEIL_ALPHA = 190
# Points on a line with more values than this would only hide it.
_MOST_MARKERS = 200
# Smooth edges, dashes and widths cost time with each point (measured: 100,000 uneven values take
# 290 ms with them); beyond so many the eye sees a band in any case.
_MOST_SMOOTH = 600


def add_curve(plane: Any, *, even: bool) -> Any:
    """Adds an empty curve that draws no more points than the screen can show.

    Args:
        plane: A `PlotItem`; it forgets what a curve was told before it was added.
        even: Leave values out, in place of keeping the least and the greatest of each pixel.
    """
    curve = pg.PlotDataItem()
    plane.addItem(curve, ignoreBounds=True)
    curve.setDownsampling(auto=True, method="subsample" if even else "peak")
    curve.opts["autoDownsampleFactor"] = 1.0
    curve.setClipToView(True)
    return curve


def curve_style(line: Line, palette: Palette, bottom: float) -> dict[str, Any]:
    """How a curve is drawn, as `PlotDataItem.setData` takes it; `bottom` is where a fill ends."""
    colour = QColor(palette.series[line.colour_index % len(palette.series)])
    stroke, wash = QColor(colour), QColor(colour)
    stroke.setAlpha(_FAINT_ALPHA if line.faint else 255)
    wash.setAlpha(FILL_ALPHA)
    few = len(line.x) <= _MOST_MARKERS
    dense = len(line.x) > _MOST_SMOOTH
    width, style = (1, LineStyle.SOLID) if dense and not line.even else (line.width, line.style)
    return {
        "pen": pg.mkPen(stroke, width=width, style=PEN_STYLES[style]),
        "fillLevel": bottom if line.fill else None,
        "fillBrush": pg.mkBrush(wash) if line.fill else None,
        "antialias": line.even or not dense,
        "symbol": "o" if line.markers and few else None,
        "symbolSize": scaled(6),
        "symbolPen": None,
        "symbolBrush": colour,
    }


def level_item(level: Level, palette: Palette, log: bool) -> Any:
    """A horizontal line over the whole width."""
    pen = pg.mkPen(palette.text, width=1, style=PEN_STYLES[level.style])
    return pg.InfiniteLine(height_of(level.value, log), angle=0, pen=pen)


def mark_items(mark: Mark, palette: Palette, log: bool, shown_x: Range) -> list[Any]:
    """A ring around the point, and its words, leaning away from the plot's sides."""
    colour = palette.series[mark.colour_index % len(palette.series)]
    height = height_of(mark.y, log)
    ring = pg.ScatterPlotItem(
        [mark.x],
        [height],
        symbol="o",
        size=scaled(12),
        pen=pg.mkPen(colour, width=2),
        brush=None,
    )
    low, high = shown_x
    lean = (mark.x - low) / (high - low)
    anchor = (lean, 1.4 if mark.above else -0.4)
    behind = QColor(palette.window)
    behind.setAlpha(_VEIL_ALPHA)
    words = pg.TextItem(mark.label, color=palette.text, anchor=anchor, fill=pg.mkBrush(behind))
    words.setFont(font(Type.SMALL))
    words.setPos(mark.x, height)
    return [ring, words]
