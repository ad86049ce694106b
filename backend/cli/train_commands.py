"""`train` and `runs`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from backend.cli.command import Command, add_json, add_project, checked, exit_status
from backend.cli.console import Console, clock, gib
from backend.cli.follow import follow
from backend.cli.status import DONE
from backend.events import JobFailed, JobFinished, Terminal
from backend.jobs.handle import JobHandle, launch
from backend.jobs.reducer import RunStatus
from backend.jobs.spec import write_spec
from backend.message import fault
from backend.planning.text import verdict
from backend.project import Project, RunFolder
from backend.recipe.edit import parse_settings
from backend.runs import RunSummary, summarise
from backend.training.prepare import PreparedRun, prepare_run
from backend.training.spec import TrainSpec


def _train_arguments(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    parser.add_argument("--recipe", type=Path, metavar="FILE", help="a recipe as JSON")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="change one field of the recipe, such as epochs=2; may be repeated",
    )
    parser.add_argument("--resume", metavar="RUN", help="attach to a run, or go on with it")
    parser.add_argument("--detach", action="store_true", help="return once it has begun")
    parser.add_argument(
        "--ignore-plan", action="store_true", help="train even if the plan says it doesn't fit"
    )


def _train(arguments: argparse.Namespace, console: Console) -> int:
    project = Project.open(arguments.project)
    if arguments.resume is not None:
        return _resume(project, arguments, console)
    settings = parse_settings(arguments.set)
    prepared = prepare_run(project, arguments.recipe, settings, ignore_plan=arguments.ignore_plan)
    tell_prepared(prepared, console)
    return _launch(project, prepared.run, arguments.detach, console)


def tell_prepared(prepared: PreparedRun, console: Console) -> None:
    """Says what a run will be trained with, why, and whether it fits."""
    for choice in prepared.choices:
        console.say(f"  {choice.field} = {choice.choice.value}: {choice.choice.reason}")
    for advice in prepared.advice:
        console.say(f"  Note: {advice}")
    plan = prepared.plan
    console.say(f"  Plan: {verdict(plan)} (rule of thumb: {gib(plan.rule_of_thumb_bytes)})")


def _launch(project: Project, run: RunFolder, detach: bool, console: Console) -> int:
    handle = launch(run.root)
    console.say(f"Run {run.name} is training in {run.root}.")
    if detach:
        console.say("It goes on by itself; 'tunedesk runs' shows it.")
        return DONE
    ending = follow(handle, console)
    if ending is None or isinstance(ending, JobFailed):
        console.say(
            f"Go on with it by: tunedesk train --project {project.root} --resume {run.number}"
        )
    tell_memory(ending, console)
    return exit_status(checked(ending), console)


def tell_memory(ending: Terminal | None, console: Console) -> None:
    """Puts the measured peak of memory beside the plan, after a run that finished."""
    if not isinstance(ending, JobFinished):
        return
    planned = ending.result.get("plan_total_bytes")
    measured = ending.result.get("peak_vram_bytes") or ending.result.get("peak_memory_bytes")
    if isinstance(planned, int) and isinstance(measured, int):
        console.say(
            f"  Memory: {gib(measured)} measured at the peak, {gib(planned)} planned "
            f"({planned / measured - 1:+.0%})"
        )


def _resume(project: Project, arguments: argparse.Namespace, console: Console) -> int:
    if arguments.set or arguments.recipe:
        raise fault(
            "cli.resume_changes",
            "A run that goes on keeps its recipe, so --resume can't be joined with --set or "
            "--recipe.",
            "Leave them out, or start a new run with them.",
        )
    run = project.run(arguments.resume)
    if summarise(run).status is RunStatus.FINISHED:
        console.say(f"Run {run.name} is finished; there is nothing to go on with.")
        return DONE
    if JobHandle(run.root).is_alive():
        console.say(f"Run {run.name} is live; attached to it.")
    else:
        spec = TrainSpec(project=str(project.root), run=run.name, resume=True)
        write_spec(run.root, "train", spec)
    return _launch(project, run, arguments.detach, console)


def _runs_arguments(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    add_json(parser)


def _runs(arguments: argparse.Namespace, console: Console) -> int:
    project = Project.open(arguments.project)
    summaries = [summarise(run) for run in project.runs()]
    console.document([run_document(summary) for summary in summaries])
    if not summaries:
        console.result("No runs yet.")
    for summary in summaries:
        console.result(run_line(summary))
        if summary.remark:
            console.result(f"    {summary.remark}")
    return DONE


def run_line(summary: RunSummary) -> str:
    """A run in one line."""
    state = summary.state
    step = state.steps.last()
    parts = [f"{summary.name:<16} {summary.status.value:<9}"]
    if step is not None:
        parts.append(f"step {step.step}/{step.total_steps}  loss {step.loss:.4f}")
    if state.best_eval is not None:
        best = state.best_eval
        parts.append(f"best validation {best.loss:.4f} at step {best.step}")
    if summary.status is RunStatus.RUNNING and state.eta_s is not None:
        parts.append(f"{clock(state.eta_s)} left")
    return "  ".join(parts)


def run_document(summary: RunSummary) -> dict[str, Any]:
    """A run as `runs --json` gives it."""
    state = summary.state
    step = state.steps.last()
    best = state.best_eval
    return {
        "name": summary.name,
        "number": summary.number,
        "status": summary.status.value,
        "remark": summary.remark,
        "pid": summary.pid,
        "attempt": state.attempt,
        "phase": state.phase,
        "step": step.step if step else 0,
        "total_steps": step.total_steps if step else 0,
        "loss": step.loss if step else None,
        "best_loss": best.loss if best else None,
        "best_step": best.step if best else None,
        "eta_s": state.eta_s,
        "peak_memory_bytes": state.peak_memory_bytes,
        "silent_s": max(0.0, time.time() - state.last_s) if summary.pid else None,
        "result": state.outcome.result if isinstance(state.outcome, JobFinished) else None,
    }


COMMANDS = (
    Command("train", "train the project's model on its dataset", _train_arguments, _train),
    Command("runs", "list training runs and how they stand", _runs_arguments, _runs),
)
