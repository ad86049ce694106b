"""Watch it learn: the same few questions, answered at each measurement."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSlider, QWidget

from backend.events import SampleReady
from backend.jobs.series import Series
from gui.style.metrics import GRID
from gui.widgets.card import Card
from gui.widgets.steady import steady
from gui.widgets.text import text_label
from gui.wording import number_text


class SamplesCard(Card):
    """Each question with its right answer, the first answer, and the one at a chosen step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hidden until the first answer."""
        super().__init__("", parent)
        self.set_title(self.tr("Watch it learn"))
        self._answers: dict[str, dict[int, SampleReady]] = {}
        self._steps: list[int] = []
        self._samples: Series[SampleReady] = Series()
        self._cells: list[QLabel] = []
        self._chosen = text_label(role="small muted")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setAccessibleName(self.tr("Answers after this step"))
        self._slider.setMinimumWidth(160)
        self._slider.setPageStep(1)
        steady(self._slider)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(GRID)
        for column in range(4):
            self._grid.setColumnStretch(column, 3)
        self._lay_out()
        self.hide()

    def forget(self) -> None:
        """Another run is coming: begin again, at its newest answers."""
        self._samples = Series()
        self._steps = []
        self._slider.setRange(0, 0)
        self.hide()

    def show_samples(self, samples: Series[SampleReady]) -> None:
        """Shows the answers of a run; at the newest step unless an earlier one was chosen."""
        if samples is self._samples:
            return
        follows = self._slider.value() == self._slider.maximum()
        self._samples = samples
        self._answers = {}
        for sample in samples:
            self._answers.setdefault(sample.question, {})[sample.step] = sample
        self._steps = sorted({step for answers in self._answers.values() for step in answers})
        self._slider.setRange(0, max(0, len(self._steps) - 1))
        if follows:
            self._slider.setValue(self._slider.maximum())
        self._slider.setEnabled(len(self._steps) > 1)
        self._fill()
        self.setVisible(bool(self._steps))

    def _lay_out(self) -> None:
        pick = QHBoxLayout()
        pick.setSpacing(GRID)
        pick.addWidget(self._chosen)
        pick.addWidget(self._slider)
        self.header.addLayout(pick)
        self.body.addLayout(self._grid)
        self._slider.valueChanged.connect(self._fill)

    def _fill(self) -> None:
        if not self._steps:
            return
        first, chosen = self._steps[0], self._steps[self._slider.value()]
        at = self.tr("After step {step}").format(step=number_text(chosen))
        before = self.tr("Before training") if first == 0 else self.tr("At first")
        self._chosen.setText(at)
        self._slider.setAccessibleDescription(at)
        texts = [(text, "small muted") for text in (self.tr("Question"), before, at)]
        texts.append((self.tr("Right answer"), "small muted"))
        for question, answers in self._answers.items():
            last = _at(answers, chosen)
            texts += [
                (question, "strong"),
                (self._said(_at(answers, first)), "muted"),
                (self._said(last), ""),
                (last.expected if last else "", "muted"),
            ]
        self._show_texts(texts)

    def _show_texts(self, texts: list[tuple[str, str]]) -> None:
        """Four cells to a row; cells are made once and then only change their words."""
        while len(self._cells) < len(texts):
            place = len(self._cells)
            cell = text_label(texts[place][0], texts[place][1], wrap=True)
            cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            cell.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(cell, place // 4, place % 4)
            self._cells.append(cell)
        for cell, (text, _) in zip(self._cells, texts, strict=False):
            cell.setText(text)
        for cell in self._cells[len(texts) :]:
            cell.setText("")

    def _said(self, sample: SampleReady | None) -> str:
        if sample is None:
            return ""
        return sample.answer.strip() or self.tr("(says nothing)")


def _at(answers: dict[int, SampleReady], step: int) -> SampleReady | None:
    """The answer at that step, or the last one before it."""
    earlier = [each for each in answers if each <= step]
    return answers[max(earlier)] if earlier else None
