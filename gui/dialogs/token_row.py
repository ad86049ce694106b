"""The Hugging Face token: taken, kept out of sight, removed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from backend.message import TunedeskError
from backend.settings.secrets import (
    HUB_TOKEN,
    Keeping,
    delete_secret,
    keeping,
    read_secret,
    store_secret,
)
from gui.models.preferences import Preferences
from gui.style import GRID
from gui.widgets.labelled import labelled
from gui.wording import words
from gui.workers.task import run_task


@dataclass(frozen=True, slots=True)
class _Kept:
    """Whether there is a token, and where tokens are kept; never the token."""

    is_there: bool
    keeping: Keeping


class TokenRow(QWidget):
    """A field that takes a token and never shows one.

    All work on the keyring is done in the background: the system may ask to unlock it.
    """

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        """Looks whether there is a token, if one was stored ever."""
        super().__init__(parent)
        self._preferences = preferences
        self._field = QLineEdit()
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setPlaceholderText("hf_…")
        self._field.textEdited.connect(self._show_buttons)
        self._field.returnPressed.connect(self._store)
        self._save = QPushButton(self.tr("Keep token"))
        self._save.setAutoDefault(False)
        self._save.clicked.connect(self._store)
        self._remove = QPushButton(self.tr("Remove token"))
        self._remove.setAutoDefault(False)
        self._remove.clicked.connect(self._delete)
        line = QWidget()
        line.setFocusProxy(self._field)
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GRID)
        across.addWidget(self._field, 1)
        across.addWidget(self._save)
        across.addWidget(self._remove)
        self._row = labelled(
            self.tr("Hugging Face token"),
            line,
            help=self.tr(
                "Needed only for models that ask for one. It goes into your system's keyring and "
                "never into a file of Tunedesk's, and is used only when you don't work offline."
            ),
        )
        self._field.setAccessibleName(self.tr("Hugging Face token"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._row)
        self._is_kept = False
        self._show_buttons()
        self._row.set_hint(self.tr("Looking for the keyring …"))
        was_stored = preferences.settings.hub_token
        run_task(self, lambda: _look(was_stored), self._show, self._fail)

    def _store(self) -> None:
        token = self._field.text()
        if not token.strip():
            return
        self._save.setEnabled(False)
        run_task(
            self, lambda: _Kept(True, store_secret(HUB_TOKEN, token)), self._stored, self._fail
        )

    def _stored(self, kept: _Kept) -> None:
        # setText, since what clear() takes away could be brought back by undo.
        self._field.setText("")
        self._preferences.change(hub_token=True)
        self._show(kept)

    def _delete(self) -> None:
        self._remove.setEnabled(False)
        run_task(self, _forget, self._deleted, self._fail)

    def _deleted(self, kept: _Kept) -> None:
        self._preferences.change(hub_token=False)
        self._show(kept)

    def _show(self, kept: _Kept) -> None:
        self._is_kept = kept.is_there
        self._row.set_problem("")
        if kept.keeping is Keeping.SESSION:
            here = self.tr(
                "A token is kept until Tunedesk closes, as this system has no keyring for it."
            )
            none = self.tr(
                "No token. This system has no keyring, so one is kept only until Tunedesk closes."
            )
        else:
            here = self.tr("A token is kept in the system's keyring.")
            none = self.tr("No token. One would go into the system's keyring.")
        self._row.set_hint(here if kept.is_there else none)
        self._show_buttons()

    def _fail(self, error: TunedeskError) -> None:
        self._row.set_problem(f"{words(error.message)} {words(error.remedy)}")
        self._show_buttons()

    def _show_buttons(self) -> None:
        self._save.setEnabled(bool(self._field.text().strip()))
        self._remove.setVisible(self._is_kept)
        self._remove.setEnabled(True)


def _look(was_stored: bool) -> _Kept:
    """Asks the keyring for a token only where one was stored: asking may open a prompt."""
    return _Kept(was_stored and read_secret(HUB_TOKEN) is not None, keeping())


def _forget() -> _Kept:
    delete_secret(HUB_TOKEN)
    return _Kept(False, keeping())
