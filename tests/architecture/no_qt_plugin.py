"""A pytest plugin that makes Qt look as if it were not installed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

_HIDDEN = ("PySide6", "shiboken6", "pyqtgraph")
_find_spec = PathFinder.find_spec


def _find_all_but_qt(
    fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
) -> ModuleSpec | None:
    if fullname.partition(".")[0] in _HIDDEN:
        return None
    return _find_spec(fullname, path, target)


PathFinder.find_spec = staticmethod(_find_all_but_qt)  # type: ignore[method-assign]
