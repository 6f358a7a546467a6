"""How evenly times are spaced: their step, and how many of the steps in their span they fill."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_UNITS = (("D", 86_400_000_000), ("H", 3_600_000_000), ("M", 60_000_000), ("S", 1_000_000))


@dataclass(frozen=True)
class Spacing:
    """The most frequent step of some times.

    Parameters
    ----------
    months : int
        The step in whole months, 0 where it is shorter.
    micros : int
        The step in microseconds, 0 for months.
    coverage : float
        Times divided by the times that a full calendar of this step would have, at most 1.
    even : bool
        Whether all steps are whole multiples of it.
    """

    months: int
    micros: int
    coverage: float
    even: bool

    def iso(self) -> str | None:
        """Return the step as an ISO 8601 duration, None where the times are uneven."""
        if not self.even or not (self.months or self.micros):
            return None
        if self.months:
            return f"P{self.months // 12}Y" if self.months % 12 == 0 else f"P{self.months}M"
        for letter, size in _UNITS:
            if self.micros % size == 0:
                return ("P" if letter == "D" else "PT") + f"{self.micros // size}{letter}"
        return f"PT{self.micros / 1e6:g}S"


def different(times: np.ndarray) -> np.ndarray:
    """Return the different times in order, without NaT."""
    known = times[~np.isnat(times)]
    if not (known[1:] > known[:-1]).all():
        known = np.sort(known, kind="stable")  # fast where most are in order, unlike np.unique
        known = known[np.r_[True, known[1:] != known[:-1]][: len(known)]]
    return known


def spacing(times: np.ndarray) -> Spacing:
    """Return the spacing of times, which may repeat and be in any order."""
    times = different(times).astype("datetime64[us]")
    if len(times) < 2:
        return Spacing(0, 0, 1.0, True)
    found = _of_months(times)
    if found is not None:
        return found
    steps = np.diff(times).astype(np.int64)
    sizes, counts = np.unique(steps, return_counts=True)
    step = int(sizes[counts.argmax()])
    full = (int(times[-1].astype(np.int64)) - int(times[0].astype(np.int64))) // step + 1
    return Spacing(0, step, len(times) / full, not (steps % step).any())


def _of_months(times: np.ndarray) -> Spacing | None:
    month = times.astype("datetime64[M]")
    inside = times - month.astype("datetime64[us]")
    before = (month + 1).astype("datetime64[us]") - times
    gaps = np.diff(month.astype(np.int64))
    if (gaps < 1).any() or not ((inside == inside[0]).all() or (before == before[0]).all()):
        return None
    sizes, counts = np.unique(gaps, return_counts=True)
    step = int(sizes[counts.argmax()])
    return Spacing(
        step, 0, len(times) / (int(gaps.sum()) // step + 1), not np.mod(gaps, step).any()
    )
