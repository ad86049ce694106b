"""The documents: what is there, what is being read, what went wrong, and how to add more."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from backend.documents.registry import READERS
from gui.models.source import Source, SourceState
from gui.models.sources import SourceBoard
from gui.style import icon
from gui.tabs.dataset.source_list import SourceListView
from gui.tabs.dataset.source_note import SourceNote
from gui.tabs.dataset.source_words import pages_words
from gui.widgets.card import Card
from gui.widgets.error_card import ErrorCard
from gui.widgets.flow_row import FlowRow
from gui.widgets.progress_row import ProgressRow
from gui.widgets.text import text_label
from gui.wording import words


class SourcesPanel(Card):
    """Shows the board of sources and acts on it."""

    def __init__(self, board: SourceBoard, parent: QWidget | None = None) -> None:
        """Observes the board."""
        super().__init__(parent=parent)
        self.set_title(self.tr("Documents"))
        self._board = board
        self._shown: tuple[Source, ...] = ()
        self._was_adding = False
        self._count = text_label(role="small muted")
        self.header.addWidget(self._count)
        self._progress = ProgressRow()
        self._progress.cancel_requested.connect(board.cancel)
        self._fault = ErrorCard()
        self._fault.dismissed.connect(board.dismiss_failure)
        self.list = SourceListView()
        self.list.selected.connect(self._show_note)
        self.list.remove_asked.connect(self.remove_chosen)
        self.note = SourceNote()
        self.note.unlock_asked.connect(board.unlock)
        self.note.read_asked.connect(board.read_again)
        self.note.remove_asked.connect(self.remove_chosen)
        self._lay_out()
        board.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Shows how the board stands."""
        has_ended = self._was_adding and not self._board.is_adding
        self._was_adding = self._board.is_adding
        sources = self._board.sources
        usable = self._board.usable
        pages = sum(source.pages for source in usable)
        self._count.setText(pages_words(pages) if pages else "")
        self._show_progress()
        failure = self._board.failure
        if failure is None:
            self._fault.hide()
        elif self._fault.isHidden():
            self._fault.show_fault(words(failure.message), words(failure.remedy), failure.details)
        if sources != self._shown:
            self.list.show_sources(sources)
            self._shown = sources
            self._show_note()
        if has_ended:
            self._point_out()

    def choose_files(self) -> None:
        """Asks for files to add."""
        kinds = " ".join(f"*{suffix}" for reader in READERS for suffix in reader.suffixes)
        names = ", ".join(reader.title for reader in READERS)
        files, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Add documents"), _documents_folder(), f"{names} ({kinds})"
        )
        if files:
            self._board.add(map(Path, files))

    def choose_folder(self) -> None:
        """Asks for a folder to add with all that is in it."""
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Add a folder of documents"), _documents_folder()
        )
        if folder:
            self._board.add((Path(folder),))

    def remove_chosen(self) -> None:
        """Removes what is selected; asks before a file of the project is deleted."""
        chosen = self.list.chosen()
        kept = [source for source in chosen if source.kept]
        if kept and not self._may_remove(kept):
            return
        self._board.remove(chosen)

    def _may_remove(self, kept: list[Source]) -> bool:
        if len(kept) == 1:
            question = self.tr("Remove {name} from the project?").format(name=kept[0].name)
        else:
            question = self.tr("Remove {number} documents from the project?").format(
                number=len(kept)
            )
        box = QMessageBox(
            QMessageBox.Icon.NoIcon,
            self.tr("Remove"),
            question,
            QMessageBox.StandardButton.Cancel,
            self,
        )
        box.setInformativeText(
            self.tr(
                "The project's copy is deleted, your own file is not. Rows made from it stay "
                "until the next build."
            )
        )
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        is_meant = box.clickedButton() is remove
        box.deleteLater()
        return is_meant

    def _show_progress(self) -> None:
        job = self._board.job
        self._progress.setVisible(job is not None)
        if job is None:
            return
        progress = job.state.progress
        if progress is None or not progress.total:
            self._progress.show_progress(words(job.state.label), None)
            return
        page = max((s.pages_read / s.pages for s in self._reading() if s.pages), default=0.0)
        fraction = min(1.0, (progress.done + page) / progress.total)
        detail = self.tr("{done} of {total} files").format(done=progress.done, total=progress.total)
        label = self.tr("Stopping") if job.is_stopping else words(job.state.label)
        self._progress.show_progress(label, fraction, detail, job.state.eta_s)

    def _reading(self) -> list[Source]:
        return [each for each in self._board.sources if each.state is SourceState.READING]

    def _point_out(self) -> None:
        """Selects the first source that needs the person, once all have been read."""
        if self.list.chosen():
            return
        needing = (SourceState.LOCKED, SourceState.PROBLEM)
        first = next((source for source in self._board.sources if source.state in needing), None)
        if first is not None:
            self.list.select_source(first)

    def _show_note(self) -> None:
        self.note.show_sources(self.list.chosen())

    def _lay_out(self) -> None:
        files = QPushButton(icon("add"), self.tr("Add files…"))
        files.clicked.connect(self.choose_files)
        folder = QPushButton(icon("folder"), self.tr("Add folder…"))
        folder.clicked.connect(self.choose_folder)
        buttons = FlowRow()
        buttons.add(files)
        buttons.add(folder)
        self.body.addWidget(buttons)
        for widget in (self._progress, self._fault):
            self.body.addWidget(widget)
        self.body.addWidget(self.list)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        hint = self.tr("More can be dropped anywhere on this page.")
        self.body.addWidget(text_label(hint, "small muted", wrap=True))


def _documents_folder() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
