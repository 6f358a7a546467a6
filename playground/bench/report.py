"""The table that ``python -m playground bench`` prints."""

from __future__ import annotations

from playground.bench.concurrency import ROUNDS, repeats_against_scaling, side_by_side
from playground.bench.handover import CALLS, handover
from playground.bench.overhead import PAIRS, overhead
from playground.execution.pace import TICK


def report() -> None:
    """Measure all ratios and print them; ratios carry over to other machines better than times."""
    ratio, ours, bare = overhead()
    seconds = handover()
    throughput, (repeated, scaling) = side_by_side(), repeats_against_scaling()
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
            f"{throughput:.3f}",
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
        f"Medians of {PAIRS} interleaved pairs ({ours:.2f} s and {bare:.2f} s), of {CALLS} calls "
        f"({seconds * 1000:.1f} ms)"
    )
    print(
        f"and of {ROUNDS} rounds for the comparisons; here, two independent processes do {scaling:.2f} "
        "times the work of one."
    )
