"""The recommended recipe and its variants: a fast try, a thorough run, one for little memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from backend.choice import Choice
from backend.message import Message
from backend.models.facts import ModelFacts
from backend.recipe.advice import EPOCHS_SOURCE, LORA_SOURCE
from backend.recipe.presets import FieldChoice, preset_for
from backend.recipe.recipe import Recipe
from backend.recipe.schedule import plan_schedule

RECOMMENDED = "recommended"
FAST = "fast"
THOROUGH = "thorough"
LOW_MEMORY = "low_memory"

_FAST_SHARE = 3
_FAST_MINIMUM_STEPS = 20
_THOROUGH_RANK_FACTOR = 2
_THOROUGH_EPOCHS_FACTOR = 1.5
_THOROUGH_MEASUREMENTS = 2
_QLORA_SOURCE = "Dettmers et al. 2023, QLoRA (arXiv 2305.14314), sections 3 and 4"
_CHECKPOINTING_SOURCE = "Chen et al. 2016 (arXiv 1604.06174)"


@dataclass(frozen=True, slots=True)
class Variant:
    """A recipe to choose whole.

    Attributes:
        name: One of the four names above.
        title: Two words.
        sentence: What it is for.
        recipe: All of its fields.
        choices: Fields in which it differs from the default, each with its reason.
    """

    name: str
    title: Message
    sentence: Message
    recipe: Recipe
    choices: tuple[FieldChoice, ...]


def variants_for(facts: ModelFacts, rows: int, device_kind: str) -> tuple[Variant, ...]:
    """The recommended recipe first, then each variant that differs from it.

    Args:
        facts: The base model's.
        rows: Training rows, at least 1.
        device_kind: `cuda` or `cpu`.
    """
    recipe, choices = preset_for(facts, rows, device_kind)
    recommended = Variant(
        RECOMMENDED,
        Message("recipe.variant.recommended", "Recommended"),
        Message("recipe.variant.recommended.sentence", "What suits this model, device and rows."),
        recipe,
        choices,
    )
    others = (
        _fast(recommended, rows),
        _thorough(recommended, rows),
        _low_memory(recommended),
    )
    return (recommended, *(each for each in others if each.recipe != recipe))


def _fast(base: Variant, rows: int) -> Variant:
    epochs = max(1.0, base.recipe.epochs / _FAST_SHARE)
    changes = [
        _choice(
            "epochs",
            epochs,
            "Enough to see whether the loss falls; not enough for a finished model.",
            f"Estimate: compare with a whole run; {EPOCHS_SOURCE}",
        ),
        _choice(
            "minimum_steps",
            min(_FAST_MINIMUM_STEPS, base.recipe.minimum_steps),
            "A try may be short.",
            "Estimate: watch whether the loss still falls at the end",
        ),
    ]
    return _variant(
        base,
        FAST,
        "Fast try",
        "About a third of the work: does it learn at all?",
        [*changes, *_measured(base.recipe, changes, rows, "A short run is measured more often.")],
    )


def _thorough(base: Variant, rows: int) -> Variant:
    changes = [
        _choice(
            "rank",
            _THOROUGH_RANK_FACTOR * base.recipe.rank,
            "Twice the room to learn: it counts where there are many rows.",
            LORA_SOURCE,
        )
    ]
    if base.recipe.epochs > Recipe().epochs:
        changes.append(
            _choice(
                "epochs",
                _THOROUGH_EPOCHS_FACTOR * base.recipe.epochs,
                "So small a model still gains from more passes; the best checkpoint is kept.",
                "Estimate: watch where the validation loss is lowest",
            )
        )
    reason = "Measured twice as often, so that the best checkpoint is not missed."
    return _variant(
        base,
        THOROUGH,
        "Thorough",
        "More room to learn, measured more often; takes longer.",
        [*changes, *_measured(base.recipe, changes, rows, reason, _THOROUGH_MEASUREMENTS)],
    )


def _low_memory(base: Variant) -> Variant:
    recipe = base.recipe
    batch = recipe.micro_batch * recipe.accumulation
    one_by_one = f"One row at a time; {batch} of them still make one step."
    changes = [
        _choice("method", "qlora", "The model is held in 4 bits.", _QLORA_SOURCE),
        _choice("double_quantisation", True, "Saves 0.37 bits a weight.", _QLORA_SOURCE),
        _choice("micro_batch", 1, one_by_one, "Estimate: the plan is what decides"),
        _choice("accumulation", batch, one_by_one, "Estimate: the plan is what decides"),
        _choice(
            "checkpointing",
            True,
            "Activations are computed twice in place of being kept: a third slower.",
            _CHECKPOINTING_SOURCE,
        ),
        _choice(
            "optimizer",
            "paged_adamw_8bit",
            "Averages in 8 bits, which may leave the card when it is full.",
            _QLORA_SOURCE,
        ),
    ]
    return _variant(
        base, LOW_MEMORY, "Low memory", "The same training in the least memory; slower.", changes
    )


def _measured(
    base: Recipe, changes: Iterable[FieldChoice], rows: int, reason: str, times: int = 1
) -> list[FieldChoice]:
    """How often to measure and save when the run has another length than the recommended one.

    The share of the run between two measurements stays, divided by `times`.
    """
    before = plan_schedule(base, rows).total_steps
    after = plan_schedule(_applied(base, changes), rows).total_steps
    every = max(1, round(base.eval_steps * after / before / times))
    if every == base.eval_steps:
        return []
    return [_choice("eval_steps", every, reason), _choice("save_steps", every, reason)]


def _variant(
    base: Variant, name: str, title: str, sentence: str, changes: list[FieldChoice]
) -> Variant:
    changed = {change.field for change in changes}
    kept = (choice for choice in base.choices if choice.field not in changed)
    code = f"recipe.variant.{name}"
    return Variant(
        name,
        Message(code, title),
        Message(f"{code}.sentence", sentence),
        _applied(base.recipe, changes),
        (*kept, *changes),
    )


def _applied(recipe: Recipe, changes: Iterable[FieldChoice]) -> Recipe:
    values = {change.field: change.choice.value for change in changes}
    return replace(recipe, **values)  # type: ignore[arg-type]  # each choice has its field's type


def _choice(
    field: str, value: str | int | float | bool, reason: str, source: str = ""
) -> FieldChoice:
    return FieldChoice(field, Choice(value, Message(f"recipe.variant.{field}", reason), source))
