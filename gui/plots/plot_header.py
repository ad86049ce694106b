"""The line above a plot: what it shows, and its few tools."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QToolButton, QWidget

from gui.style.icons import icon
from gui.style.roles import set_role


class PlotHeader(QWidget):
    """Title, unit and tools.

    Signals:
        log_chosen: Whether y is to be logarithmic.
        whole_asked: Show the whole plot again.
        file_chosen: Save the plot as this `.png` or its values as this `.csv` (`Path`).
    """

    log_chosen = Signal(bool)
    whole_asked = Signal()
    file_chosen = Signal(object)

    def __init__(self, title: str, unit: str, parent: QWidget) -> None:
        """Shows no tools as long as there is nothing to use them on.

        Args:
            title: Of the plot.
            unit: Of its y axis; may be empty.
            parent: Owner.
        """
        super().__init__(parent)
        self._title = title
        self._whole = self._button(
            "whole", "zoom", self.tr("Show all"), self.tr("Zoomed in. Show all.")
        )
        self._log = self._button(
            "log",
            "",
            self.tr("Log"),
            self.tr("Logarithmic scale: equal distances are equal ratios."),
        )
        self._save = self._button(
            "save", "save", "", self.tr("Save as a picture (PNG) or as a table (CSV).")
        )
        self._log.setCheckable(True)
        self._log.toggled.connect(self.log_chosen)
        self._whole.clicked.connect(self.whole_asked)
        self._save.clicked.connect(self._ask_for_file)
        self._name(title)
        name, unit_label = QLabel(title, self), QLabel(unit, self)
        set_role(name, "strong")
        set_role(unit_label, "small muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(name)
        layout.addWidget(unit_label)
        layout.addStretch(1)
        for button in (self._whole, self._log, self._save):
            layout.addWidget(button)
            button.hide()

    @property
    def last_tool(self) -> QWidget:
        """The tool at the right end."""
        return self._save

    def show_tools(self, useful: bool) -> None:
        """Shows the tools, or hides them while there is nothing to use them on."""
        self._log.setVisible(useful)
        self._save.setVisible(useful)
        self._whole.setVisible(useful and self._whole.isEnabled())

    def show_zoomed(self, zoomed: bool) -> None:
        """Offers the way back while a part alone is shown."""
        self._whole.setEnabled(zoomed)
        self._whole.setVisible(zoomed)

    def show_log(self, log: bool) -> None:
        """Shows which scale is in use."""
        self._log.setChecked(log)

    def _button(self, name: str, icon_name: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        set_role(button, "quiet")
        if icon_name:
            button.setIcon(icon(icon_name))
        if text and not icon_name:
            button.setText(text)
        button.setToolTip(tip)
        return button

    def _name(self, title: str) -> None:
        """Several plots stand side by side: each tool names its own."""
        self._whole.setEnabled(False)
        self._whole.setAccessibleName(self.tr("Show all of {title}").format(title=title))
        self._log.setAccessibleName(self.tr("Logarithmic scale of {title}").format(title=title))
        self._save.setAccessibleName(self.tr("Save {title}").format(title=title))

    def _ask_for_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save plot"),
            f"{self._title.lower().replace(' ', '-')}.png",
            self.tr("Picture (*.png);;Table of values (*.csv)"),
        )
        if name:
            self.file_chosen.emit(Path(name))
