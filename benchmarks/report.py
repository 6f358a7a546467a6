"""The table that ``python -m playground bench`` prints."""

from __future__ import annotations

from benchmarks.handover import CALLS, handover
from benchmarks.overhead import PAIRS, overhead
from playground.run import TICK


def main() -> None:
    """Measure both and print the ratios; they are far more trustworthy than the times."""
    ratio, ours, bare = overhead()
    seconds = handover()
    rows = [
        ("", "measured", "wanted"),
        ("training, recorded, validated and explained live / bare torch.nn loop", f"{ratio:.3f}", "at most 1.10"),
        (f"hand-over to a worker / budget of {TICK * 1000:.0f} ms", f"{seconds / TICK:.3f}", "at most 0.10"),
    ]
    width = max(len(row[0]) for row in rows)
    for name, measured, wanted in rows:
        print(f"{name:<{width}}  {measured:>8}  {wanted}")
    print(f"Medians of {PAIRS} interleaved pairs ({ours:.2f} s and {bare:.2f} s) and of {CALLS} calls ({seconds * 1000:.1f} ms).")
