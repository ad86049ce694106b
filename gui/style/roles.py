"""Roles: what a widget is to the stylesheet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def set_role(widget: QWidget, role: str) -> None:
    """Gives a widget one or more roles of the stylesheet and dresses it anew.

    Args:
        widget: Any widget.
        role: Words parted by spaces: `display`, `title`, `heading`, `small`, `muted`, `strong`,
            `good`, `warning`, `bad`, `info`, `link`, `mono`; for buttons `primary`, `quiet`,
            `danger`, `link`; for frames `card`.
    """
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
