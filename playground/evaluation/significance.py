"""Luck and difference: quartiles over seeds, wins in pairs, and when a difference counts.

The rule, stated wherever a verdict is given: two ways are compared seed by seed. If they were
equally good, each seed would be a coin toss, and the sign test (exact, two-sided, ties left out)
says how rarely coins fall as one-sidedly. A difference counts when that is at most `ALPHA`: with
five seeds all five must agree, with ten at least nine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

#: How rarely equal ways may look so different for the difference to count; 5 of 5 coins fall alike
#: in 6.25 % of all cases.
ALPHA = 0.0625


@dataclass(frozen=True)
class PairedComparison:
    """Two ways compared seed by seed.

    Parameters
    ----------
    wins, losses, ties : int
        Seeds in which the first has the smaller score, the larger one, the same one.
    """

    wins: int
    losses: int
    ties: int

    @property
    def p(self) -> float:
        """Probability that fair coins fall at least as one-sidedly as these pairs."""
        return sign_test(self.wins, self.losses)

    @property
    def count(self) -> int:
        """Number of pairs."""
        return self.wins + self.losses + self.ties

    @property
    def clear(self) -> bool:
        """Whether the difference counts, in whichever direction."""
        return self.p <= ALPHA


@dataclass(frozen=True)
class Point:
    """What was found at one value of the field for one lane.

    Parameters
    ----------
    value : float
    scores : mapping of repeat to score
        Smaller is better; infinite where it diverged.
    baseline : float
        Median score there of the main baseline (`main_baseline`); NaN when none is
        known.
    """

    value: float
    scores: Mapping[int, float]
    baseline: float

    @property
    def quartiles(self) -> tuple[float, float, float]:
        """Quarter, middle and three-quarter point of the scores that did not diverge."""
        return quartiles(list(self.scores.values()))


def sign_test(wins: int, losses: int) -> float:
    """Return the exact two-sided p-value of a fair coin; 1 without any decided pair."""
    decided, fewer = wins + losses, min(wins, losses)
    if decided == 0:
        return 1.0
    tail = sum(math.comb(decided, k) for k in range(fewer + 1)) / 2**decided
    return min(1.0, 2 * tail)


def fewest_for_a_verdict() -> int:
    """Return how many seeds it takes at least for a difference to count, if all agree."""
    return next(n for n in range(1, 100) if sign_test(n, 0) <= ALPHA)


def paired_comparison(first: Mapping[int, float], second: Mapping[int, float]) -> PairedComparison:
    """Compare scores by seed, smaller is better, over the seeds both have; infinite against
    infinite is a tie.
    """
    pairs = [(first[k], second[k]) for k in first if k in second]
    wins = sum(a < b for a, b in pairs)
    losses = sum(a > b for a, b in pairs)
    return PairedComparison(wins, losses, len(pairs) - wins - losses)


def quartiles(values: Sequence[float] | np.ndarray) -> tuple[float, float, float]:
    """Return the quarter, the middle and the three-quarter point of the finite values; NaN without
    any.
    """
    finite = np.asarray([v for v in values if math.isfinite(v)], np.float64)
    if not finite.size:
        return math.nan, math.nan, math.nan
    low, middle, high = (float(q) for q in np.quantile(finite, [0.25, 0.5, 0.75]))
    return low, middle, high


def best(scores: Mapping[str, Mapping[int, float]]) -> str | None:
    """Return the way with the smallest median, if its lead over every other exceeds the spread,
    else None.

    A lead exceeds the spread when it counts by the rule above and the medians lie further apart
    than the quartiles of either way do.
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
    """Return the way with the smallest median, diverged repeats counting as worse than any other;
    None without scores.
    """
    medians = {name: _median(own.values()) for name, own in scores.items() if own}
    return min(medians, key=medians.__getitem__) if medians else None


def exceeds(one: Mapping[int, float], other: Mapping[int, float]) -> bool:
    """Return whether the first is better by more than the spread of either."""
    pair = paired_comparison(one, other)
    if not pair.clear or pair.wins <= pair.losses:
        return False
    (low, middle, high), (low_2, middle_2, high_2) = (
        quartiles(list(one.values())),
        quartiles(list(other.values())),
    )
    if math.isnan(middle_2):  # every repeat of the other diverged
        return not math.isnan(middle)
    return middle_2 - middle > max(high - low, high_2 - low_2)


def _median(values: Iterable[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
