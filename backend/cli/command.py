"""What one command of the command line is; each file of commands gives some."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from backend.cli.console import Console
from backend.cli.follow import follow
from backend.cli.status import DONE, FAILED
from backend.events import JobFailed, JobFinished, Terminal
from backend.jobs.handle import launch
from backend.jobs.spec import write_spec
from backend.message import TunedeskError
from backend.project import Project

AddArguments = Callable[[argparse.ArgumentParser], None]
Run = Callable[[argparse.Namespace, Console], int]


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes:
        name: One word, or two for a command of a group, such as `dataset add`.
        summary: One line for the list of commands.
        add_arguments: Declares what it takes.
        run: Does it; returns the exit status.
    """

    name: str
    summary: str
    add_arguments: AddArguments
    run: Run


def add_project(parser: argparse.ArgumentParser) -> None:
    """Declares the project that nearly every command needs."""
    parser.add_argument(
        "--project", type=Path, required=True, metavar="DIR", help="the project's folder"
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Declares `--json`."""
    parser.add_argument(
        "--json", action="store_true", help="print one JSON document and nothing else"
    )


def checked(ending: Terminal | None) -> Terminal | None:
    """Turns a failure into the exception that prints it.

    Raises:
        TunedeskError: The job failed.
    """
    if isinstance(ending, JobFailed):
        raise TunedeskError(ending.message, ending.remedy)
    return ending


def run_project_job(project: Project, kind: str, spec: object, console: Console) -> Terminal | None:
    """Launches a job in a new job folder of the project and follows it to its end.

    Returns:
        How it ended; None when it was left running in the background.

    Raises:
        TunedeskError: The job failed, with the job's own message and remedy.
    """
    folder = project.new_job(kind)
    write_spec(folder, kind, spec)
    return checked(follow(launch(folder), console))


def exit_status(ending: Terminal | None, console: Console) -> int:
    """Prints a job's closing sentence and gives the exit status."""
    if ending is None:
        return DONE
    if not isinstance(ending, JobFailed):
        console.say(str(ending.summary))
    return DONE if isinstance(ending, JobFinished) else FAILED
