"""Times of day in a column: 13:05, 11-PM, 0000 UTC, 18.00.00, 1305 or hours as numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from playground.data.io.table.day_parts import counts_parts, moments
from playground.data.io.table.table import Column
from playground.data.io.values.cells import LONGEST
from playground.data.io.values.forms import DAY, forms_of, times_of_form
from playground.data.io.values.plain import plain

_POINTS = re.compile(r"(\d\d?)\.(\d\d)\.(\d\d)")  # 18.00.00
#: A cell with one of these is a time of day and no plain number.
_SIGN = re.compile(r"(?i:^he?\d)|:|\d\.\d\d\.\d|[AaPp]\.?[Mm]?\.?$|UTC|GMT|Z$|h")
_HOURS = re.compile(r"^\s{0,3}(\d\d?) ?[-–] ?\d\d?\s{0,3}$")  # 00 - 01
_MINUTE_OF_DAY = re.compile(
    r"minutes?[ _]?(of|in)[ _]?(the[ _]?)?day|mod|tagesminute", re.IGNORECASE
)
HOUR = re.compile(
    r"hours?([ _]{0,3}(ending|end|beginning|starting|of day|ofday))?|hr|hrs|he|h|hh|stunde|std|hora|ora|heure|uur|godzina|час|時|时|小时|時間",
    re.IGNORECASE,
)
#: Names of columns of times of day, and of columns of durations, which are none.
NAMED = re.compile(
    r"(?:local|solar|start|obs|utc|gmt|flux)?[ _-]?(?:time|zeit|uhrzeit|hora|heure|ora|tijd|godzina|clock|hhmm|hrmn|hhmmss|hour|hours|stunde|hour ending|tiempo|时间|時刻|время)[ _-]?(?:[\[(/ _-].{0,30})?"
    r"|[ECMP]ST|UTC|GMT|LST|CET|MEZ|hr_?mn|hh_?mm",
    re.IGNORECASE,
)
LASTS = re.compile(r"duration|elapsed|moving|dauer|pace|laps?|durée|duración|split", re.IGNORECASE)


def clock_of(column: Column, cells: pd.Series, dates: np.ndarray | None) -> np.ndarray | None:
    """Return microseconds since midnight, -1 where there are none; None for another column.

    Parameters
    ----------
    column, cells
        The column, typed and as written.
    dates : ndarray of datetime64[us] or None
        The dates beside it, for columns that number the intervals of each day.
    """
    name = column.name.strip()
    if column.kind == "number" and not column.truth:
        return _from_numbers(name, column, dates)
    if column.kind != "text" or cells.dtype.kind in "bMiuf":
        return None
    if HOUR.fullmatch(name) or NAMED.fullmatch(name):
        cells = cells.astype("string").str.replace(_HOURS, r"\1h", regex=True)
    present = cells.dropna()
    few = [str(cell)[:LONGEST] for cell in present.iloc[:: max(1, len(present) // 30)]]
    if not few or np.mean([_SIGN.search(cell) is not None for cell in few]) < 0.8:
        return None
    words = cells.astype("string").fillna("")
    words = words.mask(words.str.len() > LONGEST, "…")
    known = words[words.str.strip() != ""]
    sample = known.iloc[:: max(1, len(known) // 100)]
    if not len(sample) or sample.str.contains(_SIGN).mean() < 0.9:
        return None
    codes, kinds = pd.factorize(words)  # a day has few of them
    found = _microseconds([str(kind) for kind in kinds])[codes]
    return found if (found[(words.str.strip() != "").to_numpy()] >= 0).mean() >= 0.9 else None


def _from_numbers(name: str, column: Column, dates: np.ndarray | None) -> np.ndarray | None:
    values = column.values
    known = values[np.isfinite(values)]
    if len(known) > 1 and NAMED.fullmatch(name) and 0 <= known.min() and 0 < known.max() < 1:
        micros = np.round(values * 86_400) * 1_000_000  # a share of the day, as in spreadsheets
        return np.where(np.isfinite(values), np.nan_to_num(micros), -1).astype(np.int64)
    if len(known) > 2 and HOUR.fullmatch(name) and 0 <= known.min() and 1 < known.max() < 24.01:
        if (known % 1).any():  # 13.5 is half past one
            seconds = np.round(np.where(np.isfinite(values), values, 0) * 3600).astype(np.int64)
            return np.where(np.isfinite(values), seconds * 1_000_000, -1)
    if len(known) < 2 or (known % 1).any() or known.min() < 0 or known.max() > 240_000:
        return None
    whole = np.where(np.isfinite(values), values, 0).astype(np.int64)
    if _MINUTE_OF_DAY.fullmatch(name) and known.max() < 1440:
        return np.where(np.isfinite(values), whole * 60_000_000, -1)
    if dates is not None and (parts := counts_parts(name, dates, values)):
        midnight = np.zeros(len(values), "datetime64[us]")
        times = moments(midnight, values, parts).astype(np.int64)
        return np.where(np.isfinite(values), times, -1)
    name = name.strip("<> ")
    named = bool(NAMED.fullmatch(name) or HOUR.fullmatch(name))
    if not named and not column.nameless:
        return None
    if known.max() <= 24 and named:
        clock = whole * 3_600_000_000
    elif named and known.max() > 2400 and max((known % 100).max(), (known // 100 % 100).max()) < 60:
        clock = (whole // 10_000 * 3600 + whole // 100 % 100 * 60 + whole % 100) * 1_000_000
    elif 24 < known.max() <= 2400 and (known % 100).max() < 60:
        clock = (whole // 100 * 60 + whole % 100) * 60_000_000
    else:
        return None
    return np.where(np.isfinite(values), clock, -1)


def _microseconds(kinds: Sequence[str]) -> np.ndarray:
    """Return the microseconds since midnight of words, -1 where one is no time of day."""
    words = [_POINTS.sub(r"\1:\2:\3", word) for word in plain(kinds)]
    which, forms = forms_of(words)
    found = np.full(len(words), -1)
    for place, form in enumerate(forms[:20]):
        own = np.flatnonzero(which == place)
        times = times_of_form(form, [words[i] for i in own])
        if times is not None and times.clock is not None and not times.date.size:
            found[own] = times.clock
        elif form == "0" and times is not None and times.width(0) in (3, 4):  # 0930 UTC
            clock = times.date[:, 0] // 100 * 60 + times.date[:, 0] % 100
            found[own] = np.where(times.date[:, 0] % 100 < 60, clock * 60_000_000, -1)
        elif form == "0" and times is not None and times.digits.max() <= 2:  # 9 UTC, 9 h
            found[own] = np.where(times.date[:, 0] <= 24, times.date[:, 0] * 3_600_000_000, -1)
    return found


def over_midnight(clock: np.ndarray) -> np.ndarray:
    """Return times from clocks alone; where they go back by half a day or more, a day begins."""
    known = clock >= 0
    days = np.cumsum(np.r_[0, np.diff(clock[known]) < -DAY // 2]) if known.any() else 0
    times = np.full(len(clock), np.datetime64("NaT"), dtype="datetime64[us]")
    times[known] = (clock[known] + days * DAY).astype("datetime64[us]")
    return times
