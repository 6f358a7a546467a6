"""Tables with one month per row and its days as columns: 1 … 31."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from playground.data.io.reshape.across import Across
from playground.data.io.reshape.hours_across import who_repeats
from playground.data.io.table.date_parts import parts_named
from playground.data.io.table.table import Raw
from playground.data.io.values.months import month_numbers
from playground.wording import _

_DAY = re.compile(r"(day|d|tag|dia|día|jour|giorno|value|)[ _.-]?0?(\d{1,2})\.?", re.IGNORECASE)


def days_across(raw: Raw) -> Across | None:
    """Return the columns of a table with one month per row and days as columns, or None.

    Year and month are columns of their own.
    """
    days = _days(raw.names)
    others = [i for i in range(len(raw.names)) if i not in days]
    parts = {part: i for i in others for part in parts_named(raw.names[i])} if days else {}
    if not {"year", "month"} <= parts.keys():
        return None
    years = pd.to_numeric(raw.frame.iloc[:, parts["year"]], errors="coerce")
    months = _months(raw.frame.iloc[:, parts["month"]])
    rows = np.flatnonzero(years.between(1000, 2999) & months.between(1, 12))
    if len(rows) < 0.9 * len(raw.frame):
        return None
    first = ((years - 1970) * 12 + months - 1).iloc[rows].to_numpy(np.int64).astype("M8[M]")
    frame = raw.frame.iloc[rows]
    dates = pd.Series(first.astype(str), frame.index)
    rest = [i for i in others if i not in (parts["year"], parts["month"])]
    who = who_repeats(frame, dates, [i for i in rest if i < min(days)] or rest)
    if who is None and dates.duplicated().any():
        return None
    times = first.astype("M8[D]")[:, None] + np.array([*days.values()]) - 1
    beyond = times.astype("M8[M]") != first[:, None]
    moments = np.where(beyond, np.datetime64("NaT"), times).astype("M8[us]")
    sentence = _("The columns of {count} days were turned into rows, for each of {months} months.")
    notes = [sentence.format(count=len(days), months=len(rows))]
    if who is None and rest:
        names = ", ".join(raw.names[i] for i in rest)[:200]
        notes.append(_("Columns other than the days skipped: {names}.").format(names=names))
    keys = {} if who is None else {"series": who}
    return Across(rows, list(days), keys, "time", moments, notes, empty="end", optional=beyond)


def _days(names: list[str]) -> dict[int, int]:
    """Return the columns named by the days of a month, from the first on without a gap."""
    found = {i: m for i, name in enumerate(names) if (m := _DAY.fullmatch(name.strip()))}
    numbers = [int(m[2]) for m in found.values()]
    if not 28 <= len(numbers) <= 31 or numbers != list(range(1, len(numbers) + 1)):
        return {}
    same = len({m[1].lower() for m in found.values()}) == 1
    return dict(zip(found, numbers, strict=True)) if same else {}


def _months(cells: pd.Series) -> pd.Series:
    """Return the numbers of months, NaN where a cell is none."""
    if cells.dtype.kind in "iuf":
        return cells.astype(float)
    numbers = month_numbers([str(cell) for cell in cells.fillna("")])
    return pd.Series([numbers.get(n, np.nan) for n in range(len(cells))], cells.index)
