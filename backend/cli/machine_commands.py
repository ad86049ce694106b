"""`hardware`, `plan`, `models` and `doctor`: what the machine has and what fits on it."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from backend.cli.command import Command, add_json
from backend.cli.console import Console, gib
from backend.cli.status import DONE, FAILED
from backend.doctor import diagnose, diagnosis_text
from backend.hardware.machine import Machine, machine_json
from backend.hardware.probe import probe
from backend.methods.registry import METHODS
from backend.models.catalogue import CatalogueEntry, list_models
from backend.models.facts_cache import facts_of
from backend.planning.plan import plan
from backend.planning.request import CUDA, PlanRequest, request_for
from backend.planning.text import plan_json, plan_text
from backend.recipe.recipe import Recipe
from backend.recipe.rules import raise_problems

GIB = 2**30


def _hardware(arguments: argparse.Namespace, console: Console) -> int:
    machine = probe((Path.cwd(),))
    console.document(machine_json(machine))
    console.result(_machine_text(machine))
    return DONE


def _machine_text(machine: Machine) -> str:
    lines = [
        f"Processor  {machine.cpu_name}, {machine.cores} cores",
        f"Memory     {gib(machine.ram_total_bytes)}, {gib(machine.ram_available_bytes)} available",
    ]
    for gpu in machine.gpus:
        free_bytes = gpu.total_bytes - gpu.used_bytes
        lines.append(
            f"GPU {gpu.index}      {gpu.name}, {gib(gpu.total_bytes)}, {gib(free_bytes)} free, "
            f"driver {gpu.driver}, compute capability {gpu.compute_capability}"
        )
    if not machine.gpus:
        lines.append(
            "GPU        none found; training runs on the processor, which is good for the starter "
            "and other very small models"
        )
        lines.append(f"           ({machine.gpu_problem})")
    for disk in machine.disks:
        lines.append(f"Disk       {gib(disk.free_bytes)} free at {disk.path}")
    return "\n".join(lines)


def _plan_arguments(parser: argparse.ArgumentParser) -> None:
    default = Recipe()
    add_json(parser)
    parser.add_argument(
        "--model",
        required=True,
        metavar="ID|DIR|CONFIG.json",
        help="'starter', a model folder, or a config.json alone",
    )
    parser.add_argument("--method", choices=list(METHODS), default=default.method)
    parser.add_argument("--rank", type=int, default=default.rank)
    parser.add_argument("--targets", default=default.targets)
    parser.add_argument("--max-length", type=int, default=default.max_length)
    parser.add_argument("--micro-batch", type=int, default=default.micro_batch)
    parser.add_argument("--optimizer", default=default.optimizer)
    parser.add_argument("--checkpointing", choices=["on", "off"], default="on")
    parser.add_argument("--stack", choices=["trl", "classic"], default="trl")
    parser.add_argument(
        "--device-memory",
        type=float,
        metavar="GIB",
        help="plan for a GPU of this size in place of what this computer has",
    )


def _plan(arguments: argparse.Namespace, console: Console) -> int:
    recipe = replace(
        Recipe(),
        method=arguments.method,
        rank=arguments.rank,
        targets=arguments.targets,
        max_length=arguments.max_length,
        micro_batch=arguments.micro_batch,
        optimizer=arguments.optimizer,
        checkpointing=arguments.checkpointing == "on",
    )
    raise_problems(recipe)
    made = plan(_request(arguments, recipe))
    console.document(plan_json(made))
    console.result(plan_text(made))
    return DONE


def _request(arguments: argparse.Namespace, recipe: Recipe) -> PlanRequest:
    facts = facts_of(arguments.model)
    if arguments.device_memory is None:
        return replace(request_for(facts, recipe, probe()), stack=arguments.stack)
    device_bytes = round(arguments.device_memory * GIB)
    return PlanRequest(facts, recipe, device_bytes, CUDA, stack=arguments.stack)


def _models_list(arguments: argparse.Namespace, console: Console) -> int:
    models = list_models()
    console.document([_entry_document(entry) for entry in models])
    for entry in models:
        console.result(f"{entry.reference:<24} {gib(entry.size_bytes):>10}  {entry.path}")
        if entry.problem is not None:
            console.result(f"{'':<24} {entry.problem}")
    return DONE


def _entry_document(entry: CatalogueEntry) -> dict[str, Any]:
    return {
        "id": entry.reference,
        "name": entry.name,
        "path": str(entry.path),
        "parameters": entry.parameters,
        "size_bytes": entry.size_bytes,
        "problem": str(entry.problem) if entry.problem else None,
    }


def _doctor(arguments: argparse.Namespace, console: Console) -> int:
    diagnosis = diagnose()
    console.document(diagnosis.as_json())
    console.result(diagnosis_text(diagnosis))
    return DONE if diagnosis.is_healthy else FAILED


COMMANDS = (
    Command("hardware", "show processor, memory and GPUs", add_json, _hardware),
    Command("plan", "say what a training needs and whether it fits", _plan_arguments, _plan),
    Command("models list", "list the base models that are here", add_json, _models_list),
    Command("doctor", "say what is installed, what is missing, what to do", add_json, _doctor),
)
