"""Every field of the recipe in words. To add a field: describe it here, and forms show it.

Where a source says `Estimate:`, it names how to check the default.
"""

from __future__ import annotations

from collections.abc import Mapping

from backend.message import Message
from backend.recipe.advice import BATCH_SOURCE, EPOCHS_SOURCE, LORA_SOURCE, SAFE_RATE_SOURCE
from backend.recipe.description import FieldDescription, FieldKind, Group, Switch, Text
from backend.recipe.fields import CHOICES, NUMBERS

_QLORA = "Dettmers et al. 2023, QLoRA (arXiv 2305.14314)"
_BFLOAT16 = "bfloat16 has 8 significant bits; updates under 1/256 of a weight vanish"


def _described(
    name: str,
    group: Group,
    label: str,
    help_text: str,
    reason: str,
    *,
    source: str = "",
    simple: bool = False,
    unit: str = "",
    choices: Mapping[str, str] | None = None,
    methods: tuple[str, ...] = (),
) -> FieldDescription:
    code = f"recipe.{name}"
    return FieldDescription(
        name=name,
        group=group,
        kind=_kind(name),
        label=Message(f"{code}.label", label),
        help=Message(f"{code}.help", help_text),
        reason=Message(f"{code}.default", reason),
        source=source,
        simple=simple,
        unit=Message(f"{code}.unit", unit) if unit else None,
        choices={
            value: Message(f"{code}.choice.{value}", words)
            for value, words in (choices or {}).items()
        },
        methods=methods,
    )


def _kind(name: str) -> FieldKind:
    if name in NUMBERS:
        return NUMBERS[name]
    if name in CHOICES:
        return CHOICES[name]
    return Text() if name == "targets" else Switch()


_METHOD = (
    _described(
        "method",
        Group.METHOD,
        "Method",
        "What is trained, and how the model's own weights are held meanwhile.",
        "Needs the least memory at hardly any loss in quality.",
        source=f"{_QLORA}, section 4",
        simple=True,
    ),
    _described(
        "rank",
        Group.METHOD,
        "Rank",
        "Width of the trained matrices: how much the adapter can learn.",
        "With all layers adapted, quality hardly depends on the rank; more is needed only for "
        "large datasets.",
        source=f"{_QLORA}, section 4 and appendix A; {LORA_SOURCE}",
        simple=True,
    ),
    _described(
        "alpha",
        Group.METHOD,
        "Alpha",
        "How strongly the adapter acts: its output is multiplied by alpha / rank.",
        "The customary 32; the best learning rate then hardly depends on the rank.",
        source=LORA_SOURCE,
    ),
    _described(
        "dropout",
        Group.METHOD,
        "Dropout",
        "Share of the adapter's inputs that are left out at random, against learning by heart.",
        "Rows are seen only a few times, and dropout costs memory. QLoRA's authors used 0.05 to "
        "0.1.",
        source=f"Estimate: compare the validation loss with 0.05; {_QLORA}, appendix B",
        unit="of the inputs",
    ),
    _described(
        "targets",
        Group.METHOD,
        "Adapted layers",
        "all-linear for every linear layer, or names of layers joined by commas.",
        "Adapting every linear layer matters more than a high rank.",
        source=f"{_QLORA}, section 4; {LORA_SOURCE}",
    ),
    _described(
        "double_quantisation",
        Group.METHOD,
        "Pack the constants too",
        "Quantise the constants of the 4-bit weights once more.",
        "Saves 0.37 bits a weight without loss in quality.",
        source=f"{_QLORA}, section 3, Double Quantization",
        methods=("qlora",),
    ),
)

_BASICS = (
    _described(
        "epochs",
        Group.BASICS,
        "Passes over the rows",
        "How often each row is seen.",
        "1 to 3 passes are usual: language models soon learn rows by heart.",
        source=EPOCHS_SOURCE,
        simple=True,
        unit="epochs",
    ),
    _described(
        "learning_rate",
        Group.BASICS,
        "Learning rate",
        "How far each step moves; the peak, reached after the warm-up.",
        "The upper end of the safe band: LoRA's best rate is about ten times that of full "
        "fine-tuning.",
        source=f"{SAFE_RATE_SOURCE}; {LORA_SOURCE}",
        simple=True,
    ),
    _described(
        "micro_batch",
        Group.BASICS,
        "Rows at once",
        "The micro-batch: rows that pass through the model together. More is faster and takes "
        "more memory.",
        "Takes the least memory; accumulation makes up for it.",
        source="Estimate: the plan is what decides",
        simple=True,
        unit="rows",
    ),
    _described(
        "accumulation",
        Group.BASICS,
        "Accumulation",
        "Micro-batches gathered before each step: a larger effective batch without more memory.",
        "An effective batch of 16: LoRA does best with 32 or fewer.",
        source=BATCH_SOURCE,
        simple=True,
        unit="micro-batches",
    ),
)

_DATA = (
    _described(
        "max_length",
        Group.DATA,
        "Longest row",
        "Rows with more tokens are left out; memory grows with it.",
        "Holds a long passage with question and answer; the model's own limit or your longest row "
        "counts when it is shorter.",
        source="Estimate: compare with the longest row of the dataset",
        simple=True,
        unit="tokens",
    ),
    _described(
        "seed",
        Group.DATA,
        "Seed",
        "Where chance begins: the order of the rows, the adapter's start, dropout.",
        "Any number does. The same seed gives the same run.",
    ),
)

_OPTIMISATION = (
    _described(
        "scheduler",
        Group.OPTIMISATION,
        "Decay",
        "How the learning rate falls after the warm-up.",
        "Cosine or linear decay lets the model settle; cosine stays high a little longer.",
        source="rule of thumb: cosine or linear decay",
        choices={
            "cosine": "Cosine",
            "linear": "Linear",
            "constant": "None (constant)",
        },
    ),
    _described(
        "warmup_fraction",
        Group.OPTIMISATION,
        "Warm-up",
        "Share of the steps over which the learning rate rises from zero.",
        "The first steps are taken with an optimizer that knows nothing yet.",
        source="Goyal et al. 2017 (arXiv 1706.02677), section 2.2",
        unit="of the steps",
    ),
    _described(
        "minimum_steps",
        Group.OPTIMISATION,
        "Fewest steps",
        "On a small dataset accumulation is lowered until the run has so many steps.",
        "A model learns by steps: a few dozen are too few, however large each one is.",
        source="Estimate: compare scorecards of short runs",
        unit="steps",
    ),
    _described(
        "weight_decay",
        Group.OPTIMISATION,
        "Weight decay",
        "Pulls the trained parameters towards zero a little at each step.",
        "The adapter starts at zero and is small: there is little to hold back.",
        source="Estimate: compare the validation loss with 0.01",
    ),
    _described(
        "max_grad_norm",
        Group.OPTIMISATION,
        "Gradient limit",
        "Gradients of a larger norm are scaled down to this one; 0 for no limit.",
        "Keeps one odd row from upsetting the model.",
        source="default of transformers 5.23, TrainingArguments.max_grad_norm",
    ),
)

_MEMORY = (
    _described(
        "checkpointing",
        Group.MEMORY,
        "Recompute activations",
        "Gradient checkpointing: saves much memory, and steps take about a third longer.",
        "Results stay the same, and most models fit a card only with it.",
        source="Chen et al. 2016 (arXiv 1604.06174)",
        simple=True,
    ),
    _described(
        "optimizer",
        Group.MEMORY,
        "Optimizer",
        "AdamW, its averages in 8 or 32 bits; paged ones move to the computer's memory when the "
        "card is full.",
        "A quarter of the memory at the same quality, and no crash at a short peak.",
        source=f"Dettmers et al. 2021 (arXiv 2110.02861); {_QLORA}, section 3, Paged Optimizers",
        choices={
            "adamw": "AdamW, 32 bits",
            "adamw_8bit": "AdamW, 8 bits",
            "paged_adamw_8bit": "AdamW, 8 bits, paged",
        },
    ),
    _described(
        "trainable_dtype",
        Group.MEMORY,
        "Adapter's precision",
        "The number type of the trained parameters.",
        "Small updates are lost in bfloat16, and the adapter is small anyway.",
        source=_BFLOAT16,
        choices={"float32": "float32", "bfloat16": "bfloat16"},
    ),
    _described(
        "compute_dtype",
        Group.MEMORY,
        "Computing precision",
        "The number type of the matrix products.",
        "bfloat16 on a GPU that has it, float32 on a processor: the fastest that is safe.",
        source="NVIDIA CUDA C++ Programming Guide, Compute Capabilities: bfloat16 from 8.0 on",
        choices={
            "auto": "What suits the device",
            "float32": "float32",
            "bfloat16": "bfloat16",
        },
    ),
)

_SAVING = (
    _described(
        "eval_steps",
        Group.SAVING,
        "Measure every",
        "Steps between measurements on the validation rows; 0 for never.",
        "Often enough for a readable curve; each measurement takes time.",
        source="Estimate: watch how long a measurement takes",
        unit="steps",
    ),
    _described(
        "save_steps",
        Group.SAVING,
        "Save every",
        "Steps between checkpoints: what a crash can cost at most.",
        "A crash loses little, and saving an adapter takes a moment.",
        source="Estimate: watch how long a step takes",
        unit="steps",
    ),
    _described(
        "keep_checkpoints",
        Group.SAVING,
        "Keep",
        "Newest checkpoints that stay on the disk, besides the best one.",
        "One to go on from, and one in case it is damaged.",
        unit="checkpoints",
    ),
)

DESCRIPTIONS: Mapping[str, FieldDescription] = {
    described.name: described
    for described in (*_METHOD, *_BASICS, *_DATA, *_OPTIMISATION, *_MEMORY, *_SAVING)
}
