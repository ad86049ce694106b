"""Prints what the planner predicts beside what others measured.

Run as `python -m tests.benchmarks.plan_reference`.
"""

from __future__ import annotations

from statistics import median

from backend.planning.plan import plan
from tests.plan_reference_support import GIB, measured_rows, reference_facts


def main() -> None:
    """One line per row, then medians."""
    tensor_errors, total_errors, gaps = [], [], []
    print(f"{'row':62} {'tensors':>15} {'error':>7} {'process':>15} {'error':>7}  gap")
    for row in measured_rows(reference_facts()):
        made = plan(row.request)
        runtime = next(part for part in made.components if part.name == "runtime")
        tensors = made.total_bytes - runtime.bytes
        tensor_error = tensors / row.allocated_bytes - 1
        tensor_errors.append(tensor_error)
        line = f"{row.label:62} {tensors / GIB:7.2f}/{row.allocated_bytes / GIB:7.2f} "
        line += f"{tensor_error:+7.1%}"
        if row.total_bytes is not None:
            total_error = made.total_bytes / row.total_bytes - 1
            total_errors.append(total_error)
            line += (
                f" {made.total_bytes / GIB:7.2f}/{row.total_bytes / GIB:7.2f} {total_error:+7.1%}"
            )
        if row.gap_fraction is not None:
            gaps.append(row.gap_fraction)
            line += f"  {row.gap_fraction:.2f}"
        print(line)
    for name, values in (("tensors", tensor_errors), ("process", total_errors)):
        sizes = sorted(abs(value) for value in values)
        print(
            f"{name}: {len(values)} rows, median error {median(values):+.1%}, "
            f"median size of error {median(sizes):.1%}, largest {sizes[-1]:.1%}"
        )
    print(f"gap: low {min(gaps):.2f}, median {median(gaps):.2f}, high {max(gaps):.2f}")


if __name__ == "__main__":
    main()
