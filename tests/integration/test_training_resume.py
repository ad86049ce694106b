"""A run that is killed and resumed gives what it would have given, to the last bit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backend.commands import Pause, SaveNow, Stop
from backend.events import (
    CheckpointSaved,
    Event,
    JobFinished,
    JobStopped,
    NoticeRaised,
    PhaseChanged,
    StepDone,
)
from backend.message import TunedeskError
from backend.training import checkpoint
from tests.tiny_model import make_tiny_model
from tests.training_support import (
    KilledError,
    WatchedContext,
    evals_of,
    kill_at,
    rows,
    steps_of,
    train_tiny,
    with_recipe,
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def whole(base: Path, tmp_path_factory: pytest.TempPathFactory) -> WatchedContext:
    """An uninterrupted run of ten steps with NF4, dropout and paged 8-bit AdamW."""
    context, outcome = train_tiny(base, tmp_path_factory.mktemp("whole") / "1-run")
    assert isinstance(outcome, JobFinished)
    assert sorted(steps_of(context)) == list(range(1, 11))
    return context


@pytest.mark.parametrize("killed_after", [3, 5, 8, 10])
def test_resumed_losses_are_bit_equal(
    base: Path, whole: WatchedContext, tmp_path: Path, killed_after: int
) -> None:
    root = tmp_path / "1-run"
    first, outcome = train_tiny(base, root, watch=kill_at(killed_after))
    assert outcome is None
    second, outcome = train_tiny(base, root, resume=True)
    assert isinstance(outcome, JobFinished)
    before, after, expected = steps_of(first), steps_of(second), steps_of(whole)
    assert before == {step: expected[step] for step in range(1, killed_after + 1)}
    assert after == {step: expected[step] for step in range(min(after), 11)}
    assert min(after) <= killed_after + 1
    assert evals_of(second) == {
        step: loss
        for step, loss in evals_of(whole).items()
        if step >= min(after) or min(after) == 1
    }


def test_killed_while_a_checkpoint_is_written(
    base: Path, whole: WatchedContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "1-run"
    original = checkpoint.replace_file

    def killed(source: Path, target: Path) -> None:
        if target.name == "step-000006":
            raise KilledError
        original(source, target)

    monkeypatch.setattr(checkpoint, "replace_file", killed)
    train_tiny(base, root)
    monkeypatch.undo()
    assert [folder.name for folder in sorted((root / "checkpoints").iterdir())] == [
        "step-000003",
        "step-000004",
    ]
    second, outcome = train_tiny(base, root, resume=True)
    assert isinstance(outcome, JobFinished)
    assert steps_of(second) == {step: steps_of(whole)[step] for step in range(5, 11)}


def test_resume_of_a_finished_training_only_hands_over(base: Path, tmp_path: Path) -> None:
    root = tmp_path / "1-run"

    def kill_when_saving(context: WatchedContext, event: Event) -> None:
        if isinstance(event, PhaseChanged) and event.phase == "saving":
            raise KilledError

    # 1.5 epochs: the Trainer itself would go on to the end of the second one.
    recipe = with_recipe(epochs=1.5)
    first, _ = train_tiny(base, root, recipe=recipe, watch=kill_when_saving)
    assert max(steps_of(first)) == 8
    second, outcome = train_tiny(base, root, recipe=recipe, resume=True)
    assert isinstance(outcome, JobFinished)
    assert not steps_of(second)
    assert (root / "adapter" / "adapter_model.safetensors").is_file()


@pytest.mark.parametrize("command", [Stop(save=True), Pause()])
def test_a_stopped_run_keeps_the_finished_steps(
    base: Path, whole: WatchedContext, tmp_path: Path, command: Stop | Pause
) -> None:
    root = tmp_path / "1-run"

    def stop_after_step_five(context: WatchedContext, event: Event) -> None:
        if isinstance(event, StepDone) and event.step == 5:
            context.say(command)

    first, outcome = train_tiny(base, root, watch=stop_after_step_five)
    assert isinstance(outcome, JobStopped)
    assert outcome.saved
    assert outcome.paused == isinstance(command, Pause)
    assert max(steps_of(first)) == 5
    second, outcome = train_tiny(base, root, resume=True)
    assert isinstance(outcome, JobFinished)
    assert steps_of(second) == {step: steps_of(whole)[step] for step in range(6, 11)}


def test_stop_between_micro_batches_resumes_bit_equal(
    base: Path, whole: WatchedContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.training.trainer import AnswerTrainer

    root = tmp_path / "1-run"
    contexts: list[WatchedContext] = []
    original = AnswerTrainer.training_step
    batches = 0

    def counting(self, *arguments, **named):  # type: ignore[no-untyped-def]
        nonlocal batches
        result = original(self, *arguments, **named)
        batches += 1
        if batches == 3 * 4 + 1:  # in the first of the fifth step's three micro-batches
            contexts[0].say(Stop(save=True))
        return result

    monkeypatch.setattr(AnswerTrainer, "training_step", counting)
    _, outcome = train_tiny(
        base, root, watch=lambda context, event: contexts.append(context) if not contexts else None
    )
    monkeypatch.undo()
    assert isinstance(outcome, JobStopped)
    assert outcome.saved
    second, _ = train_tiny(base, root, resume=True)
    assert steps_of(second) == {step: steps_of(whole)[step] for step in range(5, 11)}


def test_stop_without_saving_leaves_the_older_checkpoint(base: Path, tmp_path: Path) -> None:
    root = tmp_path / "1-run"

    def stop(context: WatchedContext, event: Event) -> None:
        if isinstance(event, StepDone) and event.step == 5:
            context.say(Stop(save=False))

    _, outcome = train_tiny(base, root, watch=stop)
    assert isinstance(outcome, JobStopped)
    assert outcome.saved
    assert outcome.summary.values["step"] == 4
    assert not (root / "adapter").exists()


def test_stop_while_the_model_is_loading(base: Path, tmp_path: Path) -> None:
    def stop(context: WatchedContext, event: Event) -> None:
        if isinstance(event, PhaseChanged) and event.phase == "loading":
            context.say(Stop(save=True))

    context, outcome = train_tiny(base, tmp_path / "1-run", watch=stop)
    assert isinstance(outcome, JobStopped)
    assert not outcome.saved
    assert not steps_of(context)


def test_save_now(base: Path, tmp_path: Path) -> None:
    def save(context: WatchedContext, event: Event) -> None:
        if isinstance(event, StepDone) and event.step == 1:
            context.say(SaveNow())

    context, _ = train_tiny(base, tmp_path / "1-run", watch=save)
    saved = [event for event in context.events if isinstance(event, CheckpointSaved)]
    assert saved[0].step == 1
    assert saved[0].path == "checkpoints/step-000001"
    assert saved[0].size_bytes > 0


def test_only_the_newest_and_the_best_are_kept(whole: WatchedContext) -> None:
    kept = {folder.name for folder in (whole.folder / "checkpoints").iterdir()}
    saved = [event.step for event in whole.events if isinstance(event, CheckpointSaved)]
    losses = evals_of(whole)
    best = min((step for step in losses if step > 0), key=lambda step: losses[step])
    assert kept == {f"step-{step:06d}" for step in {*saved[-2:], best}}


def test_a_run_killed_before_its_first_checkpoint_begins_again(
    base: Path, whole: WatchedContext, tmp_path: Path
) -> None:
    root = tmp_path / "1-run"
    train_tiny(base, root, watch=kill_at(2))
    second, outcome = train_tiny(base, root, resume=True)
    assert isinstance(outcome, JobFinished)
    assert steps_of(second) == steps_of(whole)
    codes = [event.message.code for event in second.events if isinstance(event, NoticeRaised)]
    assert "training.resume.from_start" in codes


def test_changed_rows_are_refused(base: Path, tmp_path: Path) -> None:
    root = tmp_path / "1-run"
    train_tiny(base, root, watch=kill_at(5))
    with pytest.raises(TunedeskError, match="training rows have changed"):
        train_tiny(base, root, resume=True, train_rows=rows(31))


FILES = (
    "adapter_model.safetensors",
    "adapter_config.json",
    "optimizer.pt",
    "scheduler.pt",
    "rng_state.pth",
    "trainer_state.json",
    "progress.json",
    "manifest.json",
)


@pytest.fixture(scope="module")
def killed(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("killed") / "1-run"
    train_tiny(base, root, watch=kill_at(7))
    return root


def test_a_checkpoint_holds_exactly_these_files(killed: Path) -> None:
    assert {file.name for file in (killed / "checkpoints" / "step-000006").iterdir()} == set(FILES)


@pytest.mark.parametrize("harm", ["truncated", "zeroed", "missing"])
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_makes_the_previous_checkpoint_count(
    killed: Path, tmp_path: Path, name: str, harm: str
) -> None:
    checkpoints = tmp_path / "checkpoints"
    shutil.copytree(killed / "checkpoints", checkpoints)
    file = checkpoints / "step-000006" / name
    content = file.read_bytes()
    if harm == "missing":
        file.unlink()
    else:
        file.write_bytes(
            content[: len(content) // 2] if harm == "truncated" else bytes(len(content))
        )
    search = checkpoint.newest_valid(checkpoints)
    assert search.checkpoint is not None
    assert search.checkpoint.step == 4
    assert "step-000006" in str(search.skipped[0])
    assert name in str(search.skipped[0])


def test_resume_goes_on_from_the_previous_checkpoint_and_says_so(
    base: Path, whole: WatchedContext, killed: Path, tmp_path: Path
) -> None:
    root = tmp_path / "1-run"
    shutil.copytree(killed, root)
    (root / "checkpoints" / "step-000006" / "optimizer.pt").write_bytes(b"")
    second, _ = train_tiny(base, root, resume=True)
    assert steps_of(second) == {step: steps_of(whole)[step] for step in range(5, 11)}
    texts = [str(event.message) for event in second.events if isinstance(event, NoticeRaised)]
    assert any("optimizer.pt" in text for text in texts)


def test_no_whole_checkpoint_is_refused(base: Path, killed: Path, tmp_path: Path) -> None:
    root = tmp_path / "1-run"
    shutil.copytree(killed, root)
    for folder in (root / "checkpoints").iterdir():
        (folder / "optimizer.pt").unlink()
    with pytest.raises(TunedeskError, match="none of its 2 checkpoints is whole"):
        train_tiny(base, root, resume=True)
