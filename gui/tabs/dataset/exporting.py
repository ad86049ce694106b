"""Writes the rows to a file that the person chooses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from backend.dataset.formats.base import Format
from backend.dataset.formats.registry import FORMATS
from backend.dataset.store import DatasetStore
from backend.message import TunedeskError
from backend.project import Project
from gui.wording import number_text
from gui.workers.task import run_task


class RowExporter(QObject):
    """Asks for a file and fills it in the background."""

    def __init__(
        self,
        window: QWidget,
        tell: Callable[[str], None],
        fail: Callable[[TunedeskError], None],
    ) -> None:
        """`tell` gets a sentence when the file is whole, `fail` what went wrong."""
        super().__init__(window)
        self._window = window
        self._tell = tell
        self._fail = fail

    def export(self, project: Project) -> None:
        """Asks where to, and in which form, then writes."""
        filters = {f"{form.title} (*.jsonl)": form for form in FORMATS.values()}
        suggestion = str(project.exports_folder / f"{project.root.name}.jsonl")
        chosen, form_text = QFileDialog.getSaveFileName(
            self._window, self.tr("Export rows"), suggestion, ";;".join(filters)
        )
        if chosen:
            form = filters.get(form_text, next(iter(FORMATS.values())))
            self._write(project, form, Path(chosen))

    def _write(self, project: Project, form: Format, file: Path) -> None:
        store = DatasetStore(project.dataset_file)
        run_task(
            self,
            lambda: form.export(store, file),
            lambda rows: self._tell(
                self.tr("{rows} rows were written to {file}").format(
                    rows=number_text(rows), file=str(file)
                )
            ),
            self._fail,
        )
