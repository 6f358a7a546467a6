"""Dates among the columns of a table: alone, in parts, and with a time of day in other columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from playground.data.io.table.clock import LASTS, clock_of
from playground.data.io.table.date_parts import clock_in_parts, dates_in_parts, part_of, parts_named
from playground.data.io.table.table import Column, Table
from playground.data.io.values.codes import times_of_numbers
from playground.data.io.values.forms import DAY


@dataclass(frozen=True)
class Dated:
    """A reading of some columns as dates.

    Parameters
    ----------
    columns : tuple of str
    times : ndarray of datetime64[us], shape (rows,)
    kind : {"dates", "yearless"}
    swapped : bool
        Whether day and month are in the other order than in another reading of the column.
    """

    columns: tuple[str, ...]
    times: np.ndarray
    kind: str
    swapped: bool


def dates_among(table: Table, columns: Sequence[Column]) -> Iterator[Dated]:
    """Yield every reading of columns as dates, alone and with a time of day beside them."""
    clocks: dict[str, np.ndarray | None] = {}
    for names, times, to_day, order in _bases(table, columns):
        kind = "yearless" if len(times) and _year(times) == 1904 and len(names) > 1 else "dates"
        known = ~np.isnat(times)
        if 0 < known.mean() < 0.5 and known[0] and to_day:  # a date above the hours of its day
            times = pd.Series(times).ffill().to_numpy("datetime64[us]")
            known = ~np.isnat(times)
        elif known.mean() < 0.5:
            continue
        else:
            yield Dated(names, times, kind, order)
        if not to_day or (times[known].astype(np.int64) % DAY).any():
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
            yield Dated((*names, *more), joined, kind, order)


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
            and all(
                part == "year" or part_of(table, column, part) is None
                for part in parts_named(column.name)
            )
        ):
            times = times_of_numbers(column.name, column.values)
            if times is not None:
                days, months = (times.astype(f"datetime64[{unit}]") for unit in "DM")
                yield (column.name,), times, bool((days > months).any()), False
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
    if nameless and columns:
        yield from _nameless_hours(columns)


def _nameless_hours(columns: Sequence[Column]) -> Iterator[tuple[tuple[str, ...], np.ndarray]]:
    """Yield the hours, and hours and minutes, in the first columns without names."""
    parts = [
        c.values
        for c, most in zip(columns[:2], (24, 59), strict=False)
        if c.nameless and c.kind == "number" and _are_whole(c.values, most)
    ]
    if not parts or parts[0] is not columns[0].values:
        return
    hours = parts[0] * 3.6e9
    if len(parts) > 1:
        minutes = (hours + parts[1] * 6e7).astype(np.int64)
        yield (columns[0].name, columns[1].name), minutes
    yield (columns[0].name,), hours.astype(np.int64)


def _are_whole(values: np.ndarray, most: int) -> bool:
    """Return whether values are whole numbers from 0 to ``most`` that change."""
    if not len(values) or not np.isfinite(values).all() or (values % 1).any():
        return False
    return bool(0 <= values.min() < values.max() <= most)
