"""What the run will be: always in view beside the form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from backend.planning.memory_plan import MemoryPlan
from backend.planning.text import verdict
from gui.models.setup import SetupModel
from gui.style import GRID, set_role
from gui.tabs.hyperparameters.run_words import (
    batch_figure,
    disk_component,
    disk_text,
    lowered_text,
    rows_figure,
    steps_figure,
    tokens_figure,
)
from gui.widgets.card import Card
from gui.widgets.even_row import EvenRow
from gui.widgets.help_button import HelpButton
from gui.widgets.stat_tile import StatTile
from gui.widgets.text import show_text, text_label
from gui.widgets.usage_bar import UsageBar, UsagePart
from gui.wording import size_text, words

_TILE_WIDTH = 120


class RunCard(Card):
    """Rows, steps, tokens, memory and disk.

    Signals:
        remedy_requested: The person wants to see what would make the run fit.
    """

    remedy_requested = Signal()

    def __init__(self, setup: SetupModel, parent: QWidget | None = None) -> None:
        """Observes the set-up."""
        super().__init__(parent=parent)
        self.set_title(self.tr("This run"))
        self.body.setSpacing(2 * GRID)
        self._setup = setup
        self._tiles = {
            rows_figure: StatTile(self.tr("Training rows")),
            steps_figure: StatTile(self.tr("Steps")),
            batch_figure: StatTile(self.tr("Effective batch")),
            tokens_figure: StatTile(self.tr("Tokens")),
        }
        self._lowered = text_label(role="small muted", wrap=True)
        self._verdict = text_label(role="strong", wrap=True)
        self._memory = UsageBar()
        self._remedy = QPushButton(self.tr("See what would make it fit"))
        set_role(self._remedy, "link")
        self._remedy.clicked.connect(self.remedy_requested)
        self._disk = text_label(role="small", wrap=True)
        self._disk_help = HelpButton(about=self.tr("space for checkpoints"))
        self._lay_out()
        setup.plan_changed.connect(self.show_run)

    def show_run(self) -> None:
        """Shows the numbers of the run as the set-up has it; waits while nobody looks."""
        if not self.isVisible():
            return
        for figure_of, tile in self._tiles.items():
            figure = figure_of(self._setup)
            tile.set_value(figure.value, figure.hint)
        show_text(self._lowered, lowered_text(self._setup))
        plan = self._setup.plan
        self._memory.setVisible(plan is not None)
        self._verdict.setVisible(plan is not None)
        self._remedy.setVisible(plan is not None and not plan.fits)
        if plan is not None:
            self._show_memory(plan)
        self._show_disk()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Catches up with what has changed while nobody looked."""
        super().showEvent(event)
        self.show_run()

    def _lay_out(self) -> None:
        tiles = EvenRow(smallest=_TILE_WIDTH)
        for tile in self._tiles.values():
            tiles.add(tile)
        disk = QHBoxLayout()
        disk.setSpacing(GRID // 2)
        disk.addWidget(self._disk, 1)
        disk.addWidget(self._disk_help)
        self.body.addWidget(tiles)
        self.body.addWidget(self._lowered)
        self.body.addWidget(self._verdict)
        self.body.addWidget(self._memory)
        self.body.addWidget(self._remedy, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(disk)

    def _show_memory(self, plan: MemoryPlan) -> None:
        sentence = words(verdict(plan))
        self._verdict.setText(sentence[:1].upper() + sentence[1:])
        tight = plan.interval_bytes[1] > plan.free_bytes
        set_role(
            self._verdict, f"strong {'bad' if not plan.fits else 'warning' if tight else 'good'}"
        )
        run = UsagePart(
            self.tr("this run"), float(plan.total_bytes), "accent", size_text(plan.total_bytes)
        )
        others = UsagePart(
            self.tr("other programs"),
            float(plan.other_bytes),
            "border",
            size_text(plan.other_bytes),
        )
        self._memory.show_usage((run, others), float(max(1, plan.device_bytes)), "")
        self._memory.setAccessibleName(sentence)

    def _show_disk(self) -> None:
        needed = disk_component(self._setup)
        machine = self._setup.machine
        free_bytes = machine.disks[0].free_bytes if machine and machine.disks else None
        show_text(self._disk, disk_text(needed, free_bytes) if needed else "")
        short = needed is not None and free_bytes is not None and needed.bytes > free_bytes
        set_role(self._disk, "small bad" if short else "small")
        self._disk_help.set_help(
            words(needed.formula) if needed else "",
            needed.source if needed else "",
            self.tr("space for checkpoints"),
        )
