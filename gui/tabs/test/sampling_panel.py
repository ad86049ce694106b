"""How answers are drawn: few settings, each with its reason."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QSpinBox, QWidget

from backend.models.sampling import Sampling
from gui.style import GRID
from gui.widgets.flow_row import FlowRow
from gui.widgets.help_button import HelpButton
from gui.widgets.labelled import labelled

_LONGEST = 4096
_LARGEST_SEED = 2**31 - 1


class SamplingPanel(FlowRow):
    """Length, temperature, top-p, seed, and whether earlier questions are remembered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins with what the scorecard uses: the likeliest answer, each question by itself."""
        super().__init__(parent, spacing=2 * GRID)
        usual = Sampling()
        self._length = QSpinBox()
        self._length.setRange(1, _LONGEST)
        self._length.setSingleStep(32)
        self._length.setValue(usual.max_new_tokens)
        self._temperature = _fraction(0.0, 2.0, 0.1, usual.temperature)
        self._top_p = _fraction(0.05, 1.0, 0.05, usual.top_p)
        self._seed = QSpinBox()
        self._seed.setRange(0, _LARGEST_SEED)
        self._seed.setValue(usual.seed)
        self._remember = QCheckBox(self.tr("Remember earlier questions"))
        self._temperature.valueChanged.connect(self._follow_temperature)
        self._fill()
        self._follow_temperature()

    @property
    def sampling(self) -> Sampling:
        """How the next answer is to be drawn."""
        return Sampling(
            self._length.value(),
            round(self._temperature.value(), 2),
            round(self._top_p.value(), 2),
            self._seed.value(),
        )

    @property
    def remembers(self) -> bool:
        """Whether a question follows on the earlier ones."""
        return self._remember.isChecked()

    def _fill(self) -> None:
        length = self.tr("The answer ends here if the model does not end it by itself.")
        self.add(labelled(self.tr("Longest answer"), self._length, self.tr("tokens"), length))
        heat = self.tr(
            "How freely words are drawn. 0 always takes the likeliest one: the same answer every "
            "time, as in the scorecard. About 0.7 is usual where answers may vary."
        )
        self.add(labelled(self.tr("Temperature"), self._temperature, "", heat))
        share = self.tr(
            "Only the likeliest words that together reach this share are drawn from. 1 leaves all "
            "in; lower values keep odd words out. Without effect at temperature 0."
        )
        self.add(labelled(self.tr("Top-p"), self._top_p, "", share))
        seed = self.tr(
            "The same seed draws the same answer again. Without effect at temperature 0."
        )
        self.add(labelled(self.tr("Seed"), self._seed, "", seed))
        self.add(self._with_reason())

    def _with_reason(self) -> QWidget:
        reason = self.tr(
            "Off, each question stands alone, as the rows do that the model was trained on; small "
            "models answer best so. On, each model sees the questions before and its own answers."
        )
        pair = QWidget()
        layout = QHBoxLayout(pair)
        layout.setContentsMargins(0, 2 * GRID, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._remember)
        layout.addWidget(HelpButton(reason, about=self._remember.text()))
        return pair

    def _follow_temperature(self) -> None:
        is_drawn = self._temperature.value() > 0
        self._top_p.setEnabled(is_drawn)
        self._seed.setEnabled(is_drawn)


def _fraction(low: float, high: float, step: float, value: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(low, high)
    box.setSingleStep(step)
    box.setValue(value)
    return box
