"""Which Tunedesk this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def tunedesk_version() -> str:
    """Such as `0.1.0`; `from source` where it was never installed."""
    try:
        return version("tunedesk")
    except PackageNotFoundError:
        return "from source"
