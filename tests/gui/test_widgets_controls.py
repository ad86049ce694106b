"""Widgets that are used or that arrange others: progress, usage, forms, choices, layouts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.style import DARK, LIGHT, Theme
from gui.widgets.badge import Badge
from gui.widgets.card import Card
from gui.widgets.columns import Columns
from gui.widgets.disclosure import Disclosure
from gui.widgets.empty_state import EmptyState
from gui.widgets.error_card import ErrorCard
from gui.widgets.flow_row import FlowRow
from gui.widgets.labelled import labelled
from gui.widgets.progress_row import ProgressRow
from gui.widgets.reason_label import ReasonLabel
from gui.widgets.scroll_page import ScrollPage
from gui.widgets.segmented import Segmented
from gui.widgets.stat_tile import StatTile
from gui.widgets.usage_bar import UsageBar, UsagePart

PARTS = (
    UsagePart("Weights", 3.0, "series-0", "3.0 GiB"),
    UsagePart("Other programs", 1.0, "muted", "1.0 GiB"),
)


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme()
    made.choose("light", 1.0)
    yield made
    made.choose("light", 1.0)
    made.deleteLater()
    qapp.setStyleSheet("")


def texts(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if not each.isHidden()]


def test_progress_in_words_and_a_way_out(qtbot: QtBot) -> None:
    row = ProgressRow()
    qtbot.addWidget(row)
    row.show()
    row.show_progress("Reading", 0.25, "35 of 140 pages", 185)
    bar = row.findChild(QProgressBar)
    assert bar.value() == bar.maximum() / 4
    assert texts(row) == ["Reading", "35 of 140 pages · about 3 min left"]
    assert bar.accessibleName() == "Reading"
    cancel = row.findChild(QPushButton)
    assert cancel.accessibleName() == "Cancel: Reading"
    with qtbot.waitSignal(row.cancel_requested):
        qtbot.keyClick(cancel, Qt.Key.Key_Space)
    row.set_cancellable(False)
    assert not cancel.isVisible()
    row.show_progress("Reading", 7.0)
    assert bar.value() == bar.maximum()
    assert texts(row) == ["Reading"]


def test_progress_that_nobody_can_say(qtbot: QtBot) -> None:
    row = ProgressRow()
    qtbot.addWidget(row)
    row.show_progress("Loading", None)
    bar = row.findChild(QProgressBar)
    assert bar.maximum() == 0
    row.show_progress("Loading", 0.5)
    assert bar.maximum() > 0


@pytest.mark.parametrize(
    ("eta_s", "said"), [(1.0, "5 s"), (44.0, "40 s"), (3590.0, "1 h 0 min"), (299.0, "5 min")]
)
def test_the_time_left_is_calm(qtbot: QtBot, eta_s: float, said: str) -> None:
    row = ProgressRow()
    qtbot.addWidget(row)
    row.show_progress("Reading", 0.5, "", eta_s)
    assert texts(row)[-1] == f"about {said} left"


def test_a_usage_bar_paints_its_shares(theme: Theme, qtbot: QtBot) -> None:
    bar = UsageBar()
    qtbot.addWidget(bar)
    bar.show_usage(PARTS, 8.0, "4.0 of 8.0 GiB")
    bar.resize(400, 100)
    bar.show()
    strip = strip_of(bar)
    for palette, name in ((LIGHT, "light"), (DARK, "dark")):
        theme.choose(name, 1.0)
        image = strip.grab().toImage()
        row = image.height() // 2
        seen = [image.pixelColor(x, row).name() for x in (75, 175, 300)]
        assert seen == [palette.series[0], palette.muted, palette.raised]
    assert texts(bar) == ["4.0 of 8.0 GiB", "Weights 3.0 GiB", "Other programs 1.0 GiB"]
    assert bar.accessibleDescription() == "Weights 3.0 GiB, Other programs 1.0 GiB"


def test_a_usage_bar_shows_where_the_whole_ends(qtbot: QtBot) -> None:
    bar = UsageBar()
    qtbot.addWidget(bar)
    bar.show_usage((UsagePart("Weights", 16.0, "series-0"),), 8.0, "Doesn't fit: 16 of 8 GiB")
    bar.resize(400, 100)
    bar.show()
    image = strip_of(bar).grab().toImage()
    assert image.pixelColor(200, 1).name() == LIGHT.text
    assert image.pixelColor(350, image.height() // 2).name() == LIGHT.series[0]
    bar.show_usage((UsagePart("Weights", 4.0, "series-0"),), 8.0, "4 of 8 GiB")
    assert strip_of(bar).grab().toImage().pixelColor(200, 1).name() != LIGHT.text


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_usage_bar_explains_its_shares_and_tick(qtbot: QtBot) -> None:
    bar = UsageBar(compact=True)
    qtbot.addWidget(bar)
    bar.show_usage(PARTS, 8.0, "4.0 of 8.0 GiB", 6.0, "Rule of thumb: 6.0 GiB")
    bar.show()
    assert texts(bar) == ["4.0 of 8.0 GiB"]
    strip = strip_of(bar)
    for share, said in ((0.1, "Weights 3.0 GiB"), (0.75, "Rule of thumb: 6.0 GiB")):
        place = QPoint(round(share * strip.width()), 2)
        event = QHelpEvent(QEvent.Type.ToolTip, place, strip.mapToGlobal(place))
        QApplication.sendEvent(strip, event)
        assert QToolTip.text() == said
    QToolTip.hideText()


def strip_of(bar: UsageBar) -> QWidget:
    return next(each for each in bar.findChildren(QWidget) if type(each).__name__ == "_Strip")


def test_a_labelled_control_is_named_and_judged(qtbot: QtBot) -> None:
    field = QSpinBox()
    row = labelled("Length", field, "tokens", "Longest row.")
    qtbot.addWidget(row)
    row.resize(400, 200)
    row.show()
    assert row.label.buddy() is field
    assert field.accessibleName() == "Length (tokens)"
    assert field.accessibleDescription() == "Longest row."
    quiet = field.grab().toImage()
    row.set_problem("At most 4,096.")
    assert "At most 4,096." in texts(row)
    assert field.grab().toImage() != quiet
    row.set_problem("Unwise.", "warning")
    assert field.grab().toImage() == quiet
    row.set_hint("2,048 is enough.")
    assert "2,048 is enough." in texts(row)
    row.set_problem("")
    assert texts(row) == ["Length", "tokens"]


def test_the_wheel_passes_by_a_control_without_focus(qtbot: QtBot) -> None:
    page = ScrollPage()
    qtbot.addWidget(page)
    number, choice = QSpinBox(), QComboBox()
    choice.addItems(["a", "b"])
    for name, control in (("Number", number), ("Choice", choice)):
        page.body.addWidget(labelled(name, control))
    page.show()
    other = QPushButton("Other")
    page.body.addWidget(other)
    other.setFocus()
    for control in (number, choice):
        roll(control)
    assert number.value() == 0
    assert choice.currentIndex() == 0
    page.activateWindow()
    number.setFocus()
    qtbot.waitUntil(number.hasFocus)
    roll(number)
    assert number.value() == 1


def roll(control: QWidget) -> None:
    """Turns the wheel up by one over a spin box, down by one over a list."""
    step = 120 if isinstance(control, QSpinBox) else -120
    middle = QPointF(control.rect().center())
    event = QWheelEvent(
        middle,
        control.mapToGlobal(middle),
        QPoint(),
        QPoint(0, step),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(control, event)


def test_one_of_a_few_by_keyboard(qtbot: QtBot) -> None:
    choice = Segmented([("simple", "Simple"), ("advanced", "Advanced"), ("text", "As text")])
    qtbot.addWidget(choice)
    choice.setAccessibleName("View")
    choice.show()
    heard = []
    choice.chosen.connect(heard.append)
    assert choice.value == "simple"
    buttons = choice.findChildren(QPushButton)
    assert [each.accessibleName() for each in buttons] == [
        "View: Simple",
        "View: Advanced",
        "View: As text",
    ]
    choice.activateWindow()
    buttons[0].setFocus()
    qtbot.waitUntil(buttons[0].hasFocus)
    qtbot.keyClick(buttons[0], Qt.Key.Key_Right)
    assert choice.value == "advanced"
    buttons[2].click()
    buttons[2].click()
    choice.set_value("simple")
    assert heard == ["advanced", "text"]
    assert buttons[0].isChecked()
    choice.set_enabled("text", False, "Nothing to show yet.")
    assert buttons[2].toolTip() == "Nothing to show yet."
    buttons[2].click()
    assert choice.value == "simple"
    with pytest.raises(KeyError):
        choice.set_value("other")


def test_a_row_flows_into_lines(qtbot: QtBot) -> None:
    row = FlowRow()
    qtbot.addWidget(row)
    labels = [QLabel("word " * 4) for _ in range(6)]
    for label in labels:
        row.add(label)
    row.show()
    row.resize(2000, 100)
    assert len({label.y() for label in labels}) == 1
    row.resize(labels[0].sizeHint().width() * 2 + 20, 400)
    assert len({label.y() for label in labels}) == 3
    assert row.heightForWidth(row.width()) < row.heightForWidth(labels[0].sizeHint().width())
    assert labels[0].x() == labels[2].x() < labels[1].x()
    row.clear()
    assert row.sizeHint().height() == 0
    qtbot.waitUntil(lambda: not row.findChildren(QLabel))


def test_a_page_scrolls_down_before_it_cuts_off(qtbot: QtBot) -> None:
    page = ScrollPage(max_width=500)
    qtbot.addWidget(page)
    last = QPushButton("Last")
    for _ in range(30):
        page.body.addWidget(QLabel("line"))
    page.body.addWidget(last)
    page.resize(900, 300)
    page.show()
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    assert page.horizontalScrollBar().maximum() == 0
    assert last.width() <= 500
    assert page.focusPolicy() == Qt.FocusPolicy.NoFocus
    qtbot.keyClick(last, Qt.Key.Key_PageDown)
    assert page.verticalScrollBar().value() > 0


def test_columns_stack_where_they_would_be_narrow(qtbot: QtBot) -> None:
    columns = Columns()
    page = ScrollPage()
    qtbot.addWidget(page)
    page.body.addWidget(columns)
    left, right = QPushButton("left"), QPushButton("right")
    columns.add(left, 300)
    columns.add(right, 300, stretch=2)
    page.resize(1000, 400)
    page.show()
    qtbot.waitUntil(lambda: not columns.is_stacked and left.width() > 250)
    assert left.y() == right.y()
    assert right.width() == pytest.approx(2 * left.width(), rel=0.05)
    page.resize(500, 400)
    qtbot.waitUntil(lambda: columns.is_stacked and right.y() > left.y())
    assert left.width() == right.width()
    assert page.horizontalScrollBar().maximum() == 0
    page.resize(1000, 400)
    qtbot.waitUntil(lambda: not columns.is_stacked)
    page.resize(500, 400)
    qtbot.waitUntil(lambda: columns.is_stacked)
    right.hide()
    qtbot.waitUntil(lambda: not columns.is_stacked)


def everything() -> ScrollPage:
    """One of each, with words of some length."""
    page = ScrollPage()
    card = Card("A card with a title")
    page.body.addWidget(card)
    empty = EmptyState("document", "No documents yet", "Drop files here. " * 8, "Add documents")
    fault = ErrorCard()
    fault.show_fault("The disk is full. " * 8, "Free 2 GiB. " * 8, "OSError", "Open the folder")
    progress = ProgressRow()
    progress.show_progress("Reading the handbook", 0.3, "12 of 140 pages " * 4, 700)
    tile = StatTile("Tokens per second")
    tile.set_value("12,345", "best 12,400 at step 10")
    badge = Badge()
    badge.show_state("Needs attention", "warning")
    reason = ReasonLabel()
    reason.show_reason("LoRA learns best at ten times the rate. " * 4, "LoRA Without Regret")
    usage = UsageBar()
    usage.show_usage(PARTS, 8.0, "4.0 of 8.0 GiB")
    choice = Segmented([("a", "Simple"), ("b", "Advanced")])
    choice.setAccessibleName("View")
    form = labelled("Length", QSpinBox(), "tokens", "Longest row.")
    form.set_problem("At most 4,096 tokens. " * 6)
    more = Disclosure("Advanced")
    for widget in (fault, progress, tile, badge, reason, usage, choice, form, more, empty):
        card.body.addWidget(widget)
    return page


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_no_text_is_cut_off(theme: Theme, qtbot: QtBot, scale: float) -> None:
    page = everything()
    qtbot.addWidget(page)
    page.resize(640, 360)
    page.show()
    theme.choose("light", scale)
    qtbot.waitUntil(lambda: settled(page))
    assert page.horizontalScrollBar().maximum() == 0
    for label in page.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        if label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
        else:
            assert label.width() >= label.sizeHint().width(), label.text()
            assert label.height() >= label.sizeHint().height(), label.text()
    for button in page.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()


def settled(page: ScrollPage) -> bool:
    """Whether the layout has come to rest."""
    body = page.widget()
    return body.height() >= body.heightForWidth(body.width()) > 0


def test_all_that_takes_the_focus_has_a_name_in_reading_order(qtbot: QtBot) -> None:
    page = everything()
    qtbot.addWidget(page)
    page.resize(640, 360)
    page.show()
    reached = []
    widget = page.nextInFocusChain()
    while widget is not page:
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and widget.isVisible() and widget.focusProxy() is None:
            reached.append(widget)
        widget = widget.nextInFocusChain()
    assert len(reached) >= 9
    for widget in reached:
        assert name_of(widget), widget
    heights = [widget.mapTo(page.widget(), QPoint(0, 0)).y() for widget in reached]
    assert [name_of(each) for each in reached][:2] == ["Open the folder", "Copy details"]
    assert sorted(heights[4:]) == heights[4:]


def name_of(widget: QWidget) -> str:
    own = widget.accessibleName()
    return own or (widget.text() if isinstance(widget, QPushButton) else "")
