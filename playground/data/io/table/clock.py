"""Times spread over several columns: date and time of day, year, month and day, or clocks alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from playground.data.io.table.day_parts import counts_parts
from playground.data.io.table.table import Column, Table
from playground.data.io.values.cells import LONGEST

_CLOCK = re.compile(
    r"\s{0,9}(\d{1,3}):(\d{2})(?::(\d{2}(?:[.,]\d{1,12})?))?\s{0,9}([AaPp]\.?[Mm]\.?)?\s{0,9}"
)
_PLAIN = (("%H:%M:%S", re.compile(r"\d\d:\d\d:\d\d")), ("%H:%M", re.compile(r"\d\d:\d\d")))
#: Names of columns of hours as numbers, and of columns of durations.
_HOUR = re.compile(
    r"hours?([ _]{0,3}(ending|end|beginning|starting|of day|ofday))?|hr|he|h|stunde|hora|ora|heure|uur|godzina",
    re.IGNORECASE,
)
_LASTS = re.compile(r"duration|elapsed|moving|dauer|pace|laps?|durée|duración|split", re.IGNORECASE)
_YEARDAY = re.compile(r"doy|day[ _]?of[ _]?year|yday|jday|julian([ _]day)?|jultag", re.IGNORECASE)
#: Share of the dated rows that must have a time of day for a column to be used: rows without one
#: lose their date, too.
_FEWEST_TIMED = 0.5
_DAY = 86_400_000_000  # microseconds
#: Names of columns with one part of a date, coarse parts first.
_PARTS = (
    ("year", "yr", "yyyy", "yy", "jahr", "año", "ano", "année", "anno"),
    ("month", "mo", "mm", "mon", "monat", "mes", "mois", "mese", "mês"),
    ("day", "dy", "dd", "tag", "día", "dia", "jour", "giorno"),
    ("hour", "hr", "hh", "stunde", "hora", "heure", "ora"),
    ("minute", "min", "mi", "mn", "mm"),
    ("second", "sec", "ss"),
)


def says_hours(name: str) -> bool:
    """Return whether a column is named like hours of the day."""
    return _HOUR.fullmatch(name.strip()) is not None


def clock_of(cells: pd.Series) -> np.ndarray | None:
    """Return microseconds since midnight for words like "13:05:30", -1 where none; else None."""
    if cells.dtype.kind in "iuf":  # hours as numbers, from 0 to 23 or 1 to 24
        hours = cells.to_numpy(np.float64)
        known = hours[np.isfinite(hours)]
        if not len(known) or (known % 1).any() or known.min() < 0 or known.max() > 24:
            return None
        return np.where(np.isfinite(hours), np.nan_to_num(hours) * 3.6e9, -1).astype(np.int64)
    if cells.dtype.kind in "bM":
        return None
    words = cells.astype("string").fillna("")
    words = words.mask(words.str.len() > LONGEST, "…")
    known = words[words.str.strip() != ""]
    if (
        not len(known)
        or not known.iloc[:: max(1, len(known) // 100)].str.fullmatch(_CLOCK).mean() >= 0.9
    ):
        return None
    codes, kinds = pd.factorize(words)  # a day has few of them
    return _microseconds(pd.Series(kinds, dtype="string"))[codes]


def _microseconds(words: pd.Series) -> np.ndarray:
    for form, pattern in _PLAIN:
        alike = all(pattern.fullmatch(word) for word in words.iloc[:20])
        times = pd.to_datetime(words, format=form, errors="coerce") if alike else None
        if times is not None and times.notna().all():  # at once where all have the same form
            return times.to_numpy("datetime64[us]").astype(np.int64) % _DAY
    parts = words.str.extract(_CLOCK)
    hours, minutes = (pd.to_numeric(parts[i], errors="coerce") for i in (0, 1))
    seconds = pd.to_numeric(parts[2].str.replace(",", ".", regex=False), errors="coerce").fillna(0)
    half = parts[3].str.lower().str[:1]
    hours = hours.where(half.isna(), hours % 12) + np.where((half == "p").fillna(False), 12, 0)
    total = (hours * 3600 + minutes * 60 + seconds) * 1e6
    return np.where(total.isna(), -1, total.fillna(0)).round().astype(np.int64)


def beside(table: Table, date: Column) -> str | None:
    """Return the column with the time of day for a date column: the next column of clocks."""
    known_dates = date.values[~np.isnat(date.values)]
    if not len(known_dates) or (known_dates.astype(np.int64) % _DAY).any():
        return None
    names = [c.name for c in table.columns]
    place = names.index(date.name)
    for name in (*names[place + 1 :], *names[:place]):
        column = next(c for c in table.columns if c.name == name)
        kind = column.kind
        hours = (
            kind == "number" and says_hours(name) and len(np.unique(known_dates)) < len(known_dates)
        )
        if kind == "number" and counts_parts(name, date.values, column.values):
            return name
        clocks = (
            clock_of(table.cells[name])
            if (kind == "text" and not _LASTS.search(name)) or hours
            else None
        )
        if clocks is not None and np.mean(clocks[~np.isnat(date.values)] >= 0) >= _FEWEST_TIMED:
            return name
    return None


def joined(dates: np.ndarray, cells: pd.Series) -> np.ndarray:
    """Return dates with the time of day from another column; NaT where either is missing."""
    clock = clock_of(cells)
    if clock is None:
        return dates
    times = dates.astype("datetime64[us]") + clock.astype("timedelta64[us]")
    times[clock < 0] = np.datetime64("NaT")
    return times


def elapsed(cells: pd.Series) -> np.ndarray | None:
    """Return times from clocks alone, starting on 1 January 1970.

    Each time they go back by half a day or more, a new day begins.
    """
    clock = clock_of(cells)
    if clock is None:
        return None
    has_clock = clock >= 0
    known = clock[has_clock]
    days = np.cumsum(np.r_[0, np.diff(known) < -_DAY // 2]) if len(known) else known
    times = np.full(len(clock), np.datetime64("NaT"), dtype="datetime64[us]")
    times[has_clock] = (known + days * _DAY).astype("datetime64[us]")
    return times


def parts_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the names of the columns with year, month and day (hour, minute, second), if any."""
    left = [c for c in columns if c.kind in ("number", "date")]
    found: list[str] = []
    for names in _PARTS:
        column = next(
            (c for c in left if c.name.strip().lower().split(".")[0] in names), None
        )  # "mm.1" are the minutes
        if column is None:
            break
        left.remove(column)
        found.append(column.name)
    if len(found) == 1 and (
        day := next((c for c in left if _YEARDAY.fullmatch(c.name.strip())), None)
    ):
        hour = next((c.name for c in left if _HOUR.fullmatch(c.name.strip())), None)
        return (found[0], day.name, hour) if hour else (found[0], day.name)
    return tuple(found) if len(found) >= 2 else _nameless_parts(columns)


def _nameless_parts(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the first unnamed columns if their whole numbers form rising times.

    In the order year and month, day, hour, minute.
    """
    found: list[Column] = []
    for column in columns[:5]:
        if column.kind not in ("number", "date") or not column.name.startswith("column "):
            break
        found.append(column)
        values = _number(column, first=len(found) == 1)
        if (
            len(values) < 3
            or not np.isfinite(values).all()
            or (values % 1).any()
            or (len(found) == 1 and not 1500 < values.min() <= values.max() < 2200)
        ):
            break
        times = from_parts(found) if len(found) > 1 else np.array([], "datetime64[us]")
        if len(times) and np.isnat(times).any():
            break
        if len(times) and (np.diff(times) > np.timedelta64(0)).all():
            return tuple(c.name for c in found)
    return ()


def from_parts(columns: Sequence[Column]) -> np.ndarray:
    """Return times from columns of year, month, day, hour …; NaT where they form no date."""
    numbers = [_number(c, first=i == 0) for i, c in enumerate(columns)]
    if len(columns) > 1 and _YEARDAY.fullmatch(columns[1].name.strip()):
        return _from_yeardays(numbers)
    wrong = np.zeros(len(numbers[0]), bool)
    low_high = ((1, 9999), (1, 12), (1, 31), (0, 24), (0, 59), (0, 60))
    for values, (low, high) in zip(numbers, low_high, strict=False):
        wrong |= ~np.isfinite(values) | (values < low) | (values > high)
    whole = [np.where(wrong, 1, v).astype(np.int64) for v in numbers]
    months = ((whole[0] - 1970) * 12 + whole[1] - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (whole[2] - 1 if len(whole) > 2 else 0)
    wrong |= days.astype("datetime64[M]") != months  # such as 31 February
    times = days.astype("datetime64[us]")
    for values, size in zip(whole[3:], (3600, 60, 1), strict=False):
        times = times + (values * size * 1_000_000).astype("timedelta64[us]")
    times[wrong] = np.datetime64("NaT")
    return times


def _from_yeardays(numbers: Sequence[np.ndarray]) -> np.ndarray:
    """Return times from year, day of the year and maybe hour; NaT where they form none."""
    whole = [np.where(np.isfinite(v), v, 0) for v in numbers]
    days = (whole[0].astype(np.int64) - 1970).astype("datetime64[Y]").astype("datetime64[D]") + (
        whole[1].astype(np.int64) - 1
    )
    times = days.astype("datetime64[us]")
    for hours in whole[2:]:
        times = times + (hours * 3.6e9).astype("timedelta64[us]")
    wrong = (
        ~np.all([np.isfinite(v) for v in numbers], axis=0)
        | (whole[0] < 1)
        | (whole[1] < 1)
        | (whole[1] > 366)
    )
    times[wrong] = np.datetime64("NaT")
    return times


def _number(column: Column, *, first: bool) -> np.ndarray:
    if column.kind == "number":
        return column.values
    years = (
        column.values.astype("datetime64[Y]").astype(np.int64) + 1970.0
    )  # the year has already been parsed as a date
    return np.where(np.isnat(column.values), np.nan, years if first else np.nan)
