"""A keyring that forgets everything when the program ends."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class SessionKeyring(KeyringBackend):
    """Stands in where the system has no keyring; nothing of it is ever written down."""

    # Below 1, so that it is never taken for one of the system's own.
    priority = 0.1

    def __init__(self) -> None:
        """Begins empty."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._kept: dict[tuple[str, str], str] = {}

    def __repr__(self) -> str:
        """Says nothing of what it keeps."""
        return f"{type(self).__name__}()"

    def get_password(self, service: str, username: str) -> str | None:
        """What was kept under these names; None when nothing was."""
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps it until the program ends."""
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forgets it.

        Raises:
            PasswordDeleteError: There was nothing under these names.
        """
        if self._kept.pop((service, username), None) is None:
            raise PasswordDeleteError
