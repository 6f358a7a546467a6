"""Times of day in a column: 13:05, 11-PM, 0000 UTC, 18.00.00, 1305 or hours as numbers."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from playground.data.io.table.day_parts import counts_parts, moments
from playground.data.io.table.table import Column
from playground.data.io.values.cells import LONGEST

_CLOCK = re.compile(
    r"\s{0,9}T?(\d{1,3})(?:[:.h](\d{2}))?(?:[:.](\d{2}(?:[.,]\d{1,12})?))?[- ]{0,2}([AaPp]\.?[Mm]?\.?)?(?: ?(?:UTC|GMT|Z|h|Uhr))?\s{0,9}"
)
_COMPACT = re.compile(r"\s{0,9}(\d{1,2})(\d{2})\s?(?:UTC|GMT|Z|h)?\s{0,9}")
#: A cell with one of these is a time of day and no plain number.
_SIGN = re.compile(r":|\d\.\d\d\.\d|[AaPp]\.?[Mm]?\.?$|UTC|GMT|Z$|h")
_PLAIN = (("%H:%M:%S", re.compile(r"\d\d:\d\d:\d\d")), ("%H:%M", re.compile(r"\d\d:\d\d")))
HOUR = re.compile(
    r"hours?([ _]{0,3}(ending|end|beginning|starting|of day|ofday))?|hr|hrs|he|h|hh|stunde|std|hora|ora|heure|uur|godzina|час|時|时",
    re.IGNORECASE,
)
#: Names of columns of times of day, and of columns of durations, which are none.
NAMED = re.compile(
    r"(?:local|solar|start|obs|utc|gmt)?[ _-]?(?:time|zeit|uhrzeit|hora|heure|ora|tijd|godzina|clock|hhmm|hrmn|hhmmss|hour|hours|stunde|hour ending|tiempo|时间|時刻|время)[ _-]?(?:[\[(/ _-].{0,30})?"
    r"|[ECMP]ST|UTC|GMT|LST|CET|MEZ|hr_?mn|hh_?mm",
    re.IGNORECASE,
)
LASTS = re.compile(r"duration|elapsed|moving|dauer|pace|laps?|durée|duración|split", re.IGNORECASE)
DAY = 86_400_000_000  # microseconds


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
    found = _microseconds(pd.Series(kinds, dtype="string"))[codes]
    return found if (found[(words.str.strip() != "").to_numpy()] >= 0).mean() >= 0.9 else None


def _from_numbers(name: str, column: Column, dates: np.ndarray | None) -> np.ndarray | None:
    values = column.values
    known = values[np.isfinite(values)]
    if len(known) < 2 or (known % 1).any() or known.min() < 0 or known.max() > 2400:
        return None
    whole = np.where(np.isfinite(values), values, 0).astype(np.int64)
    if dates is not None and (parts := counts_parts(name, dates, values)):
        midnight = np.zeros(len(values), "datetime64[us]")
        times = moments(midnight, values, parts).astype(np.int64)
        return np.where(np.isfinite(values), times, -1)
    named = bool(NAMED.fullmatch(name) or HOUR.fullmatch(name))
    if not named and not column.nameless:
        return None
    if known.max() <= 24 and named:
        clock = whole * 3_600_000_000
    elif known.max() > 24 and (known % 100).max() < 60:
        clock = (whole // 100 * 60 + whole % 100) * 60_000_000
    else:
        return None
    return np.where(np.isfinite(values), clock, -1)


def _microseconds(words: pd.Series) -> np.ndarray:
    for form, pattern in _PLAIN:
        alike = all(pattern.fullmatch(word) for word in words.iloc[:20])
        times = pd.to_datetime(words, format=form, errors="coerce") if alike else None
        if times is not None and times.notna().all():  # at once where all have the same form
            return times.to_numpy("datetime64[us]").astype(np.int64) % DAY
    compact = words.str.extract(_COMPACT).where(words.str.fullmatch(_COMPACT))
    parts = words.str.extract(_CLOCK).where(words.str.fullmatch(_CLOCK))
    hours = pd.to_numeric(compact[0].fillna(parts[0]), errors="coerce")
    minutes = pd.to_numeric(compact[1].fillna(parts[1]), errors="coerce").fillna(0)
    seconds = pd.to_numeric(parts[2].str.replace(",", ".", regex=False), errors="coerce").fillna(0)
    half = parts[3].str.lower().str[:1]
    hours = hours.where(half.isna(), hours % 12) + np.where((half == "p").fillna(False), 12, 0)
    total = (hours * 3600 + minutes * 60 + seconds) * 1e6
    return np.where(total.isna(), -1, total.fillna(0)).round().astype(np.int64)


def over_midnight(clock: np.ndarray) -> np.ndarray:
    """Return times from clocks alone; where they go back by half a day or more, a day begins."""
    known = clock >= 0
    days = np.cumsum(np.r_[0, np.diff(clock[known]) < -DAY // 2]) if known.any() else 0
    times = np.full(len(clock), np.datetime64("NaT"), dtype="datetime64[us]")
    times[known] = (clock[known] + days * DAY).astype("datetime64[us]")
    return times
