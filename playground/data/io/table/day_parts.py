"""Numbered intervals within a day, as grid operators use: 48 half hours, 96 quarter hours."""

from __future__ import annotations

import re

import numpy as np

_NAME = re.compile(
    r"(settlement|trading|delivery|time)?[ _-]?(period|interval|block|slot)([ _-]?(id|no|nr|number))?|sp|mtu|periodo|période|periode|intervallo|intervalo"
    r"|viertelstunde|(quarter|half)[ _-]?hours?|qh|hh",
    re.IGNORECASE,
)
_DAY = 86_400_000_000  # microseconds
_LENGTHS = (12, 24, 48, 72, 96, 144, 288, 1440)


def counts_parts(name: str, dates: np.ndarray, values: np.ndarray) -> int | None:
    """Return how many intervals a column divides each day into; None when it does not.

    It must be named so and count from 1 within each date. A day with a clock change may be an hour
    longer or shorter, and the first and last day may be incomplete.
    """
    there = ~np.isnat(dates) & np.isfinite(values)
    if (
        not _NAME.fullmatch(name.strip())
        or there.sum() < 8
        or (values[there] % 1).any()
        or values[there].min() < 1
    ):
        return None
    days, which = np.unique(dates[there].astype("datetime64[D]"), return_inverse=True)
    most = np.zeros(len(days))
    np.maximum.at(most, which, values[there])
    inner = most[1:-1] if len(days) > 2 else most
    sizes, counts = np.unique(inner, return_counts=True)
    size = int(sizes[counts.argmax()])
    changed = (size * 23 / 24, size, size * 25 / 24)
    if (
        size not in _LENGTHS
        or most.max() > size * 25 / 24
        or not np.isin(inner, changed).all()
        or counts.max() < 0.5 * len(inner)
    ):
        return None
    return size


def moments(dates: np.ndarray, values: np.ndarray, parts: int) -> np.ndarray:
    """Return the start of each interval; NaT where the date or the number is missing."""
    known = np.isfinite(values)
    steps = np.where(known, np.nan_to_num(values) - 1, 0) * (_DAY / parts)
    times = dates.astype("datetime64[us]") + np.round(steps).astype("timedelta64[us]")
    times[~known] = np.datetime64("NaT")
    return times
