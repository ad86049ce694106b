"""Every export target. To add one: one file in this folder and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from backend.export.adapter import AdapterTarget
from backend.export.target import Target
from backend.message import fault

_ALL: tuple[Target, ...] = (AdapterTarget(),)
TARGETS: Mapping[str, Target] = {target.name: target for target in _ALL}


def export_target(name: str) -> Target:
    """The target of that name.

    Raises:
        TunedeskError: There is none.
    """
    target = TARGETS.get(name)
    if target is None:
        raise fault(
            "export.no_target",
            "There is no export target called {name}; this version has: {known}.",
            "Name one of them: tunedesk export --target {first} ...",
            name=name,
            known=", ".join(TARGETS),
            first=next(iter(TARGETS)),
        )
    return target
