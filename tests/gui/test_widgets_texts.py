"""Widgets that show words: card, empty state, error card, badge, tile, help, reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPlainTextEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from gui.style import DARK, LIGHT, Theme
from gui.widgets.badge import Badge
from gui.widgets.card import Card
from gui.widgets.disclosure import Disclosure
from gui.widgets.empty_state import EmptyState
from gui.widgets.error_card import ErrorCard
from gui.widgets.help_button import HelpButton
from gui.widgets.icon_mark import IconMark
from gui.widgets.reason_label import ReasonLabel
from gui.widgets.stat_tile import StatTile
from gui.widgets.text import show_text, text_label


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme()
    made.choose("light", 1.0)
    yield made
    made.choose("light", 1.0)
    made.deleteLater()
    qapp.setStyleSheet("")


def button(widget, text: str) -> QPushButton:
    return next(each for each in widget.findChildren(QPushButton) if each.text() == text)


def test_a_files_name_is_not_taken_for_html(qtbot: QtBot) -> None:
    label = text_label("<b>bold</b>.pdf")
    qtbot.addWidget(label)
    plain = QLabel("bold.pdf")
    qtbot.addWidget(plain)
    assert label.sizeHint().width() > plain.sizeHint().width()
    show_text(label, "")
    assert label.isHidden()


def test_a_card_names_itself_and_stands_out(theme: Theme, qtbot: QtBot) -> None:
    card = Card("Machine")
    qtbot.addWidget(card)
    card.body.addWidget(QLabel("content"))
    card.resize(200, 100)
    assert card.accessibleName() == "Machine"
    assert card.grab().toImage().pixelColor(100, 95).name() == LIGHT.surface
    theme.choose("dark", 1.0)
    assert card.grab().toImage().pixelColor(100, 95).name() == DARK.surface
    title = next(each for each in card.findChildren(QLabel) if each.text() == "Machine")
    card.set_title("")
    assert title.isHidden()


def test_an_empty_state_offers_its_step(qtbot: QtBot) -> None:
    state = EmptyState("document", "No documents yet", "Drop files here.", "Add documents")
    qtbot.addWidget(state)
    state.resize(800, 500)
    state.show()
    with qtbot.waitSignal(state.triggered):
        qtbot.keyClick(button(state, "Add documents"), Qt.Key.Key_Space)
    state.set_texts("Nothing found", "Search for another word.")
    assert state.findChild(QPushButton).isHidden()
    assert state.accessibleName() == "Nothing found"
    words = next(each for each in state.findChildren(QLabel) if "another" in each.text())
    middle = words.mapTo(state, words.rect().center()).x()
    assert middle == pytest.approx(400, abs=2)


def test_an_error_card_says_what_to_do_and_does_it(qtbot: QtBot) -> None:
    card = ErrorCard()
    qtbot.addWidget(card)
    assert card.isHidden()
    card.show_fault("The disk is full.", "Free 2 GiB.", "OSError: 28", "Open the folder")
    assert card.isVisible()
    assert card.accessibleName() == "The disk is full."
    with qtbot.waitSignal(card.action_requested):
        button(card, "Open the folder").click()
    button(card, "Copy details").click()
    copied = QGuiApplication.clipboard().text()
    assert copied == "The disk is full.\n\nFree 2 GiB.\n\nOSError: 28"
    assert button(card, "Copied")
    close = next(
        each for each in card.findChildren(QToolButton) if each.accessibleName() == "Dismiss"
    )
    with qtbot.waitSignal(card.dismissed):
        close.click()
    assert card.isHidden()


def test_an_error_cards_details_wait_until_asked_for(qtbot: QtBot) -> None:
    card = ErrorCard()
    qtbot.addWidget(card)
    card.show_fault("It failed.", "Try again.", "line 1\nline 2")
    details = card.findChild(QPlainTextEdit)
    assert not details.isVisible()
    opener = next(each for each in card.findChildren(QToolButton) if each.text() == "Details")
    qtbot.keyClick(opener, Qt.Key.Key_Space)
    assert details.isVisible()
    assert details.toPlainText() == "line 1\nline 2"
    card.show_fault("Another.", "", "")
    assert not opener.isVisible()
    assert not details.isVisible()
    assert button(card, "Copy details")


def test_a_badge_says_its_state_and_grows_with_the_type(theme: Theme, qtbot: QtBot) -> None:
    badge = Badge()
    qtbot.addWidget(badge)
    badge.show_state("State", "bad")
    assert badge.accessibleName() == "State"
    assert badge.text == "State"
    assert badge.kind == "bad"
    narrow = badge.sizeHint()
    theme.choose("light", 2.0)
    assert badge.sizeHint().width() > 1.8 * narrow.width()
    with pytest.raises(KeyError):
        badge.show_state("State", "purple")


def test_a_badges_icons_differ_by_kind(qtbot: QtBot) -> None:
    badge = Badge()
    qtbot.addWidget(badge)
    shapes = []
    for kind in ("neutral", "info", "good", "warning", "bad"):
        badge.show_state("", kind)
        badge.resize(badge.sizeHint())
        image = badge.grab().toImage()
        ground = image.pixelColor(badge.width() - 6, badge.height() // 2)
        ink = frozenset(
            (x, y)
            for x in range(8, 22)
            for y in range(image.height())
            if image.pixelColor(x, y) != ground
        )
        shapes.append(ink)
    assert len(set(shapes)) == 5


def test_a_badge_is_repainted_in_the_new_theme(theme: Theme, qtbot: QtBot) -> None:
    badge = Badge()
    qtbot.addWidget(badge)
    badge.show_state("Ready", "good")
    badge.resize(badge.sizeHint())
    middle = badge.height() // 2
    assert badge.grab().toImage().pixelColor(4, middle).name() == LIGHT.good_soft
    theme.choose("dark", 1.0)
    assert badge.grab().toImage().pixelColor(4, middle).name() == DARK.good_soft


def test_a_tile_reads_as_one(qtbot: QtBot) -> None:
    tile = StatTile("Loss")
    qtbot.addWidget(tile)
    tile.set_value("0.431", "best 0.420")
    assert tile.accessibleName() == "Loss: 0.431 best 0.420"
    tile.set_value("0.4")
    assert [each.text() for each in tile.findChildren(QLabel) if not each.isHidden()] == [
        "Loss",
        "0.4",
    ]
    tile.set_label("Best loss")
    assert tile.accessibleName() == "Best loss: 0.4"


def test_a_mark_shows_another_icon(qtbot: QtBot) -> None:
    mark = IconMark("check", "good", 24)
    qtbot.addWidget(mark)
    mark.resize(24, 24)
    before = mark.grab().toImage()
    mark.show_icon("close", "bad")
    assert mark.grab().toImage() != before


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_help_opens_and_closes_by_keyboard(qtbot: QtBot) -> None:
    help_button = HelpButton("How many directions.", about="Rank", source="Hu et al. 2021")
    qtbot.addWidget(help_button)
    help_button.show()
    assert help_button.accessibleName() == "Help: Rank"
    assert help_button.accessibleDescription() == "How many directions."
    qtbot.keyClick(help_button, Qt.Key.Key_Space)
    popup = help_button.findChild(QFrame)
    assert popup is not None
    assert [each.text() for each in popup.findChildren(QLabel)] == [
        "How many directions.",
        "Hu et al. 2021",
    ]
    assert all(each.height() >= each.heightForWidth(each.width()) for each in popup.children()[1:])
    with qtbot.waitSignal(popup.destroyed):
        qtbot.keyClick(popup, Qt.Key.Key_Escape)
    help_button.set_help("")
    assert help_button.isHidden()


def test_a_reason_without_source_has_no_help(qtbot: QtBot) -> None:
    reason = ReasonLabel()
    qtbot.addWidget(reason)
    assert reason.isHidden()
    reason.show_reason("LoRA learns best at ten times the rate.", "LoRA Without Regret")
    reason.show()
    assert reason.findChild(HelpButton).isVisible()
    reason.show_reason("Because.")
    assert not reason.findChild(HelpButton).isVisible()
    reason.show_reason("")
    assert reason.isHidden()


def test_a_disclosure_opens_and_closes(qtbot: QtBot) -> None:
    disclosure = Disclosure("Advanced")
    qtbot.addWidget(disclosure)
    inside = QLabel("inside")
    disclosure.body.addWidget(inside)
    disclosure.show()
    assert not inside.isVisible()
    with qtbot.waitSignal(disclosure.toggled, check_params_cb=lambda is_open: is_open):
        qtbot.keyClick(disclosure.findChild(QToolButton), Qt.Key.Key_Space)
    assert inside.isVisible()
    assert disclosure.is_open
    disclosure.set_open(False)
    assert not inside.isVisible()
