"""Times in words: numbers and the signs between them, whose column decides what each number is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from playground.data.io.values.forms import LONGEST, NAT, Times, forms_of, plain, times_of_form

#: Forms of one column that are read, and the rows of a form that make it a frequency.
_MOST_FORMS, _FEWEST = 12, 3
_CLOCK = re.compile(r"\d\d?:\d\d|\d\s?[ap]\.?\s?(m\.?)?$", re.IGNORECASE)
#: Signs that no time contains.
_NEVER = re.compile(r"[;|\t\n\"=<>*%@#&!?$€^~{}\[\]\\]")
_DIGIT, _DIGITS = re.compile(r"\d"), re.compile(r"\d+")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_YEAR = re.compile(r"\d{4}(?:[/-]\d\d)?")
_SHIFT = re.compile(r"\d[+-](?!00:?00)\d\d:?\d\d$")


@dataclass(frozen=True)
class Dates:
    """The times of a column of words.

    Parameters
    ----------
    times : ndarray of datetime64[us], shape (N,)
        NaT where a cell is no date of the column's format.
    other : ndarray or None
        The times with day and month swapped, where both orders fit all cells.
    shifted : bool
        Whether offsets from UTC were applied, so that the times are in UTC.
    left : tuple of (str, int)
        An example and the number of cells of each other frequency.
    american : bool
        Whether the clocks say am and pm, which suggests that the month comes first.
    """

    times: np.ndarray
    other: np.ndarray | None = None
    shifted: bool = False
    left: tuple[tuple[str, int], ...] = ()
    american: bool = False


def looks_like_date(cell: str) -> bool:
    """Return whether a cell has the shape of a date; a plain number has not.

    Examples
    --------
    >>> [looks_like_date(cell) for cell in ("3/4/2024", "2024 Q1", "5. Mai 24", "2024", "3.14")]
    [True, True, True, False, False]
    """
    if not 4 <= len(cell.strip()) <= LONGEST or _NEVER.search(cell) or not _DIGIT.search(cell):
        return False
    return _shape(_DIGITS.sub(_typical, cell)) == "date"


def looks_like_clock(cell: str) -> bool:
    """Return whether a cell has the shape of a time of day.

    Examples
    --------
    >>> [looks_like_clock(cell) for cell in ("13:05", "1:05 pm", "13")]
    [True, True, False]
    """
    if len(cell) > LONGEST or not _CLOCK.search(cell.strip()):
        return False
    return _shape(_DIGITS.sub(_typical, cell)) == "clock"


def _typical(match: re.Match[str]) -> str:
    """Return digits with which as many digits can be part of a date."""
    return "20040101010101"[: len(match[0])] if len(match[0]) > 3 else "001"[-len(match[0]) :]


@lru_cache(maxsize=2_000)
def _shape(cell: str) -> str:
    words = plain([cell])
    times = times_of_form(forms_of(words)[1][0], words)
    if times is None or (times.clock is None and times.date.shape[1] == 1):
        return ""
    if not times.date.size:
        return "clock"
    return "date" if any(not np.isnat(days[0]) for _kind, days in _readings(times)) else ""


def read_dates(cells: pd.Series, day_first: bool | None = None) -> Dates | None:
    """Return the times of a column of words, or None when fewer than nine in ten are dates.

    Parameters
    ----------
    cells : Series of str
        Missing where a cell is empty.
    day_first : bool or None
        How to read "03/04/2024"; None keeps both orders where both fit.

    Examples
    --------
    >>> import pandas as pd
    >>> read_dates(pd.Series(["31.01.2024", "01.02.2024"])).times.astype("M8[D]").tolist()[0]
    datetime.date(2024, 1, 31)
    """
    codes, kinds = pd.factorize(cells)
    few = [str(kind).strip() for kind in kinds[:: max(1, len(kinds) // 50)]]
    dated = [_YEAR.fullmatch(word) is not None or looks_like_date(word) for word in few]
    if not few or np.mean(dated) < 0.7:
        return None
    ends = {match[0][1:] for word in few if (match := _SHIFT.search(word))}
    if all(map(_ISO.fullmatch, few)) and len(ends) < 3:  # pandas reads these fastest
        times = pd.to_datetime(pd.Series(kinds), format="ISO8601", errors="coerce", utc=True)
        if times.notna().all():
            whole = times.dt.tz_localize(None).to_numpy("datetime64[us]")
            return Dates(np.append(whole, NAT)[codes], shifted=bool(ends))
    words = plain([str(kind) for kind in kinds])
    sizes = np.bincount(codes[codes >= 0], minlength=len(kinds))
    found = _frequencies(words, sizes, day_first)
    if sum(part.rows for part in found) < 0.9 * sizes.sum():
        return None
    best, *others = found
    times, other = (None if t is None else np.append(t, NAT)[codes] for t in best.orders())
    left = tuple((str(kinds[part.first]), part.rows) for part in others)
    assert times is not None
    return Dates(times, other, best.shifted, left, any("@" in word for word in words[:20]))


class _Frequency:
    """The cells of a column that are days, or weeks, or months …

    Their times are kept for each order of day and month.
    """

    def __init__(self, count: int, first: int) -> None:
        self.first, self.rows, self.shifted = first, 0, False
        self.by_order = {order: np.full(count, NAT) for order in ("day", "month")}

    def add(self, which: np.ndarray, sizes: np.ndarray, readings: dict[str, np.ndarray]) -> None:
        """Add the cells of one form."""
        for order, times in self.by_order.items():
            if (found := readings.get("", readings.get(order))) is not None:
                times[which] = found
        self.rows += max(int(sizes[which][~np.isnat(t)].sum()) for t in readings.values())

    def orders(self) -> tuple[np.ndarray, np.ndarray | None]:
        """Return the times, and those in the other order where it fits as many cells."""
        day, month = self.by_order.values()
        sizes = [int((~np.isnat(times)).sum()) for times in (day, month)]
        tied = min(sizes) > 0.98 * max(sizes) and not np.array_equal(day, month, equal_nan=True)
        best = month if sizes[1] > sizes[0] else day
        return (day, month) if tied else (best, None)


def _frequencies(words: list[str], sizes: np.ndarray, day_first: bool | None) -> list[_Frequency]:
    """Return the cells of a column by their frequency, the most frequent first."""
    which, forms = forms_of(words)
    rows = np.bincount(which, weights=sizes, minlength=len(forms))
    found: dict[str, _Frequency] = {}
    for place in np.argsort(-rows, kind="stable")[:_MOST_FORMS]:
        own = np.flatnonzero(which == place)
        times = times_of_form(forms[place], [words[i] for i in own])
        readings: dict[str, dict[str, np.ndarray]] = {}
        for kind, days in _readings(times) if times is not None else ():
            name, _colon, order = kind.partition(":")
            if day_first is None or not order or (order == "day") == day_first:
                readings.setdefault(name, {})[order] = _with_clock(days, times)
        for name, orders in readings.items():
            if max((~np.isnat(t)).mean() for t in orders.values()) >= 0.5:
                part = found.setdefault(name, _Frequency(len(words), int(own[0])))
                part.add(own, sizes, orders)
                if times is not None and times.shift is not None and times.shift.any():
                    part.shifted = True
    parts = sorted(found.values(), key=lambda part: -part.rows)
    return [p for n, p in enumerate(parts) if n == 0 or p.rows >= _FEWEST]


def _with_clock(days: np.ndarray, times: Times | None) -> np.ndarray:
    if times is None or times.clock is None:
        return days
    micros = times.clock if times.shift is None else times.clock - times.shift
    return np.where(times.clock < 0, NAT, days + micros.astype("timedelta64[us]"))


# -- the orders of the numbers of a date ---------------------------------------------------------


def _readings(times: Times) -> Iterator[tuple[str, np.ndarray]]:
    """Yield (kind, first day) for each order in which numbers form dates.

    The kind is year, half, quarter, month, week or day; with ":day" or ":month", the number that
    comes first where both orders are possible.
    """
    count = times.date.shape[1]
    values = [times.date[:, i] for i in range(count)]
    letters = set("".join(times.signs[:count])) - set(" -/.,'_")
    behind = set(times.signs[count] if len(times.signs) > count else "")
    if times.clock is None and behind - set(" -/.,_:") - letters:
        letters |= behind - set(" -/.,_:")
    years = [i for i in range(count) if times.width(i) == 4 and i not in times.named]
    if count == 1 and not letters:
        yield from _of_one(values[0], times.width(0))
    elif count == 2:
        yield from _of_two(times, values, years, letters)
    elif count == 3 and letters == {"w"} and years == [0]:
        yield "week", _week(values[0], values[1]) + _days(values[2] - 1)
    elif count == 3 and not letters and len(times.named) == 1:
        yield from _with_month(times, values, years)
    elif count == 3 and not letters and not times.named:
        if times.signs[1].strip() == times.signs[2].strip():
            yield from _of_three(times, values, years)


def _of_one(value: np.ndarray, width: int) -> Iterator[tuple[str, np.ndarray]]:
    if width == 4:
        yield "year", day(value, 1, 1)
    elif width == 6:
        yield "month", day(value // 100, value % 100, 1)
    elif width == 7:
        yield "day", day_of_year(value // 1000, value % 1000)
    elif width == 8:
        yield "day", day(value // 10_000, value // 100 % 100, value % 100)


def _of_two(
    times: Times, values: list[np.ndarray], years: list[int], letters: set[str]
) -> Iterator[tuple[str, np.ndarray]]:
    at = years[0] if years else 1
    year, number = _full(values[at], times.width(at)), values[1 - at]
    apart = times.signs[1].strip() in ("-", "/", ".")
    if times.width(at) not in (2, 4) or len(years) > 1 or times.digits[:, 1 - at].max() > 3:
        return
    if times.named:
        changes = [int((np.diff(v) != 0).sum()) for v in (year, number)]
        if times.named == (1 - at,) and not letters and changes[0] <= changes[1]:
            yield "month", day(year, number, 1)
    elif times.width(1 - at) == 3:
        if years == [0] and not letters and apart:
            yield "day", day_of_year(year, number)
    elif letters == {"w"} and years:
        yield "week", _week(year, number)
    elif letters in ({"q"}, {"t"}):
        yield "quarter", day(year, np.where(number <= 4, 3 * number - 2, 0), 1)
    elif letters in ({"h"}, {"s"}) and years:
        yield "half", day(year, np.where(number <= 2, 6 * number - 5, 0), 1)
    elif years and (letters == {"m"} or (not letters and apart)):
        season = years == [0] and len(year) > 2 and bool(((year + 1) % 100 == number).all())
        yield ("year", day(year, 1, 1)) if season else ("month", day(year, number, 1))


def _with_month(
    times: Times, values: list[np.ndarray], years: list[int]
) -> Iterator[tuple[str, np.ndarray]]:
    month = times.named[0]
    first, last = (i for i in range(3) if i != month)
    year_first = years == [first] or (not years and _changes_less(values[first], values[last]))
    year, last = (first, last) if year_first else (last, first)
    if times.width(year) in (2, 4) and times.digits[:, last].max() <= 2:
        yield "day", day(_full(values[year], times.width(year)), values[month], values[last])


def _of_three(
    times: Times, values: list[np.ndarray], years: list[int]
) -> Iterator[tuple[str, np.ndarray]]:
    a, b, c = values
    if years == [0] and times.digits[:, 1:].max() <= 2:
        yield "day", day(a, b, c)
        return
    if times.digits[:, :2].max() > 2 or times.width(2) not in (2, 4):
        return
    year = _full(c, times.width(2))
    orders = [("day:day", day(year, b, a))]
    if "." not in times.signs[1]:  # with points the day comes first everywhere
        orders.append(("day:month", day(year, a, b)))
    orders = [(kind, days) for kind, days in orders if not np.isnat(days).all()]
    if not years and times.width(0) == 2 and (_changes_less(a, c) or not orders):
        turned = day(_full(a, 2), b, c)
        if not np.isnat(turned).any():
            orders = [("day", turned)]  # 24-01-15
    yield from orders


def _changes_less(first: np.ndarray, last: np.ndarray) -> bool:
    """Return whether the first number of a date is the year, which changes less often."""
    return len(first) > 3 and int((np.diff(first) != 0).sum()) < int((np.diff(last) != 0).sum())


def _full(year: np.ndarray, width: int) -> np.ndarray:
    return year if width == 4 else np.where(year < 70, year + 2000, year + 1900)


def day(year: np.ndarray, month: np.ndarray | int, number: np.ndarray | int) -> np.ndarray:
    """Return days as datetime64[us], NaT where there is no such day."""
    month, number = np.broadcast_to(month, year.shape), np.broadcast_to(number, year.shape)
    wrong = (year < 1000) | (year > 2999) | (month < 1) | (month > 12)
    wrong = wrong | (number < 1) | (number > 31)
    first = np.where(wrong, 0, (year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = first.astype("datetime64[D]") + np.where(wrong, 0, number - 1)
    wrong = wrong | (days.astype("datetime64[M]") != first)  # such as 31 February
    return np.where(wrong, NAT, days.astype("datetime64[us]"))


def day_of_year(year: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Return the days with these numbers, from 1, in their years; NaT for any other number."""
    found = day(year, 1, 1) + _days(number - 1)
    return np.where((number >= 1) & (number <= 366), found, NAT)


def _week(year: np.ndarray, week: np.ndarray) -> np.ndarray:
    """Return the Mondays of ISO weeks; week 1 contains 4 January."""
    fourth = day(year, np.ones_like(year), 4)
    weekday = (fourth.astype("datetime64[D]").astype(np.int64) + 3) % 7
    monday = fourth - _days(np.where(np.isnat(fourth), 0, weekday))
    return np.where((week >= 1) & (week <= 53), monday + _days(7 * (week - 1)), NAT)


def _days(count: np.ndarray) -> np.ndarray:
    return np.asarray(count, np.int64).astype("timedelta64[D]").astype("timedelta64[us]")
