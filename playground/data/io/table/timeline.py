"""The time line of a table: every column and combination that could be it, and the finest one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from playground.data.io.table.clock import HOUR, NAMED, clock_of, over_midnight
from playground.data.io.table.date_parts import parts_named
from playground.data.io.table.dated import Dated, dates_among
from playground.data.io.table.day_parts import counts_parts
from playground.data.io.table.spacing import Spacing, different, spacing
from playground.data.io.table.table import Column, Table
from playground.data.io.values.forms import DAY

#: Names of columns of plain numbers that give elapsed time, and of columns that number the rows.
ELAPSED = re.compile(
    r"(elapsed|time|timestamps?|zeit|tiempo|temps|t|sec|secs|seconds?|sekunden|ms|millis|uptime|x[-_ ]?axis|x[-_ ]?value)[ _]{0,3}(time[ _]{0,3})?([\[(/].*)?",
    re.IGNORECASE,
)
COUNTS = frozenset(
    "t i n id idx index row rows no nr num number step time obs ds trading_day # record rn seq sequence pos lfd line count_id instant entry_id cycle cycles time_cycles epoch sample".split()
)


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
    midnights : int
        Rows at 0:00 that end the day they are dated with, which were moved to the next day.
    """

    columns: tuple[str, ...]
    times: np.ndarray
    kind: str = "dates"
    spacing: Spacing | None = None
    other: np.ndarray | None = None
    swapped: bool = False
    midnights: int = 0

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
        dated = [t for t in dates_among(table, columns) if t.columns[0] == given]
        best = _finest(table, dated)
        if best is None:
            best = _undated(table, [chosen])
        return _as_axis(chosen) if best is None else _with_ends(best)
    # Numbers alone make no time line: 1013, 1012 are a pressure rather than years.
    alone = len(columns) == 1 and columns[0].kind == "number" and columns[0].nameless
    best = None if alone else _finest(table, list(dates_among(table, columns)))
    return _undated(table, columns) if best is None else _with_ends(best)


def _finest(table: Table, found: list[Dated]) -> Timeline | None:
    """Return the reading with the most different times, then the most even, then the shortest."""
    if not found:
        return None
    counts = [len(different(t.times)) for t in found]
    most = max(counts)
    near = [t for t, n in zip(found, counts, strict=True) if n >= 0.98 * most]
    spaced = [(t, spacing(t.times)) for t in near]

    def rank(pair: tuple[Dated, Spacing]) -> tuple:
        line, even = pair
        first, last = table[line.columns[0]], line.columns[-1]
        clock = len(line.columns) > 1 and bool(NAMED.fullmatch(last) or HOUR.fullmatch(last))
        whole = np.isnat(line.times).mean() < 0.02
        decimal = first.kind == "number" and bool((first.values[:50] % 1 > 0).any())
        full = 1.0 if clock else round(min(1.0, even.coverage), 1)
        return line.kind == "dates", whole, not decimal, full, clock, -len(line.columns)

    best, even = max(spaced, key=rank)
    for line, also in spaced:  # a month, minutes and seconds count, even where they never change
        more = set(line.columns) - set(best.columns)
        finer = more and all({"month", "minute", "second"} & set(parts_named(n)) for n in more)
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


def _with_ends(line: Timeline) -> Timeline:
    """Return a time line with the midnights that follow the evening of their date as its end.

    All of them must, and no row may go back in time afterwards that did not before.
    """
    if line.kind != "dates":
        return line
    first = np.r_[True, line.times[1:] != line.times[:-1]]  # rows of several series may alternate
    times = line.times[first]
    days = times.astype("datetime64[D]")
    clock = (times - days).astype(np.int64)
    evening = (days[1:] == days[:-1]) & (clock[:-1] > DAY // 2)
    ends = np.r_[False, evening & (clock[1:] == 0)]
    moved = times + ends * np.timedelta64(DAY, "us")
    back = [int((np.diff(t) < np.timedelta64(0)).sum()) for t in (times, moved)]
    others = int((clock[1:] == 0).sum() - ends.sum())
    if not ends.any() or others > 0.02 * ends.sum() or back[1] != back[0] - ends.sum():
        return line
    which = np.cumsum(first) - 1
    return replace(
        line,
        times=moved[which],
        spacing=spacing(moved),
        other=None if line.other is None else line.other + ends[which] * np.timedelta64(DAY, "us"),
        midnights=int(ends[which].sum()),
    )


def _undated(table: Table, columns: Sequence[Column]) -> Timeline | None:
    """Return a time line of clocks alone, of a counter or of elapsed times, or None."""
    for place, column in enumerate(columns):
        named = ELAPSED.fullmatch(column.name) or NAMED.fullmatch(column.name)
        if column.kind == "text" and (named or place == 0):
            clock = clock_of(column, table.cells[column.name], None)
            if clock is not None:
                return Timeline((column.name,), over_midnight(clock), "clocks")
    numbers = [c for c in columns if c.kind == "number" and not c.truth]
    numbers = [c for c in numbers if c.missing <= table.rows / 2] or numbers
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
    if np.abs(values).max() >= 2**53 or steps[0] == 0 or (steps != steps[0]).any():
        return False
    if steps[0] < 0:  # newest first
        return steps[0] == -1 and values[-1] in (0, 1) and column.name.strip().lower() in COUNTS
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
