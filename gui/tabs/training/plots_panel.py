"""The plots of a run: loss and memory side by side, the lesser ones on demand."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from gui.context import AppContext
from gui.models.curves import Curves
from gui.models.run_papers import RunPapers
from gui.plots.extra_plot import Extra, ExtraPlot, extra_name
from gui.plots.live_plot import LivePlot
from gui.plots.loss_plot import LossPlot
from gui.plots.memory_plot import MemoryPlot
from gui.style.metrics import GRID, scaled
from gui.style.roles import set_role
from gui.widgets.flow_row import FlowRow
from gui.widgets.steady import steady
from gui.widgets.text import text_label

_SPLITTER = "training-plots"
_PLOT_WIDTH = 300
_HEIGHT = 272


class PlotsPanel(QWidget):
    """All plots of one run.

    Signals:
        comparison_chosen: Lay this run's loss over it (name), or none (empty).
    """

    comparison_chosen = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Begins without a run; the lesser plots are made when they are first asked for."""
        super().__init__(parent)
        self._context = context
        self._curves: Curves | None = None
        self._papers = RunPapers()
        self._active = False
        self.loss = LossPlot(context.theme)
        self.memory = MemoryPlot(context.theme)
        self._extras: dict[Extra, ExtraPlot] = {}
        self._toggles: dict[Extra, QPushButton] = {}
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._compare = QComboBox()
        self._extra_row = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        for plot in (self.loss, self.memory):
            plot.problem.connect(context.report)

    def show_run(self, curves: Curves | None, papers: RunPapers) -> None:
        """Shows a run; call it again whenever the run has gone on."""
        self._curves, self._papers = curves, papers
        self.loss.show_run(curves)
        self.memory.show_run(curves, papers.plan_bytes, papers.gpu_bytes)
        for plot in self._extras.values():
            if plot.isVisibleTo(self):
                plot.show_run(curves)

    def offer_comparison(self, names: list[tuple[str, str]]) -> None:
        """Offers runs to lay over the loss: key and name of each."""
        keys = [self._compare.itemData(row) for row in range(1, self._compare.count())]
        if keys == [key for key, _ in names]:
            return
        chosen = self._compare.currentData()
        self._compare.blockSignals(True)
        self._compare.clear()
        self._compare.addItem(self.tr("nothing"), "")
        for key, name in names:
            self._compare.addItem(name, key)
        self._compare.setCurrentIndex(max(0, self._compare.findData(chosen)))
        self._compare.blockSignals(False)
        self._compare_row.setVisible(bool(names))
        if self._compare.currentData() != chosen:
            self._tell_comparison()

    def set_active(self, active: bool) -> None:
        """Draws only while the tab is in front."""
        self._active = active
        for plot in self._plots():
            plot.set_active(active)

    def keep(self) -> None:
        """Remembers how the person has divided the room."""
        state = bytes(self._splitter.saveState().toBase64().data()).decode("ascii")
        self._context.preferences.keep_splitter(_SPLITTER, state)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as one plot, since they can stand one above the other."""
        return QSize(scaled(_PLOT_WIDTH), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """One above the other where the window is narrow."""
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        for plot in (self.loss, self.memory):
            self._splitter.addWidget(plot)
        self._splitter.setChildrenCollapsible(False)
        self._extra_row.setChildrenCollapsible(False)
        self._extra_row.hide()
        kept = self._context.preferences.splitter(_SPLITTER)
        if kept:
            self._splitter.restoreState(QByteArray.fromBase64(kept.encode("ascii")))
        self._splitter.setOrientation(Qt.Orientation.Horizontal)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._splitter, 3)
        layout.addWidget(self._tools())
        layout.addWidget(self._extra_row, 2)
        self._arrange()

    def _tools(self) -> FlowRow:
        tools = FlowRow()
        for extra in Extra:
            button = QPushButton(extra_name(extra))
            button.setCheckable(True)
            set_role(button, "quiet")
            button.setToolTip(self.tr("Show this plot too."))
            button.toggled.connect(lambda shown, extra=extra: self._show_extra(extra, shown))
            self._toggles[extra] = button
            tools.add(button)
        label = text_label(self.tr("Compare loss with"), "muted")
        label.setBuddy(self._compare)
        steady(self._compare)
        self._compare.setAccessibleName(self.tr("Compare loss with"))
        self._compare.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._compare.currentIndexChanged.connect(self._tell_comparison)
        self._compare_row = QWidget()
        row = QHBoxLayout(self._compare_row)
        row.setContentsMargins(GRID, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(label)
        row.addWidget(self._compare)
        self._compare_row.hide()
        tools.add(self._compare_row)
        return tools

    def _show_extra(self, extra: Extra, shown: bool) -> None:
        plot = self._extras.get(extra)
        if plot is None:
            plot = self._extras[extra] = ExtraPlot(self._context.theme, extra)
            plot.problem.connect(self._context.report)
            plot.set_active(self._active)
            self._extra_row.addWidget(plot)
        plot.setVisible(shown)
        plot.show_run(self._curves)
        self._extra_row.setVisible(any(not each.isHidden() for each in self._extras.values()))
        self._arrange()

    def _arrange(self) -> None:
        """Side by side where each has room; upright a splitter needs the height of all plots."""
        for splitter in (self._splitter, self._extra_row):
            plots = [splitter.widget(index) for index in range(splitter.count())]
            shown = max(1, sum(plot is not None and not plot.isHidden() for plot in plots))
            wide = self.width() >= scaled(_PLOT_WIDTH) * shown
            splitter.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
            splitter.setMinimumHeight(scaled(_HEIGHT) * (1 if wide else shown))

    def _plots(self) -> list[LivePlot]:
        return [self.loss, self.memory, *self._extras.values()]

    def _tell_comparison(self) -> None:
        self.comparison_chosen.emit(str(self._compare.currentData() or ""))
