"""Before a run: what it will do, or why it can't begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from backend.message import TunedeskError
from backend.methods.registry import METHODS
from backend.planning.memory_plan import MemoryPlan
from backend.planning.text import verdict
from gui.models.setup import SetupModel
from gui.style.metrics import GRID
from gui.style.roles import set_role
from gui.widgets.card import Card
from gui.widgets.error_card import ErrorCard
from gui.widgets.flow_row import FlowRow
from gui.widgets.stat_tile import StatTile
from gui.widgets.text import show_text, text_label
from gui.wording import error_trace, number_text, words

_DOES_NOT_FIT = "training.does_not_fit"


class StartPanel(QWidget):
    """The run to come in a few numbers; above them what stands in its way.

    Signals:
        fit_asked: Show what would make it fit.
        anyway_asked: Begin although the plan says that it does not fit.
        recipe_asked: Show the recipe.
    """

    fit_asked = Signal()
    anyway_asked = Signal()
    recipe_asked = Signal()

    def __init__(self, setup: SetupModel, parent: QWidget | None = None) -> None:
        """Follows `setup`."""
        super().__init__(parent)
        self._setup = setup
        self._card = ErrorCard()
        self._summary = Card()
        self._text = text_label(role="muted", wrap=True)
        self._problems = text_label(role="bad", wrap=True)
        self._rows = StatTile(self.tr("Rows to learn"))
        self._steps = StatTile(self.tr("Steps"))
        self._method = StatTile(self.tr("Method"))
        self._rate = StatTile(self.tr("Learning rate"))
        self._memory = StatTile(self.tr("Memory at the peak"))
        self._lay_out()
        self._card.action_requested.connect(self._take_action)
        self._card.other_requested.connect(self._go_anyway)
        setup.plan_changed.connect(self.refresh)
        setup.recipe_changed.connect(self.refresh)
        self.refresh()

    def show_refusal(self, error: TunedeskError) -> None:
        """Says why the run could not begin, and what to do."""
        does_not_fit = error.message.code == _DOES_NOT_FIT
        self._card.show_fault(
            words(error.message),
            words(error.remedy),
            error_trace(error),
            self.tr("Make it fit") if does_not_fit else "",
            self.tr("Train anyway") if does_not_fit else "",
        )

    def forget_refusal(self) -> None:
        """Something was changed or begun: the old refusal no longer holds."""
        self._card.hide()

    def refresh(self) -> None:
        """Shows the run to come as it now is."""
        setup = self._setup
        self._summary.set_title(
            self.tr("This run can't begin yet") if setup.problems else self.tr("Ready to train")
        )
        self._rows.set_value(number_text(setup.rows))
        self._show_steps()
        self._method.set_value(METHODS[setup.recipe.method].title)
        self._rate.set_value(f"{setup.recipe.learning_rate:.1e}".replace("e-0", "e-"))
        self._show_memory(setup.plan)
        show_text(self._problems, " ".join(words(each.message) for each in setup.problems))

    def _show_steps(self) -> None:
        schedule = self._setup.schedule
        if schedule is None:
            self._steps.set_value("–")  # noqa: RUF001 - a dash where a number will be
            return
        epochs = self.tr("{epochs} epochs").format(epochs=f"{self._setup.recipe.epochs:g}")
        self._steps.set_value(number_text(schedule.total_steps), epochs)

    def _show_memory(self, plan: MemoryPlan | None) -> None:
        if plan is None:
            self._memory.set_value("–")  # noqa: RUF001 - a dash where a number will be
            return
        self._memory.set_value(
            f"{number_text(plan.total_bytes / 2**30, 2)} GiB", words(verdict(plan))
        )

    def _lay_out(self) -> None:
        self._text.setText(
            self.tr(
                "Training runs in a process of its own: it goes on when you close the window, it "
                "can be paused and resumed exactly, and it saves checkpoints on its way."
            )
        )
        tiles = FlowRow(spacing=5 * GRID, line_spacing=2 * GRID)
        for tile in (self._rows, self._steps, self._method, self._rate, self._memory):
            tiles.add(tile)
        change = QPushButton(self.tr("Change the recipe"))
        set_role(change, "link")
        change.clicked.connect(self.recipe_asked)
        links = FlowRow()
        links.add(change)
        for widget in (self._problems, tiles, self._text, links):
            self._summary.body.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._card)
        layout.addWidget(self._summary)
        layout.addStretch(1)

    def _take_action(self) -> None:
        self._card.hide()
        self.fit_asked.emit()

    def _go_anyway(self) -> None:
        self._card.hide()
        self.anyway_asked.emit()
