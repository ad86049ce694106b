"""How many rows there are, of what kind, for what use."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from backend.dataset.row import ExampleKind, RowState, Split
from backend.dataset.spec_rules import NEGATIVES_BAND, negatives_advice
from gui.models.dataset_build import DatasetBuild
from gui.models.row_words import kind_words, split_words
from gui.style import GRID
from gui.widgets.text import show_text, text_label
from gui.widgets.usage_bar import UsageBar, UsagePart
from gui.wording import number_text, share_text, words

KIND_COLOURS = {
    ExampleKind.ANSWERABLE: "series-0",
    ExampleKind.UNANSWERABLE: "series-1",
    ExampleKind.REPLAY: "series-2",
}


class RowsSummary(QWidget):
    """A bar of kinds, the share of unanswerable rows against its aim, and the splits."""

    def __init__(self, build: DatasetBuild, parent: QWidget | None = None) -> None:
        """`build` tells the counts; `refresh` shows them."""
        super().__init__(parent)
        self._build = build
        self._bar = UsageBar()
        self._share = text_label(role="small warning", wrap=True)
        self._splits = text_label(role="small muted", wrap=True)
        self._states = text_label(role="small muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for widget in (self._bar, self._share, self._splits, self._states):
            layout.addWidget(widget)

    def refresh(self) -> None:
        """Shows the counts; hides itself while there are no rows."""
        stand = self._build.stand
        self.setVisible(stand.total > 0)
        total = stand.count()
        if not total:
            return
        parts = [
            UsagePart(
                kind_words(kind),
                stand.of_kind(kind),
                KIND_COLOURS[kind],
                self._rows_words(kind, total),
            )
            for kind in ExampleKind
        ]
        text = self.tr("{rows} rows").format(rows=number_text(total))
        self._bar.show_usage(parts, total, text)
        self._show_share(stand.of_kind(ExampleKind.UNANSWERABLE) / total)
        splits = " · ".join(
            f"{split_words(split)} {number_text(stand.of_split(split))}" for split in Split
        )
        show_text(self._splits, splits)
        self._show_states()

    def _rows_words(self, kind: ExampleKind, total: int) -> str:
        rows = self._build.stand.of_kind(kind)
        if kind is not ExampleKind.UNANSWERABLE:
            return number_text(rows)
        return f"{number_text(rows)} ({share_text(rows / total)})"

    def _show_share(self, share: float) -> None:
        """A share outside of the recommended band is pointed out."""
        low, high = NEGATIVES_BAND
        is_good = low <= round(share, 2) <= high
        show_text(self._share, "" if is_good else words(negatives_advice(share)))

    def _show_states(self) -> None:
        stand = self._build.stand
        parts = [
            (self.tr("{rows} approved"), stand.of_state(RowState.APPROVED)),
            (self.tr("{rows} rejected"), stand.of_state(RowState.REJECTED)),
        ]
        said = [text.format(rows=number_text(rows)) for text, rows in parts if rows]
        show_text(self._states, " · ".join(said))
