"""The Test tab: chat and scorecard of a run."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from backend.project import RunFolder
from gui.context import AppContext
from gui.models.chat import CHAT, ChatModel, ChatPhase
from gui.models.exchange import AskInChat
from gui.models.measuring import EVALUATE, MeasuringModel
from gui.models.run import RunModel
from gui.style import GRID
from gui.tabs.base import PrimaryAction, Tab, TabState
from gui.tabs.test.chat_view import ChatView
from gui.tabs.test.scorecard_view import ScorecardView
from gui.widgets.empty_state import EmptyState
from gui.widgets.flow_row import FlowRow
from gui.widgets.segmented import Segmented
from gui.widgets.text import text_label
from gui.wording import words

_CHAT, _SCORECARD = "chat", "scorecard"


class TestTab(Tab):
    """Talk to what was trained, and see in numbers what training changed."""

    name: ClassVar[str] = "test"
    icon: ClassVar[str] = "test"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """`context` outlives the tab."""
        super().__init__(context, parent)
        self._chat = ChatModel(context.project, context.jobs, self)
        self._measuring = MeasuringModel(context.project, context.jobs, self)
        self._runs: tuple[RunFolder, ...] = ()
        self._view = Segmented([(_CHAT, self.tr("Chat")), (_SCORECARD, self.tr("Scorecard"))])
        self._picker = QComboBox()
        self._chat_view = ChatView(context, self._chat)
        self._scorecard_view = ScorecardView(self._measuring)
        self._views = QStackedWidget()
        self._whole = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_project()

    @property
    def chat(self) -> ChatModel:
        """The conversation."""
        return self._chat

    @property
    def chat_view(self) -> ChatView:
        """The conversation as it is shown."""
        return self._chat_view

    @property
    def measuring(self) -> MeasuringModel:
        """The scorecard."""
        return self._measuring

    @property
    def scorecard_view(self) -> ScorecardView:
        """The scorecard as it is shown."""
        return self._scorecard_view

    def title(self) -> str:
        """The tab's name."""
        return self.tr("Test")

    def headline(self) -> str:
        """How it stands and what is next."""
        if self.context.project.project is None:
            return self.tr("Open a project first.")
        if not self._runs:
            return self.tr("Ask the base model; the tuned one comes with the first finished run.")
        if self._measuring.is_measuring:
            return self.tr("Both models are asked the questions that training never saw.")
        if self._view.value == _SCORECARD and self._measuring.run is not None:
            return self.tr("What training has changed, by questions that it never saw.")
        if self._measuring.measured is not None:
            return words(self._measuring.measured.card.overall)
        return self.tr("Ask the tuned model, then measure what training has changed.")

    def state(self) -> TabState:
        """How far the work of the tab has come."""
        if self.context.project.project is None or not self._runs:
            return TabState.EMPTY
        if self._measuring.is_measuring or self._chat.phase is ChatPhase.ANSWERING:
            return TabState.RUNNING
        if self._measuring.failure is not None or self._chat.phase is ChatPhase.FAILED:
            return TabState.ATTENTION
        return TabState.DONE if self._measuring.measured is not None else TabState.READY

    def primary(self) -> PrimaryAction | None:
        """Train, then measure, then export."""
        if self.context.project.project is None:
            return None
        if not self._runs:
            return PrimaryAction(self.tr("Go to Training"), icon="training")
        if self._measuring.measured is not None and not self._measuring.is_measuring:
            return PrimaryAction(self.tr("Export"), icon="export")
        return self._measure_action()

    def run_primary(self) -> None:
        """Takes the next step."""
        if not self._runs:
            self.context.go_to("training")
        elif self._measuring.measured is not None:
            self.context.go_to("export", self._measuring.run)
        else:
            self._measure()

    def shown(self) -> None:
        """Runs may have finished since."""
        self._list_runs()

    def receive(self, payload: object) -> None:
        """Takes a question to be asked (`AskInChat`), or a run to be tested (`RunFolder`)."""
        if isinstance(payload, AskInChat):
            self._show_view(_CHAT)
            self._chat_view.take(payload)
        elif isinstance(payload, RunFolder):
            self._list_runs()
            self._picker.setCurrentIndex(self._picker.findData(payload.name))

    def close_down(self) -> None:
        """Unloads the model."""
        self._chat.close_down()

    def _lay_out(self) -> None:
        self._view.setAccessibleName(self.tr("View"))
        self._picker.setAccessibleName(self.tr("Model to test"))
        self._picker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        label = text_label(self.tr("Model"), "small muted")
        label.setBuddy(self._picker)
        pair = QWidget()
        beside = QHBoxLayout(pair)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(GRID)
        beside.addWidget(label)
        beside.addWidget(self._picker)
        bar = FlowRow(spacing=2 * GRID)
        bar.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        bar.add(self._view)
        bar.add(pair)
        self._views.addWidget(_scrolling(self._chat_view))
        self._views.addWidget(self._scorecard_view)
        tested = QWidget()
        column = QVBoxLayout(tested)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._views, 1)
        self._closed = EmptyState(
            "test",
            self.tr("No project is open"),
            self.tr("Open a project, or try the sample handbook, to talk to its model."),
            self.tr("Go to Start"),
        )
        self._whole.addWidget(self._closed)
        self._whole.addWidget(tested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)

    def _connect(self) -> None:
        context = self.context
        project = context.project
        project.opened.connect(self._show_project)
        project.closed.connect(self._show_project)
        project.closing.connect(self._let_go)
        project.runs_changed.connect(self._list_runs)
        project.dataset_changed.connect(self._chat_view.refresh_suggestions)
        project.info_changed.connect(self._forget_model)
        context.jobs.started.connect(self._make_room)
        self._measuring.problem.connect(context.report)
        self._measuring.changed.connect(self.presented)
        self._chat.changed.connect(self.presented)
        self._closed.triggered.connect(lambda: context.go_to("start"))
        self._view.chosen.connect(self._show_view)
        self._picker.currentIndexChanged.connect(self._choose_run)
        self._chat_view.training_requested.connect(lambda: context.go_to("training"))
        self._scorecard_view.training_requested.connect(lambda: context.go_to("training"))
        self._scorecard_view.measure_requested.connect(self._measure)
        self._scorecard_view.opened.connect(self.receive)

    def _show_project(self) -> None:
        is_open = self.context.project.project is not None
        self._whole.setCurrentIndex(1 if is_open else 0)
        self._list_runs()
        self._chat_view.refresh_suggestions()

    def _let_go(self) -> None:
        """The project closes: its model and its runs are nobody's now."""
        self._chat.close_down()
        self._measuring.forget()

    def _list_runs(self) -> None:
        """Fills the list of models; the newest run is chosen unless another one was."""
        project = self.context.project.project
        runs = () if project is None else project.runs()
        finished = tuple(run for run in reversed(runs) if run.adapter_folder.is_dir())
        if finished != self._runs or not self._picker.count():
            had_newest = self._picker.currentIndex() <= 0
            chosen = self._picker.currentData()
            self._runs = finished
            self._picker.blockSignals(True)
            self._picker.clear()
            for run in finished:
                self._picker.addItem(self.tr("Run {run}").format(run=run.name), run.name)
            self._picker.addItem(self.tr("Base model only"), None)
            place = self._picker.findData(chosen)
            self._picker.setCurrentIndex(0 if had_newest or place < 0 else place)
            self._picker.blockSignals(False)
        self._choose_run()

    def _choose_run(self) -> None:
        name = self._picker.currentData()
        run = next((run for run in self._runs if run.name == name), None)
        self._chat.choose_run(name)
        self._chat_view.set_has_run(run is not None)
        self._measuring.choose_run(run)
        self.presented.emit()

    def _show_view(self, view: str) -> None:
        self._view.set_value(view)
        self._views.setCurrentIndex(0 if view == _CHAT else 1)
        self.presented.emit()

    def _measure_action(self) -> PrimaryAction:
        text = self.tr("Measure before and after")
        if self._measuring.is_measuring:
            return PrimaryAction(text, False, self.tr("It is being measured."), "measure")
        if self._measuring.job is not None:
            return PrimaryAction(text, False, self.tr("Another run is being measured."), "measure")
        if self._measuring.run is None:
            return PrimaryAction(text, False, self.tr("Choose a run first."), "measure")
        return PrimaryAction(text, icon="measure")

    def _measure(self) -> None:
        self._show_view(_SCORECARD)
        self._measuring.measure()

    def _make_room(self, job: RunModel) -> None:
        """On a graphics card, training and measuring need the memory that the chat holds."""
        machine = self.context.setup.machine
        if job.kind == CHAT or machine is None or not machine.gpus:
            return
        if job.kind not in ("train", EVALUATE) or self._chat.phase is ChatPhase.CLOSED:
            return
        self._chat.close()
        reason = self.tr("The model was unloaded: the graphics card is needed for other work.")
        self._chat_view.tell_unloaded(reason)
        self.context.tell(reason)

    def _forget_model(self) -> None:
        """Another base model or wording: what is loaded is no longer the project's."""
        self._chat.close()


def _scrolling(content: QWidget) -> QScrollArea:
    """On a small screen all of it can still be reached."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    content.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
