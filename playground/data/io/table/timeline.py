"""Put the rows of a series in order: sorted, merged, resampled, gaps and missing values filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from playground.data.io.table import clock, repair
from playground.data.io.table.day_parts import counts_parts, moments
from playground.data.io.table.roles import only_counts
from playground.data.io.table.table import Table
from playground.errors import DataError
from playground.wording import _


@dataclass(frozen=True)
class Choices:
    """The user's choices about times and missing values; fields named as in ``data.params``."""

    duplicates: str = "last"
    gaps: str = "fill"
    missing: str = "interpolate"
    resample: str | None = None
    resample_by: str = "mean"


def arranged(
    table: Table,
    time: Sequence[str],
    rows: np.ndarray,
    values: np.ndarray,
    names: Sequence[str],
    labeled: bool,
    how: Choices,
) -> tuple[np.ndarray, np.ndarray, np.ndarray | None, list[str]]:
    """Return finite values in the order of time, index, cells filled from later ones, and notes.

    Parameters
    ----------
    table : Table
    time : sequence of str
        The time columns.
    rows : ndarray of int
        The rows of the table that belong to the series.
    values : ndarray, shape (table.rows, F)
        With each row's class number in a last column when ``labeled``.
    names : sequence of str
        Names of the columns of values.
    how : Choices
    """
    values, notes, carried = values[rows], [], int(labeled)
    times, said = _times(table, time, rows if len(rows) < table.rows else None)
    notes += said
    times = None if times is None else times[rows]
    dated = times is not None and times.dtype.kind == "M"
    if how.resample is not None and not dated:
        sentence = _(
            "The file has no date column, so its rows cannot be resampled by {period}; leave this empty."
        )
        raise DataError(sentence.format(period=how.resample), field="data.resample")
    index = np.arange(len(values), dtype=np.int64)
    if times is not None:
        stamps = times if dated else times.astype(np.int64).view("datetime64[us]")
        stamps, values, said = repair.in_order(stamps, values, how.duplicates, carried)
        notes += said
        if how.resample is not None and len(stamps):
            stamps, values, said = repair.resample(
                stamps, values, how.resample, how.resample_by, carried
            )
            notes += said
        if how.missing != "drop" and how.gaps == "fill":
            stamps, values, said = repair.fill_calendar(stamps, values)
            notes += said
        index = stamps if dated else stamps.astype(np.int64)
    values, index, ahead, said = _filled(values, index, names, carried, how.missing)
    return values, _compact(index), ahead, [*notes, *said, *_told_seconds(index)]


def order_of(table: Table, time: Sequence[str]) -> tuple[np.ndarray, list[str]]:
    """Return the order of a table's rows by time, and the notes; rows without a time come last."""
    times, notes = _times(table, time)
    only = (
        next((c for c in table.columns if c.name in time and c.kind == "number"), None)
        if len(time) == 1
        else None
    )
    if only is not None and np.isfinite(only.values).all():
        return np.argsort(only.values, kind="stable"), []
    return np.arange(table.rows) if times is None else np.argsort(times, kind="stable"), notes


def _times(
    table: Table, names: Sequence[str], rows: np.ndarray | None = None
) -> tuple[np.ndarray | None, list[str]]:
    """Return each row's time, datetime64[us] or whole numbers; None to keep the order of rows."""
    if not names:
        return None, []
    columns = [next(c for c in table.columns if c.name == name) for name in names]
    first = columns[0]
    apart = len(columns) > 1 and all(c.kind in ("number", "date") for c in columns)
    dated = apart and first.kind == "date" and len(columns) == 2 and columns[1].kind == "number"
    if dated and (parts := counts_parts(columns[1].name, first.values, columns[1].values)):
        sentence = _(
            "{column} numbers the {count} intervals of each day, so the time is the date plus the interval."
        )
        return moments(first.values, columns[1].values, parts), [
            sentence.format(column=columns[1].name, count=parts)
        ]
    if apart and not (
        first.kind == "date" and len(columns) == 2 and clock.says_hours(columns[1].name)
    ):
        return clock.from_parts(columns), []
    if first.kind == "date":
        notes = []
        if first.unclear:
            sentence = _(
                "Day and month in {column} could be swapped; choose the order of dates if they are."
            )
            notes.append(sentence.format(column=first.name))
        times = first.values.astype("datetime64[us]")
        return (clock.joined(times, table.cells[names[1]]) if len(names) > 1 else times), notes
    if first.kind == "text" and (passed := clock.elapsed(table.cells[first.name])) is not None:
        return passed, []
    if first.kind == "number" and only_counts(first):
        return first.values, []
    if (
        first.kind == "number"
        and rows is not None
        and np.isfinite(first.values).all()
        and (first.values % 1 == 0).all()
    ):
        if (np.diff(first.values[rows]) > 0).all() and np.abs(first.values).max() < 2**53:
            return first.values, []  # numbers the rows of this series, not of the whole file
    if first.kind == "number" and np.isfinite(first.values).all():
        order = np.argsort(first.values, kind="stable")
        if (order == np.arange(len(order))).all() and len(order) > 2:
            steps = np.diff(first.values)
            even = steps.max() - steps.min() <= 0.01 * abs(np.median(steps))
            sentence = _(
                "The times in {column} are not evenly spaced; the rows are treated as if they were."
            )
            return None, [] if even else [sentence.format(column=first.name)]
        ranks = np.empty(len(order))
        ranks[order] = np.arange(len(order))
        return ranks, [_("The rows have been sorted by {column}.").format(column=first.name)]
    sentence = _(
        "Column {column} contains no dates and does not number the rows, so the rows keep the order of the file."
    )
    return None, [sentence.format(column=first.name)]


def _filled(
    values: np.ndarray, index: np.ndarray, names: Sequence[str], carried: int, missing: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray | None, list[str]]:
    """Fill missing values; classes are carried forward, rows before the first one dropped."""
    if not carried:
        return repair.fill_missing(values, index, names, missing)
    label = values[:, -1]
    known = np.maximum.accumulate(np.where(np.isnan(label), -1, np.arange(len(label))))
    there = known >= 0
    notes = []
    if (holes := int(np.isnan(label[there]).sum())) > 0:
        notes.append(
            _("Rows without a class, given that of the row before: {count}.").format(count=holes)
        )
    if not there.all():
        notes.append(
            _("Rows before the first class skipped: {count}.").format(count=int((~there).sum()))
        )
    label, values, index = label[known[there]], values[there, :-1], index[there]
    place = np.arange(len(values))
    values, kept, ahead, said = repair.fill_missing(values, place, names, missing)
    return np.column_stack([values, label[kept]]), index[kept], ahead, notes + said


def _compact(index: np.ndarray) -> np.ndarray:
    """Return the index in whole seconds; times closer than that are numbered instead."""
    if index.dtype.kind != "M":
        return index
    seconds = index.astype("datetime64[s]")
    return np.arange(len(index), dtype=np.int64) if _is_fine(seconds) else seconds


def _told_seconds(index: np.ndarray) -> list[str]:
    if index.dtype.kind == "M" and _is_fine(index.astype("datetime64[s]")):
        return [_("Times are less than a second apart, so the rows are numbered instead.")]
    return []


def _is_fine(seconds: np.ndarray) -> bool:
    return len(seconds) > 1 and bool((np.diff(seconds) <= np.timedelta64(0)).any())
