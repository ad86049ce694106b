"""The settings of a build: shown as they are, changed, and judged in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from backend.dataset.spec import BuildSpec
from backend.dataset.store import DatasetStore
from gui.context import AppContext
from gui.models.dataset_build import DatasetBuild
from gui.models.sources import SourceBoard
from gui.tabs.dataset.build_panel import BuildPanel
from gui.tabs.dataset.share_slider import ShareSlider
from tests.dataset_support import garden_chunks
from tests.gui.test_dataset_tab_table import made_rows


@pytest.fixture
def build(context: AppContext, tmp_path: Path) -> DatasetBuild:
    context.project.create(tmp_path / "project")
    return DatasetBuild(context.project, context.jobs, context)


@pytest.fixture
def panel(qtbot: QtBot, context: AppContext, build: DatasetBuild) -> Iterator[BuildPanel]:
    made = BuildPanel(build, SourceBoard(context.project, context.jobs, context))
    made.show()
    yield made
    made.close()
    made.deleteLater()


def words(panel: BuildPanel) -> str:
    return "\n".join(one.text() for one in panel.findChildren(QLabel) if one.isVisible())


def test_the_settings_begin_with_the_defaults(panel: BuildPanel, build: DatasetBuild) -> None:
    spec = BuildSpec("")
    assert panel.negatives.share == spec.negatives
    assert panel.replay.share == spec.replay
    assert panel.questions.value() == spec.questions_per_chunk
    assert panel.seed.value() == spec.seed
    assert build.settings == spec


def test_moved_controls_are_the_settings_of_the_next_build(
    qtbot: QtBot, panel: BuildPanel, build: DatasetBuild
) -> None:
    slider = panel.negatives.slider
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    panel.questions.setValue(4)
    panel.seed.setValue(7)
    panel.replay.slider.setValue(0)
    settings = build.settings
    assert (settings.negatives, settings.questions_per_chunk) == (0.16, 4)
    assert (settings.seed, settings.replay) == (7, 0.0)


@pytest.mark.parametrize(
    ("percent", "said"),
    [(5, "hardly learns to refuse"), (10, "Within"), (20, "Within"), (25, "may refuse what")],
)
def test_the_share_of_negatives_is_judged(panel: BuildPanel, percent: int, said: str) -> None:
    panel.negatives.slider.setValue(percent)
    assert said in words(panel)


def test_the_settings_of_the_last_build_come_back(
    qtbot: QtBot, context: AppContext, panel: BuildPanel, build: DatasetBuild
) -> None:
    project = context.project.require()
    spec = BuildSpec(str(project.root), questions_per_chunk=3, negatives=0.4, seed=9)
    DatasetStore(project.dataset_file).replace_generated(made_rows(), garden_chunks(), spec)
    context.project.dataset_changed.emit()
    qtbot.waitUntil(lambda: build.stand.total > 0)
    assert build.settings == spec
    assert panel.questions.value() == 3
    assert panel.negatives.share == 0.4
    assert "rows" in words(panel)
    context.project.close()
    assert build.settings == BuildSpec("")


def test_a_slider_never_shows_another_share_than_the_one_that_holds(qtbot: QtBot) -> None:
    slider = ShareSlider(0.3, (0.1, 0.2))
    qtbot.addWidget(slider)
    moved: list[float] = []
    slider.moved.connect(moved.append)
    slider.show_share(0.45)
    assert slider.share == 0.45
    assert moved == []
    slider.setAccessibleName("Share")
    assert slider.slider.accessibleName() == "Share"
