"""A sane recipe for a model, a number of rows and a device, each choice with its reason."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from backend.choice import Choice
from backend.message import Message
from backend.models.facts import ModelFacts
from backend.recipe.recipe import Recipe
from backend.recipe.schedule import plan_schedule

# Everything that sets very small models apart stands here. Measured on a Llama of 1.3 million
# parameters: with 2e-3 to 3e-3 validation loss falls for four to five epochs of 300 rows; with
# 2e-4, right for a 7B model, it learns next to nothing in them.
# Estimate: where "very small" ends; check by comparing rates on a model of 100 million.
# On the sample handbook the starter learned to refuse 8 of 16 unanswerable questions with 1e-3 over
# 12 epochs and wrongly refused 6 of 81 others; with 2e-3 over 6 epochs 9 of 16, and 19 of 81.
SMALL_MODEL_PARAMETERS = 50_000_000
SMALL_MODEL_RATE = 1e-3
SMALL_MODEL_EPOCHS = 12.0
SMALL_MODEL_MICRO_BATCH = 8
SMALL_MODEL_ACCUMULATION = 2
SMALL_MODEL_SOURCE = "measured on Llama models of 1.3 to 1.6 million parameters in NF4, on a CPU"

# Models up to this size (parameters) train with that many rows at once on a GPU; larger ones with
# one. Estimate: leaves room on a card of 8 GB at 2,048 tokens; the plan is what decides.
GPU_MICRO_BATCHES = ((500_000_000, 8), (2_000_000_000, 4), (4_000_000_000, 2))
EFFECTIVE_BATCH = 16

# So many measurements and checkpoints give a readable curve and lose little at a crash.
MEASUREMENTS_PER_RUN = 10
FEWEST_STEPS_BETWEEN = 5

LORA_SOURCE = "Schulman et al. 2025, LoRA Without Regret"


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field of the preset that differs from the default, and why."""

    field: str
    choice: Choice[str | int | float | bool]


def preset_for(
    facts: ModelFacts, rows: int, device_kind: str
) -> tuple[Recipe, tuple[FieldChoice, ...]]:
    """The recipe to begin with.

    Args:
        facts: The base model's.
        rows: Training rows, at least 1.
        device_kind: `cuda` or `cpu`.

    Returns:
        The recipe, and a choice for each field in which it differs from the default.
    """
    choices = [*_by_size(facts, device_kind), *_length(facts)]
    recipe = _applied(Recipe(), choices)
    choices += _intervals(recipe, rows)
    return _applied(Recipe(), choices), tuple(choices)


def _by_size(facts: ModelFacts, device_kind: str) -> list[FieldChoice]:
    if facts.parameters < SMALL_MODEL_PARAMETERS:
        return _small_model(facts)
    if device_kind == "cpu":
        return []
    return _gpu_batch(facts)


def _small_model(facts: ModelFacts) -> list[FieldChoice]:
    millions = facts.parameters / 1e6
    return [
        _choice(
            "learning_rate",
            SMALL_MODEL_RATE,
            f"A model of {millions:.1f} million parameters needs a far larger rate than the 2e-4 "
            "that suits billions.",
            SMALL_MODEL_SOURCE,
        ),
        _choice(
            "epochs",
            SMALL_MODEL_EPOCHS,
            "So small a model learns little from each row and is slow to learn rows by heart.",
            SMALL_MODEL_SOURCE,
        ),
        _choice(
            "micro_batch",
            SMALL_MODEL_MICRO_BATCH,
            "It takes little memory, and several rows at once are faster than one by one.",
            SMALL_MODEL_SOURCE,
        ),
        _choice(
            "accumulation",
            SMALL_MODEL_ACCUMULATION,
            f"{SMALL_MODEL_MICRO_BATCH} rows at once make an effective batch of "
            f"{SMALL_MODEL_MICRO_BATCH * SMALL_MODEL_ACCUMULATION}; LoRA does best under 32.",
            LORA_SOURCE,
        ),
        _choice(
            "checkpointing",
            False,
            "Its activations are small: computing them twice would only cost time.",
            SMALL_MODEL_SOURCE,
        ),
    ]


def _gpu_batch(facts: ModelFacts) -> list[FieldChoice]:
    for parameters, micro_batch in GPU_MICRO_BATCHES:
        if facts.parameters <= parameters:
            reason = (
                f"A model of {facts.parameters / 1e9:.1f} billion parameters leaves room for "
                f"{micro_batch} rows at once, which is faster; the effective batch stays "
                f"{EFFECTIVE_BATCH}."
            )
            source = "Estimate: the plan is what decides"
            return [
                _choice("micro_batch", micro_batch, reason, source),
                _choice("accumulation", EFFECTIVE_BATCH // micro_batch, reason, source),
            ]
    return []


def _length(facts: ModelFacts) -> list[FieldChoice]:
    if not 0 < facts.max_positions < Recipe().max_length:
        return []
    return [
        _choice(
            "max_length",
            facts.max_positions,
            f"The model was made for {facts.max_positions} tokens at most.",
            "the model's config",
        )
    ]


def _intervals(recipe: Recipe, rows: int) -> list[FieldChoice]:
    """How often to measure and save, on a short run."""
    total_steps = plan_schedule(recipe, rows).total_steps
    every = max(FEWEST_STEPS_BETWEEN, total_steps // MEASUREMENTS_PER_RUN)
    if every >= recipe.save_steps:
        return []
    reason = (
        f"In a run of {total_steps} steps, measuring and saving every {every} gives a readable "
        "curve, and a crash loses little."
    )
    return [_choice("save_steps", every, reason), _choice("eval_steps", every, reason)]


def _applied(recipe: Recipe, choices: list[FieldChoice]) -> Recipe:
    known = {field.name for field in fields(Recipe)}
    values = {choice.field: choice.choice.value for choice in choices if choice.field in known}
    return replace(recipe, **values)  # type: ignore[arg-type]  # each choice has its field's type


def _choice(
    field: str, value: str | int | float | bool, reason: str, source: str = ""
) -> FieldChoice:
    return FieldChoice(field, Choice(value, Message(f"recipe.preset.{field}", reason), source))
