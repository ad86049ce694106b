"""The job `train`: reads project and recipe, then trains."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from backend.commands import Pause
from backend.dataset.row import Split
from backend.events import JobFinished, JobStopped
from backend.jobs.context import JobContext
from backend.message import fault
from backend.models.folder import check_model_folder, resolve_model
from backend.project import Project, RunFolder
from backend.recipe.io import read_recipe
from backend.recipe.rules import raise_problems
from backend.training.checkpoint import newest_valid
from backend.training.noise import quiet_libraries, quiet_progress_bars
from backend.training.outcome import stopped
from backend.training.spec import TrainSpec
from backend.training.stopping import StopAsked, run_stoppable


def run(spec: TrainSpec, context: JobContext) -> JobFinished | JobStopped:
    """Trains the run of `spec`, or goes on with it at every later attempt.

    Raises:
        TunedeskError: Anything that a person can do something about.
    """
    from backend.dataset.store import DatasetStore

    project = Project.open(Path(spec.project))
    run_folder = project.run(spec.run)
    recipe = read_recipe(run_folder.recipe_file)
    raise_problems(recipe)
    _refuse_finished(run_folder)
    base = resolve_model(project.info.base_model)
    check_model_folder(base)
    store = DatasetStore(project.dataset_file)
    training, validation = store.examples(Split.TRAIN), store.examples(Split.VALIDATION)

    quiet_libraries()
    try:
        # The libraries take seconds to import, on a busy machine many: a stop needn't wait.
        engine = run_stoppable(lambda: import_module("backend.training.engine"), context)
    except StopAsked as asked:
        saved = newest_valid(run_folder.checkpoints_folder).checkpoint
        return stopped(saved, isinstance(asked.command, Pause))
    quiet_progress_bars()
    outcome: JobFinished | JobStopped = engine.train(
        engine.TrainingInput(
            run=run_folder,
            base=base,
            base_model=project.info.base_model,
            recipe=recipe,
            train=training,
            validation=validation,
            resume=spec.resume or context.attempt > 1,
        ),
        context,
    )
    return outcome


def _refuse_finished(run_folder: RunFolder) -> None:
    """A run that has its adapter is done; training it again would throw that away."""
    if run_folder.adapter_folder.exists():
        raise fault(
            "training.finished_already",
            "Run {run} is finished: its adapter is in {path}.",
            "Start a new run to train again.",
            run=run_folder.name,
            path=str(run_folder.adapter_folder),
        )
