"""All about the row in front: question, answer, passage, how it was verified, and its page."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from backend.dataset.browse import RowDetails
from backend.dataset.row import Example, ExampleKind, NegativeCheck, RowState
from gui.models.row_view import RowView
from gui.models.row_words import kind_words, split_words, state_words, style_words
from gui.style import GRID, Theme
from gui.tabs.dataset.page_view import PageView
from gui.widgets.badge import Badge
from gui.widgets.card import Card
from gui.widgets.scroll_page import ScrollPage
from gui.widgets.text import show_text, text_label

_KINDS = {
    ExampleKind.ANSWERABLE: ("info", "document"),
    ExampleKind.UNANSWERABLE: ("warning", "question"),
    ExampleKind.REPLAY: ("neutral", "sample"),
}
_STATES = {RowState.APPROVED: "good", RowState.REJECTED: "bad", RowState.DRAFT: "info"}


class DetailsPanel(Card):
    """Observes a `RowView`."""

    def __init__(self, row: RowView, theme: Theme, parent: QWidget | None = None) -> None:
        """Shows the row, now and whenever it changes."""
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("The row in front"))
        self._row = row
        self._theme = theme
        self._question = _Words(self.tr("Question"))
        self._answer = _Words(self.tr("Answer"))
        self._context = _Words(self.tr("Passage"))
        self._check = _Words(self.tr("Why the passage does not answer it"))
        self._kind, self._state = Badge(), Badge()
        self._about = text_label(role="small muted", wrap=True)
        self._none = text_label(
            self.tr("Select a row to see its passage and its page."), "muted", wrap=True
        )
        self._page = PageView(row)
        self._text = ScrollPage()
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()
        row.changed.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self.refresh()

    def stand_up(self, is_upright: bool) -> None:
        """Arranges text and page one below the other, or side by side."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._parts.setDirection(down if is_upright else across)
        self._parts.setStretch(0, 2 if is_upright else 1)
        self._parts.setStretch(1, 3 if is_upright else 1)

    def refresh(self) -> None:
        """Shows the row as it is now."""
        found = self._row.details
        self._none.setVisible(found is None)
        for widget in (self._text, self._kind, self._state):
            widget.setVisible(found is not None)
        if found is None:
            return
        example = found.example
        self._show_badges(example)
        self._question.show_words(example.question or example.instruction)
        self._answer.show_words(example.output)
        self._show_context(found)
        self._check.show_words(self._check_words(example.check) if example.check else "")

    def _show_badges(self, example: Example) -> None:
        kind, icon_name = _KINDS[example.kind]
        self._kind.show_state(kind_words(example.kind), kind, icon_name)
        self._state.setVisible(example.edited or example.state is not RowState.DRAFT)
        self._state.show_state(
            state_words(example.state, edited=example.edited), _STATES[example.state]
        )
        about = [
            self.tr("Used for: {split}").format(split=split_words(example.split).lower()),
            style_words(example.style),
        ]
        show_text(self._about, " · ".join(part for part in about if part))

    def _show_context(self, found: RowDetails) -> None:
        example, chunk = found.example, found.chunk
        self._context.set_label(self.tr("Passage"))
        if chunk is not None and chunk.heading_path:
            self._context.set_label(
                self.tr("Passage in {section}").format(section=" › ".join(chunk.heading_path))  # noqa: RUF001
            )
        text = example.context
        evidence = example.evidence
        if evidence is None or text[evidence.start : evidence.end] != evidence.quote:
            self._context.show_words(text)
        else:
            self._context.show_marked(text, evidence.start, evidence.end, self._theme)

    def _check_words(self, check: NegativeCheck) -> str:
        by = (
            self.tr("Checked by rules.")
            if check.by == "rules"
            else self.tr("Checked by {model}.").format(model=check.by)
        )
        return f"{check.method} {by}"

    def _lay_out(self) -> None:
        for place, badge in enumerate((self._kind, self._state)):
            self.header.insertWidget(place, badge)
        for widget in (
            self._question,
            self._answer,
            self._check,
            self._context,
            self._about,
        ):
            self._text.body.addWidget(widget)
        self._text.body.addStretch(1)
        self._text.body.setContentsMargins(0, 0, GRID, 0)
        self._text.body.setSpacing(GRID + GRID // 2)
        self._parts.setSpacing(2 * GRID)
        self._parts.addWidget(self._text)
        self._parts.addWidget(self._page)
        self.body.addWidget(self._none)
        self.body.addLayout(self._parts, 1)


class _Words(QWidget):
    """A small label and a text below it; hidden without a text."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self._label = text_label(label, "small muted", wrap=True)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._label)
        layout.addWidget(self._words)

    def set_label(self, label: str) -> None:
        self._label.setText(label)

    def show_words(self, text: str) -> None:
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setText(text)
        self.setVisible(bool(text))

    def show_marked(self, text: str, start: int, end: int, theme: Theme) -> None:
        """Shows the text with a part of it marked."""
        before, marked, after = (
            html.escape(part).replace("\n", "<br>")
            for part in (text[:start], text[start:end], text[end:])
        )
        style = f"background-color: {theme.palette.warning_soft}; color: {theme.palette.text}"
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setText(f'<span>{before}<span style="{style}">{marked}</span>{after}</span>')
        self.show()
