"""Keyrings for tests: one that the library recommends, and one that won't open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from keyring import core
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

SENTINEL = "hf_SENTINEL0123456789abcdefGHIJKL"  # what no file of ours may ever hold
_KEPT: dict[tuple[str, str], str] = {}


class SystemKeyring(KeyringBackend):
    """Looks like the system's own: recommended, and alike from every object made of it."""

    priority = 5

    def get_password(self, service: str, username: str) -> str | None:
        return _KEPT.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        _KEPT[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if _KEPT.pop((service, username), None) is None:
            raise PasswordDeleteError


class LockedKeyring(KeyringBackend):
    """There, but locked; and it says too much when asked."""

    priority = 6

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"locked; told {service} {username} {SENTINEL}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(f"locked; told {password}")

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked(f"locked; told {service} {username} {SENTINEL}")


@contextmanager
def no_keyring_chosen() -> Iterator[None]:
    """The library as it is at the start of a program, and again afterwards."""
    before = core._keyring_backend
    core._keyring_backend = None
    _KEPT.clear()
    try:
        yield
    finally:
        _KEPT.clear()
        core._keyring_backend = before
