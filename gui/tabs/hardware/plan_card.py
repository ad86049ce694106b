"""The memory plan: does it fit, what takes how much, and what would make it fit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backend.planning.memory_plan import MemoryPlan
from backend.planning.text import verdict
from gui.models.setup import SetupModel
from gui.plots.stacked_bar import StackedBar
from gui.style import GRID, Theme, set_role
from gui.tabs.hardware.fit_list import FitList
from gui.tabs.hardware.knobs import Knobs
from gui.tabs.hardware.parts_table import PartsTable
from gui.tabs.hardware.plan_words import bars_of, between_text, capacity_text
from gui.widgets.card import Card
from gui.widgets.even_row import EvenRow
from gui.widgets.icon_mark import IconMark
from gui.widgets.stat_tile import StatTile
from gui.widgets.text import show_text, text_label
from gui.wording import count_text, size_text, words

_VERDICT_ICON = 24
_TILE_WIDTH = 184


class PlanCard(Card):
    """Observes the set-up and changes its recipe."""

    def __init__(self, setup: SetupModel, theme: Theme, parent: QWidget | None = None) -> None:
        """Begins with what is known now."""
        super().__init__(parent=parent)
        self.set_title(self.tr("Memory plan"))
        self.body.setSpacing(3 * GRID)
        self._setup = setup
        self._waiting = text_label(role="muted", wrap=True)
        self._mark = IconMark("neutral", "muted", _VERDICT_ICON)
        self._verdict = text_label(role="title", wrap=True)
        self._between = StatTile(self.tr("Likely between"))
        self._trained = StatTile(self.tr("Trained parameters"))
        self._model = StatTile(self.tr("Model"))
        self._bars = StackedBar(theme)
        self._bars.setAccessibleName(self.tr("Memory for each method"))
        self._bars.pressed.connect(self._take_method)
        self._rule = text_label(role="small muted", wrap=True)
        self._fit = FitList()
        self._fit.taken.connect(self._take_changes)
        self._knobs = Knobs(setup)
        self._table = PartsTable(theme)
        self._lay_out()
        for signal in (setup.plan_changed, setup.facts_changed):
            signal.connect(self.show_plan)

    def show_plan(self) -> None:
        """Shows the set-up's plan, or why there is none; waits while nobody looks."""
        if not self.isVisible():
            return
        plan = self._setup.plan
        show_text(self._waiting, "" if plan else self._why_none())
        for widget in self._needing_plan:
            widget.setVisible(plan is not None)
        # A value that can't be used leaves no plan, and is put right here.
        self._knobs.setVisible(plan is not None or bool(self._setup.problems))
        if plan is None:
            self._fit.hide()
            return
        self._show_verdict(plan)
        self._show_tiles(plan)
        self._bars.show_bars(
            bars_of(self._setup.method_plans, self._setup.recipe.method),
            float(plan.device_bytes),
            capacity_text(plan),
            self.tr("rule of thumb"),
        )
        rule = self.tr("Rule of thumb: {size}. {reason}")
        self._rule.setText(
            rule.format(
                size=size_text(plan.rule_of_thumb_bytes), reason=words(plan.rule_of_thumb_reason)
            )
        )
        self._show_advice(plan)
        self._table.show_plan(plan)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Catches up with what has changed while nobody looked."""
        super().showEvent(event)
        self.show_plan()

    def _lay_out(self) -> None:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(self._mark)
        line.addWidget(self._verdict, 1)
        tiles = EvenRow(smallest=_TILE_WIDTH)
        for tile in (self._between, self._trained, self._model):
            tiles.add(tile)
        bars = QWidget()
        column = QVBoxLayout(bars)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._bars)
        column.addWidget(self._rule)
        self._needing_plan = (head, tiles, bars, self._table)
        for widget in (self._waiting, head, tiles, bars, self._fit, self._knobs, self._table):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def _show_verdict(self, plan: MemoryPlan) -> None:
        if not plan.fits:
            icon, kind = "error", "bad"
        elif plan.interval_bytes[1] > plan.free_bytes:
            icon, kind = "warning", "warning"
        else:
            icon, kind = "done", "good"
        self._mark.show_icon(icon, kind)
        sentence = words(verdict(plan))
        self._verdict.setText(sentence[:1].upper() + sentence[1:])
        set_role(self._verdict, f"title {kind}")

    def _show_tiles(self, plan: MemoryPlan) -> None:
        self._between.set_value(between_text(*plan.interval_bytes))
        share = plan.trainable_parameters / max(1, plan.total_parameters)
        self._trained.set_value(
            count_text(plan.trainable_parameters),
            self.tr("{percent} % of the model").format(percent=f"{100 * share:.2g}"),
        )
        self._model.set_value(count_text(plan.total_parameters), self.tr("parameters"))

    def _show_advice(self, plan: MemoryPlan) -> None:
        """Shows what would make it fit; on a slider's way the list keeps still."""
        if plan.fits:
            self._fit.show_advice(())
        elif not self._setup.is_advising:
            self._fit.show_advice(plan.advice)
        self._fit.setVisible(
            not plan.fits and (self._fit.has_advice or not self._setup.is_advising)
        )

    def _why_none(self) -> str:
        if self._setup.facts_problem is not None:
            return self.tr("There is no plan while the base model can't be read.")
        if self._setup.problems:
            return self.tr("There is no plan while the recipe has a value that can't be used.")
        return self.tr("The plan is made as soon as model and machine are known…")

    def _take_method(self, name: str) -> None:
        if name != self._setup.recipe.method:
            self._setup.set_field("method", name)

    def _take_changes(self, settings: dict[str, Any]) -> None:
        recipe = replace(self._setup.recipe, **settings)
        self._setup.set_recipe(recipe, self.tr("Make it fit"))
