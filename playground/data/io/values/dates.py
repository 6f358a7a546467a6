"""Times in words: numbers and the signs between them, whose column decides what each number is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from playground.data.io.values.forms import NAT, Times, forms_of, times_of_form
from playground.data.io.values.orders import readings
from playground.data.io.values.plain import LONGEST, ZONE, plain

#: Forms of one column that are read, and the rows of a form that make it a frequency.
_MOST_FORMS, _FEWEST = 12, 3
_CLOCK = re.compile(r"\d\d?:\d\d|\d\s?[ap]\.?\s?(m\.?)?$", re.IGNORECASE)
#: Signs that no time contains.
_NEVER = re.compile(r"[;|\t\n\"=<>*%@#&!?$€^~{}\[\]\\]")
_DIGIT, _DIGITS = re.compile(r"\d"), re.compile(r"\d+")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_YEAR = re.compile(r"(?i:FY ?)?\d{4}(?:[/-]\d\d(?:\d\d)?)?")
#: A year of the Buddhist era, 543 before which the common era began: 2566 is 2023.
_BUDDHIST = re.compile(r"(?<!\d)(?:24[4-9]|25\d|26[0-4])\d(?!\d)")
_NO_STEP = np.timedelta64(0, "us")
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
    swapped : int
        Cells in which day and month are in the other order than in the rest, as programs write that
        read only the days up to 12 as months.
    buddhist : bool
        Whether the years were those of the Buddhist era, and were read as of the common era.
    """

    times: np.ndarray
    other: np.ndarray | None = None
    shifted: bool = False
    left: tuple[tuple[str, int], ...] = ()
    american: bool = False
    swapped: int = 0
    buddhist: bool = False


def looks_like_date(cell: str) -> bool:
    """Return whether a cell has the shape of a date; a plain number has not.

    Examples
    --------
    >>> [looks_like_date(cell) for cell in ("3/4/2024", "2024 Q1", "5. Mai 24", "2024", "3.14")]
    [True, True, True, False, False]
    """
    if not 4 <= len(cell.strip()) <= LONGEST or not _DIGIT.search(cell):
        return False
    if _NEVER.search(ZONE.sub("", cell) if "/" in cell else cell):
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
    before, count = match.string[: match.start()], len(match[0])
    if count < 4 or (before[-1:] in ("+", "-") and ":" in before):  # an offset from UTC
        return "0001"[-count:]
    return "20040101010101"[:count]


@lru_cache(maxsize=2_000)
def _shape(cell: str) -> str:
    words = plain([cell])
    times = times_of_form(forms_of(words)[1][0], words)
    if times is None or (times.clock is None and times.date.shape[1] == 1):
        return ""
    if not times.date.size:
        return "clock"
    return "date" if any(not np.isnat(days[0]) for _kind, days in readings(times)) else ""


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
    if few and all(word[:1] == "[" for word in few):  # as servers write in their logs
        return read_dates(cells.str.strip("[] "), day_first)
    if few and all(map(_is_buddhist, few)) and all(_is_buddhist(str(kind)) for kind in kinds):
        common = [_BUDDHIST.sub(lambda y: str(int(y[0]) - 543), str(kind)) for kind in kinds]
        own = read_dates(cells.map(dict(zip(kinds, common, strict=True))), day_first)
        return own and replace(own, buddhist=True)
    dated = [_YEAR.fullmatch(word) is not None or looks_like_date(word) for word in few]
    if not few or np.mean(dated) < 0.7:
        return None
    ends = {match[0][1:] for word in few if (match := _SHIFT.search(word))}
    if all(map(_ISO.fullmatch, few)) and len(ends) < 3:  # pandas reads these fastest
        times = pd.to_datetime(pd.Series(kinds), format="ISO8601", errors="coerce", utc=True)
        if times.notna().all():
            whole = times.dt.tz_localize(None).to_numpy("datetime64[us]")
            times, swapped = _unswapped(np.append(whole, NAT)[codes])
            return Dates(times, shifted=bool(ends), swapped=swapped)
    words = plain(list(map(str, kinds.tolist())))
    sizes = np.bincount(codes[codes >= 0], minlength=len(kinds))
    found = _frequencies(words, sizes, day_first)
    if sum(part.rows for part in found) < 0.9 * sizes.sum():
        return None
    best, *others = found
    times, other = (None if t is None else np.append(t, NAT)[codes] for t in best.orders())
    left = tuple((str(kinds[part.first]), part.rows) for part in others)
    assert times is not None
    times, swapped = _unswapped(times) if other is None else (times, 0)
    american = any("@" in word for word in words[:20])
    return Dates(times, other, best.shifted, left, american, swapped)


def _is_buddhist(cell: str) -> bool:
    return len(_BUDDHIST.findall(cell)) == 1


def _unswapped(times: np.ndarray) -> tuple[np.ndarray, int]:
    """Return times with day and month swapped up to the 12th if only so they rise or fall."""
    steps = np.diff(times)
    if (
        len(times) < 10
        or np.isnat(times).any()
        or (steps >= _NO_STEP).all()
        or (steps <= _NO_STEP).all()
    ):
        return times, 0
    months = times.astype("datetime64[M]")
    days = (times.astype("datetime64[D]") - months).astype(np.int64) + 1
    numbers = months.astype(np.int64)
    swap = (days <= 12) & (days != numbers % 12 + 1)
    back = (numbers - numbers % 12 + days - 1).astype("datetime64[M]").astype("datetime64[D]")
    clock = times - times.astype("datetime64[D]")
    found = np.where(swap, back + numbers % 12 + clock, times)
    moves = np.diff(found)
    even = (moves > _NO_STEP).all() or (moves < _NO_STEP).all()
    return (found, int(swap.sum())) if even and (days > 12).sum() >= 3 else (times, 0)


class _Frequency:
    """The cells of a column that are days, or weeks, or months …

    Their times are kept for each order of day and month.
    """

    def __init__(self, count: int, first: int) -> None:
        self.first, self.rows, self.shifted = first, 0, False
        self.by_order = {order: np.full(count, NAT) for order in ("day", "month")}

    def add(self, which: np.ndarray, sizes: np.ndarray, by_order: dict[str, np.ndarray]) -> None:
        """Add the cells of one form."""
        for order, times in self.by_order.items():
            if (found := by_order.get("", by_order.get(order))) is not None:
                times[which] = found
        self.rows += max(int(sizes[which][~np.isnat(t)].sum()) for t in by_order.values())

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
        some = words if len(own) == len(words) else [words[i] for i in own]
        times = times_of_form(forms[place], some)
        by_kind: dict[str, dict[str, np.ndarray]] = {}
        for kind, days in readings(times) if times is not None else ():
            name, _colon, order = kind.partition(":")
            if day_first is None or not order or (order == "day") == day_first:
                by_kind.setdefault(name, {})[order] = _with_clock(days, times)
        for name, orders in by_kind.items():
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
