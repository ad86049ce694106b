"""The plan against what others measured on real GPUs."""

from __future__ import annotations

from statistics import median

from backend.planning.plan import plan
from tests.plan_reference_support import measured_rows, reference_facts


def test_published_measurements_are_predicted() -> None:
    tensor_errors, total_errors, inside = [], [], []
    for row in measured_rows(reference_facts()):
        made = plan(row.request)
        runtime = made.components[-1].bytes
        tensor_errors.append(abs((made.total_bytes - runtime) / row.allocated_bytes - 1))
        if row.total_bytes is not None:
            total_errors.append(abs(made.total_bytes / row.total_bytes - 1))
            low, high = made.interval_bytes
            inside.append(low <= row.total_bytes <= high)
    assert len(tensor_errors) == 44
    assert median(tensor_errors) < 0.02
    assert max(tensor_errors) < 0.15
    assert median(total_errors) < 0.07
    assert sum(inside) / len(inside) >= 0.9
