"""The few numbers of a run that matter."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from backend.events import StepDone
from gui.models.curves import Values
from gui.models.run import RunModel
from gui.models.run_papers import RunPapers
from gui.widgets.flow_row import FlowRow
from gui.widgets.stat_tile import StatTile
from gui.wording import duration_text, number_text, size_text

_RECENT = 20


class RunTiles(FlowRow):
    """Step, epoch, time, speed, best validation, memory beside the plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins with dashes."""
        super().__init__(parent, spacing=40, line_spacing=16)
        self._step = StatTile(self.tr("Step"))
        self._epoch = StatTile(self.tr("Epoch"))
        self._time = StatTile(self.tr("Time left"))
        self._speed = StatTile(self.tr("Tokens per second"))
        self._best = StatTile(self.tr("Best validation loss"))
        self._memory = StatTile(self.tr("Peak memory"))
        for tile in (
            self._step,
            self._epoch,
            self._time,
            self._speed,
            self._best,
            self._memory,
        ):
            self.add(tile)

    def show_run(self, run: RunModel, papers: RunPapers) -> None:
        """Shows a run as it stands now."""
        step = run.state.steps.last()
        self._show_place(step, papers)
        self._show_time(run)
        self._speed.set_value(_speed(run.curves.tokens_per_s))
        best = run.state.best_eval
        if best is None:
            self._best.set_value(_DASH)
        else:
            at = self.tr("step {step}").format(step=number_text(best.step))
            self._best.set_value(f"{best.loss:.3f}", at)
        self._show_memory(run, papers)

    def _show_place(self, step: StepDone | None, papers: RunPapers) -> None:
        if step is None:
            self._step.set_value(_DASH)
            self._epoch.set_value(_DASH)
            return
        of = self.tr("of {total}")
        self._step.set_value(number_text(step.step), of.format(total=number_text(step.total_steps)))
        epochs = of.format(total=f"{papers.recipe.epochs:g}") if papers.recipe else ""
        self._epoch.set_value(f"{step.epoch:.2f}", epochs)

    def _show_time(self, run: RunModel) -> None:
        eta_s = run.state.eta_s
        worked_s = float(run.curves.resource_s[-1]) if len(run.curves.resource_s) else None
        if run.state.outcome is None:
            self._time.set_label(self.tr("Time left"))
            self._time.set_value(_DASH if eta_s is None else duration_text(eta_s))
        else:
            self._time.set_label(self.tr("Time worked"))
            self._time.set_value(_DASH if worked_s is None else duration_text(worked_s))

    def _show_memory(self, run: RunModel, papers: RunPapers) -> None:
        vram = run.curves.vram_process_bytes
        on_gpu = bool(np.isfinite(vram).any())
        peak = float(np.nanmax(vram)) if on_gpu else float(run.state.peak_memory_bytes)
        self._memory.set_label(self.tr("Peak GPU memory") if on_gpu else self.tr("Peak memory"))
        planned = (
            self.tr("planned {size}").format(size=_exact_size(papers.plan_bytes))
            if papers.plan_bytes
            else ""
        )
        self._memory.set_value(_exact_size(peak) if peak else _DASH, planned)


_DASH = "–"  # noqa: RUF001 - a dash where a number will be


def _speed(tokens_per_s: Values) -> str:
    recent = tokens_per_s[-_RECENT:]
    return number_text(float(np.median(recent))) if len(recent) else _DASH


def _exact_size(size_bytes: float) -> str:
    """Two decimals, so that plan and measure can be told apart."""
    gib = size_bytes / 2**30
    return f"{number_text(gib, 2)} GiB" if gib >= 0.1 else size_text(size_bytes)
