"""The rows that the tuned model got wrong."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from backend.evaluation.judge import AnsweredRow
from gui.wording import tr

Index = QModelIndex | QPersistentModelIndex


class FailureTable(QAbstractTableModel):
    """One failed row a line: the question, what was expected, what was said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins empty."""
        super().__init__(parent)
        self._rows: tuple[AnsweredRow, ...] = ()

    def show_rows(self, rows: tuple[AnsweredRow, ...]) -> None:
        """Shows other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, line: int) -> AnsweredRow:
        """The row in that line."""
        return self._rows[line]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's form
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's form
        """Question, expected, tuned, base, place."""
        return 0 if parent.isValid() else len(_titles())

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The columns' titles."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return _titles()[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The text of a cell; whole in its tooltip."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self._rows[index.row()]
        place = tr("FailureTable", "page {page}").format(page=row.page)
        if role == Qt.ItemDataRole.ToolTipRole:
            place = f"{row.document}, {place}"
        text = (row.question, row.expected, row.after, row.before, place)[index.column()]
        return " ".join(text.split())


def _titles() -> tuple[str, ...]:
    return (
        tr("FailureTable", "Question"),
        tr("FailureTable", "Expected"),
        tr("FailureTable", "The tuned model said"),
        tr("FailureTable", "The base model said"),
        tr("FailureTable", "Place"),
    )
