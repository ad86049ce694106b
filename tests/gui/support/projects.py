"""Real projects for the window's tests: read, built and trained by real jobs, then copied."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from backend.dataset.spec import BuildSpec
from backend.documents.spec import AddSpec
from backend.evaluation.spec import EvaluateSpec
from backend.events import JobFinished
from backend.export.spec import ExportSpec
from backend.jobs.handle import launch
from backend.jobs.spec import SPEC_FILE, write_spec
from backend.project import Project, RunFolder
from backend.recipe.edit import with_settings
from backend.recipe.io import write_recipe
from backend.recipe.recipe import Recipe
from backend.training.prepare import prepare_run

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "resources" / "sample" / "lunnet-sound-handbook.pdf"
# Some seconds of training on the starter model, with a curve, checkpoints and validation.
SHORT_RECIPE = {
    "epochs": "0.5",
    "accumulation": "4",
    "minimum_steps": "1",
    "save_steps": "2",
    "eval_steps": "3",
    "rank": "4",
}
# The same on all the rows that a build in the window gives.
SHORT_RECIPE_FOR_MANY_ROWS = {**SHORT_RECIPE, "epochs": "0.1"}
# Goes on for longer than any test watches it.
LONG_RECIPE = {**SHORT_RECIPE, "epochs": "20", "accumulation": "1", "save_steps": "5"}


def run_job(project: Project, kind: str, spec: object) -> Path:
    """Runs a job of the project to its end in a real worker and gives its folder."""
    folder = project.new_job(kind)
    write_spec(folder, kind, spec)
    _finish(folder)
    return folder


def build_sample(root: Path, *, questions_per_chunk: int = 2) -> Project:
    """A project on the starter model with the sample handbook read and its rows built."""
    project = Project.create(root, "Harbour handbook")
    run_job(project, "documents_add", AddSpec(str(root), (str(SAMPLE),)))
    build = BuildSpec(str(root), questions_per_chunk=questions_per_chunk)
    run_job(project, "dataset_build", build)
    return project


def train(project: Project, settings: Mapping[str, str] = SHORT_RECIPE) -> RunFolder:
    """Trains in a real worker, to the end."""
    run = prepare_run(project, None, settings).run
    _finish(run.root)
    return run


def keep_recipe(project: Project, settings: Mapping[str, str]) -> None:
    """Makes a recipe the project's own, as if a person had set these fields."""
    write_recipe(project.recipe_file, with_settings(Recipe(), settings))


def export_adapter(project: Project, run: RunFolder) -> None:
    """Hands over the adapter of a run."""
    out = project.root / "exports" / f"{run.name}-adapter"
    run_job(project, "export", ExportSpec(str(project.root), run.name, "adapter", str(out)))


def measure(project: Project, run: RunFolder, rows: int | None = None) -> None:
    """Gives a run its scorecard, made from so many rows; None for all."""
    run_job(project, "evaluate", EvaluateSpec(str(project.root), run.name, limit=rows))


def copy_project(project: Project, root: Path) -> Project:
    """A copy that is a project of its own: its jobs name the copy."""
    shutil.copytree(project.root, root)
    for file in root.glob(f"*/*/{SPEC_FILE}"):
        content = json.loads(file.read_text(encoding="utf-8"))
        content["spec"]["project"] = str(root)
        file.write_text(json.dumps(content), encoding="utf-8")
    return Project.open(root)


def _finish(folder: Path) -> None:
    outcome = launch(folder).outcome()
    if not isinstance(outcome, JobFinished):
        raise AssertionError(f"the job in {folder} ended with {outcome}")
