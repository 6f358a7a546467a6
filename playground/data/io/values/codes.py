"""Numbers that are times: 200401, 2004042, 20240131, 2004.042, and seconds since 1970."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from playground.data.io.values.orders import CENTURY, day, day_of_year, week

_NAMED = re.compile(
    r"(?:[mhb]?jd|.{0,40}?(?:date|datum|data|time|zeit|fecha|stamp|epoch|unix|utc|created|recorded|measured|period|year|month|jahr|monat|a[ñn]o|ann[ée]e|anno|tiempo|时间|日期|日付|дата|год)"
    r".{0,40})|.{0,40}[ _-]ts|ts|dt|t|x|ds|yr|day|week|yyyymm|yyyyww|decimal|column \d{1,3}",
    re.IGNORECASE,
)
YEAR_NAMES = frozenset(
    "year jahr año ano année annee anno yr yyyy rok év год 年 vuosi år date time period datum fecha t column".split()
)
#: Numbers of days: smallest, largest, and the number of 1 January 1970.
_DAY_NUMBERS = ((20_000, 80_000, 25_569), (700_000, 770_000, 719_529), (2.4e6, 2.5e6, 2_440_587.5))
_MODIFIED = 40_587  # the same of modified Julian days
#: A unit and an origin in a name, by the conventions of climate and forecast data.
_SINCE = re.compile(
    r".{0,40}?(second|minute|hour|day)s? since (\d{4}-\d\d?-\d\d?)(?:[T ](\d\d:\d\d(?::\d\d)?))?.{0,20}",
    re.IGNORECASE,
)
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}


def names_time(name: str) -> bool:
    """Return whether a name says that a column holds times."""
    return bool(_NAMED.fullmatch(name.strip()))


def times_of_numbers(name: str, values: np.ndarray) -> np.ndarray | None:
    """Return the times that a column of plain numbers means, datetime64[us], or None.

    Their size and order decide, and for the ambiguous ones the name: a large counter is no time.
    """
    known = values[np.isfinite(values)]
    if since := _SINCE.fullmatch(name.strip()):
        return _since(values, *since.groups())
    named = names_time(name)
    joined = 10_000 if len(known) and not (known % 1).any() else 1  # 12004, which is 1.2004
    if named and len(known) >= 5:
        times = _month_and_year(values / joined, known / joined)
        if times is not None:
            return times
    if name.strip().lower() == "yymm" and len(known) and 0 <= known.min() <= known.max() <= 4912:
        return _compact(values + 200_000, 6)
    times = _periods(values, known) if len(known) >= (5 if named else 12) else None
    times = _over_1970(values, known) if times is None and named and len(known) >= 5 else times
    if times is not None:
        return times
    if len(known) < 2 or known.min() < 1000 or known.max() > 4.2e18:
        return None
    steps = np.diff(known)
    rising = bool((steps > 0).all() or (steps < 0).all())
    even = rising or (steps >= 0).mean() > 0.9
    if named and even and (times := _day_numbers(name, values, known)) is not None:
        return times
    if (known % 1).any():
        mostly = rising or (steps >= 0).mean() > 0.95  # 2004.1 may be January and October
        times = _decimal(values, known) if mostly and named else None
        return times if times is not None else _stamps(values, known, named, rising)
    low, high = known.min(), known.max()
    if low >= 1000 and high <= 2999:
        first = name.strip().lower().split(" ")[0]
        whole = np.where(np.isfinite(values), values, 0).astype(np.int64) - 1970
        times = whole.astype("datetime64[Y]").astype("datetime64[us]")
        again = even if first == "column" else len(np.unique(known)) < 0.9 * len(known)
        named = first in YEAR_NAMES and (rising or again)
        return np.where(np.isfinite(values), times, np.datetime64("NaT")) if named else None
    for digits in (8, 10, 12, 14):
        inside = 1.5 * 10 ** (digits - 1) <= low and high < 2.2 * 10 ** (digits - 1)
        if inside and (times := _compact(values, digits)) is not None:
            return times
    if 150_000 <= low and high < 220_054 and (named or rising):
        months = _compact(values, 6)
        return _weeks(values) if months is None and named else months
    if 1_500_000 <= low and high < 2_200_367 and (named or rising):
        return _compact(values, 7)
    if named and even and 10_101 <= low and high <= 991_231:
        if low < CENTURY * 10_000 <= high:
            return None
        return _compact(values + (20_000_000 if low < CENTURY * 10_000 else 19_000_000), 8)
    if named and even and 10_101e6 <= low and high < CENTURY * 1e10:  # 240131235900
        return _compact(values + 20_000_000e6, 14)
    return _stamps(values, known, named, rising)


def _day_numbers(name: str, values: np.ndarray, known: np.ndarray) -> np.ndarray | None:
    """Return the times of numbers of days: of spreadsheets, of MATLAB, or Julian dates."""
    if name.startswith("column "):
        return None
    for low, high, zero in _DAY_NUMBERS:
        if low <= known.min() and known.max() <= high:
            if low == 20_000 and not (known % 1).any() and np.median(np.diff(known)) > 31:
                return None
            zero = _MODIFIED if "mjd" in name.lower() else zero
            days = np.where(np.isfinite(values), values, zero) - zero
            seconds = np.round(days * 86_400).astype(np.int64).astype("timedelta64[s]")
            times = (np.datetime64("1970-01-01") + seconds).astype("datetime64[us]")
            return np.where(np.isfinite(values), times, np.datetime64("NaT"))
    return None


def _since(values: np.ndarray, unit: str, day: str, clock: str | None) -> np.ndarray | None:
    """Return the times of numbers of units since a date."""
    try:
        origin = pd.Timestamp(f"{day} {clock or ''}").to_datetime64().astype("datetime64[us]")
    except ValueError:
        return None
    seconds = np.where(np.isfinite(values), values, 0) * _SECONDS[unit.lower()]
    if np.abs(seconds).max(initial=0) > 1e11:
        return None
    times = origin + np.round(seconds * 1e6).astype(np.int64).astype("timedelta64[us]")
    return np.where(np.isfinite(values), times, np.datetime64("NaT"))


def _month_and_year(values: np.ndarray, known: np.ndarray) -> np.ndarray | None:
    """Return the months that 1.2004 to 12.2004 mean, or None."""
    years, months = np.round(known % 1 * 10_000), np.floor(known)
    if months.min() < 1 or months.max() > 12 or years.min() < 1500 or years.max() > 2200:
        return None
    if np.abs(known * 10_000 - np.round(known * 10_000)).max() > 1e-6 or len(set(months)) < 2:
        return None
    if np.diff(np.unique(years * 12 + months)).max() > 3:
        return None
    whole = np.where(np.isfinite(values), values, 1.197)
    return day(np.round(whole % 1 * 10_000).astype(np.int64), np.floor(whole).astype(np.int64), 1)


def _periods(values: np.ndarray, known: np.ndarray) -> np.ndarray | None:
    """Return what 2004.1 to 2004.12 mean: months, or quarters or halves where there are fewer.

    2004.1 is October beside September or November. Decimal years have a 0 behind the point too.
    """
    years, parts = np.floor(known), np.round(known % 1 * 100)
    tens = np.where(parts % 10 == 0, parts // 10, parts)
    exact = np.abs(known * 100 - np.round(known * 100)).max() < 1e-6
    if not exact or years.min() < 1500 or years.max() > 2200 or not set(tens) <= {*range(1, 13)}:
        return None
    if not (parts >= 20).any():  # 2004.01 to 2004.12
        return None
    for beside in (np.roll(tens, 1), np.roll(tens, -1)):
        tens = np.where((parts == 10) & np.isin(beside, (9, 11)), 10, tens)
    most = 12 if tens.max() > 4 else int(tens.max())
    steps = np.diff(years * most + tens)
    even = (steps == np.sign(steps[0])).mean() >= 0.9 and (steps * steps[0] > 0).all()
    if not even or 12 % most or (most < 12 and len(known) < 2 * most):
        return None
    months = (years - 1970) * 12 + (tens - 1) * (12 // most)
    times = np.full(len(values), np.datetime64("NaT", "us"))
    times[np.isfinite(values)] = months.astype(np.int64).astype("datetime64[M]")
    return times


def _over_1970(values: np.ndarray, known: np.ndarray) -> np.ndarray | None:
    """Return times from seconds or milliseconds that begin before 1986, or before 1970.

    They are whole hours or far from 1970, so that no elapsed time is taken for them.
    """
    low, high = known.min(), known.max()
    most, steps = max(-low, high), np.diff(known)
    if (known % 1).any() or not (low < 0 or low < 5e8 <= high) or (steps * steps[0] <= 0).any():
        return None
    thousand = not (known % 3_600_000).any() or most > 1e10
    size = 1000 if thousand else 1
    hours = not (known % (3600 * size)).any()
    if not 3e5 <= most / size < 1e10 or not (hours or (low < 0 and most / size >= 1e7)):
        return None
    micros = np.where(np.isfinite(values), values, 0).astype(np.int64) * (1_000_000 // size)
    return np.where(np.isfinite(values), micros.astype("datetime64[us]"), np.datetime64("NaT"))


def _weeks(values: np.ndarray) -> np.ndarray | None:
    """Return the Mondays of ISO weeks such as 202453, None where one is no week."""
    whole = np.where(np.isfinite(values), values, 0).astype(np.int64)
    times = week(whole // 100, whole % 100)
    return times if np.isnat(times).sum() == (~np.isfinite(values)).sum() else None


def _compact(values: np.ndarray, digits: int) -> np.ndarray | None:
    """Return the times of numbers such as 20240131, None where one is no time."""
    whole = np.where(np.isfinite(values), values, 0).astype(np.int64)
    if digits == 7:
        times = day_of_year(whole // 1000, whole % 1000)
    else:
        whole = whole * 10 ** (14 - digits) + (1_000_000 if digits == 6 else 0)
        date, clock = whole // 1_000_000, whole % 1_000_000
        hours, minutes, seconds = clock // 10_000, clock // 100 % 100, clock % 100
        wrong = (hours > 23) | (minutes > 59) | (seconds > 59)
        micros = (hours * 3600 + minutes * 60 + seconds) * 1_000_000
        days = day(date // 10_000, date // 100 % 100, date % 100)
        times = np.where(wrong, np.datetime64("NaT"), days + micros.astype("timedelta64[us]"))
    return times if np.isnat(times).sum() == (~np.isfinite(values)).sum() else None


def _decimal(values: np.ndarray, known: np.ndarray) -> np.ndarray | None:
    """Return the times of decimal years; 2004.01 to 2004.12 are months when nothing else occurs."""
    if known.min() < 1500 or known.max() > 2200 or len(known) < 5:
        return None
    years = np.floor(np.where(np.isfinite(values), values, 1970))
    rest = np.where(np.isfinite(values), values, 1970) - years
    hundredths = rest * 100
    sizes = np.abs(np.diff(known))
    step = float(np.median(sizes[sizes > 0])) if (sizes > 0).any() else 1.0
    if np.abs(hundredths - hundredths.round()).max() < 1e-6 and set(
        hundredths.round()[np.isfinite(values)]
    ) <= set(range(1, 13)):
        months = hundredths.round() - 1
    elif abs(step * 12 - 1) < 0.1:
        months = np.floor(rest * 12 + 1e-6)
    else:
        months = None
    base = (years.astype(np.int64) - 1970).astype("datetime64[Y]")
    if months is not None:
        times = (base.astype("datetime64[M]") + months.astype(np.int64)).astype("datetime64[us]")
    else:
        start, end = (y.astype("datetime64[us]").astype(np.int64) for y in (base, base + 1))
        exact = start + rest * (end - start)
        unit = 86_400_000_000 if step > 0.0025 else 1_000_000
        inside = float(np.median(exact[np.isfinite(values)] / unit % 1))
        half = 0.0 if 0.25 < inside < 0.75 else 0.5  # the middle of each day, or its beginning
        times = (np.floor(exact / unit + half) * unit).astype(np.int64).astype("datetime64[us]")
    return np.where(np.isfinite(values), times, np.datetime64("NaT"))


def _stamps(values: np.ndarray, known: np.ndarray, named: bool, rising: bool) -> np.ndarray | None:
    """Return times from seconds, milli-, micro- or nanoseconds since 1970, or None."""
    for size in (1.0, 1e3, 1e6, 1e9):
        if 5e8 * size <= known.min() and known.max() < 4.1e9 * size:
            minutes = size == 1 and len(known) > 2 and not (np.diff(known) % 60).any()
            if not (named or (rising and (minutes or size > 1) and len(known) > 2)):
                return None
            whole = np.where(np.isfinite(values), values, 0)
            exact = (
                np.round(whole * (1e6 / size)) if size <= 1e6 else np.round(whole / (size / 1e6))
            )
            times = exact.astype(np.int64).astype("datetime64[us]")
            return np.where(np.isfinite(values), times, np.datetime64("NaT"))
    return None
