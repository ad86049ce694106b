"""What every tab is: the main window knows no more of them than this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QWidget

from gui.context import AppContext


class TabState(StrEnum):
    """How far the work of a tab has come."""

    EMPTY = "empty"
    ATTENTION = "attention"
    READY = "ready"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PrimaryAction:
    """The next step, as the button in the header.

    Attributes:
        text: A verb and what it acts on.
        enabled: Whether it can be taken now.
        reason: Why not, shown as a tooltip; empty when it can.
        icon: Name of an icon; may be empty.
    """

    text: str
    enabled: bool = True
    reason: str = ""
    icon: str = ""


class Tab(QWidget):
    """A page of the window. Its content begins below the header that the window draws.

    Signals:
        presented: Headline, state or primary action are others now.
    """

    presented = Signal()
    name: ClassVar[str]

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """`context` outlives the tab."""
        super().__init__(parent)
        self.context = context

    def headline(self) -> str:
        """One sentence: how it stands and what is next."""
        raise NotImplementedError

    def state(self) -> TabState:
        """How far the tab's work has come."""
        raise NotImplementedError

    def primary(self) -> PrimaryAction | None:
        """The next step; None when there is none here."""
        return None

    def run_primary(self) -> None:
        """Takes the next step."""

    def shown(self) -> None:
        """The tab has come to the front."""

    def hidden(self) -> None:
        """Another tab is in front now: nothing need be painted."""

    def undo_stack(self) -> QUndoStack | None:
        """What Edit > Undo acts on while this tab is in front."""
        return None

    def receive(self, payload: object) -> None:
        """Takes what another tab has handed over with `AppContext.go_to`."""

    def close_down(self) -> None:
        """The window closes: stop timers, let go of what was begun."""
