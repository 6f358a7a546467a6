"""Dates in several columns: year and month, day of the year, week or quarter, and their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

import numpy as np

from playground.data.io.table.table import Column, Table
from playground.data.io.values.months import month_numbers

#: Names of columns with one part of a date.
NAMES = {
    "year": "year yr yyyy yy jahr año ano année annee anno rok год 年 vuosi år",
    "month": "month mo mm mon mnth monat mes mois mese mês miesiąc месяц 月 kuukausi seas",
    "day": "day dy dd tag día dia jour giorno dzień день 日 päivä dom",
    "doy": "doy yday jday julian jultag",
    "week": "week wk woy kw woche semana semaine settimana weeknr weeknum isoweek",
    "quarter": "quarter qtr quartal trimestre trimestre kwartał",
    "weekday": "weekday wday dow dayofweek wochentag weekdaynr",
    "season": "season estación saison stagione jahreszeit",
    "hour": "hour hr hh stunde hora heure ora godzina час 時 时 小时 時間 std hrs",
    "minute": "minute min mi mn mm minuto",
    "second": "second sec ss seconds segundo sekunde",
}
_RANGE = {
    "year": (1000, 2999),
    "month": (1, 12),
    "day": (1, 31),
    "doy": (1, 366),
    "week": (1, 53),
    "quarter": (1, 4),
    "weekday": (0, 7),
    "season": (0, 4),
    "hour": (0, 24),
    "minute": (0, 59),
    "second": (0, 60),
}
_DOUBLE = re.compile(r"\.\d{1,3}$")
_JOINTS = re.compile(r"[\s_-]+")
_KINDS = {
    name: [k for k in NAMES if name in NAMES[k].split()]
    for n in NAMES.values()
    for name in n.split()
}


def parts_named(name: str) -> list[str]:
    """Return the parts of a date that a column's name may mean.

    Examples
    --------
    >>> parts_named("Month (local)"), parts_named("mm"), parts_named("load")
    (['month'], ['month', 'minute'], [])
    """
    plain = name.lower().partition("[")[0].partition("(")[0].strip(" _-")
    plain = _JOINTS.sub(" ", _DOUBLE.sub("", plain))
    joined = plain.replace(" ", "")
    if len(several := plain.split("/")) == 2:  # in two languages
        first, second = (_KINDS.get(name.strip(), []) for name in several)
        return [part for part in first if part in second]
    if joined in ("dayofyear", "julianday", "dayofyr"):
        return ["doy"]
    return _KINDS.get(plain, _KINDS.get(joined, []))


def part_of(table: Table, column: Column, part: str) -> np.ndarray | None:
    """Return the numbers of one part, NaN where missing; None where a value is out of range."""
    values = column.values
    if column.kind == "text" and part == "month":
        words = table.words(column.name)
        kinds = list(dict.fromkeys(words[words != ""]))
        numbers = month_numbers(kinds) if len(kinds) <= 13 else {}
        if len(numbers) < len(kinds) or not kinds:
            return None
        by_word = {word: float(numbers[i]) for i, word in enumerate(kinds)}
        return np.array([by_word.get(word, np.nan) for word in words])
    if column.kind == "text" and part == "quarter":
        words = np.array([w.strip("QqTt") for w in table.words(column.name)])
        values = np.array([float(w) if w in ("1", "2", "3", "4") else np.nan for w in words])
    elif column.kind != "number" or column.truth:
        return None
    known = values[np.isfinite(values)]
    low, high = _RANGE[part]
    if part == "year" and len(known) < 0.5 * len(values) and np.isfinite(values[:1]).all():
        values = values[
            np.maximum.accumulate(np.where(np.isfinite(values), np.arange(len(values)), 0))
        ]
    if part == "year" and len(known) and 0 <= known.min() and known.max() < 100:
        if "yy" in column.name.lower() or len(column.name) == 2:
            return np.where(values < 70, values + 2000, values + 1900)
    if not len(known) or (known % 1).any() or known.min() < low or known.max() > high:
        return None
    return values


def dates_in_parts(
    table: Table, columns: Sequence[Column]
) -> list[tuple[tuple[str, ...], np.ndarray, bool]]:
    """Return (names, times, whether to the day) for every date that columns make together.

    The year comes first; a month without a year is dated 1904, which stands for no year.
    """
    left = {c.name: parts_named(c.name) for c in columns if c.kind in ("number", "text")}
    found: dict[str, tuple[str, np.ndarray]] = {}
    for part in ("year", "month", "day", "doy", "week", "quarter"):
        for column in columns:
            if part in left.get(column.name, ()) and all(
                column.name != f[0] for f in found.values()
            ):
                values = part_of(table, column, part)
                if values is not None:
                    found[part] = (column.name, values)
                    break
    dates = []
    for parts in (
        ("year", "month", "day"),
        ("year", "doy"),
        ("year", "week"),
        ("year", "quarter"),
        ("year", "month"),
        ("month", "day"),
    ):
        if all(p in found for p in parts):
            numbers = [found[p][1] for p in parts]
            names = tuple(found[p][0] for p in parts)
            dates.append((names, _dated(parts, numbers), parts[-1] in ("day", "doy")))
    return dates or _nameless(table, columns)


def _dated(parts: Sequence[str], values: Sequence[np.ndarray]) -> np.ndarray:
    """Return times from the values of some parts; NaT where they form no date."""
    wrong = ~np.all([np.isfinite(v) for v in values], axis=0)
    days: np.ndarray
    whole = {p: np.where(wrong, 1, v).astype(np.int64) for p, v in zip(parts, values, strict=True)}
    years = whole.get("year", np.full(len(wrong), 1904)) - 1970
    start = years.astype("datetime64[Y]")
    month = start.astype("datetime64[M]")
    if "week" in whole:
        fourth = start.astype("datetime64[D]") + 3  # is always in week 1
        days = fourth - (fourth.astype(np.int64) + 3) % 7 + 7 * (whole["week"] - 1)
    elif "doy" in whole:
        days = start.astype("datetime64[D]") + (whole["doy"] - 1)
    elif "quarter" in whole:
        days = (month + 3 * (whole["quarter"] - 1)).astype("datetime64[D]")
    else:
        month = month + (whole["month"] - 1)
        days = month.astype("datetime64[D]") + (whole["day"] - 1 if "day" in whole else 0)
        wrong = wrong | (days.astype("datetime64[M]") != month)  # such as 31 February
    return np.where(wrong, np.datetime64("NaT"), days.astype("datetime64[us]"))


def clock_in_parts(
    table: Table, columns: Sequence[Column]
) -> tuple[tuple[str, ...], np.ndarray] | None:
    """Return (names, microseconds since midnight) of columns of hours, minutes and seconds."""
    names: list[str] = []
    total: np.ndarray = np.zeros(table.rows)
    for part, size in (("hour", 3.6e9), ("minute", 6e7), ("second", 1e6)):
        for column in columns:
            if part in parts_named(column.name) and column.name not in names:
                values = part_of(table, column, part)
                if values is not None:
                    names.append(column.name)
                    total = total + values * size
                    break
        else:
            break
    if not names:
        return None
    return tuple(names), np.where(np.isfinite(total), np.nan_to_num(total), -1).astype(np.int64)


def _nameless(
    table: Table, columns: Sequence[Column]
) -> list[tuple[tuple[str, ...], np.ndarray, bool]]:
    """Return the dates in first columns without names whose whole numbers form times."""
    first = [c for c in columns[:3] if c.nameless and c.kind == "number"]
    found: list[tuple[tuple[str, ...], np.ndarray, bool]] = []
    if len(first) == 3 and part_of(table, first[0], "year") is not None:
        days, hours = part_of(table, first[1], "doy"), part_of(table, first[2], "hour")
        if days is not None and hours is not None and hours.min() == 0 and hours.max() == 23:
            names = (first[0].name, first[1].name)
            return [(names, _dated(("year", "doy"), [first[0].values, days]), True)]
    for width in count(2):
        parts = ("year", "month", "day")[:width]
        values = [part_of(table, c, p) for c, p in zip(first, parts, strict=False)]
        if (
            width > min(3, len(first))
            or any(v is None for v in values)
            or first[0].values.min() < 1500
        ):
            return found[-1:]
        times = _dated(parts, [v for v in values if v is not None])
        known = times[~np.isnat(times)]
        moves = np.diff(known).astype(np.int64)
        if len(known) < len(times) or (moves < 0).mean() > 0.1:
            return found[-1:]
        found.append((tuple(c.name for c in first[:width]), times, width == 3))
    return []
