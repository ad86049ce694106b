"""What an export will take, before it is begun."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from backend.export.delivery import check_room
from backend.export.registry import export_target
from backend.export.target import ExportSource
from backend.message import fault
from backend.models.adapter_record import read_adapter_record


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an export will take.

    Attributes:
        needed_bytes: Its size.
        free_bytes: What the drive has free now.
    """

    needed_bytes: int
    free_bytes: int


def estimate(source: ExportSource, target: str, out: Path) -> Estimate:
    """Looks whether an export can be made, as the job itself does.

    Raises:
        TunedeskError: No such target, no adapter, a folder that is not empty or not named from the
            root on, or a drive that is too full.
    """
    if not out.is_absolute():
        raise fault(
            "export.relative",
            "{path} is not a whole path.",
            "Write the whole path, from the drive or the root on.",
            path=str(out),
        )
    read_adapter_record(source.run)
    needed_bytes = export_target(target).needed_bytes(source)
    return Estimate(needed_bytes, check_room(out, needed_bytes))
