"""Memory over the time of a run: what it takes, what the rest takes, and what there is."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from gui.models.curves import Curves, Values
from gui.plots.live_plot import LivePlot
from gui.style.theme import Theme
from gui.wording import tr

_GIB = 2.0**30
_MINUTE_S = 60.0
_HOUR_S = 3600.0
_PROCESS, _REST = 2, 4


class MemoryPlot(LivePlot):
    """GPU memory where there is a GPU, else RAM."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until `show_run`."""
        super().__init__(
            theme,
            tr("MemoryPlot", "Memory"),
            tr("MemoryPlot", "Seconds of work"),
            tr("MemoryPlot", "GiB"),
            parent,
            unit="GiB",
            from_zero=True,
        )
        self._curves: Curves | None = None
        self._plan_bytes: int | None = None
        self._device_bytes: int | None = None
        self.set_empty_text(
            self.tr("Here you will see how much memory the training takes, beside the plan.")
        )

    def show_run(
        self, curves: Curves | None, plan_bytes: int | None, device_bytes: int | None
    ) -> None:
        """Shows a run; call it again whenever the run has gone on.

        Args:
            curves: Of the run; None shows nothing.
            plan_bytes: What the plan predicted; None when it is not known.
            device_bytes: What the device has; None to go by what the run has seen.
        """
        if curves is not self._curves:
            self.reset_zoom()
        self._curves, self._plan_bytes, self._device_bytes = curves, plan_bytes, device_bytes
        self.mark_stale()

    def refresh(self) -> None:
        """Makes lines and levels from the run."""
        self.clear()
        curves = self._curves
        if curves is None or not len(curves.resource_s):
            return
        on_gpu = bool(np.isfinite(curves.vram_total_bytes).any())
        if on_gpu:
            process = curves.vram_process_bytes
            in_use = process + curves.vram_other_bytes
            there_is = curves.vram_total_bytes
            rest, limit = self.tr("With other programs"), self.tr("Card's limit")
        else:
            process, in_use = curves.process_bytes, curves.ram_used_bytes
            there_is = curves.ram_total_bytes
            rest, limit = self.tr("Whole machine"), self.tr("Installed")
        time = self._time_axis(curves.resource_s)
        self.set_line(
            "in_use", rest, time, in_use / _GIB, colour_index=_REST, style="dash", fill=True
        )
        self.set_line(
            "process",
            self.tr("This training"),
            time,
            process / _GIB,
            colour_index=_PROCESS,
            width=2,
            fill=True,
        )
        known = there_is[np.isfinite(there_is)]
        limit_bytes = self._device_bytes or (float(known[-1]) if len(known) else None)
        self.set_level("limit", limit, _gib(limit_bytes), "solid")
        self.set_level("plan", self.tr("Predicted peak"), _gib(self._plan_bytes), "dots")

    def _time_axis(self, seconds: Values) -> Values:
        """Time in the unit that fits its length."""
        length_s = float(seconds[-1])
        if length_s < 10 * _MINUTE_S:
            self.set_x_label(self.tr("Seconds of work"))
            return seconds
        if length_s < 3 * _HOUR_S:
            self.set_x_label(self.tr("Minutes of work"))
            return seconds / _MINUTE_S
        self.set_x_label(self.tr("Hours of work"))
        return seconds / _HOUR_S


def _gib(size_bytes: float | None) -> float | None:
    return None if size_bytes is None else size_bytes / _GIB
