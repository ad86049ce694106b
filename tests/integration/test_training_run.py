"""A whole training on the tiny model: what it learns, says, writes and refuses."""

from __future__ import annotations

import errno
import math
import os
from dataclasses import replace
from pathlib import Path

import pytest

from backend.events import (
    CheckpointSaved,
    EvalDone,
    Event,
    JobFinished,
    NoticeRaised,
    SampleReady,
    StepDone,
)
from backend.message import TunedeskError
from backend.project import RunFolder
from backend.training import checkpoint
from tests.recording_context import RecordingContext
from tests.tiny_model import make_tiny_model
from tests.training_support import (
    WatchedContext,
    evals_of,
    rows,
    steps_of,
    train_tiny,
    with_recipe,
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def run(base: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[WatchedContext, JobFinished]:
    context, outcome = train_tiny(base, tmp_path_factory.mktemp("run") / "1-run")
    assert isinstance(outcome, JobFinished)
    return context, outcome


def notices(context: RecordingContext) -> dict[str, str]:
    return {
        event.message.code: str(event.message)
        for event in context.events
        if isinstance(event, NoticeRaised)
    }


def test_loss_and_validation_fall(run: tuple[WatchedContext, JobFinished]) -> None:
    losses = [values[0] for values in steps_of(run[0]).values()]
    assert losses[-1] < losses[0]
    measured = evals_of(run[0])
    assert sorted(measured) == [0, 4, 8, 10]
    assert measured[10] < measured[0]


def test_steps_carry_true_figures(run: tuple[WatchedContext, JobFinished]) -> None:
    steps = [event for event in run[0].events if isinstance(event, StepDone)]
    # Answers are 4 or 5 bytes, a token each, and one end token; 30 rows twice.
    answer_tokens = sum(len(row.output) + 1 for row in rows(30))
    assert sum(step.trained_tokens for step in steps) == 2 * answer_tokens
    assert [step.step for step in steps] == list(range(1, 11))
    assert {step.total_steps for step in steps} == {10}
    assert steps[-1].epoch == 2.0
    assert all(step.tokens_per_s > 0 and step.memory_bytes > 0 for step in steps)
    assert all(step.vram_bytes is None or step.vram_bytes > 0 for step in steps)
    assert steps[0].learning_rate == 0.0
    assert max(step.learning_rate for step in steps) == pytest.approx(3e-3)


def test_validation_loss_is_the_mean_over_answer_tokens(
    base: Path, run: tuple[WatchedContext, JobFinished]
) -> None:
    """Against the model's own loss, computed row by row from the labels."""
    import torch

    from backend.dataset.row import Split
    from backend.models.encoding import encode_example
    from backend.models.loading import load_tuned

    model, tokenizer = load_tuned(RunFolder(run[0].folder), base, "cpu")
    loss_sum, tokens = 0.0, 0
    for row in rows(4, Split.VALIDATION):
        encoded = encode_example(tokenizer, row.instruction, row.input, row.output)
        labels = torch.tensor([encoded.labels])
        with torch.no_grad():
            loss = model(input_ids=torch.tensor([encoded.input_ids]), labels=labels).loss
        count = len(encoded.input_ids) - encoded.prompt_tokens
        loss_sum += float(loss) * count
        tokens += count
    # bitsandbytes may compute in bfloat16 when it only infers, hence the tolerance.
    assert loss_sum / tokens == pytest.approx(evals_of(run[0])[10], rel=2e-3)


def test_measuring_changes_nothing_in_training(
    base: Path, run: tuple[WatchedContext, JobFinished], tmp_path: Path
) -> None:
    recipe = with_recipe(eval_steps=0)
    unmeasured, _ = train_tiny(base, tmp_path / "1-run", recipe=recipe)
    assert not evals_of(unmeasured)
    assert steps_of(unmeasured) == steps_of(run[0])


def test_four_bit_layers_have_the_gradient_of_their_weights(base: Path) -> None:
    """After a forward pass in evaluation mode, too: there bitsandbytes may repack the weights."""
    import torch

    from backend.methods.registry import METHODS
    from backend.models.loading import load_model

    recipe = with_recipe(dropout=0.0)
    method = METHODS["qlora"]
    torch.manual_seed(0)
    model = load_model(
        base, quantisation=method.quantisation(recipe), device="cpu", dtype=torch.float32
    )
    model = method.apply(model, recipe)
    ids = torch.arange(3, 40)[None]

    def gradients() -> list[torch.Tensor]:
        model.zero_grad()
        model(input_ids=ids, labels=ids).loss.backward()
        return [p.grad.clone() for p in model.parameters() if p.grad is not None]

    model.train()
    before = gradients()
    model.eval()
    with torch.no_grad():
        model(input_ids=ids)
    model.train()
    after = gradients()
    assert all(torch.equal(one, other) for one, other in zip(before, after, strict=True))


def test_the_result_stands_beside_the_plan(base: Path, tmp_path: Path) -> None:
    root = tmp_path / "1-run"
    root.mkdir()
    (root / "plan.json").write_text('{"total_bytes": 123456789}')
    _, outcome = train_tiny(base, root)
    assert isinstance(outcome, JobFinished)
    assert outcome.result["plan_total_bytes"] == 123456789
    assert outcome.result["steps"] == 10
    peak_bytes = outcome.result["peak_memory_bytes"]
    assert isinstance(peak_bytes, int)
    assert peak_bytes > 50_000_000


def test_samples_are_asked_at_each_measurement(run: tuple[WatchedContext, JobFinished]) -> None:
    samples = [event for event in run[0].events if isinstance(event, SampleReady)]
    assert {sample.step for sample in samples} == {0, 4, 8, 10}
    assert len({sample.question for sample in samples}) == 2
    assert all(sample.expected.endswith("kg") for sample in samples)


def test_the_adapter_folder_is_complete(
    base: Path, run: tuple[WatchedContext, JobFinished]
) -> None:
    from backend.models.adapter_record import read_adapter_record

    folder = run[0].folder / "adapter"
    names = {file.name for file in folder.iterdir()}
    assert {"adapter_model.safetensors", "adapter_config.json", "tunedesk.json"} <= names
    assert {"tokenizer.json", "chat_template.jinja"} <= names
    record = read_adapter_record(RunFolder(run[0].folder))
    assert record.base_model == str(base)
    assert record.step == 10
    assert record.recipe.rank == 4
    assert not [entry for entry in run[0].folder.iterdir() if entry.name.startswith(".")]


def test_another_base_model_is_refused(
    run: tuple[WatchedContext, JobFinished], tmp_path: Path
) -> None:
    from backend.models.loading import load_tuned

    other = make_tiny_model(tmp_path / "other", chat_template=None)
    with pytest.raises(TunedeskError, match="another model"):
        load_tuned(RunFolder(run[0].folder), other, "cpu")


def test_a_base_without_template_gets_one_that_is_saved(tmp_path: Path) -> None:
    from backend.models.loading import load_tuned

    plain = make_tiny_model(tmp_path / "plain", chat_template=None)
    context, outcome = train_tiny(plain, tmp_path / "1-run", recipe=with_recipe(epochs=0.5))
    assert isinstance(outcome, JobFinished)
    assert "model.template.plain" in notices(context)
    _, tokenizer = load_tuned(RunFolder(context.folder), plain, "cpu")
    assert "Assistant:" in tokenizer.chat_template


@pytest.mark.parametrize("method", ["qlora", "lora"])
@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_trained_parameters_have_the_recipes_type(
    base: Path, tmp_path: Path, method: str, dtype: str
) -> None:
    from safetensors.torch import load_file

    recipe = with_recipe(method=method, trainable_dtype=dtype, epochs=0.5)
    context, _ = train_tiny(base, tmp_path / "1-run", recipe=recipe)
    weights = load_file(context.folder / "adapter" / "adapter_model.safetensors")
    assert {str(tensor.dtype) for tensor in weights.values()} == {f"torch.{dtype}"}


def test_small_data_lowers_accumulation_and_says_so(base: Path, tmp_path: Path) -> None:
    recipe = with_recipe(accumulation=16, minimum_steps=10, epochs=1.0)
    context, _ = train_tiny(base, tmp_path / "1-run", recipe=recipe, train_rows=rows(20))
    assert max(steps_of(context)) == 10
    assert "from 16 to 1" in notices(context)["training.accumulation.lowered"]


def test_long_rows_are_left_out_and_counted(base: Path, tmp_path: Path) -> None:
    mixed = [*rows(4), *(replace(row, context="long " * 200) for row in rows(3))]
    context, _ = train_tiny(base, tmp_path / "1-run", train_rows=mixed)
    assert "3 of 7 training rows are left out" in notices(context)["training.data.left_out"]


def test_nothing_to_train_is_refused(base: Path, tmp_path: Path) -> None:
    with pytest.raises(TunedeskError, match="no training rows"):
        train_tiny(base, tmp_path / "1-run", train_rows=[])
    with pytest.raises(TunedeskError, match="longer than 16 tokens"):
        train_tiny(base, tmp_path / "2-run", recipe=with_recipe(max_length=16))
    with pytest.raises(TunedeskError, match="4 have an empty answer"):
        train_tiny(
            base, tmp_path / "3-run", train_rows=[replace(row, output=" ") for row in rows(4)]
        )


def test_the_best_checkpoint_is_handed_over_when_validation_got_worse(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.models.adapter_record import read_adapter_record
    from backend.training import loop

    original = loop.measure_loss

    def worse_later(trainer, validation, step, context) -> EvalDone:  # type: ignore[no-untyped-def]
        return replace(
            original(trainer, validation, step, context), loss=5.0 + (step > 4) + step / 99
        )

    monkeypatch.setattr(loop, "measure_loss", worse_later)
    # Only the newest is kept besides the best, which is three measurements old at the end.
    context, outcome = train_tiny(
        base, tmp_path / "1-run", recipe=with_recipe(keep_checkpoints=1, eval_steps=2)
    )
    assert isinstance(outcome, JobFinished)
    assert outcome.result["best_step"] == 2
    assert outcome.result["adapter_step"] == 2
    assert read_adapter_record(RunFolder(context.folder)).step == 2
    assert "training.best_checkpoint" in notices(context)
    kept = {folder.name for folder in (context.folder / "checkpoints").iterdir()}
    assert kept == {"step-000002", "step-000010"}
    adapter = (context.folder / "adapter" / "adapter_model.safetensors").read_bytes()
    best = context.folder / "checkpoints" / "step-000002" / "adapter_model.safetensors"
    assert adapter == best.read_bytes()


def spoil_losses(monkeypatch: pytest.MonkeyPatch, steps: set[int]) -> None:
    from trl import SFTTrainer

    original = SFTTrainer.compute_loss

    def compute_loss(self, *arguments, **named):  # type: ignore[no-untyped-def]
        loss = original(self, *arguments, **named)
        return loss * math.nan if self.state.global_step + 1 in steps else loss

    monkeypatch.setattr(SFTTrainer, "compute_loss", compute_loss)


def test_three_bad_steps_in_a_row_stop_the_run(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil_losses(monkeypatch, {6, 7, 8})
    root = tmp_path / "1-run"
    with pytest.raises(TunedeskError, match="not a finite number in 3 steps"):
        train_tiny(base, root)
    search = checkpoint.newest_valid(root / "checkpoints")
    assert search.checkpoint is not None
    assert not search.skipped
    monkeypatch.undo()
    resumed, outcome = train_tiny(base, root, resume=True)
    assert isinstance(outcome, JobFinished)
    assert all(math.isfinite(values[0]) for values in steps_of(resumed).values())


def test_a_single_bad_step_is_left_out(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil_losses(monkeypatch, {5, 7})
    context, outcome = train_tiny(base, tmp_path / "1-run")
    assert isinstance(outcome, JobFinished)
    assert sorted(steps_of(context)) == [1, 2, 3, 4, 6, 8, 9, 10]
    assert all(math.isfinite(values[0]) for values in steps_of(context).values())
    assert all(math.isfinite(loss) for loss in evals_of(context).values())
    assert "Step 7" in notices(context)["training.not_finite.skipped"]


def test_a_full_disk_fails_in_words_and_keeps_the_last_checkpoint(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "1-run"

    def fill_up(context: WatchedContext, event: Event) -> None:
        if isinstance(event, CheckpointSaved) and event.step == 4:
            monkeypatch.setattr(checkpoint.os, "fsync", full)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(TunedeskError, match=r"it needs about 2 MB, \d+ MB are free"):
        train_tiny(base, root, watch=fill_up)
    monkeypatch.undo()
    names = sorted(entry.name for entry in (root / "checkpoints").iterdir())
    assert names == ["step-000003", "step-000004"]
    assert checkpoint.newest_valid(root / "checkpoints").skipped == ()
    _, outcome = train_tiny(base, root, resume=True)
    assert isinstance(outcome, JobFinished)
