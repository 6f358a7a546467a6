"""Tables with years or months as columns: one month per row, or one year per row."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from playground.data.io.reshape.across import Across
from playground.data.io.reshape.hours_across import who_repeats
from playground.data.io.table.table import Raw
from playground.data.io.values.codes import YEAR_NAMES
from playground.data.io.values.months import month_numbers
from playground.data.io.values.orders import week
from playground.wording import _

_YEAR, _QUARTER = re.compile(r"[12]\d{3}"), re.compile(r"(?:q|qtr|quarter|t)[ ._]?([1-4])", re.I)
_MONTH = re.compile(r"(?:m|month|value|)[ ._]?0?(1[0-2]|[1-9])", re.I)
_WEEK = re.compile(r"(?:w|wk|week|kw|sem|semana|woche)[ ._]?0?(\d\d?)", re.I)
#: Parts of a year that are columns together.
_PARTS = [list(range(1, n + 1)) for n in (4, 12, 52, 53)]


def years_across(raw: Raw) -> Across | None:
    """Return the columns of a table with one month per row and years as columns, or None."""
    years = {i: int(name) for i, name in enumerate(raw.names) if _YEAR.fullmatch(name.strip())}
    others = [i for i in range(len(raw.names)) if i not in years]
    even = len(years) > 1 and not (np.abs(np.diff(list(years.values()))) != 1).any()
    if not even or others[:1] != [0] or len(others) > 3 or len(raw.frame) > 16:
        return None
    months = month_numbers([str(cell) for cell in raw.frame.iloc[:, 0].fillna("")])
    if list(months.values()) != list(range(1, 13)):
        return None
    places = sorted(years, key=lambda i: years[i])
    sentence = _("The columns of {count} years were turned into rows, one for each month.")
    notes = [sentence.format(count=len(years))]
    rest = [raw.names[i] for i in others[1:]]
    rest += [str(raw.frame.iloc[n, 0]) for n in range(len(raw.frame)) if n not in months]
    if rest:
        sentence = _("Rows and columns other than months and years skipped: {names}.")
        notes.append(sentence.format(names=", ".join(rest)[:200]))
    times = _parts_of_years(np.array([years[i] for i in places]), 12)
    return Across(list(months), places, {}, "time", times, notes, empty="end", down=True)


def months_across(raw: Raw) -> Across | None:
    """Return the columns of a table with one year per row and months or quarters as columns."""
    parts = month_numbers(raw.names) or {
        i: int(m[1]) for i, n in enumerate(raw.names) if (m := _MONTH.fullmatch(n.strip()))
    }
    quarters = {i: int(m[1]) for i, n in enumerate(raw.names) if (m := _QUARTER.fullmatch(n))}
    plain = [n == f"column {i}" for i, n in enumerate(raw.names, 1)]
    named = range(len(raw.names))
    if len(plain) in (13, 14) and all(plain) and _are_years(raw.frame.iloc[:, 0], 1):
        year, parts = 0, dict(enumerate(range(1, 13), 1))
    else:
        parts = quarters if sorted(quarters.values()) == [1, 2, 3, 4] else parts
        first = [i for i in named if i not in parts]
        words = [raw.names[i].strip().lower().split(" ")[0] for i in first]
        year = next((i for i, w in zip(first, words, strict=True) if w in YEAR_NAMES), -1)
        blank = len(first) == 1 and raw.names[first[0]] == f"column {first[0] + 1}"
        year = first[0] if year < 0 and blank else year
        weeks = {i: int(m[1]) for i, n in enumerate(raw.names) if (m := _WEEK.fullmatch(n.strip()))}
        parts = weeks if len(weeks) > 50 else parts
        if sorted(parts.values()) not in _PARTS:
            return None
    if year < 0 or not _are_years(raw.frame.iloc[:, year], None):
        return None
    rows = np.flatnonzero(raw.frame.iloc[:, year].notna())
    frame = raw.frame.iloc[rows]
    rest = [i for i in named if i not in parts and i != year]
    who = who_repeats(frame, frame.iloc[:, year], rest)
    if who is None and frame.iloc[:, year].duplicated().any():
        return None
    places = sorted(parts, key=lambda i: parts[i])
    sentence = (
        _("The columns of the weeks were turned into rows, for each of {count} years.")
        if len(parts) > 12
        else _("The columns of the twelve months were turned into rows, for each of {count} years.")
        if len(parts) == 12
        else _("The columns of the four quarters were turned into rows, for each of {count} years.")
    )
    years = frame.iloc[:, year].to_numpy(np.int64)
    notes = [sentence.format(count=frame.iloc[:, year].nunique())]
    if who is None and (rest := [i for i in rest if frame.iloc[:, i].notna().any()]):
        names = ", ".join(raw.names[i] for i in rest)[:200]
        notes.append(
            _("Rows and columns other than months and years skipped: {names}.").format(names=names)
        )
    times = _parts_of_years(years, len(parts))
    keys = {} if who is None else {"series": who}
    return Across(rows, places, keys, "time", times, notes, empty="end")


def _parts_of_years(years: np.ndarray, parts: int) -> np.ndarray:
    """Return the first moments of the quarters, months or weeks of years, shape (years, parts)."""
    if parts > 12:
        every = np.arange(1, parts + 1)
        return np.array([week(np.full(parts, year), every) for year in years])
    months = (years[:, None] - 1970) * 12 + np.arange(0, 12, 12 // parts)
    return months.astype("datetime64[M]").astype("datetime64[us]")


def _are_years(cells: pd.Series, step: int | None) -> bool:
    """Return whether a column has years, different and rising where a step is given."""
    known = cells.dropna() if cells.dtype.kind in "iuf" else cells[:0]
    if not len(known) or known.min() < 1000 or known.max() > 2999 or (known % 1).any():
        return False
    return step is None or bool((np.diff(known) == step).all())
