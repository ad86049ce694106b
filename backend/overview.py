"""What is in a project, in a few numbers, and what is to be done next. Reads little."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from backend.message import Message, TunedeskError
from backend.project import Project, last_change_s, read_info


class NextStep(StrEnum):
    """What brings a project on."""

    ADD_DOCUMENTS = "add_documents"
    BUILD_DATASET = "build_dataset"
    CHECK_FIT = "check_fit"
    WATCH_TRAINING = "watch_training"
    RESUME_TRAINING = "resume_training"
    MEASURE = "measure"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Overview:
    """A project in a few numbers.

    Attributes:
        documents: Files that were read.
        rows: Rows of the dataset, rejected ones left out.
        runs: Training runs, finished or not.
        finished: Those that have an adapter.
        verdict: What the newest scorecard says in one sentence; None before the first.
        measured_run: Name of the run that the scorecard is of; empty before the first.
        next_step: What is to be done next.
    """

    documents: int
    rows: int
    runs: int
    finished: int
    verdict: Message | None
    measured_run: str
    next_step: NextStep


@dataclass(frozen=True, slots=True)
class RecentProject:
    """A project that was open once.

    Attributes:
        folder: Its folder.
        name: What it calls itself; the folder's name where that can't be read.
        used_s: When something in it was last changed, seconds since the epoch; 0 where it is gone.
        is_there: Whether it can still be opened.
    """

    folder: Path
    name: str
    used_s: float
    is_there: bool


def overview(project: Project) -> Overview:
    """Looks through a project.

    Raises:
        TunedeskError: The dataset or the newest scorecard can't be read.
    """
    # Read here, in a background thread: the Start tab shows before any of it is needed.
    from backend.dataset.store import DatasetStore
    from backend.documents.store import DocumentStore
    from backend.evaluation.scorecard import read_scorecard
    from backend.jobs.handle import JobHandle

    runs = project.runs()
    finished = [run for run in runs if run.adapter_folder.is_dir()]
    measured = [run for run in finished if run.scorecard_file.is_file()]
    verdict = read_scorecard(measured[-1].scorecard_file).overall if measured else None
    documents = DocumentStore(project.documents_folder).count()
    has_dataset = project.dataset_file.is_file()
    rows = DatasetStore(project.dataset_file).counts().total if has_dataset else 0
    if any(JobHandle(run.root).is_alive() for run in runs):
        step = NextStep.WATCH_TRAINING
    elif finished:
        step = NextStep.EXPORT if finished[-1] in measured else NextStep.MEASURE
    elif runs:
        step = NextStep.RESUME_TRAINING
    elif rows:
        step = NextStep.CHECK_FIT
    else:
        step = NextStep.BUILD_DATASET if documents else NextStep.ADD_DOCUMENTS
    name = measured[-1].name if measured else ""
    return Overview(documents, rows, len(runs), len(finished), verdict, name, step)


def recent_project(folder: Path) -> RecentProject:
    """Looks whether a project is still there, without opening it."""
    try:
        name = read_info(folder).name
    except TunedeskError:
        return RecentProject(folder, folder.name, 0.0, is_there=False)
    return RecentProject(folder, name, last_change_s(folder), is_there=True)
