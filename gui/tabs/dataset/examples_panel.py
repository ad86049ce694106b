"""The rows: search, table, and what can be done with those selected."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QToolButton, QWidget

from backend.dataset.row import RowState
from gui.models.dataset_build import DatasetBuild
from gui.models.dataset_table import ExampleTable
from gui.style import GRID, icon, scaled
from gui.tabs.dataset.examples_view import ExamplesView
from gui.tabs.dataset.row_filters import RowFilters
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.text import text_label
from gui.wording import number_text

_ICON = 18
_LEAST_HEIGHT = 128
_HEADER_HEIGHT = 36


class ExamplesPanel(Card):
    """Shows the table and acts on it.

    Signals:
        current_moved: Another row is in front (its number in the file, or None).
        export_asked: The person wants the rows in a file.
    """

    current_moved = Signal(object)
    export_asked = Signal()

    def __init__(
        self,
        table: ExampleTable,
        build: DatasetBuild,
        progress: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """Observes both; `progress` shows the build above the rows."""
        super().__init__(parent=parent)
        self.set_title(self.tr("Rows"))
        self._table = table
        self._build = build
        self._progress = progress
        self._last_number: int | None = None
        self.filters = RowFilters()
        self.view = ExamplesView(table)
        self._count = text_label(role="small muted")
        self._note = text_label(role="small warning")
        self.approve = self._button("approve", self.tr("Approve"), "A")
        self.reject = self._button("reject", self.tr("Reject"), "R")
        self.edit = self._button("edit", self.tr("Edit"), "F2")
        self.export = self._button("export", self.tr("Export…"), "")
        self._nothing = EmptyState(
            "search",
            self.tr("No row matches"),
            self.tr("Other words or fewer filters will show some."),
            self.tr("Show all rows"),
        )
        self._empty = EmptyState("dataset", self.tr("No rows yet"), "")
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Shows how many rows there are, and what can be done now."""
        shown, selected = self._table.rowCount(), self.view.chosen_count()
        is_built = self._build.stand.total > 0 or shown > 0
        self._show_count(shown, selected)
        is_locked = self._build.is_building
        if is_locked:
            self.view.stop_editing()
        self._note.setText(self.tr("The build is running: rows can be read, not changed."))
        self._note.setVisible(is_locked and is_built)
        for button in (self.approve, self.reject, self.edit):
            button.setEnabled(bool(selected) and not is_locked)
            button.setVisible(is_built)
        self.export.setVisible(is_built)
        self.filters.setVisible(is_built)
        self._count.setVisible(is_built)
        self._show_page(is_built, shown)

    def decide(self, state: RowState) -> None:
        """Approves, rejects or takes back, for all rows selected; then goes on to the next row."""
        if self._table.decide(self.view.chosen_numbers(), state):
            self.view.step_on()

    @property
    def current_number(self) -> int | None:
        """The number of the row in front; None when there is none."""
        row = self.view.currentIndex().row()
        return self._table.number(row) if row >= 0 else None

    def close_down(self) -> None:
        """Stops its timers."""
        self.filters.close_down()

    def _show_count(self, shown: int, selected: int) -> None:
        if self._table.is_busy:
            self._count.setText(self.tr("Searching…"))
        elif selected > 1:
            self._count.setText(
                self.tr("{selected} of {shown} rows selected").format(
                    selected=number_text(selected), shown=number_text(shown)
                )
            )
        else:
            self._count.setText(self.tr("{shown} rows").format(shown=number_text(shown)))

    def _show_page(self, is_built: bool, shown: int) -> None:
        page: QWidget = self.view
        if not is_built:
            page = self._empty
            self._show_empty()
        elif not shown and self.filters.are_set and not self._table.is_busy:
            page = self._nothing
        self._pages.setCurrentWidget(page)

    def _show_empty(self) -> None:
        if self._build.is_building:
            self._empty.set_texts(
                self.tr("The first rows are being made"),
                self.tr("They appear here when the build is done."),
            )
        else:
            self._empty.set_texts(
                self.tr("No rows yet"),
                self.tr(
                    "A build cuts the documents into passages and writes rows from them: "
                    "questions that a passage answers, questions that it does not answer, and a "
                    "few general ones. Every row can be looked up on its page, edited, approved "
                    "or rejected."
                ),
            )

    def _find_current(self) -> None:
        """After a new search the row that was in front stays there, if it still matches."""
        row = -1 if self._last_number is None else self._table.row_of(self._last_number)
        if row < 0 and self._table.rowCount():
            row = 0
        self.view.show_row(row)
        self.refresh()

    def _move(self, row: int) -> None:
        number = self._table.number(row) if row >= 0 else None
        if number is not None:
            self._last_number = number
        self.current_moved.emit(number)

    def _search(self) -> None:
        self._table.search(self.filters.applied_to(self._table.query))

    def _focus_search(self) -> None:
        if self.filters.isVisible():
            self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filters.search.selectAll()

    def _connect(self) -> None:
        self.filters.changed.connect(self._search)
        self._nothing.triggered.connect(self.filters.clear_filters)
        self.view.current_moved.connect(self._move)
        self.view.picked.connect(self.refresh)
        self.view.decided.connect(self.decide)
        self.approve.clicked.connect(lambda: self.decide(RowState.APPROVED))
        self.reject.clicked.connect(lambda: self.decide(RowState.REJECTED))
        self.edit.clicked.connect(self.view.edit_current)
        self.export.clicked.connect(self.export_asked)
        self._table.listed.connect(self._find_current)
        self._table.busy_changed.connect(self.refresh)
        self._build.changed.connect(self.refresh)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WindowShortcut)
        find.activated.connect(self._focus_search)

    def _lay_out(self) -> None:
        self.header.insertWidget(1, self._count)
        self.header.addStrut(scaled(_HEADER_HEIGHT))
        for button in (self.approve, self.reject, self.edit, self.export):
            self.header.addWidget(button)
        for page in (self.view, self._nothing, self._empty):
            self._pages.addWidget(page)
        self._pages.setMinimumHeight(scaled(_LEAST_HEIGHT))
        layout = self.layout()
        if layout is not None:
            # The buttons are higher than a title; titles of cards side by side stand level,
            # whether there are buttons or not.
            layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        for widget in (self._progress, self.filters, self._note):
            self.body.addWidget(widget)
        self.body.addWidget(self._pages, 1)

    def _button(self, icon_name: str, text: str, key: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(icon_name))
        button.setIconSize(QSize(scaled(_ICON), scaled(_ICON)))
        button.setText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(text)
        button.setToolTip(f"{text} ({key})" if key else text)
        return button
