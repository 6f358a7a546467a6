"""Dates in several columns: year and month, day of the year, week or quarter, and their names."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from playground.data.io.table.table import Column, Table
from playground.data.io.values.months import month_numbers
from playground.data.io.values.orders import CENTURY
from playground.data.io.values.plain import plain

#: Names of columns with one part of a date.
NAMES = {
    "year": "year yr yyyy yyy yy jahr año ano année annee anno rok год 年 vuosi år jaar",
    "month": "month mo mm mon mnth monat mes mois mese mês miesiąc месяц 月 kuukausi kk måned månad maand měsíc seas",
    "day": "day dy dd tag día dia jour giorno dzień день 日 päivä pv dag den dom",
    "doy": "doy yday jday julian jultag",
    "week": "week wk woy kw woche semana semaine settimana weeknr weeknum isoweek kalenderwoche calendarweek epiweek vecka uke týden tydzień",
    "quarter": "quarter qtr quartal trimestre trimestre kwartał",
    "weekday": "weekday wday dow dayofweek wochentag weekdaynr",
    "season": "season estación saison stagione jahreszeit",
    "hour": "hour hr hh hh24 hh.h stunde hora heure ora godzina час 時 时 小时 時間 std hrs",
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
#: A period as statistical offices write it, and how many there are with the year as a whole.
_CODE, _MOST_KINDS = re.compile(r"([mqt]) ?(\d\d?)|(\d)\.? ?(q)"), 13
_ROMAN = ("I", "II", "III", "IV")
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
    if (last := plain.rpartition(".")[2]) in ("year", "month", "day", "hour"):  # date.year
        plain = last
    joined = plain.replace(" ", "")
    if len(several := plain.split("/")) == 2:  # in two languages
        first, second = (_KINDS.get(name.strip(), []) for name in several)
        return [part for part in first if part in second]
    if joined in ("dayofyear", "julianday", "dayofyr"):
        return ["doy"]
    if plain.endswith(" yyyy") or " format in " in plain:  # Year Month Day in YYYY,MM,DD
        plain = joined = plain.split(" ")[0 if " format in " in plain else -1]
    return _KINDS.get(plain, _KINDS.get(joined, []))


def part_of(table: Table, column: Column, part: str) -> np.ndarray | None:
    """Return the numbers of one part, NaN where missing; None where a value is out of range."""
    values = column.values
    if column.kind == "text" and part in ("month", "quarter"):
        numbers = _in_words(table, column).get(part)
        if numbers is None:
            return None
        return np.array([numbers.get(word, np.nan) for word in table.words(column.name)])
    if column.kind != "number" or column.truth:
        return None
    known = values[np.isfinite(values)]
    low, high = _RANGE[part]
    if part == "year" and len(known) < 0.5 * len(values) and np.isfinite(values[:1]).all():
        values = values[
            np.maximum.accumulate(np.where(np.isfinite(values), np.arange(len(values)), 0))
        ]
    if part == "year" and len(known) and 0 <= known.min() and known.max() < 100:
        if "yy" in column.name.lower() or len(column.name) == 2:
            return np.where(values < CENTURY, values + 2000, values + 1900)
    if not len(known) or (known % 1).any() or known.min() < low or known.max() > high:
        return None
    return values


def _in_words(table: Table, column: Column) -> dict[str, dict[str, float]]:
    """Return the months or quarters that a column's words are: "May", "M05", "Q2"."""
    words = table.words(column.name)
    kinds = list(dict.fromkeys(words[words != ""]))
    if not 2 <= len(kinds) <= _MOST_KINDS:
        return {}
    numbers = month_numbers(kinds)
    if len(numbers) == len(kinds) or len(numbers) == 12 == len(kinds) - 1:  # and a total
        return {"month": {kinds[i]: float(n) for i, n in numbers.items()}}
    if set(kinds) == set(_ROMAN):
        return {"quarter": {word: float(n) for n, word in enumerate(_ROMAN, 1)}}
    codes = [_CODE.fullmatch(word) for word in plain(kinds)]
    letters = {code[1] or code[4] for code in codes if code}
    if not all(codes) or len(letters) > 1:
        return {}
    part, most = ("month", 12) if letters == {"m"} else ("quarter", 4)
    numbers = {n: int(code[2] or code[3]) for n, code in enumerate(codes) if code}
    within = {kinds[n]: float(number) for n, number in numbers.items() if 1 <= number <= most}
    return {part: within} if len(within) > 1 and len(within) >= len(kinds) - 1 else {}


def dates_in_parts(
    table: Table, columns: Sequence[Column]
) -> list[tuple[tuple[str, ...], np.ndarray, bool]]:
    """Return (names, times, whether to the day) for every date that columns make together.

    The year comes first; a month without a year is dated 1904, which stands for no year.
    """
    left = {c.name: parts_named(c.name) for c in columns if c.kind == "number"}
    left |= {
        c.name: list(parts_named(c.name) or _in_words(table, c))
        for c in columns
        if c.kind == "text"
    }
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
    if "year" not in found and {"month", "quarter"} & set(found):
        for column in columns[:3]:
            values = part_of(table, column, "year") if column.nameless else None
            if values is not None:
                found["year"] = (column.name, values)
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
    """Return the date in columns without names whose whole numbers form times."""
    numbers = [c for c in columns[:7] if c.nameless and c.kind == "number"]
    for start in range(min(3, len(numbers))):
        if (found := _from_numbers(table, numbers[start : start + 3])) is not None:
            return [found]
    return []


def _from_numbers(
    table: Table, first: Sequence[Column]
) -> tuple[tuple[str, ...], np.ndarray, bool] | None:
    """Return the date in year, day of the year and hour, or in year, month and perhaps day."""
    year, *others = first
    if part_of(table, year, "year") is None or year.values.min() < 1500:
        return None
    if len(others) == 2:
        days, clock = part_of(table, others[0], "doy"), others[1].values
        daily = clock.min() >= 0 and clock.max() in (23, *range(2300, 2401))
        if days is not None and daily and not (clock % 1).any() and clock[0] < clock[1]:
            times = _dated(("year", "doy"), [year.values, days])
            return (year.name, others[0].name), times, True
    found = None
    for width in range(2, len(first) + 1):
        parts = ("year", "month", "day")[:width]
        values = [part_of(table, c, p) for c, p in zip(first, parts, strict=False)]
        if any(v is None for v in values):
            break
        times = _dated(parts, [v for v in values if v is not None])
        if np.isnat(times).any() or (np.diff(times).astype(np.int64) < 0).mean() > 0.1:
            break
        found = tuple(c.name for c in first[:width]), times, width == 3
    return found
