"""What stands in the chat before anything was asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.style import GRID, icon, set_role
from gui.tabs.test.tab_order import put_behind
from gui.widgets.icon_mark import IconMark
from gui.widgets.text import text_label

_WIDTH = 72 * GRID
_ICON = 48


class ChatStart(QWidget):
    """Says what to try, with a few questions to press.

    Signals:
        picked: One of the questions was pressed.
        training_requested: There is no run yet and the person wants one.
    """

    picked = Signal(str)
    training_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = text_label(role="heading", wrap=True)
        self._text = text_label(role="muted", wrap=True)
        self._train = QPushButton(self.tr("Go to Training"))
        self._train.clicked.connect(self.training_requested)
        self._list = QWidget()
        self._questions = QVBoxLayout(self._list)
        self._questions.setContentsMargins(0, 0, 0, 0)
        self._questions.setSpacing(GRID // 2)
        column = QWidget()
        column.setMaximumWidth(_WIDTH)
        middle = Qt.AlignmentFlag.AlignHCenter
        inside = QVBoxLayout(column)
        inside.setSpacing(GRID)
        inside.addWidget(IconMark("chat", "muted", _ICON), 0, middle)
        for label in (self._title, self._text):
            label.setAlignment(middle)
            inside.addWidget(label)
        inside.addWidget(self._list)
        inside.addWidget(self._train, 0, middle)
        # Not by alignment: an aligned widget gets the height that its hint names for another width.
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(across)
        layout.addStretch(1)
        self.set_has_run(False)

    def set_has_run(self, has_run: bool) -> None:
        """Without a finished run there is only the base model to talk to."""
        self._train.setVisible(not has_run)
        if has_run:
            self._title.setText(self.tr("Ask both models the same question"))
            self._text.setText(
                self.tr(
                    "Try something that your documents answer, then something that they don't: "
                    "a well-tuned model says that it does not know."
                )
            )
        else:
            self._title.setText(self.tr("Ask the base model"))
            self._text.setText(
                self.tr(
                    "No training run has finished yet, so the model answers as it came. After "
                    "training you can put the tuned model beside it."
                )
            )

    def suggest(self, questions: Sequence[str]) -> None:
        """Offers questions to press."""
        while (item := self._questions.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        place: QWidget = self._text
        for question in questions:
            button = QPushButton(icon("question", "muted"), question)
            set_role(button, "quiet")
            button.setAccessibleName(question)
            button.clicked.connect(lambda _=False, question=question: self.picked.emit(question))
            self._questions.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            place = put_behind(place, button)
