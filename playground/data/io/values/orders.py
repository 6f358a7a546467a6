"""The orders in which the numbers of a date mean year, month and day, week or quarter."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from playground.data.io.values.forms import NAT, Times

#: The first year of two digits that is one of the last century: a series is rarely of the future.
CENTURY = 40
#: The first year with dates to the day; in years before it they are of another calendar.
_FIRST_DAY = 1582


def readings(times: Times) -> Iterator[tuple[str, np.ndarray]]:
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
        yield "week", week(values[0], values[1]) + _days(values[2] - 1)
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
    if years == [0, 1] and apart and not letters and (values[1] == values[0] + 1).all():
        yield "year", day(values[0], 1, 1)  # 1990/1991
        return
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
        yield "week", week(year, number)
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
    return year if width == 4 else np.where(year < CENTURY, year + 2000, year + 1900)


def day(year: np.ndarray, month: np.ndarray | int, number: np.ndarray | int) -> np.ndarray:
    """Return days as datetime64[us], NaT where there is no such day."""
    least = _FIRST_DAY if np.ndim(number) else 1000
    month, number = np.broadcast_to(month, year.shape), np.broadcast_to(number, year.shape)
    wrong = (year < least) | (year > 2999) | (month < 1) | (month > 12)
    wrong = wrong | (number < 1) | (number > 31)
    first = np.where(wrong, 0, (year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = first.astype("datetime64[D]") + np.where(wrong, 0, number - 1)
    wrong = wrong | (days.astype("datetime64[M]") != first)  # such as 31 February
    return np.where(wrong, NAT, days.astype("datetime64[us]"))


def day_of_year(year: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Return the days with these numbers, from 1, in their years; NaT for any other number."""
    found = day(year, 1, 1) + _days(number - 1)
    return np.where((number >= 1) & (number <= 366), found, NAT)


def week(year: np.ndarray, week: np.ndarray) -> np.ndarray:
    """Return the Mondays of ISO weeks; week 1 contains 4 January."""
    fourth = day(year, np.ones_like(year), 4)
    weekday = (fourth.astype("datetime64[D]").astype(np.int64) + 3) % 7
    monday = fourth - _days(np.where(np.isnat(fourth), 0, weekday))
    return np.where((week >= 1) & (week <= 53), monday + _days(7 * (week - 1)), NAT)


def _days(count: np.ndarray) -> np.ndarray:
    return np.asarray(count, np.int64).astype("timedelta64[D]").astype("timedelta64[us]")
