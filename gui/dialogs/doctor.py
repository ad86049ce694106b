"""Whether the installation is whole: each check with what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from backend.doctor import Diagnosis, diagnose
from backend.doctor.diagnosis import Check, State
from backend.message import TunedeskError
from gui.context import AppContext
from gui.dialogs.diagnostics import diagnostics_text
from gui.dialogs.frame import DialogFrame
from gui.style import GRID, icon
from gui.widgets.error_card import ErrorCard
from gui.widgets.icon_mark import IconMark
from gui.widgets.text import text_label
from gui.wording import words
from gui.workers.task import run_task

_WIDTH = 640
_MARKS = {
    State.OK: ("done", "good"),
    State.WARNING: ("warning", "warning"),
    State.PROBLEM: ("error", "bad"),
}
_WORST_FIRST = (State.PROBLEM, State.WARNING, State.OK)


class DoctorDialog(DialogFrame):
    """Looks at everything that Tunedesk stands on, in the background, and shows what it found."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Begins to look at once."""
        super().__init__("", _WIDTH, parent)
        self.setWindowTitle(self.tr("Doctor"))
        self._context = context
        self._diagnosis: Diagnosis | None = None
        self._summary = text_label(role="title", wrap=True)
        self._fault = ErrorCard()
        self._checks = QWidget()
        self._place = QVBoxLayout()
        self._place.addWidget(self._checks)
        self.body.addWidget(self._summary)
        self.body.addWidget(self._fault)
        self.body.addLayout(self._place)
        self.body.addStretch(1)
        self._again = self.add_button(self.tr("Look again"))
        self._again.setIcon(icon("refresh"))
        self._again.clicked.connect(self.look)
        self._copy = self.add_button(self.tr("Copy diagnostics"))
        self._copy.setIcon(icon("copy"))
        self._copy.clicked.connect(self._copy_text)
        self.add_close_button()
        self.look()

    @property
    def diagnosis(self) -> Diagnosis | None:
        """What was found; None while it is being looked for."""
        return self._diagnosis

    def look(self) -> None:
        """Looks anew."""
        self._diagnosis = None
        self._summary.setText(self.tr("Looking at the installation …"))
        self._again.setEnabled(False)
        self._copy.setEnabled(False)
        self._fault.hide()
        run_task(self, diagnose, self._show, self._fail)

    def _show(self, diagnosis: Diagnosis) -> None:
        self._diagnosis = diagnosis
        self._again.setEnabled(True)
        self._copy.setEnabled(True)
        self._copy.setText(self.tr("Copy diagnostics"))
        self._summary.setText(self._summary_of(diagnosis))
        checks = _Checks(diagnosis)
        self._place.replaceWidget(self._checks, checks)
        self._checks.deleteLater()
        self._checks = checks
        checks.show()  # the layout would do so later, but has to count it now
        self.fit()

    def _summary_of(self, diagnosis: Diagnosis) -> str:
        problems = sum(check.state is State.PROBLEM for check in diagnosis.checks)
        warnings = sum(check.state is State.WARNING for check in diagnosis.checks)
        if problems:
            return self.tr("Something has to be mended")
        return self.tr("All works, with remarks") if warnings else self.tr("All is in order")

    def _fail(self, error: TunedeskError) -> None:
        self._again.setEnabled(True)
        self._summary.setText(self.tr("The installation could not be looked at"))
        self._fault.show_fault(words(error.message), words(error.remedy))

    def _copy_text(self) -> None:
        diagnosis = self._diagnosis
        run_task(
            self, lambda: diagnostics_text(self._context, diagnosis), self._take_text, self._fail
        )

    def _take_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._copy.setText(self.tr("Copied"))


class _Checks(QWidget):
    """One line for each check, the worst first."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        super().__init__()
        self._states = {
            State.OK: self.tr("in order"),
            State.WARNING: self.tr("remark"),
            State.PROBLEM: self.tr("problem"),
        }
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID + GRID // 2)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(2, 1)
        for check in sorted(diagnosis.checks, key=lambda each: _WORST_FIRST.index(each.state)):
            self._add(check)

    def _add(self, check: Check) -> None:
        row, top = self._grid.rowCount(), Qt.AlignmentFlag.AlignTop
        mark = IconMark(*_MARKS[check.state])
        mark.setToolTip(self._states[check.state])
        name = text_label(check.name, "strong")
        name.setAccessibleDescription(self._states[check.state])
        self._grid.addWidget(mark, row, 0, top)
        self._grid.addWidget(name, row, 1, top)
        said = QVBoxLayout()
        said.setSpacing(2)
        for text, role in (
            (words(check.message), ""),
            (words(check.remedy) if check.remedy else "", "muted"),
        ):
            if text:
                label = text_label(text, role, wrap=True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                said.addWidget(label)
        self._grid.addLayout(said, row, 2)
