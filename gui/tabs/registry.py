"""Every tab, in the order of the work. To add one: one folder and one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gui.tabs.base import Tab


@dataclass(frozen=True, slots=True)
class TabEntry:
    """One tab that the window has.

    Attributes:
        name: As in `AppContext.go_to`; also of its icon.
        title: For a person; the window translates it.
        load: Imports and returns its class, when the tab is made: the window shows before that.
    """

    name: str
    title: str
    load: Callable[[], type[Tab]]


def _start() -> type[Tab]:
    from gui.tabs.start.page import StartTab

    return StartTab


def _dataset() -> type[Tab]:
    from gui.tabs.dataset.page import DatasetTab

    return DatasetTab


def _hardware() -> type[Tab]:
    from gui.tabs.hardware.page import HardwareTab

    return HardwareTab


def _hyperparameters() -> type[Tab]:
    from gui.tabs.hyperparameters.page import HyperparametersTab

    return HyperparametersTab


def _training() -> type[Tab]:
    from gui.tabs.training.page import TrainingTab

    return TrainingTab


def _test() -> type[Tab]:
    from gui.tabs.test.page import TestTab

    return TestTab


def _export() -> type[Tab]:
    from gui.tabs.export.page import ExportTab

    return ExportTab


TABS: tuple[TabEntry, ...] = (
    TabEntry("start", "Start", _start),
    TabEntry("dataset", "Dataset", _dataset),
    TabEntry("hardware", "Hardware", _hardware),
    TabEntry("hyperparameters", "Hyperparameters", _hyperparameters),
    TabEntry("training", "Training", _training),
    TabEntry("test", "Test", _test),
    TabEntry("export", "Export", _export),
)
