"""Periods of time, and calendars with every time of a regular series."""

from __future__ import annotations

import numpy as np

from playground.wording import N_

#: Periods by their length in days, and their units in numpy; weeks and quarters are composed.
PERIODS = {
    "minute": (1 / 1440, "m", N_("minute")),
    "hour": (1 / 24, "h", N_("hour")),
    "day": (1.0, "D", N_("day")),
    "week": (7.0, "D", N_("week")),
    "month": (31.0, "M", N_("month")),
    "quarter": (92.0, "M", N_("quarter")),
    "year": (366.0, "Y", N_("year")),
}


def period_starts(times: np.ndarray, period: str) -> np.ndarray:
    """Return the start of the period of each time, datetime64[us]; weeks start on Monday."""
    found = times.astype(f"datetime64[{PERIODS[period][1]}]")
    if period == "week":
        days = found.astype(np.int64)
        found = (days - (days + 3) % 7).astype("datetime64[D]")  # day 0 was a Thursday
    if period == "quarter":
        found = (found.astype(np.int64) // 3 * 3).astype("datetime64[M]")
    return found.astype("datetime64[us]")


def full_calendar(times: np.ndarray, months: int, micros: int) -> np.ndarray:
    if not months:
        return np.arange(
            times[0], times[-1] + np.timedelta64(1, "us"), np.timedelta64(micros, "us")
        )
    month = times.astype("datetime64[M]")
    full = np.arange(month[0], month[-1] + 1, np.timedelta64(months, "M"))
    inside = times - month.astype("datetime64[us]")
    if (inside == inside[0]).all():
        return full.astype("datetime64[us]") + inside[0]
    before = (month[0] + 1).astype("datetime64[us]") - times[0]
    return (full + 1).astype("datetime64[us]") - before


def only_weekdays(times: np.ndarray, step: int) -> bool:
    """Return whether daily dates include no weekend although their span does."""
    days = times.astype("datetime64[D]")
    spanned = int((days[-1] - days[0]).astype(np.int64)) + 1
    weekdays = step == 86_400_000_000 and bool(np.is_busday(days).all())
    return weekdays and int(np.busday_count(days[0], days[-1] + 1)) < spanned
