"""Keys and tokens: in the system's keyring, or in memory until the program ends; never in a file.

No sentence, error or record made here holds a secret, and what a keyring says when it fails is
never passed on: it might.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from backend.message import TunedeskError, fault

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

HUB_TOKEN = "hugging-face-token"  # noqa: S105  # its name, not the token
HUB_TOKEN_VARIABLE = "HF_TOKEN"  # noqa: S105  # where Hugging Face's libraries look for it
_SERVICE = "tunedesk"


class Keeping(StrEnum):
    """Where secrets are kept."""

    KEYRING = "keyring"
    SESSION = "session"


def keeping() -> Keeping:
    """Where a secret that is stored now will be kept. May take some time at the first call."""
    return _keeping_of(_keyring())


def store_secret(name: str, secret: str) -> Keeping:
    """Keeps a secret, where possible in the system's keyring.

    Args:
        name: Such as `HUB_TOKEN`.
        secret: Spaces around it are dropped.

    Returns:
        Where it is kept now.

    Raises:
        TunedeskError: It can't be a token: it is empty or has spaces or odd characters in it.
    """
    secret = secret.strip()
    if not secret or not secret.isascii() or not secret.isprintable() or " " in secret:
        raise fault(
            "settings.secret.form",
            "This can't be a token: it is empty, or has spaces or unusual characters in it.",
            "Copy the token again, without the words around it.",
        )
    keyring = _keyring()
    try:
        keyring.set_password(_SERVICE, name, secret)
    except Exception:  # whatever it is, it may name the secret: it goes no further
        keyring = _forgetful()
        keyring.set_password(_SERVICE, name, secret)
    return _keeping_of(keyring)


def read_secret(name: str) -> str | None:
    """The secret of that name; None when none is kept.

    The system may ask the person to unlock the keyring, so this is no call for a window's thread.

    Raises:
        TunedeskError: The keyring is there but won't open.
    """
    try:
        return _keyring().get_password(_SERVICE, name)
    except Exception as error:
        raise _closed(error) from None


def delete_secret(name: str) -> None:
    """Forgets the secret of that name; one that is not there is fine.

    Raises:
        TunedeskError: The keyring is there but won't open.
    """
    from keyring.errors import PasswordDeleteError

    try:
        _keyring().delete_password(_SERVICE, name)
    except PasswordDeleteError:
        return  # it was not there
    except Exception as error:
        raise _closed(error) from None


def _keyring() -> KeyringBackend:
    """The system's keyring, or one that lives as long as this program where there is none.

    Only what the library recommends counts as the system's: others may write plain text.
    """
    import keyring
    from keyring.core import init_backend, recommended

    from backend.settings.session_keyring import SessionKeyring

    try:
        chosen = keyring.get_keyring()
        if not isinstance(chosen, SessionKeyring):
            init_backend(limit=recommended)
            chosen = keyring.get_keyring()
    except Exception:  # a backend that is named in the environment but is not there, for one
        return _forgetful()
    if isinstance(chosen, SessionKeyring) or recommended(chosen):
        return chosen
    return _forgetful()


def _forgetful() -> KeyringBackend:
    """Makes a keyring in memory the one of this program; the library holds it for us."""
    import keyring

    from backend.settings.session_keyring import SessionKeyring

    made = SessionKeyring()
    keyring.set_keyring(made)
    return made


def _keeping_of(keyring: KeyringBackend) -> Keeping:
    from backend.settings.session_keyring import SessionKeyring

    return Keeping.SESSION if isinstance(keyring, SessionKeyring) else Keeping.KEYRING


def _closed(error: Exception) -> TunedeskError:
    return fault(
        "settings.keyring.closed",
        "The system's keyring can't be opened ({kind}).",
        "Unlock it, then try again.",
        kind=type(error).__name__,
    )
