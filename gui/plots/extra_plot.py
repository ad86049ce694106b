"""What only some people want to see: learning rate, gradient norm, tokens per second."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from gui.models.curves import Curves, Values
from gui.plots.live_plot import LivePlot
from gui.style.theme import Theme
from gui.wording import tr


class Extra(StrEnum):
    """One curve of its own."""

    LEARNING_RATE = "learning_rate"
    GRADIENT_NORM = "gradient_norm"
    TOKENS_PER_S = "tokens_per_s"


_COLOURS = {Extra.LEARNING_RATE: 5, Extra.GRADIENT_NORM: 3, Extra.TOKENS_PER_S: 2}


class ExtraPlot(LivePlot):
    """One of a run's lesser curves over its steps."""

    def __init__(self, theme: Theme, extra: Extra, parent: QWidget | None = None) -> None:
        """Empty until `show_run`.

        Args:
            theme: Whose colours it takes.
            extra: Which curve.
            parent: Owner.
        """
        name = extra_name(extra)
        super().__init__(theme, name, tr("ExtraPlot", "Step"), "", parent, from_zero=True)
        self._extra = extra
        self._name = name
        self._curves: Curves | None = None
        self.set_empty_text(self.tr("Begins with the first step."))

    def show_run(self, curves: Curves | None) -> None:
        """Shows a run; call it again whenever the run has gone on. None shows nothing."""
        if curves is not self._curves:
            self.reset_zoom()
        self._curves = curves
        self.mark_stale()

    def refresh(self) -> None:
        """Makes the line from the run."""
        self.clear()
        if self._curves is None:
            return
        values = _values(self._curves, self._extra)
        self.set_line(
            "values", self._name, self._curves.steps, values, colour_index=_COLOURS[self._extra]
        )


def extra_name(extra: Extra) -> str:
    """The curve's name for a person."""
    return {
        Extra.LEARNING_RATE: tr("ExtraPlot", "Learning rate"),
        Extra.GRADIENT_NORM: tr("ExtraPlot", "Gradient norm"),
        Extra.TOKENS_PER_S: tr("ExtraPlot", "Tokens per second"),
    }[extra]


def _values(curves: Curves, extra: Extra) -> Values:
    return {
        Extra.LEARNING_RATE: curves.learning_rate,
        Extra.GRADIENT_NORM: curves.grad_norm,
        Extra.TOKENS_PER_S: curves.tokens_per_s,
    }[extra]
