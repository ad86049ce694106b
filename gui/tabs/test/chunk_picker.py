"""Choosing a text from the project's documents."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from backend.documents.model import Chunk
from gui.style import GRID, scaled
from gui.widgets.text import text_label
from gui.wording import tr

_SNIPPET = 80

Index = QModelIndex | QPersistentModelIndex


class ChunkList(QAbstractListModel):
    """Chunks whose text holds all the words that are looked for."""

    def __init__(self, chunks: Sequence[Chunk], parent: QWidget | None = None) -> None:
        """Begins with all of `chunks`."""
        super().__init__(parent)
        self._all = [(chunk, f"{chunk.document_name} {chunk.text}".casefold()) for chunk in chunks]
        self._shown = [chunk for chunk, _ in self._all]

    def look_for(self, text: str) -> None:
        """Shows those with all words of `text`."""
        words = text.casefold().split()
        self.beginResetModel()
        self._shown = [
            chunk for chunk, searched in self._all if all(word in searched for word in words)
        ]
        self.endResetModel()

    def chunk_at(self, row: int) -> Chunk:
        """The chunk in that row."""
        return self._shown[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's form
        """How many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Where the chunk stands and how it begins."""
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        chunk = self._shown[index.row()]
        start = " ".join(chunk.text[:_SNIPPET].split())
        place = tr("ChunkList", "{document}, page {page}")
        page = chunk.spans[0].page if chunk.spans else 1
        return f"{place.format(document=chunk.document_name, page=page)}: {start}…"


class ChunkPicker(QDialog):
    """A list to search, and the whole text of what is selected."""

    def __init__(self, chunks: Sequence[Chunk], parent: QWidget | None = None) -> None:
        """Shows all of `chunks`."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Choose a text to answer from"))
        self._model = ChunkList(chunks, self)
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search the documents…"))
        self._search.setAccessibleName(self.tr("Search the documents"))
        self._search.setClearButtonEnabled(True)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setAccessibleName(self.tr("Texts of the documents"))
        self._preview = QPlainTextEdit()
        self._preview.setReadOnly(True)
        self._preview.setAccessibleName(self.tr("The selected text"))
        accept = QDialogButtonBox.StandardButton.Ok
        self._buttons = QDialogButtonBox(accept | QDialogButtonBox.StandardButton.Cancel)
        self._use = self._buttons.button(accept)
        self._use.setText(self.tr("Use this text"))
        self._lay_out()
        self._connect()
        self._select_first()
        self.resize(scaled(90 * GRID), scaled(60 * GRID))

    @property
    def chosen(self) -> Chunk | None:
        """The selected text; None when nothing is found."""
        index = self._list.currentIndex()
        return self._model.chunk_at(index.row()) if index.isValid() else None

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._list)
        split.addWidget(self._preview)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self._none = text_label(
            self.tr("Nothing in the documents has all of these words."), "muted"
        )
        self._none.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID + GRID // 2)
        layout.addWidget(self._search)
        layout.addWidget(self._none)
        layout.addWidget(split, 1)
        layout.addWidget(self._buttons)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._look)
        self._list.selectionModel().currentChanged.connect(self._show_chosen)
        self._list.doubleClicked.connect(self.accept)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _look(self, text: str) -> None:
        self._model.look_for(text)
        self._select_first()

    def _select_first(self) -> None:
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._show_chosen()

    def _show_chosen(self) -> None:
        chunk = self.chosen
        self._preview.setPlainText(chunk.text if chunk else "")
        self._use.setEnabled(chunk is not None)
        self._none.setVisible(chunk is None)
