"""What is wrong with the source that is selected, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.models.source import Source, SourceState
from gui.style import GRID, set_role
from gui.tabs.dataset.source_words import problem_words, remedy_words
from gui.widgets.flow_row import FlowRow
from gui.widgets.text import show_text, text_label


class SourceNote(QFrame):
    """Cause, remedy, and the buttons that help; hidden while nothing is selected.

    Signals:
        unlock_asked: The person gave a password for a source.
        read_asked: A source is to be read again.
        remove_asked: The sources selected are to be removed.
    """

    unlock_asked = Signal(object, str)
    read_asked = Signal(object)
    remove_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Makes it, hidden."""
        super().__init__(parent)
        self._sources: tuple[Source, ...] = ()
        self._problem = text_label(wrap=True)
        self._remedy = text_label(role="muted", wrap=True)
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setPlaceholderText(self.tr("Password"))
        self._password.setAccessibleName(self.tr("Password of the document"))
        self._password.returnPressed.connect(self._unlock)
        self._password.textChanged.connect(self._show_openable)
        self._open = QPushButton(self.tr("Open"))
        self._open.setEnabled(False)
        self._open.clicked.connect(self._unlock)
        self._read = QPushButton(self.tr("Read it now"))
        self._read.clicked.connect(self._ask_read)
        self._remove = QPushButton()
        set_role(self._remove, "link")
        self._remove.clicked.connect(self.remove_asked)
        self._lay_out()
        self.hide()

    def show_sources(self, sources: tuple[Source, ...]) -> None:
        """Shows what is known of the sources selected; none hides it."""
        is_other = [source.path for source in sources] != [each.path for each in self._sources]
        self._sources = sources
        self.setVisible(bool(sources))
        if not sources:
            return
        first = sources[0] if len(sources) == 1 else None
        show_text(self._problem, problem_words(first) if first else self._count(len(sources)))
        show_text(self._remedy, remedy_words(first) if first else "")
        is_locked = first is not None and first.state is SourceState.LOCKED
        self._unlock_row.setVisible(is_locked)
        if is_other:
            self._password.clear()
        self._read.setVisible(first is not None and first.state is SourceState.UNREAD)
        self._show_remove(sources)

    def _count(self, number: int) -> str:
        return self.tr("{number} files are selected.").format(number=number)

    def _show_remove(self, sources: tuple[Source, ...]) -> None:
        under_way = (SourceState.READING, SourceState.QUEUED)
        self._remove.setVisible(all(source.state not in under_way for source in sources))
        is_kept = any(source.kept or source.document for source in sources)
        is_kept = is_kept and any(source.state is not SourceState.DUPLICATE for source in sources)
        self._remove.setText(self.tr("Remove from project") if is_kept else self.tr("Dismiss"))

    def _lay_out(self) -> None:
        self._unlock_row = QWidget()
        row = QHBoxLayout(self._unlock_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._password, 1)
        row.addWidget(self._open)
        buttons = FlowRow()
        for button in (self._read, self._remove):
            buttons.add(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID // 2, 0, 0)
        layout.setSpacing(GRID // 2)
        for widget in (self._problem, self._remedy, self._unlock_row, buttons):
            layout.addWidget(widget)

    def _show_openable(self, text: str) -> None:
        self._open.setEnabled(bool(text))

    def _ask_read(self) -> None:
        self.read_asked.emit(self._sources[0])

    def _unlock(self) -> None:
        if self._password.text():
            self.unlock_asked.emit(self._sources[0], self._password.text())
