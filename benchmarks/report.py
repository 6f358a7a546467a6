"""The table that ``python -m playground bench`` prints."""

from __future__ import annotations

from benchmarks.compare import ROUNDS, seeds, variants
from benchmarks.handover import CALLS, handover
from benchmarks.overhead import PAIRS, overhead
from playground.execution.run import TICK


def main() -> None:
    """Measure all and print the ratios; they are far more trustworthy than the times."""
    ratio, ours, bare = overhead()
    seconds = handover()
    side_by_side, (repeated, scaling) = variants(), seeds()
    rows = [
        ("", "measured", "wanted"),
        (
            "training, recorded, validated and explained live / bare torch.nn loop",
            f"{ratio:.3f}",
            "at most 1.10",
        ),
        (
            f"hand-over to a worker / budget of {TICK * 1000:.0f} ms",
            f"{seconds / TICK:.3f}",
            "at most 0.10",
        ),
        (
            "four lanes side by side / one after another, steps per second",
            f"{side_by_side:.3f}",
            "at least 0.85",
        ),
        (
            "five repeats / as many runs at the speed of two processes, seconds",
            f"{repeated:.3f}",
            "at most 1.15",
        ),
    ]
    width = max(len(row[0]) for row in rows)
    for name, measured, wanted in rows:
        print(f"{name:<{width}}  {measured:>8}  {wanted}")
    print(
        f"Medians of {PAIRS} interleaved pairs ({ours:.2f} s and {bare:.2f} s) and of {CALLS} calls ({seconds * 1000:.1f} ms),"
    )
    print(
        f"and of {ROUNDS} rounds for the comparisons; two independent processes do {scaling:.2f} times the work of one here."
    )
