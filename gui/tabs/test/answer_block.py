"""One speaker's answer in the transcript, growing while it is given."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from backend.jobs.turns import Turn
from backend.models.sampling import Sampling
from gui.style import GRID, icon, set_role
from gui.widgets.text import show_text, text_label
from gui.wording import number_text, words


class AnswerBlock(QFrame):
    """Who speaks, what was said, and how fast. Only this block is laid out as text arrives."""

    def __init__(self, speaker: str, sampling: Sampling, parent: QWidget | None = None) -> None:
        """Begins without an answer.

        Args:
            speaker: Who answers, for a person.
            sampling: How the answer is drawn.
            parent: The widget it lies in.
        """
        super().__init__(parent)
        set_role(self, "card")
        self._sampling = sampling
        self._speaker = speaker
        self._text = text_label(wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._waiting = text_label(role="muted", wrap=True)
        self._problem = text_label(role="bad", wrap=True)
        self._remedy = text_label(wrap=True)
        self._foot = text_label(role="small muted", wrap=True)
        self._copy = QToolButton()
        self._copy.setIcon(icon("copy", "muted"))
        self._copy.setToolTip(self.tr("Copy the answer"))
        self._copy.setAccessibleName(self.tr("Copy the answer"))
        self._copy.clicked.connect(self._copy_text)
        self._lay_out()
        self.show_waiting("")

    @property
    def text(self) -> str:
        """The answer so far."""
        return self._text.text()

    def show_waiting(self, text: str) -> None:
        """Says what the answer waits for, until it begins."""
        show_text(self._waiting, text)

    def show_turn(self, turn: Turn) -> None:
        """Shows the answer as it is now."""
        show_text(self._text, turn.text)
        is_mute = not turn.text and turn.whole is None
        self.show_waiting(self.tr("Reading the question…") if is_mute else "")
        show_text(self._problem, words(turn.problem) if turn.problem else "")
        show_text(self._remedy, words(turn.remedy) if turn.remedy else "")
        show_text(self._foot, self._describe(turn))
        self._copy.setVisible(bool(turn.text) and turn.whole is not None)
        said = turn.text or self._problem.text()
        self.setAccessibleName(f"{self._speaker}: {said}")

    def _lay_out(self) -> None:
        self._copy.hide()
        for label in (self._text, self._problem, self._remedy, self._foot):
            label.hide()
        head = QHBoxLayout()
        head.addWidget(text_label(self._speaker, "small strong"), 1)
        head.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID + GRID // 2)
        layout.setSpacing(GRID // 2)
        layout.addLayout(head)
        for label in (self._text, self._waiting, self._problem, self._remedy, self._foot):
            layout.addWidget(label)
        layout.addStretch(1)

    def _describe(self, turn: Turn) -> str:
        """Speed and how it was drawn; empty until the answer has ended."""
        if turn.whole is None or turn.problem is not None:
            return ""
        parts = []
        if turn.tokens_per_s is not None:
            count = number_text(turn.tokens)
            one = turn.tokens == 1
            parts.append(self.tr("1 token") if one else self.tr("{n} tokens").format(n=count))
            speed = number_text(turn.tokens_per_s, 0 if turn.tokens_per_s >= 20 else 1)
            parts.append(self.tr("{speed} tokens/s").format(speed=speed))
        if turn.tokens and self._sampling.temperature > 0:
            drawn = self.tr("drawn at temperature {value}")
            parts.append(drawn.format(value=f"{self._sampling.temperature:g}"))
        if not turn.whole:
            parts.append(self.tr("stopped"))
        elif turn.tokens >= self._sampling.max_new_tokens:
            parts.append(self.tr("cut at the longest answer allowed"))
        elif not turn.text:
            parts.append(self.tr("the model said nothing"))
        return " · ".join(parts)

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._text.text())
