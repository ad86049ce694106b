"""A slider for a share of all rows, with the recommended band marked on it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from gui.style import GRID, scaled
from gui.style.current import colour
from gui.widgets.steady import steady
from gui.widgets.text import text_label
from gui.wording import share_text

_PERCENT = 100
_HANDLE = 20


class ShareSlider(QWidget):
    """Slider and value; takes its name from the label that it is the buddy of.

    Signals:
        moved: The person chose another share, 0 to 1.
    """

    moved = Signal(float)

    def __init__(
        self,
        most: float,
        band: tuple[float, float] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Makes it.

        Args:
            most: The largest share, 0 to 1.
            band: From where to where the share is as recommended; None for no mark.
            parent: The widget it lies in.
        """
        super().__init__(parent)
        self._slider = _BandSlider(round(most * _PERCENT), band)
        self._slider.valueChanged.connect(self._tell)
        self._value = text_label()
        self._value.setMinimumWidth(scaled(5 * GRID))
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._slider, 1)
        layout.addWidget(self._value)
        self.setFocusProxy(self._slider)
        steady(self._slider)
        self._value.setText(share_text(0.0))

    @property
    def share(self) -> float:
        """The share that is chosen, 0 to 1."""
        return self._slider.value() / _PERCENT

    @property
    def slider(self) -> QSlider:
        """The slider itself."""
        return self._slider

    def show_share(self, share: float) -> None:
        """Shows a share without telling of it; one beyond the largest makes more room."""
        was_blocked = self._slider.blockSignals(True)
        self._slider.setMaximum(max(self._slider.maximum(), round(share * _PERCENT)))
        self._slider.setValue(round(share * _PERCENT))
        self._slider.blockSignals(was_blocked)
        self._value.setText(share_text(self.share))

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Names the slider, which is what takes the keyboard."""
        super().setAccessibleName(name)
        self._slider.setAccessibleName(name)

    def _tell(self) -> None:
        self._value.setText(share_text(self.share))
        self.moved.emit(self.share)


class _BandSlider(QSlider):
    """Draws the band under the groove."""

    def __init__(self, most_percent: int, band: tuple[float, float] | None) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, most_percent)
        self.setPageStep(5)
        self._band = band

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self._band is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("good"))
            low, high = (self._x_of(round(edge * _PERCENT)) for edge in self._band)
            top = self.rect().center().y() + scaled(9)
            painter.drawRoundedRect(QRect(low, top, high - low, 3), 1, 1)
            painter.end()
        super().paintEvent(event)

    def _x_of(self, percent: int) -> int:
        """Where the handle's middle stands at that value."""
        room = self.width() - _HANDLE
        return _HANDLE // 2 + round(room * percent / self.maximum())
