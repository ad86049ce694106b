"""One project that was open before."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from backend.overview import RecentProject
from gui.style import GRID, icon, set_role
from gui.widgets.badge import Badge
from gui.widgets.content_button import ContentButton
from gui.widgets.icon_mark import IconMark
from gui.widgets.text import text_label
from gui.wording import when_text

_ICON_SIZE = 20


class RecentRow(QWidget):
    """Name and place, which open it; when it was used; and a button to forget it.

    Signals:
        opened: It is to be opened.
        forgotten: It is to be taken off the list; its folder stays.
    """

    opened = Signal()
    forgotten = Signal()

    def __init__(self, project: RecentProject, parent: QWidget | None = None) -> None:
        """Shows `project`; one that is gone can only be forgotten."""
        super().__init__(parent)
        forget = QToolButton()
        forget.setIcon(icon("close", "muted"))
        forget.setToolTip(self.tr("Take off this list; the folder stays"))
        forget.setAccessibleName(self.tr("Take {name} off the list").format(name=project.name))
        forget.clicked.connect(self.forgotten)
        button = _RowButton(project)
        button.clicked.connect(self.opened)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(button, 1)
        layout.addWidget(forget)


class _RowButton(ContentButton):
    def __init__(self, project: RecentProject) -> None:
        super().__init__()
        set_role(self, "quiet row")
        self.setEnabled(project.is_there)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text_label(project.name, "strong"))
        words.addWidget(text_label(str(project.folder), "small muted", wrap=True))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID + GRID // 2)
        mark = IconMark("project", "accent" if project.is_there else "disabled", _ICON_SIZE)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(words, 1)
        if project.is_there:
            said = when_text(project.used_s, time.time())
            layout.addWidget(text_label(said, "small muted"))
        else:
            said = self.tr("Missing")
            badge = Badge()
            badge.show_state(said, "warning")
            layout.addWidget(badge)
            self.setToolTip(self.tr("There is no project in this folder any more."))
        self.setAccessibleName(self.tr("Open {name}").format(name=project.name))
        self.setAccessibleDescription(f"{project.folder}, {said}")
        self.seal()
