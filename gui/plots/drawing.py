"""Lines, levels and marks as pyqtgraph's items. Importing this imports pyqtgraph."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QColor

from gui.plots.end_labels import PEN_STYLES
from gui.plots.picture import Level, Line, Mark
from gui.plots.ranges import Range, height_of
from gui.style.metrics import Type, font, scaled
from gui.style.palette import Palette

FILL_ALPHA = 48
_FAINT_ALPHA = 110
# Points on a line with more values than this would only hide it.
_MOST_MARKERS = 200
# Smooth edges cost time with each point; beyond so many no eye sees them.
_MOST_SMOOTH = 4_000


def new_curve() -> Any:
    """An empty curve that draws no more points than the screen can show."""
    return pg.PlotDataItem(autoDownsample=True, downsampleMethod="peak", clipToView=True)


def curve_style(line: Line, palette: Palette, bottom: float) -> dict[str, Any]:
    """How a curve is drawn, as `PlotDataItem.setData` takes it; `bottom` is where a fill ends."""
    colour = QColor(palette.series[line.colour_index % len(palette.series)])
    stroke, wash = QColor(colour), QColor(colour)
    stroke.setAlpha(_FAINT_ALPHA if line.faint else 255)
    wash.setAlpha(FILL_ALPHA)
    few = len(line.x) <= _MOST_MARKERS
    return {
        "pen": pg.mkPen(stroke, width=line.width, style=PEN_STYLES[line.style]),
        "fillLevel": bottom if line.fill else None,
        "fillBrush": pg.mkBrush(wash) if line.fill else None,
        "antialias": len(line.x) <= _MOST_SMOOTH,
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
    """A ring around the point, and its words below, leaning away from the plot's sides."""
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
    words = pg.TextItem(
        mark.label, color=palette.text, anchor=((mark.x - low) / (high - low), -0.4)
    )
    words.setFont(font(Type.SMALL))
    words.setPos(mark.x, height)
    return [ring, words]
