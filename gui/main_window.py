"""The window: tab bar, header, the tabs themselves, status strip, menus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QUndoGroup
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gui.context import AppContext, Fault
from gui.dialogs.project_actions import ProjectActions
from gui.header import Header
from gui.menus import Menus
from gui.style import GRID
from gui.tab_strip import TabStrip
from gui.tabs.base import Tab
from gui.tabs.registry import TABS, TabEntry
from gui.widgets.error_card import ErrorCard
from gui.wording import error_trace, words

if TYPE_CHECKING:
    from gui.models.run import RunModel
    from gui.status_strip import StatusStrip

# Half of 1280 x 720: what a screen of that size leaves at 200 %.
_SMALLEST = QSize(640, 340)
_FIRST = QSize(1280, 800)
# Time to paint and to answer between two tabs that are made; a timer of 0 would fire before that.
_BREATH_MS = 20


class MainWindow(QMainWindow):
    """Shows one tab at a time. It knows tabs by `gui.tabs.base.Tab` alone.

    Signals:
        filled: The first tab and the status strip are there.
        completed: All tabs are there.
    """

    filled = Signal()
    completed = Signal()

    def __init__(
        self,
        context: AppContext,
        entries: Sequence[TabEntry] = TABS,
        *,
        after_painting: bool = False,
    ) -> None:
        """Makes the window; all tabs but the first follow when it has been shown.

        Args:
            context: What tabs get.
            entries: The tabs.
            after_painting: Make the first tab, too, only when the window has been painted once:
                it then is on the screen before what it works with has been read.
        """
        super().__init__()
        self.context = context
        self._entries = tuple(entries)
        self._tabs: dict[str, Tab] = {}
        self._front: Tab | None = None
        self._waiting_to_close = False
        self._is_closed = False
        self._fault: Fault | None = None
        self._undo = QUndoGroup(self)
        self._build()
        self._connect()
        self._restore()
        self._status: StatusStrip | None = None
        if not after_painting:
            self._fill()

    @property
    def tabs(self) -> dict[str, Tab]:
        """The tabs that have been made, by name."""
        return self._tabs

    @property
    def front(self) -> Tab | None:
        """The tab in front."""
        return self._front

    @property
    def header(self) -> Header:
        """Title, sentence and primary button."""
        return self._header

    @property
    def fault_card(self) -> ErrorCard:
        """What went wrong last, until it is dismissed."""
        return self._card

    @property
    def strip(self) -> TabStrip:
        """The tab bar."""
        return self._strip

    def go_to(self, name: str, payload: object = None) -> None:
        """Brings a tab to the front and hands it `payload`, unless that is None."""
        index = [entry.name for entry in self._entries].index(name)
        self._strip.setCurrentIndex(index)
        if payload is not None:
            self._tab(index).receive(payload)

    def raise_up(self) -> None:
        """Comes to the front of all windows, as when the app is started a second time."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paints; after the first time the rest of the window is made."""
        super().paintEvent(event)
        if self._status is None:
            QTimer.singleShot(0, self, self._fill)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Asks what becomes of a running training, then lets go of everything."""
        if not self._may_close():
            event.ignore()
            return
        self._keep_state()
        self._is_closed = True
        for tab in self._tabs.values():
            tab.close_down()
        if self._status is not None:
            self._status.close_down()
        self.context.close_down()
        event.accept()

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Tunedesk"))
        self._strip = TabStrip(self._entries, self)
        self._header = Header(self)
        self._card = ErrorCard(self)
        self._stack = QStackedWidget(self)
        frame = QWidget(self)
        frame.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        inset = QVBoxLayout(frame)
        inset.setContentsMargins(0, 0, 0, 0)
        inset.addWidget(self._card)
        self._card_frame = frame
        frame.hide()
        centre = QWidget(self)
        layout = self._layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        strip = QHBoxLayout()
        strip.setContentsMargins(GRID + GRID // 2, 0, GRID + GRID // 2, 0)
        strip.addWidget(self._strip)
        layout.addLayout(strip)
        for widget in (self._header, frame):
            layout.addWidget(widget)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(centre)
        self._projects = ProjectActions(self.context, self)
        titles = [(entry.name, self.tr(entry.title)) for entry in self._entries]
        Menus(self.context, self, self._projects, self._undo, titles)
        self.setMinimumSize(_SMALLEST)
        self.resize(_FIRST)

    def _connect(self) -> None:
        context = self.context
        self._strip.currentChanged.connect(self._show_tab)
        self._header.taken.connect(self._take_primary)
        self._card.dismissed.connect(self._dismiss_fault)
        self._card.action_requested.connect(self._act_on_fault)
        context.navigate.connect(self.go_to)
        context.fault_raised.connect(self._show_fault)
        context.theme.changed.connect(self._strip.draw_marks)
        context.preferences.changed.connect(self._dress)
        context.project.opened.connect(self._show_title)
        context.project.closed.connect(self._show_title)

    def _restore(self) -> None:
        geometry = self.context.preferences.settings.geometry
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii")))

    def _keep_state(self) -> None:
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        project = self.context.project.project
        self.context.preferences.change(
            geometry=geometry, last_project=str(project.root) if project else ""
        )

    def _fill(self) -> None:
        """Makes what needs the models: status strip and front tab."""
        if self._status is not None or self._is_closed:
            return
        from gui.status_strip import StatusStrip

        self._status = StatusStrip(self.context, self)
        self._layout.addWidget(self._status)
        self.context.jobs.ended.connect(self._tell_ended)
        self._show_tab(self._strip.currentIndex())
        QTimer.singleShot(_BREATH_MS, self, self._make_next)
        self.filled.emit()

    def _make_next(self) -> None:
        """Makes the tabs one by one, and lets the window paint and answer in between."""
        if self._is_closed:
            return
        for index, entry in enumerate(self._entries):
            if entry.name not in self._tabs:
                self._tab(index)
                QTimer.singleShot(_BREATH_MS, self, self._make_next)
                return
        self.completed.emit()

    def _tab(self, index: int) -> Tab:
        entry = self._entries[index]
        if entry.name not in self._tabs:
            tab = entry.load()(self.context, self._stack)
            tab.presented.connect(lambda index=index: self._present(index))
            self._tabs[entry.name] = tab
            self._stack.addWidget(tab)
            self._present(index)
        return self._tabs[entry.name]

    def _show_tab(self, index: int) -> None:
        if self._status is None:
            return
        tab = self._tab(index)
        if tab is self._front:
            return
        if self._front is not None:
            self._front.hidden()
        self._front = tab
        self._stack.setCurrentWidget(tab)
        stack = tab.undo_stack()
        if stack is not None:
            self._undo.addStack(stack)
        self._undo.setActiveStack(stack)  # type: ignore[arg-type]  # Qt takes a null pointer
        self._present(index)
        tab.shown()

    def _present(self, index: int) -> None:
        entry = self._entries[index]
        tab = self._tabs[entry.name]
        self._strip.set_state(index, tab.state())
        if tab is self._front:
            self._header.present(self.tr(entry.title), tab.headline(), tab.primary())

    def _take_primary(self) -> None:
        if self._front is not None:
            self._front.run_primary()

    def _show_fault(self, fault: Fault) -> None:
        self._fault = fault
        self._card.show_fault(
            words(fault.error.message),
            words(fault.error.remedy),
            error_trace(fault.error),
            fault.action_text,
        )
        self._card_frame.show()

    def _act_on_fault(self) -> None:
        fault = self._fault
        self._dismiss_fault()
        if fault is not None and fault.action is not None:
            fault.action()

    def _dismiss_fault(self) -> None:
        self._fault = None
        self._card_frame.hide()

    def _dress(self) -> None:
        settings = self.context.preferences.settings
        self.context.theme.choose(settings.theme, settings.font_scale)

    def _show_title(self) -> None:
        project = self.context.project.project
        name = self.tr("Tunedesk")
        self.setWindowTitle(f"{project.info.name} — {name}" if project else name)
        self._dismiss_fault()

    def _may_close(self) -> bool:
        training = [job for job in self.context.jobs.active if job.kind == "train"]
        if not training:
            return True
        if self._waiting_to_close:
            return False
        from gui.dialogs import closing

        choice = closing.ask_close(self, training)
        if choice is closing.CloseChoice.STOP_AND_SAVE:
            self._waiting_to_close = True
            self.context.tell(self.tr("Saving; the window closes when it is done."))
            for job in training:
                job.stop(save=True)
        return choice is closing.CloseChoice.KEEP_RUNNING

    def _tell_ended(self, job: RunModel) -> None:
        outcome = job.state.outcome
        if outcome is not None:
            said = outcome.summary if hasattr(outcome, "summary") else outcome.message
            self.context.tell(words(said))
        if self._waiting_to_close and not any(
            each.kind == "train" for each in self.context.jobs.active
        ):
            self._waiting_to_close = False
            QTimer.singleShot(0, self, self.close)
