"""What this program is, and whose work it stands on."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from backend.version import tunedesk_version
from gui.dialogs.credits import CREDITS
from gui.dialogs.frame import DialogFrame
from gui.style import GRID
from gui.widgets.icon_mark import IconMark
from gui.widgets.text import text_label

_WIDTH = 560
_ICON_SIZE = 48


class AboutDialog(DialogFrame):
    """Name, version, licence and credits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Looks up the versions of all parts."""
        super().__init__("", _WIDTH, parent)
        self.setWindowTitle(self.tr("About Tunedesk"))
        self.body.addLayout(self._head())
        self.body.addWidget(
            text_label(
                self.tr(
                    "Fine-tune a language model on your own documents, on your own PC, without "
                    "writing code."
                ),
                wrap=True,
            )
        )
        self.body.addSpacing(GRID)
        self.body.addWidget(text_label(self.tr("Made with"), "heading"))
        self.body.addLayout(self._credits())
        self.body.addWidget(
            text_label(
                self.tr(
                    "Qt is used under the GNU Lesser General Public License, version 3: its "
                    "libraries lie beside this program as files of their own, and you may put "
                    "others in their place. Its source is at code.qt.io."
                ),
                "small muted",
                wrap=True,
            )
        )
        self.add_close_button()

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(text_label("Tunedesk", "title"))
        said = self.tr("Version {version} · Apache-2.0").format(version=tunedesk_version())
        words.addWidget(text_label(said, "muted"))
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(IconMark("hyperparameters", "accent", _ICON_SIZE))
        row.addLayout(words, 1)
        return row

    def _credits(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(2, 1)
        for row, credit in enumerate(CREDITS):
            grid.addWidget(text_label(credit.name), row, 0)
            grid.addWidget(text_label(_version(credit.distribution), "muted"), row, 1)
            grid.addWidget(text_label(credit.licence, "muted", wrap=True), row, 2)
        return grid


def _version(distribution: str) -> str:
    """The installed version; empty for what is no library, or is not installed."""
    if not distribution:
        return ""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""
