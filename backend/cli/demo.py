"""`demo`: the main job hands-free, on the sample that ships with the app."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from backend.chat.spec import ChatSpec
from backend.cli.command import Command, checked, exit_status, run_project_job
from backend.cli.console import Console, clock
from backend.cli.follow import follow
from backend.cli.status import DONE
from backend.cli.train_commands import tell_memory, tell_prepared
from backend.dataset.row import Example, ExampleKind, Split
from backend.dataset.spec import BuildSpec
from backend.dataset.store import DatasetStore
from backend.documents.spec import AddSpec
from backend.evaluation.scorecard import read_scorecard, scorecard_text
from backend.evaluation.spec import EvaluateSpec
from backend.events import JobFinished, Terminal
from backend.jobs.handle import launch
from backend.project import PROJECT_FILE, Project
from backend.settings.paths import resources_folder
from backend.training.prepare import prepare_run


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--project",
        type=Path,
        default=Path.home() / "Tunedesk" / "sample",
        metavar="DIR",
        help="where the project is made (default: %(default)s)",
    )


def _demo(arguments: argparse.Namespace, console: Console) -> int:
    began_s = time.monotonic()
    project = _open_or_create(arguments.project)
    for station in (_add_sample, _build, _train, _evaluate, _chat):
        ending = station(project, console)
        if not isinstance(ending, JobFinished):
            return exit_status(ending, console)
    minutes = clock(time.monotonic() - began_s)
    console.result(
        f"\nDone in {minutes}. Everything is in {project.root}.\n"
        f'Ask it yourself: tunedesk chat --project {project.root} --prompt "..."\n'
        f"Hand it over:    tunedesk export --project {project.root} --target adapter --out DIR"
    )
    return DONE


def _open_or_create(folder: Path) -> Project:
    if (folder / PROJECT_FILE).exists():
        return Project.open(folder)
    return Project.create(folder, "Sample handbook")


def _add_sample(project: Project, console: Console) -> Terminal | None:
    console.result("1. Documents: the sample handbook")
    files = sorted(str(file) for file in (resources_folder() / "sample").glob("*.pdf"))
    spec = AddSpec(str(project.root), tuple(files))
    return _told(run_project_job(project, "documents_add", spec, console), console)


def _build(project: Project, console: Console) -> Terminal | None:
    console.result("\n2. Dataset: questions, answers and negatives from its pages")
    spec = BuildSpec(str(project.root))
    return _told(run_project_job(project, "dataset_build", spec, console), console)


def _train(project: Project, console: Console) -> Terminal | None:
    console.result("\n3. Plan and training: QLoRA in 4-bit NF4")
    prepared = prepare_run(project)
    tell_prepared(prepared, console)
    ending = checked(follow(launch(prepared.run.root), console))
    tell_memory(ending, console)
    return _told(ending, console)


def _evaluate(project: Project, console: Console) -> Terminal | None:
    console.result("\n4. Scorecard: held-out questions before and after")
    run = project.run("last")
    spec = EvaluateSpec(project=str(project.root), run=run.name)
    ending = run_project_job(project, "evaluate", spec, console)
    if isinstance(ending, JobFinished):
        console.result(scorecard_text(read_scorecard(run.scorecard_file)))
    return ending


def _chat(project: Project, console: Console) -> Terminal | None:
    """Two questions that the handbook answers and one that it does not, none of them trained."""
    console.result("\n5. Chat: three held-out questions to the tuned model")
    run = project.run("last")
    ending: Terminal | None = None
    for row in _held_out_questions(project):
        console.result(f"\nQuestion: {row.question}")
        spec = ChatSpec(
            project=str(project.root),
            run=run.name,
            prompt=row.question,
            context=row.context,
            find_context=False,
        )
        ending = run_project_job(project, "chat", spec, console)
        console.result(f"\nexpected: {row.output}  ({row.document}, page {row.page})")
    return ending


def _held_out_questions(project: Project) -> list[Example]:
    rows = DatasetStore(project.dataset_file).examples(split=Split.TEST)
    answerable = [row for row in rows if row.kind is ExampleKind.ANSWERABLE]
    negatives = [row for row in rows if row.kind is ExampleKind.UNANSWERABLE]
    middle = len(answerable) // 2
    return [*answerable[:1], *answerable[middle : middle + 1], *negatives[:1]]


def _told(ending: Terminal | None, console: Console) -> Terminal | None:
    if isinstance(ending, JobFinished):
        console.result(str(ending.summary))
    return ending


COMMANDS = (
    Command("demo", "do the whole job once on the sample handbook", _demo_arguments, _demo),
)
