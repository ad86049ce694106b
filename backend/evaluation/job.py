"""The job that measures a run: the held-out rows and the probe text, without and with adapter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backend.dataset.row import Example
from backend.evaluation import baseline
from backend.evaluation.answers import Exam, Replies, set_exam, sit_exam
from backend.evaluation.judge import Asked
from backend.evaluation.perplexity import read_probe
from backend.evaluation.rows import rows_to_ask
from backend.evaluation.scorecard import Scorecard, make_scorecard, save
from backend.evaluation.spec import EvaluateSpec
from backend.events import (
    JobFinished,
    JobStopped,
    NoticeRaised,
    PhaseChanged,
    ProgressMade,
)
from backend.jobs.context import JobContext
from backend.message import Message, fault
from backend.models.folder import resolve_model
from backend.project import Project, RunFolder
from backend.settings.paths import resources_folder

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import PreTrainedTokenizerBase

    from backend.recipe.recipe import Recipe


@dataclass(frozen=True, slots=True)
class _Bench:
    """A loaded model and all that is needed to measure it."""

    project: Project
    base: Path
    recipe: Recipe
    device: str
    model: PeftModel
    tokenizer: PreTrainedTokenizerBase
    exam: Exam


def run(spec: EvaluateSpec, context: JobContext) -> JobFinished | JobStopped:
    """Measures a run and writes `scorecard.json` and `evaluation.jsonl` into its folder.

    Raises:
        TunedeskError: No such run, no adapter, another base model than it was trained on, no rows,
            no probe text, or a full disk.
    """
    project = Project.open(Path(spec.project))
    measured = project.run(spec.run)
    rows = rows_to_ask(project, spec.split, spec.limit)
    paragraphs = read_probe(resources_folder() / "probe" / "general.txt")
    bench, asked = _prepare(project, measured, rows, paragraphs, context)
    before = _before(bench, context)
    after = None if before is None else _after(bench, context)
    if before is None or after is None:
        return _stopped(context)
    texts = zip(asked, before.answers, after.answers, strict=True)
    card, answers = make_scorecard(
        [_pair(row, first, second) for row, first, second in texts],
        (before.losses, after.losses),
        (project.info.refusal,),
        run=measured.name,
        base_model=bench.base.name,
        split=spec.split,
    )
    save(measured, card, answers)
    return _finished(measured, card)


def _prepare(
    project: Project,
    measured: RunFolder,
    rows: Sequence[Example],
    paragraphs: Sequence[str],
    context: JobContext,
) -> tuple[_Bench, tuple[Example, ...]]:
    from backend.models.adapter_record import read_adapter_record
    from backend.models.device import pick_device
    from backend.models.loading import load_tuned

    record = read_adapter_record(measured)
    base = resolve_model(record.base_model)
    context.emit(
        PhaseChanged(
            "loading", Message("evaluation.loading", "Loading {model}", {"model": base.name})
        )
    )
    device = pick_device()
    model, tokenizer = load_tuned(measured, base, device)
    exam, asked = set_exam(model, tokenizer, rows, paragraphs)
    _tell_left_out(len(rows), len(asked), context)
    return _Bench(project, base, record.recipe, device, model, tokenizer, exam), asked


def _tell_left_out(rows: int, asked: int, context: JobContext) -> None:
    values = {"count": rows - asked, "rows": rows}
    if asked == 0:
        raise fault(
            "evaluation.all_too_long",
            "None of the {rows} questions with its context fits into the model.",
            "Build the dataset with a smaller chunk length.",
            rows=rows,
        )
    if asked < rows:
        text = "{count} of {rows} questions are too long for the model and were left out."
        context.emit(NoticeRaised("warning", Message("evaluation.too_long", text, values)))


def _before(bench: _Bench, context: JobContext) -> Replies | None:
    label = Message("evaluation.before", "Asking the base model")
    context.emit(PhaseChanged("before", label))
    file = baseline.baseline_file(bench.project, bench.base, bench.recipe, bench.device, bench.exam)
    kept = baseline.kept_replies(file)
    if kept is not None:
        text = "The base model was asked these questions before; its answers were kept."
        context.emit(NoticeRaised("info", Message("evaluation.kept", text)))
        return kept
    with bench.model.disable_adapter():
        replies = _sit(bench, context)
    if replies is not None:
        baseline.keep_replies(file, replies)
    return replies


def _after(bench: _Bench, context: JobContext) -> Replies | None:
    label = Message("evaluation.after", "Asking the tuned model")
    context.emit(PhaseChanged("after", label))
    return _sit(bench, context)


def _sit(bench: _Bench, context: JobContext) -> Replies | None:
    total = len(bench.exam.prompts)
    context.emit(ProgressMade(0, total, "answers"))
    return sit_exam(
        bench.model,
        bench.tokenizer,
        bench.exam,
        stopping=lambda: context.stopping() is not None,
        progressed=lambda done: context.emit(ProgressMade(done, total, "answers")),
    )


def _pair(row: Example, before: str, after: str) -> Asked:
    return Asked(
        row.example_id, row.kind, row.document, row.page, row.chunk_id, row.question, row.output,
        before, after,
    )  # fmt: skip


def _stopped(context: JobContext) -> JobStopped:
    from backend.commands import Pause

    text = "Stopped before the end; the run keeps the scorecard that it had."
    paused = isinstance(context.stopping(), Pause)
    return JobStopped(Message("evaluation.stopped", text), saved=False, paused=paused)


def _finished(measured: RunFolder, card: Scorecard) -> JobFinished:
    result: dict[str, str | int | float | bool | None] = {
        "run": measured.name,
        "rows": card.rows,
        "scorecard": str(measured.scorecard_file),
    }
    for each in card.comparisons:
        result[f"{each.measure}_before"] = each.before
        result[f"{each.measure}_after"] = each.after
        result[f"{each.measure}_verdict"] = each.verdict.value
    return JobFinished(card.overall, result)
