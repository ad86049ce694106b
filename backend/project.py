"""A project is a folder. This file knows its layout, and no other file does.

- `project.toml`: name, base model, how rows are worded
- `documents/`: the files that were added, and what was read from them
- `dataset.sqlite`: chunks and rows
- `recipe.json`: the hyperparameters set for the next run
- `runs/<number>-<slug>/`: one training run each, see `RunFolder`
- `jobs/<number>-<kind>/`: other jobs' journals
- `evaluation/`: the base model's answers, kept for the next run on the same rows
- `exports/`: what was handed over
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import tomli_w

from backend.files import write_atomic
from backend.message import TunedeskError, fault
from backend.wording import INSTRUCTION, REFUSAL

PROJECT_FILE = "project.toml"
PROJECT_VERSION = 1
STARTER = "starter"
# Tokens of the base model's own vocabulary. Estimate: a paragraph or two, so that a page gives
# several rows and one question has one place to be answered from; check by the scorecard.
CHUNK_TOKENS = 160
# The starter reads short texts far better. Measured on the sample handbook before any training: of
# its answers 23 % were exact with chunks of 64 tokens, 11 % with 96, 7 % with 160.
STARTER_CHUNK_TOKENS = 64
_NUMBERED = re.compile(r"(\d+)-[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """What `project.toml` says.

    Attributes:
        version: Of the file's form.
        name: For a person.
        base_model: `starter`, or the absolute path of a model folder.
        instruction: The instruction of every row made from documents.
        refusal: What the model is taught to answer when the context does not.
        chunk_tokens: Longest chunk, in the base model's tokens.
    """

    version: int
    name: str
    base_model: str = STARTER
    instruction: str = INSTRUCTION
    refusal: str = REFUSAL
    chunk_tokens: int = CHUNK_TOKENS


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Where one training run keeps its files; it is also the job folder of its worker."""

    root: Path

    @property
    def name(self) -> str:
        """Folder name, such as `3-qlora`."""
        return self.root.name

    @property
    def number(self) -> int:
        """The number that the name begins with."""
        return int(self.root.name.split("-", 1)[0])

    @property
    def recipe_file(self) -> Path:
        """The hyperparameters that it is trained with."""
        return self.root / "recipe.json"

    @property
    def plan_file(self) -> Path:
        """The memory plan made before the start."""
        return self.root / "plan.json"

    @property
    def events_file(self) -> Path:
        """The journal."""
        return self.root / "events.jsonl"

    @property
    def commands_file(self) -> Path:
        """What the worker was told."""
        return self.root / "commands.jsonl"

    @property
    def log_file(self) -> Path:
        """What the libraries printed."""
        return self.root / "worker.log"

    @property
    def checkpoints_folder(self) -> Path:
        """One folder for each checkpoint."""
        return self.root / "checkpoints"

    @property
    def adapter_folder(self) -> Path:
        """The result; there only when the run is finished."""
        return self.root / "adapter"

    @property
    def scorecard_file(self) -> Path:
        """Measures before and after."""
        return self.root / "scorecard.json"

    @property
    def answers_file(self) -> Path:
        """The answers that the scorecard was made from, a row a line."""
        return self.root / "evaluation.jsonl"


@dataclass(frozen=True, slots=True)
class Project:
    """An open project."""

    root: Path
    info: ProjectInfo

    @staticmethod
    def create(root: Path, name: str | None = None, base_model: str = STARTER) -> Project:
        """Makes a new project in `root`, a folder that is empty or not there.

        Raises:
            TunedeskError: The folder holds something, or can't be written.
        """
        root = root.absolute()
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise fault(
                "project.not_empty",
                "{path} already holds something, so no project was made there.",
                "Name a new or empty folder, or open the project if it is one.",
                path=str(root),
            )
        chunk_tokens = STARTER_CHUNK_TOKENS if base_model == STARTER else CHUNK_TOKENS
        info = ProjectInfo(
            PROJECT_VERSION, name or root.name, base_model, chunk_tokens=chunk_tokens
        )
        write_atomic(root / PROJECT_FILE, tomli_w.dumps(asdict(info)))
        return Project.open(root)

    @staticmethod
    def open(root: Path) -> Project:
        """Opens the project in `root`.

        Raises:
            TunedeskError: It is no project, its file is broken, or a newer version wrote it.
        """
        root = root.absolute()
        project = Project(root, read_info(root))
        for folder in (
            project.documents_folder,
            project.runs_folder,
            project.jobs_folder,
            project.exports_folder,
        ):
            folder.mkdir(exist_ok=True)
        return project

    def with_info(self, **changes: Any) -> Project:
        """Writes changed fields of `project.toml`; the other files stay as they are.

        Raises:
            TunedeskError: It can't be written.
        """
        info = replace(self.info, **changes)
        write_atomic(self.root / PROJECT_FILE, tomli_w.dumps(asdict(info)))
        return Project(self.root, info)

    @property
    def documents_folder(self) -> Path:
        """Copies of the added files, and what was read from them."""
        return self.root / "documents"

    @property
    def dataset_file(self) -> Path:
        """Chunks and rows."""
        return self.root / "dataset.sqlite"

    @property
    def recipe_file(self) -> Path:
        """The hyperparameters that a person has set for the next run; not there before."""
        return self.root / "recipe.json"

    @property
    def runs_folder(self) -> Path:
        """One folder for each training run."""
        return self.root / "runs"

    @property
    def jobs_folder(self) -> Path:
        """Journals of jobs that are not training runs."""
        return self.root / "jobs"

    @property
    def evaluation_folder(self) -> Path:
        """The base model's answers; made when there are some."""
        return self.root / "evaluation"

    @property
    def exports_folder(self) -> Path:
        """Where exports go unless another folder is named."""
        return self.root / "exports"

    def new_run(self, slug: str) -> RunFolder:
        """Makes the folder of a new run with the next number."""
        return RunFolder(_new_numbered(self.runs_folder, slug))

    def new_job(self, kind: str) -> Path:
        """Makes the folder of a new job with the next number."""
        return _new_numbered(self.jobs_folder, kind)

    def runs(self) -> tuple[RunFolder, ...]:
        """All runs, oldest first."""
        return tuple(RunFolder(folder) for folder in _numbered(self.runs_folder))

    def run(self, reference: str) -> RunFolder:
        """The run with that number, that name, or the `last` one.

        Raises:
            TunedeskError: There is no such run.
        """
        runs = self.runs()
        if reference == "last" and runs:
            return runs[-1]
        for run in runs:
            if reference in (run.name, str(run.number)):
                return run
        raise fault(
            "project.no_run",
            "There is no run {reference} in {path}; it has {runs}.",
            "Name one of them, or train first: tunedesk train --project {path}",
            reference=reference,
            path=str(self.root),
            runs=", ".join(run.name for run in runs) or "none yet",
        )


def read_info(root: Path) -> ProjectInfo:
    """What the project in `root` says of itself; nothing is opened or made.

    Raises:
        TunedeskError: It is no project, its file is broken, or a newer version wrote it.
    """
    file = root / PROJECT_FILE
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise fault(
            "project.none",
            "{path} is not a Tunedesk project: it has no project.toml.",
            "Make one with: tunedesk new {path}",
            path=str(file.parent),
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _broken(file, str(error)) from error
    if isinstance(values.get("version"), int) and values["version"] > PROJECT_VERSION:
        raise fault(
            "project.newer",
            "{path} was written by a newer Tunedesk (form {version}, this one reads {known}).",
            "Update Tunedesk, then open the project again; nothing in it was changed.",
            path=str(file),
            version=values["version"],
            known=PROJECT_VERSION,
        )
    from pydantic import TypeAdapter, ValidationError  # takes 0.05 s; the window shows without it

    try:
        return TypeAdapter(ProjectInfo).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise _broken(file, f"{place}: {first['msg']}") from error


def last_change_s(root: Path) -> float:
    """When something was last done in the project in `root`, seconds since the epoch."""
    marks = (root / name for name in (PROJECT_FILE, "dataset.sqlite", "runs", "jobs"))
    return max((mark.stat().st_mtime for mark in marks if mark.exists()), default=0.0)


def _broken(file: Path, cause: str) -> TunedeskError:
    return fault(
        "project.broken",
        "{path} can't be understood: {cause}.",
        "Mend the line, or restore the file from a copy; the rest of the project is unharmed.",
        path=str(file),
        cause=cause,
    )


def _numbered(folder: Path) -> list[Path]:
    found = [entry for entry in folder.iterdir() if _NUMBERED.fullmatch(entry.name)]
    return sorted(found, key=lambda entry: int(entry.name.split("-", 1)[0]))


def _new_numbered(folder: Path, slug: str) -> Path:
    slug = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-") or "unnamed"
    taken = _numbered(folder)
    number = int(taken[-1].name.split("-", 1)[0]) + 1 if taken else 1
    while True:
        path = folder / f"{number}-{slug}"
        try:
            path.mkdir(parents=True)
        except FileExistsError:
            number += 1
        else:
            return path
