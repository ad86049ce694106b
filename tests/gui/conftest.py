"""What every test of the window runs with: a fixed scale, real projects, nothing left behind."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backend.models.facts_cache import facts_folder, facts_of
from backend.project import STARTER, Project
from gui.context import AppContext
from gui.main_window import MainWindow
from gui.style.theme import Theme
from gui.tabs.registry import TABS
from gui.workers.garbage import GarbageCollector
from tests.gui.support.leaks import Before
from tests.gui.support.person import stop_jobs
from tests.gui.support.projects import build_sample, copy_project, measure, train
from tests.gui.support.xserver import Screen, missing_programs, open_screen

# Read when the application is made: the same pixels whatever screen the tests run beside.
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["QT_FONT_DPI"] = "96"


@pytest.fixture(scope="session", autouse=True)
def _garbage_collector(qapp: QApplication) -> GarbageCollector:
    """As in the app: garbage that holds parts of Qt is never collected in another thread."""
    return GarbageCollector(qapp)


@pytest.fixture(autouse=True)
def _nothing_left_behind(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Fails a test that leaves widgets, threads, timers or processes."""
    before = Before(tmp_path_factory.getbasetemp())
    yield
    # pytest holds the test's arguments until after this, and through them all that they hold.
    request.node.funcargs.clear()
    left = before.leftovers()
    if left:
        before.end_processes()
        pytest.fail("left behind: " + "; ".join(left), pytrace=False)


@pytest.fixture(scope="session")
def _facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter's facts, built once: a child process imports torch for them."""
    with _app_folder(tmp_path_factory):
        facts_of(STARTER)
        return facts_folder()


@pytest.fixture(autouse=True)
def _known_facts(_facts: Path, _own_app_folder: None) -> None:
    """Opening a project finds the starter's facts."""
    shutil.copytree(_facts, facts_folder())


@pytest.fixture
def context(qapp: QApplication) -> Iterator[AppContext]:
    """What tabs get, with an app folder of its own, in the light theme."""
    theme = Theme()
    theme.choose("light", 1.0)
    made = AppContext(theme)
    yield made
    made.close_down()
    made.deleteLater()
    theme.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture
def window(context: AppContext, qtbot: QtBot) -> Iterator[MainWindow]:
    """The whole window with all its tabs, shown at 1280 x 720; what still runs is stopped after."""
    made = MainWindow(context)
    made.resize(1280, 720)
    made.show()
    qtbot.waitUntil(lambda: len(made.tabs) == len(TABS), timeout=20_000)
    yield made
    stop_jobs(made)
    made.close()
    made.deleteLater()


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    with _app_folder(tmp_path_factory):
        return build_sample(tmp_path_factory.mktemp("built") / "project")


@pytest.fixture(scope="session")
def _trained(_built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    with _app_folder(tmp_path_factory):
        project = copy_project(_built, tmp_path_factory.mktemp("trained") / "project")
        measure(project, train(project), rows=8)
        return project


@pytest.fixture
def sample_project(_built: Project, tmp_path: Path) -> Project:
    """A project with the sample handbook read and built, on the starter model; not open."""
    return copy_project(_built, tmp_path / "sample")


@pytest.fixture
def trained_project(_trained: Project, tmp_path: Path) -> Project:
    """The same with one finished short run and its scorecard."""
    return copy_project(_trained, tmp_path / "trained")


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    """A real screen with a window manager."""
    missing = missing_programs()
    if missing:
        pytest.skip(f"a real window needs {', '.join(missing)}")
    with open_screen() as opened:
        yield opened


@contextmanager
def _app_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fixtures of the whole session are made before a test gets an app folder of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUNEDESK_HOME", str(tmp_path_factory.mktemp("home")))
        yield
