"""Continue a time index beyond its last entry, following the calendar."""

from __future__ import annotations

import numpy as np


def continued(index: np.ndarray, count: int) -> np.ndarray:
    """Return the next ``count`` times after an index (N,) of rows or dates, in its dtype.

    Even steps continue unchanged. Steps of whole months or years follow the calendar: the same day
    of the month, or the last day where the index uses the last day. An index of working days skips
    Saturdays and Sundays. Where the steps are uneven, the most frequent step is used.
    """
    ahead = np.arange(1, count + 1)
    if len(index) < 2:
        return index[-1:] + ahead.astype(
            index.dtype if index.dtype.kind == "i" else "timedelta64[s]"
        )
    steps = np.diff(index)
    if index.dtype.kind != "M" or (steps == steps[0]).all():
        sizes, counts = np.unique(steps, return_counts=True)
        return index[-1] + ahead * sizes[counts.argmax()]
    months = _months(index)
    if months:
        return _by_months(index, ahead * months)
    days = index.astype("datetime64[D]")
    if _working_days(index, days):
        return days[-1] + _working(days[-1], count) + (index[-1] - days[-1])
    sizes, counts = np.unique(steps, return_counts=True)
    return index[-1] + ahead * sizes[counts.argmax()]


def _months(index: np.ndarray) -> int:
    """Return the months between neighbors, 0 when it or the day of the month varies."""
    gaps = np.unique(np.diff(index.astype("datetime64[M]").astype(np.int64)))
    return (
        int(gaps[0])
        if len(gaps) == 1 and gaps[0] > 0 and (_same_day_of_month(index) or _last_of_month(index))
        else 0
    )


def _same_day_of_month(index: np.ndarray) -> bool:
    """Return whether all times have the same offset from the start of their month."""
    return len(np.unique(index - index.astype("datetime64[M]").astype(index.dtype))) == 1


def _last_of_month(index: np.ndarray) -> bool:
    days = index.astype("datetime64[D]")
    return bool(((days + 1).astype("datetime64[M]") > days.astype("datetime64[M]")).all())


def _by_months(index: np.ndarray, ahead: np.ndarray) -> np.ndarray:
    month = index[-1].astype("datetime64[M]")
    begins = (month + ahead).astype(index.dtype)
    if _same_day_of_month(index):
        return begins + (index[-1] - month.astype(index.dtype))
    ends = (month + ahead + 1).astype("datetime64[D]") - 1
    return ends.astype(index.dtype) + (index[-1] - index[-1].astype("datetime64[D]"))


def _working_days(index: np.ndarray, days: np.ndarray) -> bool:
    """Return whether there is one row a day, on working days only, mostly consecutive."""
    same_hour = bool((index - days == index[0] - days[0]).all())
    return (
        same_hour
        and bool(np.is_busday(days).all())
        and bool((np.busday_count(days[:-1], days[1:]) == 1).mean() > 0.8)
    )


def _working(last: np.datetime64, count: int) -> np.ndarray:
    return np.busday_offset(last, np.arange(1, count + 1)) - last
