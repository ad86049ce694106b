"""What happens before a run's worker is launched: recipe, checks, plan, folder. Without torch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.dataset.row import Example, Split
from backend.dataset.store import DatasetStore
from backend.files import write_json
from backend.hardware.machine import Machine
from backend.hardware.probe import probe
from backend.jobs.spec import write_spec
from backend.message import Message, TunedeskError, fault
from backend.methods.registry import METHODS
from backend.models.facts import ModelFacts
from backend.models.facts_cache import facts_of
from backend.models.folder import check_model_folder, resolve_model
from backend.models.tokenizer import load_tokenizer
from backend.planning.memory_plan import MemoryPlan
from backend.planning.plan import plan
from backend.planning.request import CPU, CUDA, request_for
from backend.planning.text import plan_json, verdict
from backend.project import Project, RunFolder
from backend.recipe.advice import advice
from backend.recipe.edit import with_settings
from backend.recipe.io import read_recipe, write_recipe
from backend.recipe.presets import FieldChoice, preset_for
from backend.recipe.recipe import Recipe
from backend.recipe.rules import FieldProblem, raise_problems
from backend.training.spec import TrainSpec
from backend.wording import user_message

# What a chat template adds to a row. Estimate: the longest known, with a system message of its own,
# adds about 40; check by encoding an empty row with `backend.models.encoding`.
TEMPLATE_TOKENS = 48


@dataclass(frozen=True, slots=True)
class PreparedRun:
    """A run that is ready to be launched.

    Attributes:
        run: Its folder, with recipe, plan and job.
        recipe: What it will be trained with.
        choices: Fields that were picked for this model and these rows, each with its reason.
        advice: What is allowed but unwise.
        plan: The memory that it will need.
    """

    run: RunFolder
    recipe: Recipe
    choices: tuple[FieldChoice, ...]
    advice: tuple[FieldProblem, ...]
    plan: MemoryPlan


def prepare_run(
    project: Project,
    recipe_file: Path | None = None,
    settings: Mapping[str, str] | None = None,
    *,
    ignore_plan: bool = False,
) -> PreparedRun:
    """Makes a new run's folder, if everything that can be known beforehand is right.

    Args:
        project: With rows to train.
        recipe_file: A recipe; None picks one for the model, the rows and the device.
        settings: Fields to change, as texts.
        ignore_plan: Make it even if the plan says that it does not fit.

    Raises:
        TunedeskError: No rows, a model that can't be used, a recipe that can't be used, or a plan
            that does not fit. No folder is made then.
    """
    examples = _training_rows(project)
    rows = len(examples)
    model_folder = resolve_model(project.info.base_model)
    check_model_folder(model_folder)
    facts = facts_of(project.info.base_model)
    machine = probe((project.root,))
    recipe, choices = _recipe(recipe_file, facts, rows, machine)
    recipe = with_settings(recipe, settings or {})
    _check(recipe, facts)
    longest_tokens = _row_tokens(model_folder, examples)[-1]
    made = plan(request_for(facts, recipe, machine, longest_row_tokens=longest_tokens))
    if not made.fits and not ignore_plan:
        raise _does_not_fit(made)
    run = project.new_run(recipe.method)
    write_recipe(run.recipe_file, recipe)
    write_json(run.plan_file, plan_json(made))
    write_spec(run.root, "train", TrainSpec(project=str(project.root), run=run.name))
    kept = tuple(choice for choice in choices if choice.field not in (settings or {}))
    return PreparedRun(run, recipe, kept, advice(recipe, rows, facts.parameters), made)


@dataclass(frozen=True, slots=True)
class TrainingRows:
    """What the training rows mean for plan and schedule.

    Attributes:
        tokens: Tokens of each one, what the chat template adds included, the shortest first.
    """

    tokens: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.tokens)

    @property
    def longest_tokens(self) -> int:
        """Tokens of the longest one; 0 without rows."""
        return self.tokens[-1] if self.tokens else 0

    def within(self, max_length: int) -> tuple[int, ...]:
        """Tokens of those that are not longer, and so are trained with."""
        return self.tokens[: bisect_right(self.tokens, max_length)]


def measure_rows(project: Project) -> TrainingRows:
    """Counts the project's training rows and finds the longest; takes about a second for 10,000.

    Raises:
        TunedeskError: The dataset or the model can't be read.
    """
    if not project.dataset_file.is_file():
        return TrainingRows()
    rows = DatasetStore(project.dataset_file).examples(Split.TRAIN)
    if not rows:
        return TrainingRows()
    return TrainingRows(_row_tokens(resolve_model(project.info.base_model), rows))


def _training_rows(project: Project) -> tuple[Example, ...]:
    store = DatasetStore(project.dataset_file)
    rows = store.examples(Split.TRAIN) if project.dataset_file.is_file() else ()
    if not rows:
        raise fault(
            "training.no_rows",
            "{path} has no rows to train on.",
            "Build the dataset first: tunedesk dataset build --project {path}",
            path=str(project.root),
        )
    return rows


def _row_tokens(model_folder: Path, rows: Sequence[Example]) -> tuple[int, ...]:
    """Tokens of each row, ascending, so that the plan need not count on `max_length`."""
    texts = [f"{user_message(row.instruction, row.input)}\n{row.output}" for row in rows]
    counts = load_tokenizer(model_folder).count(texts)
    return tuple(sorted(count + TEMPLATE_TOKENS for count in counts))


def _recipe(
    file: Path | None, facts: ModelFacts, rows: int, machine: Machine
) -> tuple[Recipe, tuple[FieldChoice, ...]]:
    if file is not None:
        return read_recipe(file), ()
    return preset_for(facts, rows, CUDA if machine.gpus else CPU)


def _check(recipe: Recipe, facts: ModelFacts) -> None:
    raise_problems(recipe)
    found = METHODS[recipe.method].problems(facts, recipe)
    if found:
        raise TunedeskError(
            Message(
                "training.method",
                "{method} can't train {model} like this: {problems}",
                {
                    "method": METHODS[recipe.method].title,
                    "model": facts.name,
                    "problems": " ".join(map(str, found)),
                },
            ),
            Message("training.method.remedy", "Change these fields, or choose another method."),
        )


def _does_not_fit(made: MemoryPlan) -> TunedeskError:
    changes = " ".join(f"{change.change}." for change in made.advice)
    return fault(
        "training.does_not_fit",
        "The training {verdict}.",
        "{changes} Or train all the same with --ignore-plan.",
        verdict=str(verdict(made)),
        changes=changes or "Choose a smaller model.",
    )
