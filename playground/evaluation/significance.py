"""Comparison over seeds: quartiles, paired wins and losses, and the sign test.

Two variants are compared seed by seed. If they were equally good, each seed would be a coin toss,
and the p-value of the sign test (exact, two-sided, without ties) is the probability of a result at
least as one-sided. A difference is significant when it is at most `ALPHA`: with five seeds all five
must agree, with ten at least nine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

#: Largest p-value of a significant difference: five of five coin tosses agree in 6.25 % of cases.
ALPHA = 0.0625


@dataclass(frozen=True)
class PairedComparison:
    """Two variants compared seed by seed.

    Parameters
    ----------
    wins, losses, ties : int
        Number of seeds in which the first has the smaller, larger, or same score.
    """

    wins: int
    losses: int
    ties: int

    @property
    def p(self) -> float:
        """Probability of a result at least as one-sided if both were equally good."""
        return sign_test(self.wins, self.losses)

    @property
    def count(self) -> int:
        """Number of pairs."""
        return self.wins + self.losses + self.ties

    @property
    def clear(self) -> bool:
        """Whether the difference is significant, in either direction."""
        return self.p <= ALPHA


@dataclass(frozen=True)
class Point:
    """Scores of one variant at one value of the swept field.

    Parameters
    ----------
    value : float
    scores : mapping of int to float
        By repeat; smaller is better, infinite where training diverged.
    baseline : float
        Median score of the main baseline (`main_baseline`) at this value; NaN without one.
    """

    value: float
    scores: Mapping[int, float]
    baseline: float

    @property
    def quartiles(self) -> tuple[float, float, float]:
        """Quartiles of the finite scores."""
        return quartiles(list(self.scores.values()))


def sign_test(wins: int, losses: int) -> float:
    """Return the p-value of the exact two-sided sign test; 1 if all pairs are tied.

    Examples
    --------
    >>> sign_test(5, 0), sign_test(4, 1), sign_test(0, 0)
    (0.0625, 0.375, 1.0)
    """
    decided, fewer = wins + losses, min(wins, losses)
    if decided == 0:
        return 1.0
    tail = sum(math.comb(decided, k) for k in range(fewer + 1)) / 2**decided
    return min(1.0, 2 * tail)


def fewest_for_a_verdict() -> int:
    """Return the fewest seeds with which a difference can be significant, if all agree.

    Examples
    --------
    >>> fewest_for_a_verdict()
    5
    """
    return next(n for n in range(1, 100) if sign_test(n, 0) <= ALPHA)


def paired_comparison(first: Mapping[int, float], second: Mapping[int, float]) -> PairedComparison:
    """Compare scores over the seeds that both have; smaller is better.

    Infinite against infinite is a tie.

    Examples
    --------
    >>> paired_comparison({0: 0.1, 1: 0.2, 2: 0.3}, {0: 0.2, 1: 0.1, 2: 0.3})
    PairedComparison(wins=1, losses=1, ties=1)
    """
    pairs = [(first[k], second[k]) for k in first if k in second]
    wins = sum(a < b for a, b in pairs)
    losses = sum(a > b for a, b in pairs)
    return PairedComparison(wins, losses, len(pairs) - wins - losses)


def quartiles(values: Sequence[float] | np.ndarray) -> tuple[float, float, float]:
    """Return the three quartiles of the finite values; NaN without any.

    Examples
    --------
    >>> quartiles([1.0, 2.0, 3.0, 4.0, 5.0, math.inf])
    (2.0, 3.0, 4.0)
    """
    finite = np.asarray([v for v in values if math.isfinite(v)], np.float64)
    if not finite.size:
        return math.nan, math.nan, math.nan
    low, middle, high = (float(q) for q in np.quantile(finite, [0.25, 0.5, 0.75]))
    return low, middle, high


def best(scores: Mapping[str, Mapping[int, float]]) -> str | None:
    """Return the variant with the smallest median if its lead exceeds the spread, else None.

    A lead exceeds the spread when the difference is significant and the medians are further apart
    than the quartiles of either variant.

    Examples
    --------
    >>> low = {seed: 0.1 + seed / 1000 for seed in range(5)}
    >>> best({"LSTM": low, "GRU": {seed: score + 1.0 for seed, score in low.items()}})
    'LSTM'
    """
    lead = first(scores)
    if lead is None or len(scores) < 2:
        return None
    return (
        lead
        if all(exceeds(scores[lead], scores[name]) for name in scores if name != lead)
        else None
    )


def first(scores: Mapping[str, Mapping[int, float]]) -> str | None:
    """Return the variant with the smallest median; None without scores.

    A repeat that diverged is worse than any other.
    """
    medians = {name: _median(by_seed.values()) for name, by_seed in scores.items() if by_seed}
    return min(medians, key=medians.__getitem__) if medians else None


def exceeds(better: Mapping[int, float], other: Mapping[int, float]) -> bool:
    """Return whether the first is better by more than the spread of either."""
    pair = paired_comparison(better, other)
    if not pair.clear or pair.wins <= pair.losses:
        return False
    (low, middle, high), (low_2, middle_2, high_2) = (
        quartiles(list(better.values())),
        quartiles(list(other.values())),
    )
    if math.isnan(middle_2):  # every repeat of the other diverged
        return not math.isnan(middle)
    return middle_2 - middle > max(high - low, high_2 - low_2)


def _median(values: Iterable[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
