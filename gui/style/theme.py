"""Dresses the whole application: palette, type and stylesheet."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from backend.settings.paths import resources_folder
from gui.style.current import current_palette, remember
from gui.style.fonts import load_fonts
from gui.style.metrics import Type, font
from gui.style.palette import DARK, LIGHT, Palette
from gui.style.pictures import picture_path
from gui.style.stylesheet import stylesheet

SMALLEST_SCALE = 0.8
LARGEST_SCALE = 2.0

# Told to the system too, so that the window's frame and the system's dialogs go with the window.
_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """What the application wears; one for each application.

    Signals:
        changed: Colours or sizes are different now; who paints, paints again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Loads the typeface; `choose` then puts a theme on.

        Raises:
            TunedeskError: A file of the style is missing.
        """
        super().__init__(parent)
        load_fonts()
        self._template = (resources_folder() / "style" / "window.qss").read_text("utf-8")
        self._chosen = "light"
        self._scale = 1.0
        self._worn: tuple[str, float] | None = None
        QApplication.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def palette(self) -> Palette:
        """The colours in use."""
        return current_palette()

    def choose(self, theme: str, font_scale: float) -> None:
        """Changes colours and sizes of everything there is.

        Args:
            theme: "light", "dark" or "system": as the system is, light where it does not say.
            font_scale: By what all type is multiplied; held within 0.8 to 2.0.

        Raises:
            KeyError: There is no such theme.
        """
        self._chosen = theme
        self._scale = min(LARGEST_SCALE, max(SMALLEST_SCALE, font_scale))
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[theme])
        self._dress()

    def _follow_system(self) -> None:
        if self._chosen == "system":
            self._dress()

    def _dress(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101
        palette = _palette_for(self._chosen)
        wanted = palette.name, self._scale
        if wanted == self._worn:
            return  # to dress a whole window takes more than half a second
        self._worn = wanted
        sheet = stylesheet(self._template, palette, self._scale, picture_path)
        remember(application, palette, self._scale)
        application.setPalette(_qt_palette(palette))
        application.setFont(font(Type.BODY))
        application.setStyleSheet(sheet)
        self.changed.emit()


def _palette_for(chosen: str) -> Palette:
    if chosen == "system":
        return DARK if _system_is_dark() else LIGHT
    return DARK if chosen == "dark" else LIGHT


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _qt_palette(palette: Palette) -> QPalette:
    """The same colours for what the stylesheet does not reach."""
    role = QPalette.ColorRole
    colours = {
        role.Window: palette.window,
        role.WindowText: palette.text,
        role.Base: palette.field,
        role.AlternateBase: palette.window,
        role.Text: palette.text,
        role.PlaceholderText: palette.muted,
        role.Button: palette.surface,
        role.ButtonText: palette.text,
        role.BrightText: palette.bad,
        role.ToolTipBase: palette.popup,
        role.ToolTipText: palette.text,
        role.Highlight: palette.selection,
        role.HighlightedText: palette.text,
        role.Accent: palette.accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.Light: palette.raised,
        role.Midlight: palette.raised,
        role.Mid: palette.line,
        role.Dark: palette.border,
        role.Shadow: palette.border,
    }
    result = QPalette()
    for which, colour in colours.items():
        result.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, which, QColor(palette.disabled))
    return result
