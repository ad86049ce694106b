"""Plots as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from gui.plots.picture import Line, Values

# A picture that stays sharp on paper and on dense screens.
_PIXELS_PER_POINT = 2


def png_of(widget: QWidget, background: str) -> bytes:
    """What `widget` shows, at twice its size, on a colour given as "#rrggbb"."""
    picture = QPixmap(widget.size() * _PIXELS_PER_POINT)
    picture.setDevicePixelRatio(_PIXELS_PER_POINT)
    picture.fill(background)
    widget.render(picture, renderFlags=QWidget.RenderFlag.DrawChildren)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


def csv_of(x_label: str, lines: Sequence[Line]) -> str:
    """A row for each x that any line has and a column for each line; gaps stay empty."""
    filled = [line for line in lines if len(line.x)]
    places = np.unique(np.concatenate([line.x for line in filled])) if filled else np.empty(0)
    columns = [_column(line, places) for line in filled]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([x_label, *(line.label for line in filled)])
    writer.writerows(zip((f"{x:.10g}" for x in places), *columns, strict=True))
    return text.getvalue()


def _column(line: Line, places: Values) -> list[str]:
    cells = [""] * len(places)
    for index, value in zip(np.searchsorted(places, line.x), line.y, strict=True):
        if np.isfinite(value):
            cells[int(index)] = repr(float(value))
    return cells
