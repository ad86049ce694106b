"""The scorecard: measuring a run, what it shows, and its failures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backend.dataset.row import ExampleKind
from backend.evaluation.judge import Asked
from backend.evaluation.perplexity import ParagraphLoss
from backend.evaluation.scorecard import make_scorecard, save
from backend.events import JobFailed, JobFinished, JobStopped, PhaseChanged, ProgressMade
from backend.jobs.journal import Entry
from backend.jobs.reducer import RunState, reduce
from backend.message import Message
from backend.project import RunFolder
from backend.wording import REFUSAL
from gui.context import AppContext
from gui.models.exchange import AskInChat
from gui.models.measuring import MeasuringModel, progress_of
from gui.tabs.test.failures_card import FailuresCard
from gui.tabs.test.interval_bars import IntervalBars
from gui.tabs.test.scorecard_view import ScorecardView
from gui.widgets.badge import Badge
from tests.gui.support.fake_jobs import FakeBoard
from tests.gui.support.person import find, press
from tests.tuned_run_support import fill_dataset

WORD = Message("a", "b")
LOSSES = tuple(ParagraphLoss(3.0 * tokens, tokens) for tokens in (10, 20, 30))


def asked(number: int, kind: ExampleKind, before: str, after: str) -> Asked:
    expected = REFUSAL if kind is ExampleKind.UNANSWERABLE else "at six"
    place = "handbook.pdf", 2, "d-0"
    return Asked(f"r{number}", kind, *place, f"Question {number}?", expected, before, after)


ROWS = (
    *(asked(number, ExampleKind.ANSWERABLE, "at noon", "at six") for number in range(8)),
    asked(8, ExampleKind.ANSWERABLE, "at six", "at ten"),
    asked(9, ExampleKind.ANSWERABLE, "at six", REFUSAL),
    *(asked(number, ExampleKind.UNANSWERABLE, "blue", REFUSAL) for number in range(10, 16)),
    asked(16, ExampleKind.UNANSWERABLE, "blue", "red"),
)


def give_scorecard(run: RunFolder) -> None:
    made = make_scorecard(
        ROWS, (LOSSES, LOSSES), (REFUSAL,), run=run.name, base_model="tiny", split="test"
    )
    save(run, *made)


@pytest.fixture
def board(tmp_path: Path, qtbot: QtBot) -> Iterator[FakeBoard]:
    made = FakeBoard(tmp_path / "jobs")
    yield made
    made.deleteLater()


@pytest.fixture
def run(context: AppContext, tmp_path: Path) -> RunFolder:
    context.project.create(tmp_path / "project", "Harbour", "nothing")
    return context.project.require().new_run("qlora")


@pytest.fixture
def model(context: AppContext, board: FakeBoard, run: RunFolder) -> Iterator[MeasuringModel]:
    made = MeasuringModel(context.project, board)  # type: ignore[arg-type]
    yield made
    made.deleteLater()


@pytest.fixture
def view(model: MeasuringModel) -> Iterator[ScorecardView]:
    made = ScorecardView(model)
    made.resize(1200, 560)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def badges(widget: QWidget) -> list[tuple[str, str]]:
    return [(one.text, one.kind) for one in widget.findChildren(Badge) if one.isVisible()]


def measured(model: MeasuringModel, run: RunFolder, qtbot: QtBot) -> None:
    give_scorecard(run)
    model.choose_run(run)
    qtbot.waitUntil(lambda: model.measured is not None)


def test_without_a_run_the_way_leads_to_training(view: ScorecardView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.training_requested):
        press(find(view, QPushButton, "Go to Training"))


def test_a_run_that_was_not_measured_can_be(
    view: ScorecardView, model: MeasuringModel, board: FakeBoard, run: RunFolder, qtbot: QtBot
) -> None:
    model.choose_run(run)
    view.measure_requested.connect(model.measure)
    press(find(view, QPushButton, "Measure before and after"))
    assert (board.last.kind, board.last.spec.run) == ("evaluate", run.name)
    assert model.is_measuring
    board.last.say(
        PhaseChanged("starting", WORD),
        PhaseChanged("before", Message("x", "Asking the base model")),
        ProgressMade(5, 20, "answers"),
    )
    assert view.progress.isVisible()
    assert "Asking the base model" in texts(view.progress)
    assert any("5 of 20 questions" in text for text in texts(view.progress))
    give_scorecard(run)
    board.last.say(JobFinished(WORD, {}))
    assert not view.progress.isVisible()
    qtbot.waitUntil(lambda: model.measured is not None)
    assert view.page.isVisible()


def test_measuring_can_be_cancelled_and_is_no_failure(
    view: ScorecardView, model: MeasuringModel, board: FakeBoard, run: RunFolder
) -> None:
    model.choose_run(run)
    model.measure()
    press(find(view.progress, QPushButton, "Cancel"))
    assert board.last.stops == 1
    assert isinstance(board.last.state.outcome, JobStopped)
    assert (model.job, model.failure) == (None, None)
    assert find(view, QPushButton, "Measure before and after").isVisible()


def test_a_failure_is_a_card_and_can_be_tried_again(
    view: ScorecardView, model: MeasuringModel, board: FakeBoard, run: RunFolder, qtbot: QtBot
) -> None:
    model.choose_run(run)
    model.measure()
    board.last.say(JobFailed(Message("m", "No rows."), Message("r", "Build the dataset.")))
    told = texts(view)
    assert "No rows." in told
    assert "Build the dataset." in told
    with qtbot.waitSignal(view.measure_requested):
        press(find(view, QPushButton, "Measure again"))


def test_the_scorecard_shows_each_measure_with_its_verdict(
    view: ScorecardView, model: MeasuringModel, run: RunFolder, qtbot: QtBot
) -> None:
    measured(model, run, qtbot)
    card = model.measured.card  # type: ignore[union-attr]
    assert str(card.overall) in texts(view)
    assert len(view.page.findChildren(IntervalBars)) == 6
    shown = texts(view.page)
    assert "20 %  →  80 %" in shown
    assert "0 %  →  86 %" in shown
    assert badges(view)[0] == ("better", "good")
    assert ("better", "good") in badges(view)[1:]
    assert ("no clear change", "neutral") in badges(view)[1:]
    bars = view.page.findChildren(IntervalBars)[0]
    assert "20 % (95 % interval" in bars.accessibleName()
    assert "2 of 10" in bars.accessibleName()


def test_failures_are_listed_by_kind_and_open_in_the_chat_with_their_text(
    view: ScorecardView,
    model: MeasuringModel,
    context: AppContext,
    run: RunFolder,
    qtbot: QtBot,
) -> None:
    fill_dataset(context.project.require())
    measured(model, run, qtbot)
    card = view.page.findChild(FailuresCard)
    table = card.table.model()
    assert table.rowCount() == 1
    assert [table.index(0, column).data() for column in range(4)] == [
        "Question 8?",
        "at six",
        "at ten",
        "at six",
    ]
    with qtbot.waitSignal(view.opened) as opened:
        press(find(card, QPushButton, "Open in chat"))
    assert opened.args == [AskInChat("Question 8?", "The harbour opens at six.")]


def test_another_run_shows_its_own_scorecard_or_none(
    view: ScorecardView, model: MeasuringModel, context: AppContext, run: RunFolder, qtbot: QtBot
) -> None:
    measured(model, run, qtbot)
    model.choose_run(context.project.require().new_run("lora"))
    assert model.measured is None
    assert find(view, QPushButton, "Measure before and after").isVisible()
    model.choose_run(None)
    assert find(view, QPushButton, "Go to Training").isVisible()


def test_a_broken_scorecard_is_told(model: MeasuringModel, run: RunFolder, qtbot: QtBot) -> None:
    run.scorecard_file.write_text("{", encoding="utf-8")
    with qtbot.waitSignal(model.problem):
        model.choose_run(run)
    assert not model.is_reading


def state(*events: PhaseChanged | ProgressMade) -> RunState:
    timed = [Entry(number, 10.0 * number, event) for number, event in enumerate(events, 1)]
    return reduce(timed)


def test_progress_counts_both_models() -> None:
    before, after = PhaseChanged("before", WORD), PhaseChanged("after", WORD)
    assert progress_of(state(PhaseChanged("loading", WORD))).fraction is None
    assert progress_of(state(before)).fraction is None
    first = progress_of(state(before, ProgressMade(5, 20, "answers")))
    assert (first.fraction, first.done, first.total) == (0.125, 5, 20)
    # Five answers took 10 s, so the other 15 take 30 s, and the second model 40 s for all.
    assert first.eta_s == pytest.approx(70.0)
    second = progress_of(state(before, after, ProgressMade(10, 20, "answers")))
    assert (second.fraction, second.eta_s) == (0.75, pytest.approx(10.0))
