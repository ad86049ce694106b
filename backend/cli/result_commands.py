"""`evaluate`, `chat` and `export`: what came of a run."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from backend.chat.spec import ChatSpec
from backend.cli.command import Command, add_json, add_project, exit_status, run_project_job
from backend.cli.console import Console
from backend.cli.status import DONE
from backend.evaluation.scorecard import Scorecard, read_scorecard, scorecard_text
from backend.evaluation.spec import EvaluateSpec
from backend.events import JobFinished
from backend.export.registry import TARGETS
from backend.export.spec import ExportSpec
from backend.files import read_fault
from backend.message import fault
from backend.project import Project


def _evaluate_arguments(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    add_json(parser)
    _add_run(parser)
    parser.add_argument(
        "--limit", type=int, metavar="N", help="measure at most N rows (default: all held out)"
    )


def _evaluate(arguments: argparse.Namespace, console: Console) -> int:
    project = Project.open(arguments.project)
    run = project.run(arguments.run)
    spec = EvaluateSpec(project=str(project.root), run=run.name, limit=arguments.limit)
    ending = run_project_job(project, "evaluate", spec, console)
    if isinstance(ending, JobFinished):
        card = read_scorecard(run.scorecard_file)
        console.document(TypeAdapter(Scorecard).dump_python(card, mode="json"))
        console.result(scorecard_text(card))
    return exit_status(ending, console)


def _chat_arguments(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    add_json(parser)
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--run", default="last", metavar="RUN", help="tuned model (default: last)")
    who.add_argument("--base", action="store_true", help="ask the base model")
    parser.add_argument("--prompt", required=True, help="the question")
    context = parser.add_mutually_exclusive_group()
    context.add_argument(
        "--context",
        type=Path,
        metavar="FILE",
        help="a text to answer from (default: the best chunk found)",
    )
    context.add_argument("--no-context", action="store_true", help="ask without any text")
    parser.add_argument("--max-new-tokens", type=int, default=ChatSpec("", None, "").max_new_tokens)
    parser.add_argument("--temperature", type=float, default=0.0, help="0 is greedy (default)")


def _chat(arguments: argparse.Namespace, console: Console) -> int:
    project = Project.open(arguments.project)
    spec = ChatSpec(
        project=str(project.root),
        run=None if arguments.base else project.run(arguments.run).name,
        prompt=arguments.prompt,
        context=_read_context(arguments.context) if arguments.context else None,
        find_context=arguments.context is None and not arguments.no_context,
        max_new_tokens=arguments.max_new_tokens,
        temperature=arguments.temperature,
        speakers=("base",) if arguments.base else ("tuned",),
    )
    ending = run_project_job(project, "chat", spec, console)
    if isinstance(ending, JobFinished):
        console.stream("\n")
        console.document(ending.result)
        console.result(_origin(ending.result))
    return DONE if isinstance(ending, JobFinished) else exit_status(ending, console)


def _origin(result: dict[str, Any]) -> str:
    if result.get("document"):
        return f"(from {result['document']}, page {result['page']})"
    return "(asked without a text)" if not result.get("context_given") else "(from your text)"


def _read_context(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise read_fault(file, error) from error
    except UnicodeDecodeError as error:
        raise fault(
            "cli.context_encoding",
            "{path} is not text in UTF-8.",
            "Save it as UTF-8 text; for a PDF, add it to the project by: tunedesk dataset add",
            path=str(file),
        ) from error


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    add_json(parser)
    _add_run(parser)
    parser.add_argument("--target", choices=list(TARGETS), required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")


def _export(arguments: argparse.Namespace, console: Console) -> int:
    project = Project.open(arguments.project)
    spec = ExportSpec(
        project=str(project.root),
        run=project.run(arguments.run).name,
        target=arguments.target,
        out=str(arguments.out.absolute()),
    )
    ending = run_project_job(project, "export", spec, console)
    if isinstance(ending, JobFinished):
        console.document(ending.result)
    return exit_status(ending, console)


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--run", default="last", metavar="RUN", help="number or name (default: the last)"
    )


COMMANDS = (
    Command("evaluate", "measure the base and the tuned model", _evaluate_arguments, _evaluate),
    Command("chat", "ask the tuned or the base model", _chat_arguments, _chat),
    Command("export", "hand a run's result over", _export_arguments, _export),
)
