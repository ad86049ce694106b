"""A plot that follows its data: few repaints, and none while nobody looks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QElapsedTimer, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from backend.files import write_atomic
from gui.plots.exporting import csv_of, png_of
from gui.plots.picture import Level, Line, LineStyle, Mark, Picture, Values
from gui.plots.plot_header import PlotHeader
from gui.plots.readout import Readout
from gui.plots.values import value_text
from gui.style.roles import set_role
from gui.style.theme import Theme
from gui.workers.task import run_task

if TYPE_CHECKING:
    from gui.plots.canvas import Canvas

# Drawing 100,000 points takes about 12 ms; more often than this the window would notice.
LEAST_GAP_MS = 125
_NO_VALUES: Values = np.empty(0)


class LivePlot(QWidget):
    """Curves over one x axis, drawn soon after they change, at most eight times a second.

    Data may be set at any time and as often as one likes; it is drawn only while the plot is active
    and on the screen. A subclass may leave even the making of its lines to `refresh`.

    Signals:
        problem: A file could not be written (`TunedeskError`).
    """

    problem = Signal(object)

    def __init__(
        self,
        theme: Theme,
        title: str,
        x_label: str,
        y_label: str,
        parent: QWidget | None = None,
        *,
        unit: str = "",
        whole_x: bool = True,
        from_zero: bool = False,
    ) -> None:
        """Makes it empty and active.

        Args:
            theme: Whose colours it takes, now and when they change.
            title: What is plotted.
            x_label: What runs along the x axis, with its unit.
            y_label: In which unit; beside the title.
            parent: Owner.
            unit: Written after values; may be empty.
            whole_x: Whether x counts something.
            from_zero: Let the y axis begin at 0.
        """
        super().__init__(parent)
        self._theme = theme
        self._title, self._x_label, self._unit, self._whole_x = title, x_label, unit, whole_x
        self._lines: dict[str, Line] = {}
        self._levels: dict[str, Level] = {}
        self._marks: dict[str, Mark] = {}
        self._picture = Picture(from_zero=from_zero)
        self._canvas: Canvas | None = None
        self._active = True
        self._stale = self._undrawn = True
        self._since_drawn = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw_if_seen)
        self._header = PlotHeader(title, y_label, self)
        self._empty = QLabel(self)
        self._readout = Readout(self)
        self._arrange()
        theme.changed.connect(self.mark_stale)

    def set_line(
        self,
        key: str,
        label: str,
        x: Values,
        y: Values,
        *,
        colour_index: int,
        width: int = 1,
        style: str = "solid",
        fill: bool = False,
        markers: bool = False,
        faint: bool = False,
        even: bool = False,
    ) -> None:
        """Shows a curve, in place of the one with that key; see `Line` for what each means."""
        line_style = LineStyle(style)
        self._lines[key] = Line(
            key, label, x, y, colour_index, width, line_style, fill, markers, faint, even
        )
        self.mark_stale()

    def remove_line(self, key: str) -> None:
        """Takes a curve away, if it is there."""
        if self._lines.pop(key, None) is not None:
            self.mark_stale()

    def set_level(self, key: str, label: str, value: float | None, style: str = "dash") -> None:
        """Shows a horizontal line at `value`; None takes it away."""
        if value is None:
            self._levels.pop(key, None)
        else:
            self._levels[key] = Level(key, label, value, LineStyle(style))
        self.mark_stale()

    def set_mark(
        self,
        key: str,
        label: str,
        place: tuple[float, float] | None,
        colour_index: int = 0,
        *,
        above: bool = False,
    ) -> None:
        """Rings the point at `place` and says `label` below or above it; None takes it away."""
        if place is None:
            self._marks.pop(key, None)
        else:
            self._marks[key] = Mark(key, label, *place, colour_index, above)
        self.mark_stale()

    def set_log(self, log: bool) -> None:
        """Draws y on a logarithmic scale, or on a linear one."""
        self._picture = replace(self._picture, log=log)
        self._header.show_log(log)
        self.mark_stale()

    def set_empty_text(self, text: str) -> None:
        """Says what will be seen here while there is nothing yet."""
        self._empty.setText(text)

    def set_x_label(self, text: str) -> None:
        """Says what runs along the x axis, with its unit."""
        self._x_label = text
        self.mark_stale()

    def clear(self) -> None:
        """Takes all curves, levels and marks away."""
        self._lines.clear()
        self._levels.clear()
        self._marks.clear()
        self.mark_stale()

    def set_active(self, active: bool) -> None:
        """Draws only while active; what changed meanwhile is drawn afterwards."""
        self._active = active
        self._plan_drawing()

    def reset_zoom(self) -> None:
        """Shows the whole of it again."""
        if self._canvas is not None:
            self._canvas.reset_zoom()

    def picture(self) -> Picture:
        """All that is to be shown, up to date."""
        if self._stale:
            self.refresh()
            self._stale = False
            self._picture = replace(
                self._picture,
                lines=tuple(self._lines.values()),
                levels=tuple(self._levels.values()),
                marks=tuple(self._marks.values()),
            )
        return self._picture

    def refresh(self) -> None:
        """Called before drawing what has changed: the place to make lines from a model."""

    def export_png(self, path: Path) -> None:
        """Writes what is seen as a picture.

        Raises:
            TunedeskError: The file can't be written.
        """
        self._draw()
        write_atomic(path, png_of(self._body, self._theme.palette.surface))

    def export_csv(self, path: Path) -> None:
        """Writes all values as a table: a row for each x, a column for each curve.

        Raises:
            TunedeskError: The file can't be written.
        """
        write_atomic(path, csv_of(self._x_label, self.picture().lines))

    def mark_stale(self) -> None:
        """Something has changed: draw it soon."""
        self._stale = self._undrawn = True
        self._plan_drawing()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Draws what changed while it was hidden."""
        super().showEvent(event)
        self._plan_drawing()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A new font scale is a new look of the canvas as well."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.mark_stale()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right walk along the values."""
        stride = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if stride is None:
            super().keyPressEvent(event)
        else:
            self._read_at(self._readout.neighbour(self._picture.lines, stride))

    def _arrange(self) -> None:
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        set_role(self._empty, "muted")
        body = self._body = QWidget(self)
        self._pages = QStackedLayout(body)
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._header)
        layout.addWidget(body, 1)
        self.setMinimumSize(200, 160)
        self._header.log_chosen.connect(self.set_log)
        self._header.whole_asked.connect(self.reset_zoom)
        self._header.file_chosen.connect(self._export)
        self.setAccessibleName(self._title)

    def _plan_drawing(self) -> None:
        if not (self._undrawn and self._active and self.isVisible()) or self._timer.isActive():
            return
        passed_ms = self._since_drawn.elapsed() if self._since_drawn.isValid() else LEAST_GAP_MS
        self._timer.start(max(0, LEAST_GAP_MS - passed_ms))

    def _draw_if_seen(self) -> None:
        if self._active and self.isVisible():
            self._draw()

    def _draw(self) -> None:
        picture = self.picture()
        self._header.show_tools(not picture.is_empty)
        if picture.is_empty:
            self._pages.setCurrentWidget(self._empty)
        else:
            canvas = self._canvas or self._make_canvas()
            self._pages.setCurrentWidget(canvas)
            canvas.draw(picture, self._theme.palette, self._x_label)
            canvas.setAccessibleDescription(self._description(picture))
        self._undrawn = False
        self._timer.stop()  # making the picture marked it stale
        self._since_drawn.start()

    def _make_canvas(self) -> Canvas:
        # The import takes some 0.3 s, which only a plot with something to show is worth.
        from gui.plots.canvas import Canvas

        canvas = Canvas(self._unit, whole_x=self._whole_x, parent=self)
        canvas.setAccessibleName(self._title)
        canvas.pointed.connect(self._read_at)
        canvas.zoomed.connect(self._header.show_zoomed)
        self._pages.addWidget(canvas)
        # Made last, but read after the tools above it and before what stands below the plot.
        QWidget.setTabOrder(self._header.last_tool, canvas)
        self._canvas = canvas
        return canvas

    def _read_at(self, x: float | None) -> None:
        canvas = self._canvas
        if canvas is None:
            return
        snapped = self._readout.show_values(x, self._picture.lines, self._x_label, self._unit)
        if snapped is not None:
            self._readout.place_beside(canvas.mapTo(self, canvas.place_of(snapped).toPoint()))
        canvas.show_cursor(snapped)

    def _description(self, picture: Picture) -> str:
        values = [
            f"{line.label} {value_text(value, self._unit)}"
            for line in picture.lines
            if not line.faint and (value := line.last()) is not None
        ]
        values += [
            f"{level.label} {value_text(level.value, self._unit)}" for level in picture.levels
        ]
        return self.tr("{values}. Left and right arrow read single values.").format(
            values=", ".join(values)
        )

    def _export(self, path: Path) -> None:
        """Writes in the background: a table of many values takes a while."""
        if path.suffix.lower() == ".csv":
            label, lines = self._x_label, self.picture().lines
            work = partial(_write_csv, path, label, lines)
        else:
            work = partial(write_atomic, path, png_of(self._body, self._theme.palette.surface))
        run_task(self, work, lambda _: None, self.problem.emit)


def _write_csv(path: Path, x_label: str, lines: tuple[Line, ...]) -> None:
    write_atomic(path, csv_of(x_label, lines))
