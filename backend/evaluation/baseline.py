"""The base model's replies, kept so that a second run on the same rows need not ask again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from backend.evaluation.answers import Exam, Replies
from backend.files import read_json, write_json
from backend.message import TunedeskError
from backend.models.folder import weight_files
from backend.project import Project
from backend.recipe.recipe import Recipe

BASELINE_VERSION = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """A kept set of replies.

    Attributes:
        version: Of the file's form.
        replies: Of the base model without adapter.
    """

    version: int
    replies: Replies


def baseline_file(project: Project, base: Path, recipe: Recipe, device: str, exam: Exam) -> Path:
    """Where the replies of this base model to this exam are kept.

    The name is a hash of all that can change a reply: the weights (by size and time of change;
    reading gigabytes would take longer than the answers of a small model), how they are packed, the
    device, and every token that is asked.
    """
    weights = [
        (file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in weight_files(base)
    ]
    form = (recipe.method, recipe.double_quantisation, recipe.compute_dtype, device)
    config = (base / "config.json").read_text(encoding="utf-8")
    content = json.dumps([BASELINE_VERSION, config, weights, form, asdict(exam)])
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()
    return project.evaluation_folder / f"{digest[:32]}.json"


def kept_replies(file: Path) -> Replies | None:
    """The replies in `file`; None when there are none that can be used."""
    if not file.is_file():
        return None
    try:
        return read_json(file, Baseline).replies
    except TunedeskError:
        # Only a copy of what can be computed again: a broken one is overwritten by the caller.
        return None


def keep_replies(file: Path, replies: Replies) -> None:
    """Writes the replies to `file`.

    Raises:
        TunedeskError: The disk is full or the folder can't be written.
    """
    write_json(file, Baseline(BASELINE_VERSION, replies))
