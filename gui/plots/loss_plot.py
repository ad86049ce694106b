"""Training and validation loss over the steps of a run."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from gui.models.curves import Curves
from gui.plots.live_plot import LivePlot
from gui.plots.smoothing import smoothed, window_for
from gui.style.theme import Theme
from gui.wording import tr

_TRAIN, _VALIDATION, _OTHER = 0, 1, 7


class LossPlot(LivePlot):
    """The curve that says whether the model learns."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until `show_run`."""
        super().__init__(
            theme,
            tr("LossPlot", "Loss"),
            tr("LossPlot", "Step"),
            tr("LossPlot", "nats per answer token"),
            parent,
        )
        self._curves: Curves | None = None
        self._other: tuple[str, Curves] | None = None
        self.set_empty_text(
            self.tr("Here you will see the loss fall: how wrong the model still is, step by step.")
        )

    def show_run(self, curves: Curves | None) -> None:
        """Shows a run; call it again whenever the run has gone on. None shows nothing."""
        if curves is not self._curves:
            self.reset_zoom()
        self._curves = curves
        self.mark_stale()

    def compare_with(self, name: str, curves: Curves | None) -> None:
        """Lays the validation or smoothed curve of another run over it; None takes it away."""
        self._other = None if curves is None else (name, curves)
        self.mark_stale()

    def refresh(self) -> None:
        """Makes the lines from the run."""
        self.clear()
        if self._curves is None:
            return
        self._show_training(self._curves)
        self._show_validation(self._curves)
        if self._other is not None:
            self._show_other(*self._other)

    def _show_training(self, curves: Curves) -> None:
        steps, loss = curves.steps, curves.loss
        window = window_for(len(steps))
        self.setToolTip(
            self.tr(
                "The bold line is a running mean: a step's weight fades over {window} steps. "
                "Drag to zoom in, double-click to see all."
            ).format(window=window)
        )
        self.set_line("train", self.tr("Each step"), steps, loss, colour_index=_TRAIN, faint=True)
        self.set_line(
            "smoothed",
            self.tr("Training"),
            steps,
            smoothed(loss, window),
            colour_index=_TRAIN,
            width=2,
            even=True,
        )

    def _show_validation(self, curves: Curves) -> None:
        steps, loss = curves.eval_steps, curves.eval_loss
        if not len(steps):
            return
        self.set_line(
            "validation",
            self.tr("Validation"),
            steps,
            loss,
            colour_index=_VALIDATION,
            style="dash",
            markers=True,
        )
        if np.isfinite(loss).any():
            best = int(np.nanargmin(loss))
            text = self.tr("best: step {step}").format(step=int(steps[best]))
            self.set_mark("best", text, (float(steps[best]), float(loss[best])), _VALIDATION)

    def _show_other(self, name: str, curves: Curves) -> None:
        loss = smoothed(curves.loss, window_for(len(curves.steps)))
        self.set_line(
            "other", name, curves.steps, loss, colour_index=_OTHER, style="dots", even=True
        )
