"""Where the parts of the data meet: training first, then validation, then test, in the order of
time.
"""

from __future__ import annotations


def split_at(count: int, train_share: float, validation_share: float) -> tuple[int, int]:
    """Return the first validation row and the first test row of ``count`` rows (or sequences)."""
    first = round(count * train_share)
    return first, first + round(count * validation_share)
