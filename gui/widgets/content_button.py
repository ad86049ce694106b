"""A button that is filled with other widgets."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget


class ContentButton(QPushButton):
    """Takes the size of its layout, where an ordinary button goes by its text alone.

    What lies in it can't be pressed by itself. It has no text, so it needs an accessible name.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def seal(self) -> None:
        """Makes the mouse pass through all that lies in the button; called when it is filled."""
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """True: in a narrow one words take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The height that the content needs at that width, in logical pixels."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else super().heightForWidth(width)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As much as the content needs."""
        layout = self.layout()
        return layout.totalSizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As little as the content allows."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout else super().minimumSizeHint()
