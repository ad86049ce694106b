"""The settings of the app as a whole. Each change holds at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QWidget

from backend.models.catalogue import usual_models_folder
from gui.context import AppContext
from gui.dialogs.frame import DialogFrame
from gui.dialogs.project_actions import usual_projects_folder
from gui.dialogs.token_row import TokenRow
from gui.style import GRID
from gui.widgets.folder_field import FolderField
from gui.widgets.labelled import labelled
from gui.widgets.segmented import Segmented
from gui.widgets.text import text_label

_WIDTH = 600
_SMALLEST_PERCENT, _LARGEST_PERCENT, _STEP_PERCENT = 80, 200, 10


class SettingsDialog(DialogFrame):
    """Appearance, folders, network, keys, privacy."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Shows the settings as they are."""
        super().__init__("", _WIDTH, parent)
        self.setWindowTitle(self.tr("Settings"))
        self._preferences = context.preferences
        self._add_appearance()
        self._add_folders()
        self._add_network()
        self._add_privacy()
        self.body.addStretch(1)
        self.add_close_button()

    def _add_appearance(self) -> None:
        settings = self._preferences.settings
        self._head(self.tr("Appearance"))
        theme = Segmented(
            [
                ("system", self.tr("As the system")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
            ]
        )
        theme.set_value(settings.theme)
        theme.chosen.connect(lambda value: self._preferences.change(theme=value))
        scale = QSpinBox()
        scale.setRange(_SMALLEST_PERCENT, _LARGEST_PERCENT)
        scale.setSingleStep(_STEP_PERCENT)
        scale.setKeyboardTracking(False)
        scale.setSuffix(" %")
        scale.setValue(round(100 * settings.font_scale))
        scale.valueChanged.connect(self._scale)
        row = QHBoxLayout()
        row.setSpacing(4 * GRID)
        row.addWidget(labelled(self.tr("Theme"), theme))
        row.addWidget(labelled(self.tr("Size of text"), scale))
        row.addStretch(1)
        self.body.addLayout(row)

    def _add_folders(self) -> None:
        settings = self._preferences.settings
        self._head(self.tr("Folders"))
        self._add_folder(
            "projects_folder",
            self.tr("New projects"),
            settings.projects_folder,
            usual_projects_folder(),
            self.tr("Where new projects are made."),
        )
        self._add_folder(
            "models_folder",
            self.tr("Models"),
            settings.models_folder,
            usual_models_folder(),
            self.tr("Model folders that lie in here can be chosen as base models."),
        )

    def _add_folder(self, field: str, label: str, path: str, usual: Path, hint: str) -> None:
        folder = FolderField(label)
        folder.line.setPlaceholderText(str(usual))
        folder.set_path(path)
        row = labelled(label, folder)
        row.set_hint(hint)

        def keep(written: str) -> None:
            if written and not Path(written).expanduser().is_absolute():
                row.set_problem(self.tr("Write the whole path, from the drive or the root on."))
                return
            row.set_problem("")
            row.set_hint(hint)
            self._preferences.change(**{field: str(Path(written).expanduser()) if written else ""})

        folder.settled.connect(keep)
        self.body.addWidget(row)

    def _add_network(self) -> None:
        self._head(self.tr("Network"))
        offline = QCheckBox(self.tr("Work offline"))
        offline.setChecked(self._preferences.settings.offline)
        offline.toggled.connect(lambda is_on: self._preferences.change(offline=is_on))
        self.body.addWidget(offline)
        self.body.addWidget(
            text_label(
                self.tr(
                    "Nothing is asked of the internet: models come from this computer. Holds for "
                    "all that is started from now on."
                ),
                "small muted",
                wrap=True,
            )
        )
        self.body.addWidget(TokenRow(self._preferences))

    def _add_privacy(self) -> None:
        self._head(self.tr("Privacy"))
        self.body.addWidget(
            text_label(
                self.tr(
                    "Tunedesk has no telemetry: it sends nothing about you, your documents or your "
                    "computer to anybody."
                ),
                wrap=True,
            )
        )

    def _head(self, text: str) -> None:
        if self.body.count():
            self.body.addSpacing(GRID)
        self.body.addWidget(text_label(text, "heading"))

    def _scale(self, percent: int) -> None:
        self._preferences.change(font_scale=percent / 100)
