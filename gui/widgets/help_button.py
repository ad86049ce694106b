"""A "?" beside what needs a word of explanation."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from gui.style.icons import icon
from gui.style.metrics import GRID, scaled
from gui.style.roles import set_role
from gui.widgets.text import show_text, text_label

_WIDTH = 320


class HelpButton(QToolButton):
    """Opens a small window with the explanation; Escape or a click elsewhere closes it."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, source: str = "", about: str = ""
    ) -> None:
        """Makes the button.

        Args:
            text: The explanation.
            parent: The widget it lies in.
            source: Where that is known from.
            about: What is explained, for a screen reader: "Help: rank".
        """
        super().__init__(parent)
        self._text = text
        self._source = source
        self.setIcon(icon("question", "muted"))
        set_role(self, "help")
        self.set_help(text, source, about)
        self.clicked.connect(self._open)

    def set_help(self, text: str, source: str = "", about: str = "") -> None:
        """Changes the explanation; without one the button is hidden.

        Args:
            text: The explanation.
            source: Where that is known from.
            about: What is explained.
        """
        self._text, self._source = text, source
        name = self.tr("Help: {topic}").format(topic=about) if about else self.tr("Help")
        self.setAccessibleName(name)
        self.setAccessibleDescription(text)
        self.setVisible(bool(text))

    def _open(self) -> None:
        popup = _Popup(self._text, self._source, self)
        popup.show_near(self)


class _Popup(QFrame):
    def __init__(self, text: str, source: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_role(self, "popup")
        self.setAccessibleName(text)
        label = text_label(text, wrap=True)
        origin = text_label(role="small muted", wrap=True)
        show_text(origin, source)
        self.setFixedWidth(scaled(_WIDTH))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
        layout.setSpacing(GRID)
        layout.addWidget(label)
        layout.addWidget(origin)

    def show_near(self, widget: QWidget) -> None:
        """Opens below `widget`, or where on its screen there is room."""
        self.adjustSize()
        height = self.heightForWidth(self.width())
        self.resize(self.width(), height)
        place = widget.mapToGlobal(QPoint(0, widget.height()))
        screen = QGuiApplication.screenAt(place) or widget.screen()
        room = screen.availableGeometry()
        left = min(place.x(), room.right() - self.width())
        if place.y() + height > room.bottom():
            place.setY(widget.mapToGlobal(QPoint(0, 0)).y() - height)
        self.move(max(room.left(), left), max(room.top(), place.y()))
        self.show()
