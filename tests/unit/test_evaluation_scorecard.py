from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from backend.dataset.row import ExampleKind
from backend.evaluation.compare import Comparison, Verdict
from backend.evaluation.judge import Asked, judge
from backend.evaluation.perplexity import ParagraphLoss, read_probe
from backend.evaluation.scorecard import (
    Scorecard,
    make_scorecard,
    read_answers,
    read_scorecard,
    save,
    scorecard_text,
)
from backend.message import TunedeskError
from backend.project import RunFolder
from backend.wording import REFUSAL

LOSSES = tuple(ParagraphLoss(3.0 * tokens, tokens) for tokens in (10, 20, 30))
MEASURES = {
    "answer_accuracy",
    "answer_f1",
    "refusal_recall",
    "refusal_precision",
    "over_refusal",
    "forgetting_perplexity",
}


def row(kind: ExampleKind, before: str, after: str, number: int = 0) -> Asked:
    expected = REFUSAL if kind is ExampleKind.UNANSWERABLE else "two litres"
    return Asked(f"r{number}", kind, "h.pdf", 3, "c-1", "How much?", expected, before, after)


def answerable(before: str, after: str, times: int = 1) -> list[Asked]:
    return [row(ExampleKind.ANSWERABLE, before, after)] * times


def unanswerable(before: str, after: str, times: int = 1) -> list[Asked]:
    return [row(ExampleKind.UNANSWERABLE, before, after)] * times


def card_of(
    rows: list[Asked],
    after_losses: tuple[ParagraphLoss, ...] = LOSSES,
    before_losses: tuple[ParagraphLoss, ...] = LOSSES,
) -> Scorecard:
    losses = before_losses, after_losses
    return make_scorecard(rows, losses, [REFUSAL], run="1-x", base_model="m", split="test")[0]


def comparison(card: Scorecard, measure: str) -> Comparison:
    return next(each for each in card.comparisons if each.measure == measure)


def test_figures_by_hand() -> None:
    card = card_of(
        [
            *answerable("Two litres.", "two litres", 3),
            *answerable("Three litres", "The two litres!", 2),
            *answerable(REFUSAL, "two", 1),
            *unanswerable("Two litres", REFUSAL, 3),
            *unanswerable(REFUSAL, "Four", 1),
        ]
    )
    before, after = card.before, card.after
    assert (card.rows, card.answerable, card.unanswerable) == (10, 6, 4)
    assert (before.answer_accuracy.count, before.answer_accuracy.total) == (3, 6)
    assert after.answer_accuracy.value == pytest.approx(5 / 6)
    assert before.answer_f1.value == pytest.approx((3 + 2 * 0.5 + 0) / 6)
    assert after.answer_f1.value == pytest.approx((5 + 2 / 3) / 6)
    assert before.refusal_recall.value == 0.25
    assert after.refusal_recall.value == 0.75
    assert (before.refusal_precision.count, before.refusal_precision.total) == (1, 2)
    assert after.refusal_precision.value == 1.0
    assert before.over_refusal.value == pytest.approx(1 / 6)
    assert after.over_refusal.value == 0.0
    assert before.forgetting_perplexity.value == pytest.approx(math.exp(3.0))


def test_no_case_is_null_and_not_zero() -> None:
    card = card_of(answerable("two litres", "two litres"), (), ())
    for measure in (card.after.refusal_recall, card.after.refusal_precision):
        assert (measure.value, measure.low, measure.high) == (None, None, None)
        assert (measure.count, measure.total) == (0, 0)
    assert card.after.forgetting_perplexity.value is None
    assert comparison(card, "refusal_recall").verdict is Verdict.NOT_MEASURED
    assert comparison(card, "forgetting_perplexity").verdict is Verdict.NOT_MEASURED


def test_clear_gain_is_better_and_named_with_its_numbers() -> None:
    card = card_of(
        [*answerable("no idea", "two litres", 10), *answerable("two litres", "two litres", 10)]
    )
    answers = comparison(card, "answer_accuracy")
    assert answers.verdict is Verdict.BETTER
    assert answers.p == pytest.approx(2 / 2**10)
    assert str(answers.sentence).startswith("answers: 50 % -> 100 % (+50 points, 95 % interval +")
    assert str(answers.sentence).endswith(": better")
    assert str(card.overall).startswith("Better after training: answers")


def test_a_gain_that_can_be_chance_is_the_same() -> None:
    rows = [*answerable("no idea", "two litres", 3), *answerable("two litres", "two litres", 20)]
    assert comparison(card_of(rows), "answer_accuracy").verdict is Verdict.SAME


def test_text_for_a_terminal_has_counts_intervals_and_verdict() -> None:
    rows = [*answerable("no idea", "two litres", 10), *unanswerable("four", REFUSAL, 2)]
    lines = scorecard_text(card_of(rows)).split("\n")
    assert lines[0].startswith("12 questions of the test split, 10 answerable and 2 not")
    assert lines[1].endswith("95 % interval +100 to +100): better [0 of 10 -> 10 of 10]")
    assert "  refusals: 0 % -> 100 %" in lines[3]
    assert lines[3].endswith(": same [0 of 2 -> 2 of 2]")
    assert lines[4].endswith("not measured, there was no such case before [0 of 0 -> 2 of 2]")
    assert lines[-1].startswith("Better after training")
    "\n".join(lines).encode("cp1252")


def test_more_over_refusal_is_worse() -> None:
    rows = [*answerable("two litres", REFUSAL, 12), *answerable("two litres", "two litres", 12)]
    card = card_of(rows)
    assert comparison(card, "over_refusal").verdict is Verdict.WORSE
    assert comparison(card, "answer_accuracy").verdict is Verdict.WORSE
    assert str(card.overall).startswith("Worse after training")


@pytest.mark.parametrize(
    ("factor", "verdict"),
    [(1.0, Verdict.SAME), (1.04, Verdict.SAME), (1.2, Verdict.WORSE), (0.8, Verdict.BETTER)],
)
def test_perplexity_counts_beyond_its_tolerance(factor: float, verdict: Verdict) -> None:
    after = tuple(
        ParagraphLoss(loss.nats + loss.tokens * math.log(factor), loss.tokens) for loss in LOSSES
    )
    each = comparison(card_of(answerable("x", "x"), after), "forgetting_perplexity")
    assert each.verdict is verdict
    assert each.change == pytest.approx(factor - 1)


def test_perplexity_that_rises_here_and_falls_there_is_the_same() -> None:
    after = (ParagraphLoss(60.0, 10), ParagraphLoss(50.0, 20), ParagraphLoss(100.0, 30))
    each = comparison(card_of(answerable("x", "x"), after), "forgetting_perplexity")
    assert each.change is not None
    assert each.change > 0.05
    assert each.verdict is Verdict.SAME


def test_an_answer_that_reads_like_a_refusal_is_right_where_it_is_the_answer() -> None:
    text = "The document does not specify a colour"
    outcome = judge(ExampleKind.ANSWERABLE, text, text, [REFUSAL])
    assert outcome.correct
    assert not outcome.refused


def test_a_refusal_earns_no_words() -> None:
    assert judge(ExampleKind.ANSWERABLE, "enough information", REFUSAL, [REFUSAL]).f1 == 0.0
    assert judge(ExampleKind.ANSWERABLE, "enough information", "enough", [REFUSAL]).f1 > 0.0


def test_files_in_the_fixed_shape_and_read_back(tmp_path: Path) -> None:
    run = RunFolder(tmp_path / "runs" / "1-x")
    rows = [*answerable("a\u2028b", "two litres"), *unanswerable("four", REFUSAL)]
    card, answers = make_scorecard(
        rows, (LOSSES, LOSSES), [REFUSAL], run="1-x", base_model="m", split="test"
    )
    save(run, card, answers)
    plain = json.loads(run.scorecard_file.read_text(encoding="utf-8"))
    for side in ("before", "after"):
        assert set(plain[side]) == MEASURES
        for measure in plain[side].values():
            assert set(measure) == {"value", "count", "total", "low", "high"}
    assert read_scorecard(run.scorecard_file) == card
    assert read_answers(run) == answers
    assert answers[0].after_correct
    assert not answers[0].before_correct


def test_a_run_without_scorecard_is_named(tmp_path: Path) -> None:
    with pytest.raises(TunedeskError, match="1-x has not been measured"):
        read_scorecard(tmp_path / "1-x" / "scorecard.json")


def test_a_full_disk_leaves_the_old_scorecard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = RunFolder(tmp_path / "runs" / "1-x")
    rows = answerable("x", "two litres")
    card, answers = make_scorecard(
        rows, (LOSSES, LOSSES), [REFUSAL], run="1-x", base_model="m", split="test"
    )
    save(run, card, answers)
    old = run.scorecard_file.read_bytes(), run.answers_file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("backend.files.os.fsync", full)
    with pytest.raises(TunedeskError, match="No space left"):
        save(run, card, ())
    assert (run.scorecard_file.read_bytes(), run.answers_file.read_bytes()) == old
    assert sorted(file.name for file in run.root.iterdir()) == [
        "evaluation.jsonl",
        "scorecard.json",
    ]


def test_probe_paragraphs_are_parted_by_blank_lines(tmp_path: Path) -> None:
    file = tmp_path / "probe.txt"
    file.write_text("One\nline.\n\n\nTwo.\n", encoding="utf-8")
    assert read_probe(file) == ("One line.", "Two.")
    file.write_text(" \n\n", encoding="utf-8")
    with pytest.raises(TunedeskError, match=r"probe\.txt is missing or empty"):
        read_probe(file)
    with pytest.raises(TunedeskError, match=r"no\.txt is missing or empty"):
        read_probe(tmp_path / "no.txt")
