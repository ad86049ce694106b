"""The theme, the typeface, the icons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QGuiApplication, QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backend.message import TunedeskError
from gui.style import (
    DARK,
    LIGHT,
    Theme,
    Type,
    colour,
    current_palette,
    font,
    fonts,
    icon,
    icons,
    scaled,
    set_role,
)
from gui.style import (
    theme as theme_module,
)
from gui.style.glyphs import GLYPHS
from gui.style.pictures import picture_path


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme()
    made.choose("light", 1.0)
    yield made
    made.choose("light", 1.0)
    made.deleteLater()
    qapp.setStyleSheet("")


def window_colour() -> str:
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).name()


def inked(image: QImage) -> int:
    """How many pixels are not clear."""
    return sum(
        image.pixelColor(x, y).alpha() > 0
        for x in range(image.width())
        for y in range(image.height())
    )


def test_choosing_dresses_the_application(theme: Theme, qtbot: QtBot) -> None:
    assert window_colour() == LIGHT.window
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark", 1.0)
    assert theme.palette is DARK
    assert current_palette() is DARK
    assert window_colour() == DARK.window
    assert DARK.accent in QApplication.instance().styleSheet()
    assert colour("accent") == QColor(DARK.accent)
    assert colour("series-1") == QColor(DARK.series[1])
    assert colour("#123456") == QColor("#123456")


def test_choosing_what_is_worn_dresses_nothing_again(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose("light", 1.0)
    with qtbot.waitSignal(theme.changed):
        theme.choose("light", 1.1)


def test_the_system_is_followed_only_when_asked(theme: Theme, monkeypatch) -> None:
    monkeypatch.setattr(theme_module, "_system_is_dark", lambda: True)
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.palette is LIGHT
    theme.choose("system", 1.0)
    assert theme.palette is DARK
    monkeypatch.setattr(theme_module, "_system_is_dark", lambda: False)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.palette is LIGHT


def test_a_system_that_does_not_say_is_light(theme: Theme) -> None:
    theme.choose("dark", 1.0)
    theme.choose("system", 1.0)
    assert theme.palette is LIGHT


def test_all_type_grows_with_the_scale(theme: Theme, qtbot: QtBot) -> None:
    label = QLabel("Step 1,240")
    set_role(label, "title")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pixelSize() == Type.TITLE
    theme.choose("light", 1.5)
    assert label.font().pixelSize() == 1.5 * Type.TITLE
    assert QApplication.font().pixelSize() == 1.5 * Type.BODY
    assert font(Type.SMALL).pixelSize() == 1.5 * Type.SMALL
    assert scaled(16) == 24
    theme.choose("light", 9.0)
    assert QApplication.font().pixelSize() == 2 * Type.BODY
    theme.choose("light", 0.1)
    assert QApplication.font().pixelSize() == round(0.8 * Type.BODY)


def test_the_typeface_that_ships_is_used(theme: Theme) -> None:
    for weight in (400, 500, 600):
        used = QFontInfo(font(Type.BODY, font().weight().__class__(weight)))
        assert used.family() == "Inter"
        assert used.weight() == weight


def test_nothing_is_shown_as_a_box(theme: Theme) -> None:
    metrics = QFontMetrics(font())
    for character in "aZ09äßéñøÅčПжΩ–—…·×≥≤±→←•°µ²€“”‘’«»✓":  # noqa: RUF001
        assert metrics.inFontUcs4(ord(character)), character


def test_digits_have_one_width_also_in_roles(theme: Theme, qtbot: QtBot) -> None:
    label = QLabel()
    set_role(label, "display")
    qtbot.addWidget(label)
    label.ensurePolished()
    for metrics in (QFontMetrics(QApplication.font()), QFontMetrics(label.font())):
        widths = {metrics.horizontalAdvance(digit) for digit in "0123456789"}
        assert len(widths) == 1
    loose = QFontMetrics(font(Type.DISPLAY, tabular=False))
    assert loose.horizontalAdvance("1") < loose.horizontalAdvance("0")


def test_a_missing_font_is_said_in_words(qapp: QApplication, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "resources_folder", lambda: tmp_path)
    monkeypatch.setattr(fonts, "FAMILY", "Unheard Of")
    with pytest.raises(TunedeskError, match=r"Inter-Regular\.otf"):
        fonts.load_fonts()


def test_pictures_are_drawn_once_and_again_when_lost(theme: Theme) -> None:
    path = Path(picture_path("check", "#123456", 16))
    dense = path.with_name(f"{path.stem}@2x.png")
    assert QImage(str(path)).size() == QSize(16, 16)
    assert QImage(str(dense)).size() == QSize(32, 32)
    drawn = path.stat().st_mtime_ns
    assert picture_path("check", "#123456", 16) == path.as_posix()
    assert path.stat().st_mtime_ns == drawn
    path.write_bytes(b"")
    picture_path("check", "#123456", 16)
    assert QImage(str(path)).size() == QSize(16, 16)
    assert [each.name for each in path.parent.iterdir() if each.name.startswith(".")] == []


def test_pictures_that_cannot_be_kept_are_said_in_words(
    qapp: QApplication, monkeypatch, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("in the way")
    monkeypatch.setenv("TUNEDESK_HOME", str(tmp_path))
    with pytest.raises(TunedeskError, match="check-123456-16"):
        picture_path("check", "#123456", 16)


@pytest.mark.parametrize("name", sorted(GLYPHS))
def test_every_icon_shows_something(theme: Theme, name: str) -> None:
    image = icon(name).pixmap(QSize(16, 16)).toImage()
    assert image.size() == QSize(16, 16)
    assert 8 <= inked(image) < 256


def test_no_two_icons_of_tabs_look_alike(theme: Theme) -> None:
    names = ["start", "dataset", "hardware", "hyperparameters", "training", "test", "export"]
    images = [icon(name).pixmap(QSize(32, 32)).toImage() for name in names]
    for index, image in enumerate(images):
        assert image not in images[:index]


def test_an_icon_follows_the_theme_and_its_mode(theme: Theme) -> None:
    def ink(made: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> str:
        image = made.pixmap(QSize(64, 64), mode).toImage()
        return image.pixelColor(32, 32).name()

    mark = icon("dot", "good")
    plain = icon("dot")
    assert ink(mark) == LIGHT.good
    assert ink(plain) == LIGHT.text
    assert ink(mark, QIcon.Mode.Disabled) == LIGHT.disabled
    theme.choose("dark", 1.0)
    assert ink(mark) == DARK.good
    assert ink(plain) == DARK.text
    assert ink(icon("dot", "#ff0000")) == "#ff0000"


def test_an_icon_is_crisp_on_a_dense_screen(theme: Theme) -> None:
    dense = icon("save").pixmap(QSize(16, 16), 2.0)
    assert dense.devicePixelRatio() == 2.0
    assert dense.toImage().convertToFormat(QImage.Format.Format_ARGB32).size() == QSize(32, 32)
    drawn_large = icon("save").pixmap(QSize(32, 32), 1.0).toImage()
    dense_image = dense.toImage()
    dense_image.setDevicePixelRatio(1.0)
    assert dense_image == drawn_large


def test_an_icon_without_room_is_nothing(theme: Theme) -> None:
    assert icon("save").pixmap(QSize(0, 0)).isNull()


def test_an_unknown_icon_is_an_error(theme: Theme) -> None:
    with pytest.raises(KeyError):
        icon("no such icon")


def test_a_missing_icon_font_is_said_in_words(theme: Theme, monkeypatch) -> None:
    monkeypatch.setattr(icons, "_FONT", "missing.ttf")
    icons._glyphs.cache_clear()
    icon.cache_clear()
    with pytest.raises(TunedeskError, match=r"missing\.ttf"):
        icon("save")
    monkeypatch.undo()
    assert not icon("save").isNull()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_marks_and_arrows_show_in_both_themes(theme: Theme, qtbot: QtBot, name: str) -> None:
    theme.choose(name, 1.0)
    palette = theme.palette
    for control, shade in (
        (made(QCheckBox("x"), qtbot), palette.accent_text),
        (made(QComboBox(), qtbot), palette.text),
    ):
        if isinstance(control, QCheckBox):
            control.setChecked(True)
        image = control.grab().toImage()
        part = image.copy(0, 0, 26, image.height())
        if isinstance(control, QComboBox):
            part = image.copy(image.width() - 26, 6, 24, image.height() - 12)
        assert near(part, QColor(shade)) >= 4


def test_a_role_given_late_is_seen(theme: Theme, qtbot: QtBot) -> None:
    button = made(QPushButton("Go"), qtbot)
    before = button.grab().toImage().pixelColor(button.width() // 2, 4)
    set_role(button, "primary")
    after = button.grab().toImage().pixelColor(button.width() // 2, 4)
    assert before.name() == LIGHT.surface
    assert after.name() == LIGHT.accent


def made(widget: QWidget, qtbot: QtBot) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(120, 40)
    widget.ensurePolished()
    return widget


def near(image: QImage, wanted: QColor) -> int:
    """How many pixels are all but that colour."""
    count = 0
    for x in range(image.width()):
        for y in range(image.height()):
            seen = image.pixelColor(x, y)
            parts = zip(seen.getRgb()[:3], wanted.getRgb()[:3], strict=True)
            count += max(abs(a - b) for a, b in parts) < 100
    return count
