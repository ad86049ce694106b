"""What training changed: the scorecard of the chosen run, and measuring it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gui.models.measuring import Measured, MeasuringModel, progress_of
from gui.style import GRID, icon, set_role
from gui.tabs.test.failures_card import FailuresCard
from gui.tabs.test.measure_words import overall_badge
from gui.tabs.test.measures_card import MeasuresCard
from gui.widgets.badge import Badge
from gui.widgets.empty_state import EmptyState
from gui.widgets.error_card import ErrorCard
from gui.widgets.progress_row import ProgressRow
from gui.widgets.scroll_page import ScrollPage
from gui.widgets.text import text_label
from gui.wording import number_text, words


class ScorecardView(QWidget):
    """Shows a `MeasuringModel`.

    Signals:
        measure_requested: Measure the chosen run.
        training_requested: There is no finished run and the person wants one.
        opened: Look at this question in the chat (`AskInChat`).
    """

    measure_requested = Signal()
    training_requested = Signal()
    opened = Signal(object)

    def __init__(self, model: MeasuringModel, parent: QWidget | None = None) -> None:
        """Observes `model`, which outlives the view."""
        super().__init__(parent)
        self._model = model
        self._shown: Measured | None = None
        self._progress = ProgressRow()
        self._failure = ErrorCard()
        self._stack = QStackedWidget()
        self._no_run = EmptyState(
            "measure",
            self.tr("Nothing to measure yet"),
            self.tr(
                "When a training run has finished, Tunedesk asks the base and the tuned model the "
                "questions that training never saw, and shows what has become better or worse."
            ),
            self.tr("Go to Training"),
        )
        self._unmeasured = EmptyState("measure", "", "")
        self._page = ScrollPage()
        self._lay_out()
        self._progress.cancel_requested.connect(model.cancel)
        self._failure.action_requested.connect(self.measure_requested)
        self._no_run.triggered.connect(self.training_requested)
        self._unmeasured.triggered.connect(self.measure_requested)
        model.changed.connect(self._follow)
        model.progressed.connect(self._show_progress)
        self._follow()

    @property
    def progress(self) -> ProgressRow:
        """How far the measurement is."""
        return self._progress

    @property
    def page(self) -> ScrollPage:
        """The scorecard."""
        return self._page

    def _lay_out(self) -> None:
        above = QWidget()
        self._above = above
        lines = QVBoxLayout(above)
        lines.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        lines.setSpacing(GRID)
        lines.addWidget(self._progress)
        lines.addWidget(self._failure)
        for each in (self._no_run, self._unmeasured, self._page):
            self._stack.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(above)
        layout.addWidget(self._stack, 1)

    def _follow(self) -> None:
        model = self._model
        self._progress.setVisible(model.is_measuring)
        self._show_progress()
        self._show_failure()
        self._above.setVisible(model.is_measuring or model.failure is not None)
        if model.run is None:
            self._stack.setCurrentWidget(self._no_run)
        elif model.measured is None:
            self._show_unmeasured()
        else:
            self._show_measured(model.measured)

    def _show_progress(self) -> None:
        job = self._model.job
        if job is None or not self._model.is_measuring:
            return
        progress = progress_of(job.state)
        detail = ""
        if progress.total:
            detail = self.tr("{done} of {total} questions").format(
                done=number_text(progress.done), total=number_text(progress.total)
            )
        label = words(job.state.label)
        self._progress.show_progress(label, progress.fraction, detail, progress.eta_s)

    def _show_failure(self) -> None:
        failure = self._model.failure
        if failure is None:
            self._failure.hide()
        elif self._failure.isHidden():
            self._failure.show_fault(
                words(failure.message),
                words(failure.remedy),
                failure.details,
                self.tr("Measure again"),
            )

    def _show_unmeasured(self) -> None:
        if self._model.is_reading:
            title, text, action = self.tr("Reading the scorecard…"), "", ""
        elif self._model.is_measuring:
            title = self.tr("Measuring…")
            text = self.tr("Both models are asked the questions that training never saw.")
            action = ""
        else:
            title = self.tr("See what training has changed")
            text = self.tr(
                "Tunedesk asks the base and the tuned model the questions that training never "
                "saw: how many each gets right, whether it says so when the text has no answer, "
                "and whether it has forgotten other things."
            )
            action = self.tr("Measure before and after")
        self._unmeasured.set_texts(title, text, action)
        self._stack.setCurrentWidget(self._unmeasured)

    def _show_measured(self, measured: Measured) -> None:
        self._stack.setCurrentWidget(self._page)
        if measured is self._shown:
            self._again.setEnabled(self._model.job is None)
            return
        self._shown = measured
        body = self._page.body
        while (item := body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        failures = FailuresCard(measured)
        failures.opened.connect(self.opened)
        body.addWidget(self._head(measured))
        body.addWidget(MeasuresCard(measured.card))
        body.addWidget(failures)
        body.addStretch(1)

    def _head(self, measured: Measured) -> QWidget:
        card = measured.card
        head = QWidget()
        badge = Badge()
        badge.show_state(*overall_badge(card.comparisons))
        asked = self.tr(
            "Run {run} against {base}: {rows} questions that training never saw, {answerable} with "
            "an answer in their text and {unanswerable} without."
        ).format(
            run=card.run,
            base=card.base_model,
            rows=number_text(card.rows),
            answerable=number_text(card.answerable),
            unanswerable=number_text(card.unanswerable),
        )
        self._again = QPushButton(icon("measure"), self.tr("Measure again"))
        set_role(self._again, "quiet")
        self._again.setAccessibleName(self._again.text())
        self._again.setEnabled(self._model.job is None)
        self._again.clicked.connect(self.measure_requested)
        line = QHBoxLayout()
        line.setSpacing(GRID + GRID // 2)
        line.addWidget(badge)
        line.addWidget(text_label(words(card.overall), "heading", wrap=True), 1)
        line.addWidget(self._again)
        layout = QVBoxLayout(head)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(line)
        layout.addWidget(text_label(asked, "muted", wrap=True))
        return head
