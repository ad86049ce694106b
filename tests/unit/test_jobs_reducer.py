"""The reducer: from a journal to what is shown, the same however the journal comes in."""

from __future__ import annotations

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from backend.events import (
    AnswerDone,
    EvalDone,
    Event,
    FileAdvanced,
    FileState,
    JobFailed,
    JobFinished,
    JobStopped,
    PhaseChanged,
    ProgressMade,
    ResourceSampled,
    StepDone,
    TokenStreamed,
    TurnBegun,
)
from backend.jobs.journal import Entry
from backend.jobs.reducer import (
    SILENT_AFTER_S,
    RunState,
    RunStatus,
    apply,
    reduce,
    status_of,
)
from backend.jobs.series import Series
from backend.message import Message

WORD = Message("a", "b")


def step(number: int, loss: float = 1.0, step_s: float = 2.0) -> StepDone:
    return StepDone(number, 10, number / 10, loss, 1e-4, 0.5, 100.0, 50, step_s, 1000)


def entries(*events: Event) -> list[Entry]:
    return [Entry(number, 100.0 + number, event) for number, event in enumerate(events, 1)]


def starting(attempt: int = 1) -> PhaseChanged:
    return PhaseChanged("starting", WORD, attempt)


def test_a_good_run() -> None:
    training = PhaseChanged("training", WORD)
    state = reduce(entries(starting(), training, step(1), step(2), EvalDone(2, 0.9, 5, 1.0)))
    assert [done.step for done in state.steps] == [1, 2]
    assert state.best_eval == EvalDone(2, 0.9, 5, 1.0)
    assert state.eta_s == 8 * 2.0
    assert status_of(state, alive=True, now_s=106.0) is RunStatus.RUNNING
    done = apply(state, Entry(6, 106.0, JobFinished(WORD, {})))
    assert status_of(done, alive=False, now_s=1e9) is RunStatus.FINISHED
    assert done.eta_s is None


def test_steps_redone_after_a_crash_replace_the_lost_ones() -> None:
    first = [starting(), step(1, 5.0), step(2, 4.0), step(3, 3.0), EvalDone(3, 9.0, 1, 1.0)]
    second = [starting(2), step(2, 4.5), EvalDone(2, 8.0, 1, 1.0), step(3, 3.5)]
    state = reduce(entries(*first, *second))
    assert [(done.step, done.loss) for done in state.steps] == [(1, 5.0), (2, 4.5), (3, 3.5)]
    assert [done.step for done in state.evals] == [2]
    assert state.attempt == 2


def test_each_way_to_end() -> None:
    begun = reduce(entries(starting(), PhaseChanged("training", WORD)))
    stopped = apply(begun, Entry(9, 1.0, JobStopped(WORD, saved=True)))
    paused = apply(begun, Entry(9, 1.0, JobStopped(WORD, saved=True, paused=True)))
    failed = apply(begun, Entry(9, 1.0, JobFailed(WORD, WORD)))
    assert status_of(stopped, alive=False, now_s=0.0) is RunStatus.STOPPED
    assert status_of(paused, alive=False, now_s=0.0) is RunStatus.PAUSED
    assert status_of(failed, alive=False, now_s=0.0) is RunStatus.FAILED
    assert status_of(begun, alive=False, now_s=102.0) is RunStatus.FAILED, "killed"
    assert status_of(RunState(), alive=False, now_s=0.0) is RunStatus.WAITING
    silent_s = begun.last_s + SILENT_AFTER_S + 1
    assert status_of(begun, alive=True, now_s=silent_s) is RunStatus.SILENT
    assert status_of(RunState(), alive=True, now_s=silent_s) is RunStatus.WAITING


def test_launching_again_forgets_the_old_outcome() -> None:
    state = reduce(entries(starting(), JobFailed(WORD, WORD), starting(2)))
    assert state.outcome is None
    assert state.attempt == 2


def test_progress_gives_an_eta_for_its_phase() -> None:
    state = reduce(entries(starting(), PhaseChanged("reading", WORD), ProgressMade(1, 4, "pages")))
    assert state.eta_s == 3.0  # one page took one second
    assert apply(state, Entry(9, 110.0, PhaseChanged("saving", WORD))).progress is None


def test_a_clock_set_back_gives_no_negative_eta() -> None:
    state = reduce(entries(starting(), PhaseChanged("reading", WORD)))
    state = apply(state, Entry(3, 5.0, ProgressMade(1, 4, "pages")))
    assert state.eta_s == 0.0


def test_streams_are_joined_for_each_speaker() -> None:
    said = [("base", "a"), ("tuned", "x"), ("base", "b")]
    state = reduce(entries(starting(), *(TokenStreamed(who, text) for who, text in said)))
    assert dict(state.text) == {"base": "ab", "tuned": "x"}


def test_a_chat_is_read_turn_by_turn() -> None:
    said = [
        TurnBegun(1, "base", "When?", "handbook.pdf", 2, "d-0", "At six."),
        TokenStreamed("base", "At ", 1),
        TokenStreamed("base", "six", 1),
        AnswerDone(1, "base", "At six", 3, 1.5, whole=True),
        TurnBegun(1, "tuned", "When?", "handbook.pdf", 2, "d-0", "At six."),
        TokenStreamed("tuned", "Six", 1),
    ]
    base, tuned = reduce(entries(starting(), *said)).turns
    assert (base.number, base.speaker, base.prompt) == (1, "base", "When?")
    assert (base.document, base.page, base.chunk) == ("handbook.pdf", 2, "d-0")
    assert (base.context_text, base.text, base.whole) == ("At six.", "At six", True)
    assert base.tokens_per_s == 2.0
    assert (tuned.speaker, tuned.text, tuned.whole) == ("tuned", "Six", None)
    assert tuned.tokens_per_s is None


def test_a_question_that_failed_says_why() -> None:
    failed = AnswerDone(1, "base", "", 0, 0.0, whole=False, problem=WORD, remedy=WORD)
    (turn,) = reduce(entries(starting(), TurnBegun(1, "base", "When?"), failed)).turns
    assert (turn.whole, turn.problem, turn.remedy) == (False, WORD, WORD)


def test_a_chat_launched_again_begins_empty_and_strays_change_nothing() -> None:
    talk = entries(starting(), TurnBegun(1, "base", "When?"), TokenStreamed("base", "x", 1))
    assert len(reduce([*talk, *entries(starting(2))]).turns) == 0
    strays = TokenStreamed("tuned", "y", 1), AnswerDone(2, "base", "z", 1, 1.0, whole=True)
    assert reduce([*talk, *entries(*strays)]).turns == reduce(talk).turns


def test_the_best_measurement_survives_a_resume() -> None:
    measured = [EvalDone(1, 3.0, 1, 1.0), EvalDone(2, 1.0, 1, 1.0), EvalDone(3, 2.0, 1, 1.0)]
    state = reduce(entries(starting(), *measured))
    assert state.best_eval == measured[1]
    redone = reduce(entries(EvalDone(2, 2.5, 1, 1.0)), state)
    assert redone.best_eval == EvalDone(2, 2.5, 1, 1.0)
    no_number = reduce(entries(EvalDone(1, math.nan, 1, 1.0), EvalDone(2, 9.0, 1, 1.0)))
    assert no_number.best_eval == EvalDone(2, 9.0, 1, 1.0)


def test_the_eta_is_told_from_the_newest_steps() -> None:
    training = PhaseChanged("training", WORD)
    slow = [step(n, step_s=9.0) for n in range(1, 251)]
    fast = [replace(step(n), total_steps=300) for n in range(251, 281)]
    assert reduce(entries(starting(), training, *slow, *fast)).eta_s == 20 * 2.0


def test_peak_memory_is_the_highest_seen() -> None:
    samples = [ResourceSampled(size, 0, 0, 0.0) for size in (5, 9000, 7)]
    assert reduce(entries(starting(), *samples, step(1))).peak_memory_bytes == 9000


@given(st.lists(st.integers(1, 40), max_size=60), st.integers(0, 60))
def test_any_cut_of_a_journal_reduces_to_the_same(numbers: list[int], cut: int) -> None:
    journal = entries(starting(), *(step(number) for number in numbers))
    assert reduce(journal[cut:], reduce(journal[:cut])) == reduce(journal)
    steps = [done.step for done in reduce(journal).steps]
    assert steps == sorted(set(steps))


def test_apply_leaves_the_old_state_alone() -> None:
    before = reduce(entries(starting(), step(1)))
    copy = replace(before)
    apply(before, Entry(9, 1.0, step(2)))
    assert before == copy


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_series_is_a_list(count: int, kept: int) -> None:
    series: Series[int] = Series()
    for value in range(count):
        series = series.append(value)
    values = list(range(count))
    assert list(series) == values
    assert len(series) == count
    assert series.last() == (values[-1] if values else None)
    assert list(series.first(kept)) == values[:kept]
    assert series.first(kept).append(-1).last() == -1
    assert list(series.last_many(20)) == values[-20:]
    assert list(series.last_many(256)) == values[-256:]
    if values:
        assert list(series.with_last(-1)) == [*values[:-1], -1]


def test_a_file_that_comes_further_replaces_what_was_last_said_of_it() -> None:
    told = [
        FileAdvanced("a.pdf", FileState.QUEUED),
        FileAdvanced("b.pdf", FileState.QUEUED),
        FileAdvanced("a.pdf", FileState.READING, 3, 9),
        FileAdvanced("a.pdf", FileState.READING, 7, 9),
        FileAdvanced("a.pdf", FileState.READY, 9, 9, "id"),
        FileAdvanced("b.pdf", FileState.READING),
    ]
    state = reduce(entries(*told))
    assert tuple(state.files) == (told[0], told[1], told[4], told[5])
