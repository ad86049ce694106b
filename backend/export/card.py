"""The model card: what the adapter was made from, how, what it can do, and how to load it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass

from backend.dataset.row import ExampleKind, Split
from backend.evaluation.metrics import Measure, Scores
from backend.evaluation.scorecard import Scorecard, read_scorecard
from backend.export.target import ExportSource
from backend.export.usage import loading_code
from backend.models.adapter_record import read_adapter_record
from backend.models.folder import resolve_model
from backend.recipe.recipe import Recipe
from backend.wording import model_input, user_message

_TITLES = {
    "answer_accuracy": "Questions answered word for word",
    "answer_f1": "Words shared with the right answers (F1)",
    "refusal_recall": "Unanswerable questions refused",
    "refusal_precision": "Refusals that were right",
    "over_refusal": "Answerable questions refused (lower is better)",
    "forgetting_perplexity": "Perplexity on general text (lower is better)",
}


@dataclass(frozen=True, slots=True)
class SourceCount:
    """The training rows that come from one document.

    Attributes:
        name: Of the document; `general data` for replay rows.
        answerable: Rows with an answer.
        unanswerable: Rows whose answer is the refusal.
        replay: Rows of general data.
    """

    name: str
    answerable: int
    unanswerable: int
    replay: int


@dataclass(frozen=True, slots=True)
class Card:
    """All that a model card tells.

    Attributes:
        project: Name of the project.
        run: Name of the run.
        base_model: Folder name of the base model.
        base_config_sha256: Of its `config.json`, to recognise it by.
        instruction: What the model is told to do with a context.
        refusal: What it is taught to say when the context has no answer.
        recipe: With which it was trained.
        step: Optimizer step at which its weights were taken.
        sources: Rows of the training split by document.
        scorecard: Measures before and after; None when it was not measured.
    """

    project: str
    run: str
    base_model: str
    base_config_sha256: str
    instruction: str
    refusal: str
    recipe: Recipe
    step: int
    sources: tuple[SourceCount, ...]
    scorecard: Scorecard | None


def card_of(source: ExportSource) -> Card:
    """Collects what the card of a run tells.

    Raises:
        TunedeskError: The run has no adapter, or one of its files is broken.
    """
    record = read_adapter_record(source.run)
    measured = source.run.scorecard_file.is_file()
    return Card(
        project=source.project.info.name,
        run=source.run.name,
        base_model=resolve_model(record.base_model).name,
        base_config_sha256=record.base_config_sha256,
        instruction=source.project.info.instruction,
        refusal=source.project.info.refusal,
        recipe=record.recipe,
        step=record.step,
        sources=_sources(source),
        scorecard=read_scorecard(source.run.scorecard_file) if measured else None,
    )


def model_card(card: Card) -> str:
    """The card as Markdown with the head that model hubs read."""
    return "\n".join(
        (
            "---\nlibrary_name: peft\npipeline_tag: text-generation\ntags:\n- tunedesk\n---",
            f"# {_plain(card.project)}: adapter of run {card.run}",
            f"\nA {card.recipe.method} adapter for the base model `{card.base_model}`, which is "
            "needed beside it.\nThe SHA-256 of the base model's `config.json` is "
            f"`{card.base_config_sha256}`.",
            _loading(card),
            _asking(card),
            _data(card.sources),
            _scores(card.scorecard),
            _recipe(card),
        )
    )


def _loading(card: Card) -> str:
    code = loading_code("FOLDER_OF_THIS_FILE", f"FOLDER_OF/{card.base_model}")
    return f"\n## How to load it\n\n```python\n{code}\n```"


def _asking(card: Card) -> str:
    asked = user_message(card.instruction, model_input("<the text>", "<the question>"))
    return f"""
## How to ask it

The chat template in this folder turns one user message of this form into the prompt:

```text
{asked}
```

When the text does not hold the answer it was trained to say: "{_plain(card.refusal)}\""""


def _data(sources: tuple[SourceCount, ...]) -> str:
    rows = [
        f"| {_cell(each.name)} | {each.answerable} | {each.unanswerable} | {each.replay} |"
        for each in sources
    ]
    totals = [
        sum(getattr(each, name) for each in sources)
        for name in ("answerable", "unanswerable", "replay")
    ]
    rows.append("| in all | " + " | ".join(map(str, totals)) + " |")
    head = "| source | answerable | unanswerable | general |\n| --- | ---: | ---: | ---: |"
    return (
        "\n## What it was trained on\n\nRows of the training split in the project's dataset at the "
        "time of the export:\n\n" + "\n".join((head, *rows))
    )


def _scores(card: Scorecard | None) -> str:
    title = "\n## What changed\n\n"
    if card is None:
        return title + "This run was not measured."
    before, after = _measures(card.before), _measures(card.after)
    rows = [
        f"| {_TITLES[name]} | {_figure(name, before[name])} | {_figure(name, after[name])} |"
        for name in _TITLES
    ]
    head = "| measure | base model | with adapter |\n| --- | --- | --- |"
    intro = (
        f"{card.overall} Measured on {card.rows} questions of the {card.split} split "
        f"({card.answerable} answerable, {card.unanswerable} not); 95 % intervals in brackets.\n\n"
    )
    return title + intro + "\n".join((head, *rows))


def _recipe(card: Card) -> str:
    rows = [f"| {name} | {value} |" for name, value in asdict(card.recipe).items()]
    head = "| setting | value |\n| --- | --- |"
    return (
        f"\n## How it was trained\n\nThe weights are those after optimizer step {card.step}.\n\n"
        + "\n".join((head, *rows))
        + "\n"
    )


def _sources(source: ExportSource) -> tuple[SourceCount, ...]:
    if not source.project.dataset_file.is_file():
        return ()
    from backend.dataset.store import DatasetStore

    examples = DatasetStore(source.project.dataset_file).examples(split=Split.TRAIN)
    counts = Counter((row.document or "general data", row.kind) for row in examples)
    return tuple(
        SourceCount(name, *(counts[name, kind] for kind in ExampleKind))
        for name in dict.fromkeys(name for name, _ in counts)
    )


def _measures(scores: Scores) -> dict[str, Measure]:
    return {name: getattr(scores, name) for name in _TITLES}


def _figure(name: str, measure: Measure) -> str:
    if measure.value is None or measure.low is None or measure.high is None:
        return "not measured"
    if name == "forgetting_perplexity":
        return f"{measure.value:.1f} [{measure.low:.1f}, {measure.high:.1f}]"
    value, low, high = (100 * each for each in (measure.value, measure.low, measure.high))
    return f"{value:.0f} % of {measure.total} [{low:.0f}, {high:.0f}]"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")
