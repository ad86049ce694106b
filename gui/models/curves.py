"""A run's numbers as arrays that plots can draw without copying."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from backend.events import EvalDone, PhaseChanged, ResourceSampled, StepDone
from backend.jobs.journal import Entry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Values: TypeAlias = "NDArray[np.float64]"
_FIRST_ROOM = 256


class Table:
    """Rows of numbers that grow at the end; a column is a view, not a copy."""

    def __init__(self, columns: int) -> None:
        """Begins empty."""
        import numpy as np  # not before the first job: the window shows without it

        self._data = np.empty((columns, _FIRST_ROOM))
        self._rows = 0

    def __len__(self) -> int:
        """How many rows there are."""
        return self._rows

    def append(self, *values: float) -> None:
        """Adds a row, one value for each column."""
        if self._rows == self._data.shape[1]:
            self._data = self._data.repeat(2, axis=1)
            self._data[:, : self._rows] = self._data[:, : 2 * self._rows : 2]
        self._data[:, self._rows] = values
        self._rows += 1

    def cut_from(self, first: float) -> None:
        """Drops the rows whose first column is `first` or more; that column rises."""
        self._rows = int(self._data[0, : self._rows].searchsorted(first))

    def column(self, index: int) -> Values:
        """The values of one column, in a view that is valid until the next change."""
        return self._data[index, : self._rows]


class Curves:
    """All curves of one run.

    Attributes:
        version: Rises with every change, so that a plot knows whether to draw anew.
    """

    def __init__(self) -> None:
        """Begins without a point."""
        self.version = 0
        self._steps = Table(5)
        self._evals = Table(2)
        self._resources = Table(7)
        self._clock_start_s = 0.0
        self._last_resource_s = 0.0

    def add(self, entries: Iterable[Entry]) -> None:
        """Takes in what the job has said."""
        for entry in entries:
            match entry.event:
                case StepDone() as done:
                    self._add_step(done)
                case EvalDone() as done:
                    self._evals.cut_from(done.step)
                    self._evals.append(done.step, done.loss)
                case ResourceSampled() as sample:
                    self._add_resources(sample, entry.time_s)
                case PhaseChanged(phase="starting"):
                    # Days may lie between two attempts; the curve goes on where it ended.
                    self._clock_start_s = entry.time_s - self._last_resource_s
                case _:
                    continue
            self.version += 1

    def _add_step(self, done: StepDone) -> None:
        """A step that is done again after a resume replaces the lost one."""
        self._steps.cut_from(done.step)
        self._steps.append(
            done.step, done.loss, done.learning_rate, done.grad_norm, done.tokens_per_s
        )

    def _add_resources(self, sample: ResourceSampled, time_s: float) -> None:
        passed_s = max(self._last_resource_s, time_s - self._clock_start_s)
        self._last_resource_s = passed_s
        self._resources.append(
            passed_s,
            sample.process_bytes,
            sample.ram_used_bytes,
            sample.ram_total_bytes,
            _number(sample.vram_process_bytes),
            _number(sample.vram_other_bytes),
            _number(sample.vram_total_bytes),
        )

    @property
    def steps(self) -> Values:
        """Numbers of the optimizer steps, rising; x of the next four."""
        return self._steps.column(0)

    @property
    def loss(self) -> Values:
        """Training loss, in nats."""
        return self._steps.column(1)

    @property
    def learning_rate(self) -> Values:
        """The rate that each step was taken with."""
        return self._steps.column(2)

    @property
    def grad_norm(self) -> Values:
        """L2 norm of the gradient before clipping."""
        return self._steps.column(3)

    @property
    def tokens_per_s(self) -> Values:
        """Tokens seen per second."""
        return self._steps.column(4)

    @property
    def eval_steps(self) -> Values:
        """Steps after which the validation split was measured."""
        return self._evals.column(0)

    @property
    def eval_loss(self) -> Values:
        """Validation loss, in nats."""
        return self._evals.column(1)

    @property
    def resource_s(self) -> Values:
        """Seconds of work, pauses left out; x of the memory curves."""
        return self._resources.column(0)

    @property
    def process_bytes(self) -> Values:
        """Resident memory of the worker."""
        return self._resources.column(1)

    @property
    def ram_used_bytes(self) -> Values:
        """Memory in use on the whole machine."""
        return self._resources.column(2)

    @property
    def ram_total_bytes(self) -> Values:
        """Memory that the machine has."""
        return self._resources.column(3)

    @property
    def vram_process_bytes(self) -> Values:
        """GPU memory of the worker; not-a-number without a GPU."""
        return self._resources.column(4)

    @property
    def vram_other_bytes(self) -> Values:
        """GPU memory of other programs; not-a-number without a GPU."""
        return self._resources.column(5)

    @property
    def vram_total_bytes(self) -> Values:
        """GPU memory there is; not-a-number without a GPU."""
        return self._resources.column(6)


def _number(value: int | None) -> float:
    return math.nan if value is None else float(value)
