"""The build itself: how far it is, why it failed, what it had to say."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.models.dataset_build import DatasetBuild
from gui.style import GRID
from gui.widgets.error_card import ErrorCard
from gui.widgets.progress_row import ProgressRow
from gui.widgets.text import show_text, text_label
from gui.wording import number_text, words


class BuildProgress(QWidget):
    """Takes no place while there is nothing to say."""

    def __init__(self, build: DatasetBuild, parent: QWidget | None = None) -> None:
        """Observes the build."""
        super().__init__(parent)
        self._build = build
        self.progress = ProgressRow()
        self.fault = ErrorCard()
        self._notices = text_label(role="small warning", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for widget in (self.progress, self.fault, self._notices):
            layout.addWidget(widget)
        self.progress.cancel_requested.connect(build.cancel)
        self.fault.action_requested.connect(build.start)
        self.fault.dismissed.connect(build.dismiss_failure)
        build.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Shows how the build stands."""
        self._show_progress()
        self._show_failure()
        self._show_notices()
        parts = (self.progress, self.fault, self._notices)
        self.setVisible(any(not part.isHidden() for part in parts))

    def _show_progress(self) -> None:
        job = self._build.job
        self.progress.setVisible(job is not None)
        if job is None:
            return
        label = self.tr("Stopping") if job.is_stopping else words(job.state.label)
        progress = job.state.progress
        if progress is None or not progress.total:
            self.progress.show_progress(label, None)
            return
        units = {
            "chunks": self.tr("{done} of {total} passages"),
            "rows": self.tr("{done} of {total} rows"),
            "files": self.tr("{done} of {total} files"),
        }
        detail = units.get(progress.unit, "{done} / {total}").format(
            done=number_text(progress.done), total=number_text(progress.total)
        )
        fraction = progress.done / progress.total
        self.progress.show_progress(label, fraction, detail, job.state.eta_s)

    def _show_failure(self) -> None:
        failure = self._build.failure
        if failure is None:
            self.fault.hide()
        elif self.fault.isHidden():
            self.fault.show_fault(
                words(failure.message),
                words(failure.remedy),
                failure.details,
                self.tr("Try again"),
            )

    def _show_notices(self) -> None:
        said = [
            words(each.message)
            for each in self._build.notices
            # What is wrong with a document stands beside its name.
            if each.level == "warning" and each.message.code != "dataset.document_left_out"
        ]
        show_text(self._notices, "\n".join(said))
