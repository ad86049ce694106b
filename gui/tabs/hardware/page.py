"""The Hardware tab: what there is, which model, and whether its training fits."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from backend.message import TunedeskError
from backend.models.catalogue import CatalogueEntry, list_models
from backend.models.folder import check_model_folder
from backend.planning.text import verdict
from backend.project import STARTER
from gui.context import AppContext
from gui.style import GRID
from gui.tabs.base import PrimaryAction, Tab, TabState
from gui.tabs.hardware.devices import DevicesCard
from gui.tabs.hardware.model_picker import ModelPicker
from gui.tabs.hardware.plan_card import PlanCard
from gui.widgets.columns import Columns
from gui.widgets.empty_state import EmptyState
from gui.widgets.scroll_page import ScrollPage
from gui.widgets.tab_order import follow_layout
from gui.wording import words
from gui.workers.task import Task, run_task

# How often the devices are looked at while they are in view.
_REFRESH_MS = 3000
_LEFT_WIDTH, _PLAN_WIDTH = 320, 520


class HardwareTab(Tab):
    """Devices and base model at the left, the memory plan beside them."""

    name = "hardware"
    icon = "hardware"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Shows what the set-up knows."""
        super().__init__(context, parent)
        self._setup = context.setup
        self._devices = DevicesCard()
        self._devices.rows_changed.connect(lambda: follow_layout(self))
        self._picker = ModelPicker(self._setup)
        self._picker.chosen.connect(self._choose)
        self._picker.folder_chosen.connect(self.choose_folder)
        self._plan = PlanCard(self._setup, context.theme)
        self._listing: Task | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self._setup.refresh_machine)
        self._lay_out()
        self._setup.machine_changed.connect(self._show_machine)
        self._setup.plan_changed.connect(self.presented)
        self._setup.facts_changed.connect(self._show_facts)
        context.project.opened.connect(self._show_project)
        context.project.closed.connect(self._show_project)
        self._show_machine()
        self._show_project()

    def title(self) -> str:
        """The tab's name."""
        return self.tr("Hardware")

    def headline(self) -> str:
        """Whether training this model fits this computer."""
        if self.context.project.project is None:
            return self.tr("What this computer has, and which models can be trained on it.")
        if self._setup.facts_problem is not None:
            return self.tr("The base model can't be read: choose another one.")
        plan, facts = self._setup.plan, self._setup.facts
        if plan is None or facts is None:
            return self.tr("Which model, and does its training fit this computer?")
        name = self.tr("the starter") if facts.name == STARTER else facts.name
        return self.tr("Training {model} {verdict}.").format(
            model=name, verdict=words(verdict(plan))
        )

    def state(self) -> TabState:
        """Whether there is something to see to."""
        plan = self._setup.plan
        if self.context.project.project is None:
            return TabState.EMPTY
        if self._setup.facts_problem is not None or (plan is not None and not plan.fits):
            return TabState.ATTENTION
        return TabState.READY

    def primary(self) -> PrimaryAction | None:
        """On to the hyperparameters."""
        if self.context.project.project is None:
            return None
        ready = self._setup.facts is not None
        reason = "" if ready else self.tr("The base model is not known yet.")
        return PrimaryAction(self.tr("Next: Hyperparameters"), ready, reason, "next")

    def run_primary(self) -> None:
        """On to the hyperparameters."""
        self.context.go_to("hyperparameters")

    def shown(self) -> None:
        """Looks at devices and models now, and at the devices every few seconds."""
        self._setup.refresh_machine()
        self._list_models()
        self._timer.start()

    def hidden(self) -> None:
        """Stops looking."""
        self._timer.stop()

    def undo_stack(self) -> QUndoStack | None:
        """The recipe's."""
        return self._setup.undo_stack

    def close_down(self) -> None:
        """Stops looking."""
        self._timer.stop()

    def choose_folder(self, folder: Path) -> None:
        """Makes the model in `folder` the base model, if it is one."""
        run_task(
            self,
            lambda: check_model_folder(folder),
            lambda _: self._choose(str(folder)),
            self.context.report,
        )

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self._devices)
        column.addWidget(self._picker)
        column.addStretch(1)
        page = ScrollPage()
        columns = Columns()
        columns.add(left, _LEFT_WIDTH, 2)
        columns.add(self._plan, _PLAN_WIDTH, 5)
        page.body.addWidget(columns)
        page.body.addStretch(1)
        empty = EmptyState(
            "hardware",
            self.tr("No project is open"),
            self.tr("Open or make one, and see which models your computer can train."),
            self.tr("Go to Start"),
        )
        empty.triggered.connect(lambda: self.context.go_to("start"))
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(empty)
        self._stack.addWidget(page)

    def _show_machine(self) -> None:
        if self._setup.machine is not None:
            self._devices.show_machine(self._setup.machine)

    def _show_project(self) -> None:
        is_open = self.context.project.project is not None
        self._stack.setCurrentIndex(1 if is_open else 0)
        if is_open:
            self._list_models()
        self.presented.emit()

    def _show_facts(self) -> None:
        """Known facts bring the number of parameters into the list."""
        if self._setup.facts is not None or self._setup.facts_problem is not None:
            self._list_models()
        self.presented.emit()

    def _list_models(self) -> None:
        project = self.context.project.project
        if project is None:
            return
        if self._listing is not None:
            self._listing.cancel()
        own = project.info.base_model
        more = () if own == STARTER else (Path(own),)
        self._listing = run_task(
            self, lambda: list_models(more), self._show_models, self.context.report
        )

    def _show_models(self, entries: tuple[CatalogueEntry, ...]) -> None:
        self._listing = None
        project = self.context.project.project
        if project is not None:
            self._picker.show_models(entries, project.info.base_model)
            follow_layout(self)

    def _choose(self, reference: str) -> None:
        try:
            self._setup.choose_model(reference)
        except TunedeskError as error:
            self.context.report(error)
        self._list_models()
