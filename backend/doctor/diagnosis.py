"""What a diagnosis is made of, and how it reads."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from backend.message import Message


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: What, in a word or two.
        state: How it came out.
        message: What was found.
        remedy: What to do; None where nothing is to be done.
    """

    name: str
    state: State
    message: Message
    remedy: Message | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that was looked at."""

    checks: tuple[Check, ...]

    @property
    def is_healthy(self) -> bool:
        """Whether nothing stands in the way; warnings do not."""
        return all(check.state != State.PROBLEM for check in self.checks)

    def as_json(self) -> dict[str, Any]:
        """Plain values: the checks, sentences filled in."""
        return {
            "healthy": self.is_healthy,
            "checks": [
                {
                    **asdict(check),
                    "state": check.state.value,
                    "message": str(check.message),
                    "remedy": str(check.remedy) if check.remedy else None,
                }
                for check in self.checks
            ],
        }


def diagnosis_text(diagnosis: Diagnosis) -> str:
    """The diagnosis for a terminal, a line per check and the remedies beneath."""
    marks = {State.OK: "ok", State.WARNING: "warning", State.PROBLEM: "PROBLEM"}
    lines = []
    for check in diagnosis.checks:
        lines.append(f"{marks[check.state]:<8} {check.name}: {check.message}")
        if check.remedy:
            lines.append(f"{'':<8} -> {check.remedy}")
    return "\n".join(lines)
