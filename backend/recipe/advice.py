"""What is unwise in a recipe that could be used: each with its reason and source.

Where later evidence differs from the rule of thumb, both are said.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend.message import Message
from backend.recipe.presets import SMALL_MODEL_PARAMETERS
from backend.recipe.recipe import Recipe
from backend.recipe.rules import FieldProblem
from backend.recipe.schedule import plan_schedule

# The safe band of a fine-tuning rate, and how much higher LoRA's best one lies.
SAFE_RATE_LOW = 2e-5
SAFE_RATE_HIGH = 2e-4
LORA_RATE_FACTOR = 10
SAFE_RATE_SOURCE = "rule of thumb for fine-tuning: 2e-5 to 2e-4"
LORA_SOURCE = "Schulman et al. 2025, LoRA Without Regret; TRL documentation of the same name"

EPOCHS_LOW, EPOCHS_HIGH = 1, 3
EPOCHS_SOURCE = "rule of thumb: 1 to 3 epochs, language models overfit quickly"

BATCH_LOW, BATCH_HIGH = 32, 64
LORA_BATCH_HIGH = 32
NOISY_BATCH = 8
BATCH_SOURCE = f"rule of thumb: effective batch {BATCH_LOW} to {BATCH_HIGH}; {LORA_SOURCE}"


def advice(recipe: Recipe, rows: int, parameters: int | None = None) -> tuple[FieldProblem, ...]:
    """What to think over in a valid recipe.

    Args:
        recipe: Without problems.
        rows: Training rows, at least 1.
        parameters: Of the base model; None when unknown. Very small models need more of everything.
    """
    small = parameters is not None and parameters < SMALL_MODEL_PARAMETERS
    return (
        *_learning_rate(recipe, small),
        *_epochs(recipe, rows, small),
        *_batch(recipe, rows, small),
        *_warmup(recipe),
        *_others(recipe),
    )


def _learning_rate(recipe: Recipe, small: bool) -> Iterator[FieldProblem]:
    rate, lora_high = recipe.learning_rate, SAFE_RATE_HIGH * LORA_RATE_FACTOR
    if rate < SAFE_RATE_LOW:
        yield _advice(
            "learning_rate",
            rate,
            "A learning rate of {value:g} is below the safe band of 2e-5 to 2e-4: little will be "
            "learned.",
            "Raise it; LoRA's best rate is about ten times that of full fine-tuning.",
            f"{SAFE_RATE_SOURCE}; {LORA_SOURCE}",
            kind="low",
        )
    elif rate > SAFE_RATE_HIGH and not small:
        beyond = rate > lora_high
        yield _advice(
            "learning_rate",
            rate,
            "A learning rate of {value:g} is above the safe band of 2e-5 to 2e-4"
            + (
                " and above ten times it, which is the most that LoRA bears: the model may break."
                if beyond
                else "; LoRA's best rate is about ten times that of full fine-tuning, so it can "
                "be right here."
            ),
            "Lower it to 2e-3 or less." if beyond else "Watch the validation loss.",
            f"{SAFE_RATE_SOURCE}; {LORA_SOURCE}",
            kind="far" if beyond else "high",
        )


def _epochs(recipe: Recipe, rows: int, small: bool) -> Iterator[FieldProblem]:
    if recipe.epochs < EPOCHS_LOW:
        yield _advice(
            "epochs",
            recipe.epochs,
            "With {value:g} passes some rows are never seen.",
            "Use 1 or more, unless you are only trying things out.",
            EPOCHS_SOURCE,
            kind="few",
        )
    few = plan_schedule(recipe, rows).total_steps <= recipe.minimum_steps
    if recipe.epochs > EPOCHS_HIGH and not small and not few:
        yield _advice(
            "epochs",
            recipe.epochs,
            "With {value:g} passes the model is likely to learn the rows by heart.",
            "Use 1 to 3, or watch the validation loss: the best checkpoint is kept.",
            EPOCHS_SOURCE,
            kind="many",
        )


def _batch(recipe: Recipe, rows: int, small: bool) -> Iterator[FieldProblem]:
    batch = recipe.micro_batch * plan_schedule(recipe, rows).accumulation.value
    if batch > BATCH_HIGH:
        yield _advice(
            "accumulation",
            batch,
            "An effective batch of {value} rows is large: 32 to 64 is usual, and LoRA loses "
            "quality with large batches, best at 32 or fewer.",
            "Lower the accumulation or the micro-batch.",
            BATCH_SOURCE,
            kind="large",
        )
    elif batch < NOISY_BATCH and not small and rows >= NOISY_BATCH * recipe.minimum_steps:
        yield _advice(
            "accumulation",
            batch,
            "An effective batch of {value} rows makes noisy steps: 32 to 64 is usual, for LoRA "
            "16 to 32 does as well.",
            "Raise the accumulation; it costs no memory.",
            BATCH_SOURCE,
            kind="noisy",
        )


def _warmup(recipe: Recipe) -> Iterator[FieldProblem]:
    if recipe.warmup_fraction == 0:
        yield _advice(
            "warmup_fraction",
            recipe.warmup_fraction,
            "Without a warm-up the first steps are taken at full rate with an optimizer that "
            "knows nothing yet.",
            "Use 0.03 to 0.1.",
            "Goyal et al. 2017 (arXiv 1706.02677), section 2.2",
            kind="none",
        )
    elif recipe.warmup_fraction > 0.3:
        yield _advice(
            "warmup_fraction",
            recipe.warmup_fraction,
            "With a warm-up over {value:g} of the steps much of the run is spent below full rate.",
            "Use 0.03 to 0.1.",
            "Estimate: check by comparing runs",
            kind="long",
        )


def _others(recipe: Recipe) -> Iterator[FieldProblem]:
    if recipe.scheduler == "constant":
        yield _advice(
            "scheduler",
            recipe.scheduler,
            "A constant rate never settles: cosine or linear decay is standard.",
            "Use cosine.",
            "rule of thumb: cosine or linear decay",
            kind="constant",
        )
    if recipe.trainable_dtype == "bfloat16":
        yield _advice(
            "trainable_dtype",
            recipe.trainable_dtype,
            "In bfloat16 small updates are lost in rounding.",
            "Use float32, unless memory is very short: the adapter is small.",
            "bfloat16 has 8 significant bits; updates under 1/256 of a weight vanish",
            kind="rounding",
        )


def _advice(
    field: str, value: float | str, text: str, remedy: str, source: str, *, kind: str
) -> FieldProblem:
    code = f"recipe.{field}.advice.{kind}"
    return FieldProblem(
        field,
        value,
        Message(code, text, {"value": value}),
        Message(f"{code}.remedy", remedy),
        "advice",
        source,
    )
