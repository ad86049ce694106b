"""A folder, written or picked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from gui.style.metrics import GRID


class FolderField(QWidget):
    """A line for a path, and a button that opens the system's folder dialog.

    Signals:
        edited: The person wrote or picked another path; at each key. Not emitted by `set_path`.
        settled: The person has picked a folder, or is done with writing.
    """

    edited = Signal(str)
    settled = Signal(str)

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        """Begins empty.

        Args:
            caption: Title of the folder dialog.
            parent: The widget it lies in.
        """
        super().__init__(parent)
        self._caption = caption
        self._line = QLineEdit()
        self._line.textEdited.connect(self.edited)
        self._line.editingFinished.connect(lambda: self.settled.emit(self.path))
        self._browse = QPushButton(self.tr("Browse …"))
        self._browse.clicked.connect(self._pick)
        self.setFocusProxy(self._line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._line, 1)
        layout.addWidget(self._browse)

    @property
    def line(self) -> QLineEdit:
        """The line for the path."""
        return self._line

    @property
    def path(self) -> str:
        """What is written, without spaces around it."""
        return self._line.text().strip()

    def set_path(self, path: str) -> None:
        """Writes another path without emitting `edited`."""
        if path != self._line.text():
            self._line.setText(path)
            self._line.setCursorPosition(0)
        self._line.setToolTip(path)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        """Names the line and the button."""
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)
        self._browse.setAccessibleName(self.tr("Browse: {field}").format(field=name))

    def setProperty(self, name: str, value: object) -> bool:  # noqa: N802
        """The mark of a problem belongs to the line."""
        known = super().setProperty(name, value)
        if name == "problem":
            self._line.setProperty(name, value)
            self._line.style().unpolish(self._line)
            self._line.style().polish(self._line)
        return known

    def _pick(self) -> None:
        start = nearest_folder(Path(self.path or self._line.placeholderText()))
        picked = QFileDialog.getExistingDirectory(self, self._caption, str(start))
        if picked:
            self._line.setText(QDir.toNativeSeparators(picked))
            self.edited.emit(self.path)
            self.settled.emit(self.path)


def nearest_folder(path: Path) -> Path:
    """`path`, or the nearest folder above it that is there."""
    while not path.is_dir() and path != path.parent:
        path = path.parent
    return path
