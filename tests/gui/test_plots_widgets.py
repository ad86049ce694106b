"""Plots as widgets: what they draw, when, and what they say of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton, QToolTip
from pytestqt.qtbot import QtBot

from backend.jobs.journal import JournalReader
from backend.recipe.recipe import Recipe
from backend.recipe.schedule import plan_schedule
from gui.models.curves import Curves
from gui.plots.bars import Bar, BarPart
from gui.plots.extra_plot import Extra, ExtraPlot
from gui.plots.live_plot import LivePlot
from gui.plots.loss_plot import LossPlot
from gui.plots.memory_plot import MemoryPlot
from gui.plots.schedule_plot import SchedulePlot
from gui.plots.stacked_bar import StackedBar
from gui.style.theme import Theme

JOURNALS = Path(__file__).parents[1] / "data" / "journals"
X = np.arange(1.0, 51.0)


@pytest.fixture
def theme(qapp: QApplication):  # type: ignore[no-untyped-def]
    made = Theme()
    made.choose("light", 1.0)
    yield made
    made.deleteLater()
    qapp.setStyleSheet("")


def curves_of(name: str) -> Curves:
    curves = Curves()
    curves.add(JournalReader(JOURNALS / f"{name}.jsonl").read_new())
    return curves


def draws_of(plot: LivePlot, qtbot: QtBot) -> list[int]:
    """Shows the plot and counts from now on how often it makes its picture."""
    counted: list[int] = []
    refresh = plot.refresh
    plot.refresh = lambda: (counted.append(1), refresh())[1]  # type: ignore[method-assign]
    qtbot.addWidget(plot)
    plot.resize(600, 300)
    plot.show()
    qtbot.waitUntil(lambda: len(counted) == 1)
    return counted


def shown(plot: LivePlot, qtbot: QtBot) -> LivePlot:
    draws_of(plot, qtbot)
    return plot


def test_importing_the_plots_does_not_import_pyqtgraph() -> None:
    code = (
        "import sys, gui.plots.loss_plot, gui.plots.memory_plot, gui.plots.stacked_bar, "
        "gui.plots.schedule_plot, gui.plots.extra_plot; print('pyqtgraph' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_many_changes_are_one_drawing(theme: Theme, qtbot: QtBot) -> None:
    plot = LivePlot(theme, "P", "Step", "")
    drawn = draws_of(plot, qtbot)
    for value in range(100):
        plot.set_line("a", "A", X, X * value, colour_index=0)
    qtbot.waitUntil(lambda: len(drawn) == 2)
    assert plot.picture().lines[0].y[-1] == 50 * 99
    assert not plot._timer.isActive()


def test_nothing_is_drawn_while_inactive_or_hidden(theme: Theme, qtbot: QtBot) -> None:
    plot = LivePlot(theme, "P", "Step", "")
    drawn = draws_of(plot, qtbot)
    plot.set_active(False)
    plot.set_line("a", "A", X, X, colour_index=0)
    assert not plot._timer.isActive()
    plot.set_active(True)
    qtbot.waitUntil(lambda: len(drawn) == 2)
    plot.hide()
    plot.set_line("a", "A", X, 2 * X, colour_index=0)
    assert not plot._timer.isActive()
    plot.show()
    qtbot.waitUntil(lambda: len(drawn) == 3)


def test_an_empty_plot_says_what_will_be_there(theme: Theme, qtbot: QtBot) -> None:
    plot = LivePlot(theme, "P", "Step", "")
    plot.set_empty_text("Soon.")
    shown(plot, qtbot)
    assert plot._empty.isVisible()
    assert not any(button.isVisible() for button in plot.findChildren(QToolButton))
    plot.set_line("a", "A", X, X, colour_index=0)
    qtbot.waitUntil(lambda: not plot._empty.isVisible())
    plot.clear()
    qtbot.waitUntil(plot._empty.isVisible)


def test_the_loss_of_a_real_run(theme: Theme, qtbot: QtBot) -> None:
    plot = LossPlot(theme)
    plot.show_run(curves_of("good"))
    shown(plot, qtbot)
    lines = {line.key: line for line in plot.picture().lines}
    assert set(lines) == {"train", "smoothed", "validation"}
    assert lines["train"].faint
    assert lines["smoothed"].width == 2
    assert lines["validation"].markers
    assert len(lines["train"].x) == 22
    (best,) = plot.picture().marks
    assert best.x == 22
    assert "step 22" in best.label
    assert "running mean" in plot.toolTip()
    said = plot._canvas.accessibleDescription()
    assert "Training 5.3" in said
    assert "Validation 5.302" in said


def test_another_run_lies_over_it_until_it_is_taken_away(theme: Theme, qtbot: QtBot) -> None:
    plot = shown(LossPlot(theme), qtbot)
    plot.show_run(curves_of("good"))
    plot.compare_with("4-qlora", curves_of("stopped"))
    assert plot.picture().lines[-1].label == "4-qlora"
    plot.compare_with("", None)
    assert plot.picture().lines[-1].key == "validation"


def test_memory_without_a_gpu_is_ram(theme: Theme, qtbot: QtBot) -> None:
    plot = MemoryPlot(theme)
    plot.show_run(curves_of("good"), 688125232, None)
    shown(plot, qtbot)
    picture = plot.picture()
    assert [line.key for line in picture.lines] == ["in_use", "process"]
    assert [level.value for level in picture.levels] == pytest.approx([23.54, 0.641], abs=0.01)
    assert float(picture.lines[1].y.max()) == pytest.approx(587784192 / 2**30, rel=0.01)


def test_memory_with_a_gpu_is_that_of_the_card(theme: Theme, qtbot: QtBot) -> None:
    curves = Curves()
    gib = float(2**30)
    for second in range(700):
        curves._resources.append(second, gib, gib, gib, 3 * gib, gib, 8 * gib)
    plot = MemoryPlot(theme)
    plot.show_run(curves, int(4 * gib), int(7.5 * gib))
    shown(plot, qtbot)
    in_use, process = plot.picture().lines
    assert (in_use.y[0], process.y[0]) == (4, 3)
    assert [level.value for level in plot.picture().levels] == [7.5, 4]
    assert float(process.x[-1]) == pytest.approx(699 / 60)


def test_lesser_curves(theme: Theme, qtbot: QtBot) -> None:
    for extra in Extra:
        plot = ExtraPlot(theme, extra)
        plot.show_run(curves_of("good"))
        shown(plot, qtbot)
        assert len(plot.picture().lines[0].x) == 22


def test_a_log_axis_leaves_out_what_has_no_logarithm(theme: Theme, qtbot: QtBot) -> None:
    plot = LivePlot(theme, "P", "Step", "", from_zero=True)
    plot.set_line("a", "A", X, np.linspace(0, 1000, 50), colour_index=0, fill=True)
    plot.set_level("l", "L", 100.0)
    drawn = draws_of(plot, qtbot)
    plot.findChild(QToolButton, "log").click()
    qtbot.waitUntil(lambda: len(drawn) == 2)
    low, high = plot._canvas._plane.vb.viewRange()[1]
    assert 0 < low < 2
    assert 3 < high < 3.3


def test_zoom_by_keys_and_back(theme: Theme, qtbot: QtBot) -> None:
    plot = LivePlot(theme, "P", "Step", "")
    plot.set_line("a", "A", X, X, colour_index=0)
    drawn = draws_of(plot, qtbot)
    canvas = plot._canvas
    whole = canvas.shown_x()
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    low, high = canvas.shown_x()
    assert high - low < whole[1] - whole[0]
    assert plot.findChild(QToolButton, "whole").isVisible()
    plot.set_line("a", "A", X * 2, X, colour_index=0)
    qtbot.waitUntil(lambda: len(drawn) == 2)
    assert canvas.shown_x() == (low, high)  # what comes does not move what one looks at
    plot.findChild(QToolButton, "whole").click()
    assert canvas.shown_x()[1] > 100
    assert not plot.findChild(QToolButton, "whole").isVisible()


def test_dragging_a_box_zooms_in(theme: Theme, qtbot: QtBot) -> None:
    plot = LivePlot(theme, "P", "Step", "")
    plot.set_line("a", "A", X, X, colour_index=0)
    shown(plot, qtbot)
    canvas = plot._canvas
    viewport = canvas._view.viewport()
    left, right = canvas.place_of(10).toPoint(), canvas.place_of(20).toPoint()
    down = QPoint(0, 20)
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=left + down)
    for step in (QPoint(8, 8), (right - left) / 2 + QPoint(0, 30), right - left + QPoint(0, 90)):
        qtbot.mouseMove(viewport, left + down + step)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=right + down + QPoint(0, 90))
    low, high = canvas.shown_x()
    assert low == pytest.approx(10, abs=1)
    assert high == pytest.approx(20, abs=1)
    canvas.reset_zoom()
    assert canvas.shown_x()[1] > 49


def test_the_wheel_scrolls_the_page_and_zooms_with_ctrl(theme: Theme, qtbot: QtBot) -> None:
    plot = LivePlot(theme, "P", "Step", "")
    plot.set_line("a", "A", X, X, colour_index=0)
    shown(plot, qtbot)
    whole = plot._canvas.shown_x()
    for keys, zooms in (
        (Qt.KeyboardModifier.NoModifier, False),
        (Qt.KeyboardModifier.ControlModifier, True),
    ):
        viewport = plot._canvas._view.viewport()
        place = QPointF(viewport.rect().center())
        event = QWheelEvent(
            place,
            QPointF(viewport.mapToGlobal(place.toPoint())),
            QPoint(),
            QPoint(0, 240),
            Qt.MouseButton.NoButton,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)
        assert (plot._canvas.shown_x() != whole) is zooms


def test_values_are_read_by_keys_and_by_the_mouse(theme: Theme, qtbot: QtBot) -> None:
    plot = LivePlot(theme, "P", "Step", "", unit="GiB")
    plot.set_line("a", "A", X, X / 10, colour_index=0)
    shown(plot, qtbot)
    canvas, readout = plot._canvas, plot._readout
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert readout.isVisible()
    assert readout.text() == "Step 49\nA 4.900 GiB"
    canvas.pointed.emit(12.2)
    assert readout.text() == "Step 12\nA 1.200 GiB"
    assert plot.rect().contains(readout.geometry())
    canvas.pointed.emit(49.9)
    assert plot.rect().contains(readout.geometry())
    canvas.pointed.emit(None)
    assert not readout.isVisible()


def test_files(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    plot = LossPlot(theme)
    plot.show_run(curves_of("good"))
    shown(plot, qtbot)
    plot.export_png(tmp_path / "loss.png")
    assert (tmp_path / "loss.png").read_bytes().startswith(b"\x89PNG")
    plot._header.file_chosen.emit(tmp_path / "loss.csv")
    qtbot.waitUntil((tmp_path / "loss.csv").is_file)
    rows = (tmp_path / "loss.csv").read_text().splitlines()
    assert rows[0] == "Step,Each step,Training,Validation"
    assert len(rows) == 24


def test_a_file_that_cannot_be_written_is_told(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    plot = LossPlot(theme)
    plot.show_run(curves_of("good"))
    shown(plot, qtbot)
    (tmp_path / "file").write_text("")
    with qtbot.waitSignal(plot.problem) as told:
        plot._header.file_chosen.emit(tmp_path / "file" / "loss.csv")
    assert "loss.csv" in str(told.args[0]) or "file" in str(told.args[0])


def test_a_theme_change_redraws_in_its_colours(theme: Theme, qtbot: QtBot) -> None:
    plot = LivePlot(theme, "P", "Step", "")
    plot.set_line("a", "A", X, X, colour_index=0)
    drawn = draws_of(plot, qtbot)
    light = plot.grab().toImage()
    theme.choose("dark", 1.0)
    qtbot.waitUntil(lambda: len(drawn) >= 2)
    assert plot._canvas._curves["a"].opts["pen"].color().name() == theme.palette.series[0]
    assert plot.grab().toImage() != light


def test_many_points_are_thinned_to_what_the_screen_shows(theme: Theme, qtbot: QtBot) -> None:
    curves = Curves()
    noise = np.random.default_rng(0).random(100_000)
    for step, loss in enumerate(noise):
        curves._steps.append(step + 1, loss, 1e-4, 1, 1)
    plot = LossPlot(theme)
    plot.show_run(curves)
    shown(plot, qtbot)
    for curve in plot._canvas._curves.values():
        assert len(curve.getData()[0]) <= 2.2 * plot.width()
    kept = plot._canvas._curves["train"].getData()[1]
    assert kept.max() == pytest.approx(noise.max(), abs=1e-6)  # no peak is lost


def test_the_schedule_is_that_of_the_recipe(theme: Theme, qtbot: QtBot) -> None:
    plot = SchedulePlot(theme)
    recipe = Recipe(learning_rate=1e-3)
    plot.show_schedule(recipe, plan_schedule(recipe, 3000))
    shown(plot, qtbot)
    (line,) = plot.picture().lines
    assert line.y.max() == pytest.approx(1e-3)
    assert line.y[0] == 0
    plot.show_schedule(recipe, None)
    assert plot.picture().is_empty


def make_bar(key: str, scale: float, **more: object) -> Bar:
    parts = tuple(
        BarPart(label, value * scale, f"{value * scale:.1f} GiB", f"{label} formula", index)
        for index, (label, value) in enumerate((("Weights", 4.0), ("Optimizer", 1.0)))
    )
    return Bar(key, key, parts, f"{5 * scale:.1f} of 8.0 GiB", **more)  # type: ignore[arg-type]


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # offscreen tooltips
def test_stacked_bars_explain_their_parts(theme: Theme, qtbot: QtBot) -> None:
    bars = StackedBar(theme)
    bars.setAccessibleName("Memory plan")
    qtbot.addWidget(bars)
    bars.show_bars(
        [make_bar("qlora", 1.0, fits=True, tick=4.5), make_bar("full", 30.0, fits=False)],
        8.0,
        "8.0 GiB on the card",
        "rule of thumb",
    )
    bars.resize(700, bars.sizeHint().height())
    bars.show()
    qtbot.waitExposed(bars)
    bars.grab()
    said = bars.accessibleDescription()
    assert "8.0 GiB on the card" in said
    assert "qlora 5.0 of 8.0 GiB: Weights 4.0 GiB, Optimizer 1.0 GiB" in said
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert "Weights: 4.0 GiB\nWeights formula" in QToolTip.text()
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert "Optimizer formula" in QToolTip.text()
    QToolTip.hideText()


def test_stacked_bars_need_height_for_each_row(theme: Theme, qtbot: QtBot) -> None:
    bars = StackedBar(theme)
    qtbot.addWidget(bars)
    bars.show_bars([make_bar("a", 1.0)], 8.0)
    one = bars.sizeHint().height()
    bars.show_bars([make_bar("a", 1.0), make_bar("b", 1.0)], 8.0)
    assert bars.sizeHint().height() > one
