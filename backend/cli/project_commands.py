"""`new` and `dataset add|build|export`."""

from __future__ import annotations

import argparse
from pathlib import Path

from backend.cli.command import Command, add_json, add_project, exit_status, run_project_job
from backend.cli.console import Console
from backend.cli.status import DONE
from backend.dataset.formats.registry import FORMATS
from backend.dataset.row import Split
from backend.dataset.spec import BuildSpec
from backend.dataset.store import DatasetStore
from backend.documents.spec import AddSpec
from backend.events import JobFinished, Terminal
from backend.models.folder import check_model_folder, resolve_model
from backend.project import STARTER, Project


def _new_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    parser.add_argument("--name", help="name of the project (default: the folder's)")
    parser.add_argument(
        "--model",
        default=STARTER,
        metavar="ID",
        help="base model: 'starter' or a model folder (default: starter)",
    )


def _new(arguments: argparse.Namespace, console: Console) -> int:
    model = arguments.model
    if model != STARTER:
        folder = resolve_model(model)
        check_model_folder(folder)
        model = str(folder.absolute())
    project = Project.create(arguments.folder, arguments.name, model)
    console.result(
        f"Made the project {project.info.name} in {project.root}.\n"
        f"Next: tunedesk dataset add --project {project.root} FILE.pdf"
    )
    return DONE


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    add_json(parser)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files or folders")
    parser.add_argument("--password", help="for an encrypted PDF")


def _add(arguments: argparse.Namespace, console: Console) -> int:
    project = Project.open(arguments.project)
    paths = tuple(str(Path(path).absolute()) for path in arguments.paths)
    spec = AddSpec(str(project.root), paths, arguments.password)
    ending = run_project_job(project, "documents_add", spec, console)
    return _report(ending, console)


def _build_arguments(parser: argparse.ArgumentParser) -> None:
    default = BuildSpec("")
    add_project(parser)
    add_json(parser)
    parser.add_argument(
        "--generator",
        choices=["offline"],
        default=default.generator,
        help="who writes the questions: built-in rules, no model",
    )
    parser.add_argument(
        "--questions-per-chunk", type=int, default=default.questions_per_chunk, metavar="N"
    )
    parser.add_argument(
        "--negatives",
        type=float,
        default=default.negatives,
        metavar="SHARE",
        help="unanswerable rows among all rows, 0 to 0.3 (default: %(default)s)",
    )
    parser.add_argument(
        "--replay",
        type=float,
        default=default.replay,
        metavar="SHARE",
        help="general rows among all rows, 0 to 0.5 (default: %(default)s)",
    )
    parser.add_argument("--seed", type=int, default=default.seed)


def _build(arguments: argparse.Namespace, console: Console) -> int:
    project = Project.open(arguments.project)
    spec = BuildSpec(
        project=str(project.root),
        generator=arguments.generator,
        questions_per_chunk=arguments.questions_per_chunk,
        negatives=arguments.negatives,
        replay=arguments.replay,
        seed=arguments.seed,
    )
    return _report(run_project_job(project, "dataset_build", spec, console), console)


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    add_json(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write")
    parser.add_argument("--format", choices=list(FORMATS), required=True)
    parser.add_argument("--split", choices=[split.value for split in Split])


def _export(arguments: argparse.Namespace, console: Console) -> int:
    project = Project.open(arguments.project)
    split = Split(arguments.split) if arguments.split else None
    file = arguments.file.absolute()
    rows = FORMATS[arguments.format].export(DatasetStore(project.dataset_file), file, split)
    console.result(f"Wrote {rows} rows to {file}.")
    console.document({"file": str(file), "format": arguments.format, "rows": rows})
    return DONE


def _report(ending: Terminal | None, console: Console) -> int:
    if isinstance(ending, JobFinished):
        console.document(ending.result)
    return exit_status(ending, console)


COMMANDS = (
    Command("new", "make a project", _new_arguments, _new),
    Command("dataset add", "add documents to a project", _add_arguments, _add),
    Command("dataset build", "make questions and answers", _build_arguments, _build),
    Command("dataset export", "write the rows to a file", _export_arguments, _export),
)
