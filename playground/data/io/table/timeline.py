"""The time line of a table: every column and combination that could be it, and the finest one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from playground.data.io.table.clock import HOUR, LASTS, NAMED, clock_of, over_midnight
from playground.data.io.table.date_parts import clock_in_parts, dates_in_parts, parts_named
from playground.data.io.table.day_parts import counts_parts
from playground.data.io.table.spacing import Spacing, different, spacing
from playground.data.io.table.table import Column, Table
from playground.data.io.values.codes import times_of_numbers

#: Names of columns of plain numbers that give elapsed time, and of columns that number the rows.
ELAPSED = re.compile(
    r"(elapsed|time|timestamps?|zeit|tiempo|temps|t|sec|secs|seconds?|sekunden|ms|millis|uptime|x[-_ ]?axis|x[-_ ]?value)[ _]{0,3}(time[ _]{0,3})?([\[(/].*)?",
    re.IGNORECASE,
)
COUNTS = frozenset(
    "t i n id idx index row rows no nr num number step time obs ds trading_day # record rn seq sequence pos lfd line count_id instant entry_id cycle cycles time_cycles epoch sample".split()
)
_LIKE_TIME = re.compile(
    r".{0,40}?(?:date|datum|fecha|time|zeit|stamp|period|日期|时间|日付|дата).{0,40}", re.IGNORECASE
)
#: Two numbers or more in a short cell, as in a date.
_NUMBERS = re.compile(r"^(?=.{4,30}$)\D{0,3}\d{1,4}\D{1,9}\d{1,4}(?:\D|$)")
_DAY = 86_400_000_000


@dataclass(frozen=True)
class Timeline:
    """The times of a table's rows.

    Parameters
    ----------
    columns : tuple of str
        The columns it was read from.
    times : ndarray, shape (rows,)
        datetime64[us] with NaT, or float64 for counters and elapsed times.
    kind : {"dates", "yearless", "clocks", "counter", "axis"}
        "yearless" has months and days without a year, "clocks" times of day without a date.
    spacing : Spacing or None
        Of dates.
    other : ndarray or None
        The times with day and month swapped, where both are equally plausible.
    swapped : bool
        Whether both orders of day and month fit all cells, and the more even one was taken.
    """

    columns: tuple[str, ...]
    times: np.ndarray
    kind: str = "dates"
    spacing: Spacing | None = None
    other: np.ndarray | None = None
    swapped: bool = False

    def parts(self, table: Table) -> int | None:
        """Return the number of intervals of a day that the last column counts, or None."""
        last = table[self.columns[-1]]
        if len(self.columns) < 2 or last.kind != "number":
            return None
        days = self.times.astype("datetime64[D]").astype("datetime64[us]")
        return counts_parts(last.name, days, last.values)


def timeline_of(table: Table, given: str | None, without: Sequence[str | None]) -> Timeline | None:
    """Return the finest time line that fits the rows, or None to keep their order.

    Parameters
    ----------
    table : Table
    given : str or None
        The column that the user chose; an empty name chooses none.
    without : sequence of str
        Columns with another role.
    """
    if given == "":
        return None
    columns = [c for c in table.columns if c.name not in without and c.kind != "empty"]
    if given is not None:
        chosen = table[given]
        dated = [t for t in _dated(table, columns) if t.columns[0] == given]
        best = _finest(table, dated)
        if best is None:
            best = _undated(table, [chosen])
        return _as_axis(chosen) if best is None else best
    best = _finest(table, list(_dated(table, columns)))
    return _undated(table, columns) if best is None else best


def not_understood(table: Table) -> tuple[str, str] | None:
    """Return a column that looks like times nobody could read, and one of its cells."""
    for column in table.columns:
        if column.kind != "text":
            continue
        words = table.words(column.name)
        known: list[str] = list(words[words != ""][:: max(1, len(words) // 100)])
        digits = np.mean([any(map(str.isdigit, w)) for w in known] or [False])
        shaped = np.mean([bool(_NUMBERS.search(w)) for w in known] or [False]) > 0.8
        many = len(set(known)) > 0.5 * len(known)
        if digits >= 0.8 and many and (shaped or _LIKE_TIME.fullmatch(column.name)):
            return column.name, str(known[0])[:40]
    return None


def _dated(table: Table, columns: Sequence[Column]) -> Iterator[Timeline]:
    """Yield every reading of columns as dates, alone and with a time of day beside them."""
    clocks: dict[str, np.ndarray | None] = {}
    for names, times, to_day, order in _bases(table, columns):
        kind = "yearless" if len(times) and _year(times) == 1904 and len(names) > 1 else "dates"
        known = ~np.isnat(times)
        if known.mean() < 0.5:
            continue
        yield Timeline(names, times, kind, None, None, order)
        if not to_day or (times[known].astype(np.int64) % _DAY).any():
            continue
        places = [c.name for c in table.columns]
        after = places.index(names[-1]) + 1
        rest = [c for n in (*places[after:], *places[:after]) for c in columns if c.name == n]
        rest = [c for c in rest if c.name not in names]
        for more, clock in _clocks(table, rest, times, clocks, table[names[0]].nameless):
            if (clock[known] >= 0).mean() < 0.5:
                continue
            joined = times + np.where(clock >= 0, clock, 0).astype("timedelta64[us]")
            joined = np.where(clock >= 0, joined, np.datetime64("NaT"))
            yield Timeline((*names, *more), joined, kind, None, None, order)


def _bases(
    table: Table, columns: Sequence[Column]
) -> Iterator[tuple[tuple[str, ...], np.ndarray, bool, bool]]:
    """Yield (names, times, to the day, day and month swapped or not known) of dates."""
    for column in columns:
        if column.kind == "date":
            yield (column.name,), column.values.astype("datetime64[us]"), True, False
            if column.dates is not None and column.dates.other is not None:
                yield (column.name,), column.dates.other, True, True
        elif (
            column.kind == "number"
            and not column.truth
            and not set(parts_named(column.name)) - {"year"}
        ):
            times = times_of_numbers(column.name, column.values)
            if times is not None:
                yield (column.name,), times, bool(np.nanmin(column.values) >= 1_500_000), False
    for names, times, to_day in dates_in_parts(table, columns):
        yield names, times, to_day, False


def _year(times: np.ndarray) -> int:
    known = times[~np.isnat(times)]
    return int(known[0].astype("datetime64[Y]").astype(np.int64)) + 1970 if len(known) else 0


def _clocks(
    table: Table,
    columns: Sequence[Column],
    dates: np.ndarray,
    known: dict[str, np.ndarray | None],
    nameless: bool,
) -> Iterator[tuple[tuple[str, ...], np.ndarray]]:
    """Yield the columns beside a date that are times of day, each read once (``known``)."""
    if (parts := clock_in_parts(table, columns)) is not None:
        yield parts
    for column in columns:
        if column.kind == "text" and column.name not in known:
            known[column.name] = clock_of(column, table.cells[column.name], None)
        clock = known.get(column.name)
        if column.kind == "number":
            clock = clock_of(column, table.cells[column.name], dates)
        if clock is not None and not LASTS.search(column.name):
            yield (column.name,), clock
    first = columns[0] if columns else None
    if nameless and first is not None and first.nameless and first.kind == "number":
        hours = first.values
        if np.isfinite(hours).all() and not (hours % 1).any() and np.ptp(hours) > 0:
            if hours.min() >= 0 and hours.max() <= 24:
                clock = hours * 3.6e9
                minutes = columns[1].values if columns[1:2] and columns[1].nameless else None
                if (
                    minutes is not None
                    and len(minutes) == len(hours)
                    and 0 <= minutes.min() <= minutes.max() < 60
                    and np.ptp(minutes)
                    and not (minutes % 1).any()
                ):
                    yield (first.name, columns[1].name), (clock + minutes * 6e7).astype(np.int64)
                yield (first.name,), clock.astype(np.int64)


def _finest(table: Table, found: list[Timeline]) -> Timeline | None:
    """Return the reading with the most different times, then the most even, then the shortest."""
    if not found:
        return None
    counts = [len(different(t.times)) for t in found]
    most = max(counts)
    near = [t for t, n in zip(found, counts, strict=True) if n >= 0.98 * most]
    spaced = [(t, spacing(t.times)) for t in near]

    def rank(pair: tuple[Timeline, Spacing]) -> tuple:
        line, even = pair
        clock = len(line.columns) > 1 and bool(
            NAMED.fullmatch(line.columns[-1]) or HOUR.fullmatch(line.columns[-1])
        )
        dated = line.kind == "dates"
        whole = np.isnat(line.times).mean() < 0.02
        decimal = (
            bool((table[line.columns[0]].values[:50] % 1 > 0).any())
            if table[line.columns[0]].kind == "number"
            else False
        )
        return (
            dated,
            whole,
            not decimal,
            round(min(1.0, even.coverage), 1) if not clock else 1.0,
            clock,
            -len(line.columns),
        )

    best, even = max(spaced, key=rank)
    for line, also in spaced:  # minutes and seconds count, even where they never change
        more = set(line.columns) - set(best.columns)
        finer = more and all({"minute", "second"} & set(parts_named(n)) for n in more)
        if finer and set(best.columns) < set(line.columns) and line.swapped == best.swapped:
            best, even = line, also
    same = [(t, s) for t, s in spaced if t.columns == best.columns and t.swapped != best.swapped]
    if not same:
        return Timeline(best.columns, best.times, best.kind, even)
    first, second = sorted([(best, even), same[0]], key=lambda pair: pair[1].coverage, reverse=True)
    tied = first[1].coverage < 1.2 * second[1].coverage
    dates = table[best.columns[0]].dates
    if tied and dates is not None and dates.american:
        first, second = sorted([first, second], key=lambda pair: not pair[0].swapped)
        tied = False
    line, other = first[0], second[0].times if tied else None
    return Timeline(line.columns, line.times, line.kind, first[1], other, True)


def _undated(table: Table, columns: Sequence[Column]) -> Timeline | None:
    """Return a time line of clocks alone, of a counter or of elapsed times, or None."""
    for place, column in enumerate(columns):
        named = ELAPSED.fullmatch(column.name) or NAMED.fullmatch(column.name)
        if column.kind == "text" and (named or place == 0):
            clock = clock_of(column, table.cells[column.name], None)
            if clock is not None:
                return Timeline((column.name,), over_midnight(clock), "clocks")
    numbers = [c for c in columns if c.kind == "number" and not c.truth]
    for column in numbers:
        if len(numbers) > 1 and is_counter(column):
            return Timeline((column.name,), column.values, "counter")
    if len(numbers) > 1:
        for column in numbers:
            first = column is numbers[0] and rises_evenly(column)
            if _is_elapsed(column) or (first and not all(map(rises_evenly, numbers))):
                return Timeline((column.name,), column.values, "axis")
    return None


def _as_axis(column: Column) -> Timeline | None:
    """Return a chosen column of numbers as the time line."""
    if column.kind != "number":
        return None
    kind = "counter" if is_counter(column, named=True) else "axis"
    return Timeline((column.name,), column.values, kind)


def is_counter(column: Column, named: bool = False) -> bool:
    """Return whether a column rises by a constant whole number, named like a counter or long."""
    values = column.values
    if len(values) < 2 or not np.isfinite(values).all() or (values % 1).any():
        return False
    steps = np.diff(values)
    if np.abs(values).max() >= 2**53 or steps[0] <= 0 or (steps != steps[0]).any():
        return False
    unnamed = column.nameless and values[0] in (0, 1) and steps[0] == 1
    long = len(values) >= 30 and steps[0] == 1 and not column.name.rstrip().endswith((")", "]"))
    return named or unnamed or long or column.name.strip().lower() in COUNTS


def rises_evenly(column: Column) -> bool:
    """Return whether a column rises by a constant step, as the axis of a recording does."""
    present = column.values[np.isfinite(column.values)]
    if len(present) < max(5, 0.8 * len(column.values)) or np.abs(present).max() > 1e30:
        return False
    steps = np.diff(present)
    return steps.min() > 0 and np.ptp(steps) <= 0.01 * np.median(steps)


def _is_elapsed(column: Column) -> bool:
    """Return whether a column is named like a time and never falls."""
    present = column.values[np.isfinite(column.values)]
    return (
        len(present) >= 3
        and bool(ELAPSED.fullmatch(column.name))
        and bool((np.diff(present) >= 0).all())
        and present[0] < present[-1]
    )
