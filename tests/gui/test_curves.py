"""A run's numbers as arrays."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backend.events import EvalDone, PhaseChanged, ResourceSampled, StepDone
from backend.jobs.journal import Entry
from backend.message import Message
from gui.models.curves import Curves, Table


def _step(number: int, loss: float = 1.0) -> StepDone:
    return StepDone(number, 100, 0.1, loss, 1e-4, 0.5, 900.0, 40, 0.2, 10)


def _entries(*events: object, first_s: float = 0.0) -> tuple[Entry, ...]:
    return tuple(Entry(at + 1, first_s + at, event) for at, event in enumerate(events))  # type: ignore[arg-type]


def test_a_step_done_again_takes_the_place_of_the_lost_ones() -> None:
    curves = Curves()
    curves.add(_entries(*(_step(number) for number in range(1, 6))))
    curves.add(_entries(PhaseChanged("starting", Message("a", "b"), 2), _step(4, 9.0)))
    assert curves.steps.tolist() == [1, 2, 3, 4]
    assert curves.loss.tolist() == [1, 1, 1, 9]


def test_a_measurement_done_again_takes_the_place_of_the_lost_one() -> None:
    curves = Curves()
    curves.add(_entries(EvalDone(5, 2.0, 8, 0.1), EvalDone(10, 1.5, 8, 0.1)))
    curves.add(_entries(EvalDone(10, 1.25, 8, 0.1)))
    assert curves.eval_steps.tolist() == [5, 10]
    assert curves.eval_loss.tolist() == [2.0, 1.25]


def test_pauses_are_left_out_of_the_time_of_the_memory_curve() -> None:
    curves = Curves()
    starting = PhaseChanged("starting", Message("a", "b"), 1)
    sample = ResourceSampled(1, 2, 3, 0.5)
    curves.add(_entries(starting, sample, sample, first_s=1000.0))
    curves.add(_entries(starting, sample, first_s=900_000.0))
    assert curves.resource_s.tolist() == [1.0, 2.0, 3.0]
    assert math.isnan(curves.vram_total_bytes[0])


def test_a_clock_that_is_set_back_leaves_the_time_rising() -> None:
    curves = Curves()
    sample = ResourceSampled(1, 2, 3, 0.5)
    curves.add((Entry(1, 100.0, PhaseChanged("starting", Message("a", "b"), 1)),))
    curves.add((Entry(2, 110.0, sample), Entry(3, 50.0, sample), Entry(4, 112.0, sample)))
    assert curves.resource_s.tolist() == [10.0, 10.0, 12.0]


def test_the_version_rises_only_with_what_is_drawn() -> None:
    curves = Curves()
    curves.add(_entries(_step(1)))
    before = curves.version
    curves.add(())
    assert curves.version == before


@given(st.lists(st.floats(-1e6, 1e6), max_size=700))
def test_a_table_keeps_what_was_put_in(values: list[float]) -> None:
    table = Table(2)
    for at, value in enumerate(values):
        table.append(at, value)
    assert len(table) == len(values)
    assert np.array_equal(table.column(1), np.array(values))
