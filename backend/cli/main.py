"""The command line: `tunedesk`, also `python -m backend`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from backend.cli.console import Console, standard_console
from backend.cli.status import FAILED
from backend.cli.window import open_window
from backend.message import TunedeskError
from backend.version import tunedesk_version

if TYPE_CHECKING:
    from backend.cli.command import Command

WORKER_FLAG = "--worker"


def main(arguments: Sequence[str]) -> int:
    """Runs one command.

    Returns:
        0 done, 1 failed, 2 wrong usage.
    """
    if arguments and arguments[0] == WORKER_FLAG:
        from backend.jobs import worker

        return worker.main(list(arguments[1:]))
    if not arguments:
        # The window is on the screen before any command has been read.
        return _guarded(open_window, standard_console(as_json=False))
    parsed = build_parser().parse_args(arguments)
    command: Command = parsed.command
    console = standard_console(as_json=getattr(parsed, "json", False))
    return _guarded(lambda: command.run(parsed, console), console)


def _guarded(run: Callable[[], int], console: Console) -> int:
    try:
        return run()
    except TunedeskError as error:
        console.say(f"Error: {error.message}\n{error.remedy}")
        return FAILED
    except KeyboardInterrupt:
        console.say("Interrupted.")
        return FAILED
    except BrokenPipeError:
        # Who read our output has gone, as `head` does; the interpreter must not try once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def commands() -> tuple[Command, ...]:
    """Every command."""
    from backend.cli import (
        demo,
        machine_commands,
        project_commands,
        result_commands,
        train_commands,
    )

    return (
        *demo.COMMANDS,
        *project_commands.COMMANDS,
        *machine_commands.COMMANDS,
        *train_commands.COMMANDS,
        *result_commands.COMMANDS,
    )


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="tunedesk",
        description="Fine-tune a language model on your own documents, on your own computer.",
        epilog="Without a command the window opens. Without a screen begin with: tunedesk demo",
    )
    parser.add_argument("--version", action="version", version=f"tunedesk {tunedesk_version()}")
    groups = {"": parser.add_subparsers(metavar="COMMAND", title="commands", required=True)}
    for command in commands():
        group, _, name = command.name.rpartition(" ")
        if group not in groups:
            branch = groups[""].add_parser(group, help=f"see 'tunedesk {group} --help'")
            groups[group] = branch.add_subparsers(metavar="COMMAND", required=True)
        leaf = groups[group].add_parser(
            name, help=command.summary, description=command.summary.capitalize() + "."
        )
        command.add_arguments(leaf)
        leaf.set_defaults(command=command)
    return parser


def entry() -> None:
    """The console script."""
    sys.exit(main(sys.argv[1:]))
