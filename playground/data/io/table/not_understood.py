"""Columns that look like times but are not understood, or that contradict the time line."""

from __future__ import annotations

import re

import numpy as np

from playground.data.io.table.date_parts import part_of, parts_named
from playground.data.io.table.table import Table
from playground.data.io.table.timeline import Timeline
from playground.data.io.values.plain import plain

_LIKE_TIME = re.compile(
    r".{0,40}?(?:date|datum|fecha|time|zeit|stamp|period|year|month|week|quarter|jahr|monat|woche|quartal|año|mes|trimestre|日期|时间|日付|дата).{0,40}",
    re.IGNORECASE,
)
#: Two numbers or more in a short cell, as in a date.
_NUMBERS = re.compile(r"^(?=.{4,45}$)\D{0,3}\d{1,4}\D{1,9}\d{1,4}(?:\D|$)")


def not_understood(table: Table) -> tuple[str, str] | None:
    """Return a column that looks like times nobody could read, and one of its cells."""
    for column in table.columns:
        years = column.kind == "number" and "year" in parts_named(column.name)
        years = years and part_of(table, column, "year") is not None and table.rows > 11
        if column.kind == "number" and (years or _are_days_elsewhere(column.values)):
            return column.name, f"{column.values[0]:.0f}"
        if column.kind != "text":
            continue
        words = table.words(column.name)
        known: list[str] = list(words[words != ""][:: max(1, len(words) // 100)])
        digits = np.mean([any(map(str.isdigit, w)) for w in known] or [False])
        shaped = [
            bool(_NUMBERS.search(w)) or "%" in p for w, p in zip(known, plain(known), strict=True)
        ]
        many = len(set(known)) > 0.5 * len(known)
        if (
            digits >= 0.8
            and many
            and (sum(shaped) > 0.8 * len(known) or _LIKE_TIME.fullmatch(column.name))
        ):
            return column.name, str(known[0])[:40]
    return None


def _are_days_elsewhere(values: np.ndarray) -> bool:
    """Return whether whole numbers are years, months and days of another calendar: 14020131."""
    if len(values) < 12 or not np.isfinite(values).all() or (values % 1).any():
        return False
    years, months, days = values // 10_000, values // 100 % 100, values % 100
    inside = 50 <= years.min() and years.max() <= 1600 and np.ptp(years) <= 100
    steps, near = np.diff(values), 0 < months.min() and months.max() < 13
    dated = near and 0 < days.min() and days.max() < 33
    return bool(inside and dated and ((steps >= 0).all() or (steps <= 0).all()))


def dates_again(table: Table, line: Timeline | None) -> str | None:
    """Return a column with the name of the dates and other dates, as of a second table beside."""
    if line is None or line.kind != "dates" or table[line.columns[0]].kind != "date":
        return None
    first = table[line.columns[0]]
    for column in table.columns:
        again = column.name.rpartition(".")[0] == first.name and column.kind == "date"
        if again and (column.values[:50] != first.values[:50]).mean() > 0.5:
            return column.name
    return None
