"""One series from a reading: its columns, its class labels, its rows in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from playground.data.io.limits import MOST_CLASSES, MOST_ROWS, bad_file
from playground.data.io.table.calendar import PERIODS, period_starts
from playground.data.io.table.chosen import chosen
from playground.data.io.table.notes import notes_on
from playground.data.io.table.reading import Reading
from playground.data.io.table.rows import Rows
from playground.data.io.table.timeline import Timeline
from playground.data.series import Series
from playground.errors import DataError
from playground.wording import N_, _


@dataclass(frozen=True)
class Choices:
    """The user's choices about times and missing values; fields named as in ``data.params``."""

    duplicates: str = "last"
    gaps: str = "fill"
    missing: str = "interpolate"
    resample: str | None = None
    resample_by: str = "mean"


@dataclass(frozen=True)
class Arranged:
    """The rows of a series in order, with every time of the file, and nothing filled yet.

    Parameters
    ----------
    rows : Rows
    names, classes : tuple of str
        Names of the columns of values, and of the classes.
    index : {"dates", "counts", "numbers"}
        What the index of the series is.
    places : ndarray or None
        The row of the file of each row of the table; None when they are the same.
    """

    rows: Rows
    names: tuple[str, ...]
    classes: tuple[str, ...]
    index: str
    places: np.ndarray | None = None


@np.errstate(over="ignore", invalid="ignore")  # of numbers near the largest there are
def arranged(
    reading: Reading, how: Choices, columns: Sequence[str] | None, target: str | None
) -> Arranged:
    """Return the rows of the series that is used.

    Raises
    ------
    DataError
        There is no such column or series.
    """
    used = chosen(reading, columns, target)
    names = tuple(column.name for column in used)
    values = np.column_stack([column.values for column in used])
    classes: tuple[str, ...] = ()
    if reading.label:  # class numbers are the last column until the rows are in order
        classes, numbers = _class_numbers(reading, reading.label)
        values = np.column_stack([values, numbers])
    which, line = reading.rows_used(), reading.line
    rows = Rows(None, values[which], which, int(bool(classes)))
    rows.notes += notes_on(reading, used)
    index = _in_order(rows, None if line is None else line.times[which], line, how)
    return Arranged(rows, names, classes, index, reading.table.places)


@np.errstate(over="ignore", invalid="ignore")  # of numbers near the largest there are
def series_of(found: Arranged, name: str, missing: str, target: str | None) -> Series:
    """Return the series of arranged rows, finite and without missing values.

    Raises
    ------
    DataError
        Fewer than two rows are left.
    """
    rows, names, classes = found.rows, found.names, found.classes
    if classes:
        rows.fill_classes()
    filled = rows.fill(names, missing)
    if len(rows.values) < 2:
        sentence = _("Usable rows of numbers in the file: {count}; a series needs at least two.")
        raise bad_file(sentence, count=len(rows.values))
    labels = rows.values[:, -1].astype(np.int64) if classes else None
    values = np.ascontiguousarray(rows.values[:, : len(names)])
    at = names.index(target) if target is not None else 0
    if np.ptp(values[:, at]) == 0:
        rows.note(
            N_("{column} never changes, so there is nothing to learn from it."), column=names[at]
        )
    index, origin = _index(rows, found.index), rows.origin
    if found.places is not None:
        origin = np.where(origin < 0, -1, found.places[origin])
    return Series(
        values,
        names,
        at,
        index,
        name,
        notes=tuple(rows.notes),
        classes=classes,
        labels=labels,
        filled=filled,
        rows=origin,
    )


def _in_order(rows: Rows, times: np.ndarray | None, line: Timeline | None, how: Choices) -> str:
    """Put the rows in order; return what their index is: "dates", "counts" or "numbers"."""
    dated = line is not None and line.kind == "dates" and not is_typical_year(line.times)
    if how.resample is not None and not dated:
        sentence = _(
            "The file has no date column, so its rows cannot be resampled by {period}; leave this empty."
        )
        raise DataError(sentence.format(period=how.resample), field="data.resample")
    if line is None or times is None:
        _check_rows(len(rows.values))
        return "numbers"
    if dated or line.kind == "counter":
        whole = times if dated else np.where(np.isfinite(times), times, 0).astype(np.int64)
        rows.times = whole if dated else whole.view("datetime64[us]")
        rows.sort()
        rows.merge(how.duplicates)
        if how.resample is not None and len(rows.values):
            rows.resample(how.resample, how.resample_by)
        elif dated and len(rows.values) > MOST_ROWS:
            _put_together(rows)
        _check_rows(len(rows.values))
        if how.missing != "drop" and how.gaps == "fill":
            rows.complete()
        return "dates" if dated else "counts"
    _check_rows(len(rows.values))
    if line.kind == "axis":
        _by_axis(rows, times, line.columns[0])
    elif line.kind == "dates":
        rows.note(
            N_(
                "The years change from month to month (a typical year), so the rows keep the order of the file."
            )
        )
    else:
        falls = np.diff(times[~np.isnat(times)]) < np.timedelta64(0)
        if line.kind == "clocks" and falls.mean() > 0.5:
            rows.keep(np.arange(len(times))[::-1])
            rows.note(N_("The rows have been sorted by {column}."), column=line.columns[0])
        sentence = {
            "clocks": N_("{column} has times of day without a date, so the rows are numbered."),
            "yearless": N_("{column} has dates without a year, so the rows are numbered."),
        }[line.kind]
        rows.note(sentence, column=", ".join(line.columns))
    return "numbers"


def is_typical_year(times: np.ndarray) -> bool:
    """Return whether the months of one year come from different years, as in weather files."""
    known = times[~np.isnat(times)]
    if len(known) < 24 or not (np.diff(known) < np.timedelta64(0)).any():
        return False
    years = known.astype("datetime64[Y]")
    inside = (known - years.astype("datetime64[us]")).astype(np.int64)
    leap = (years.astype(np.int64) + 1970) % 4 == 0
    inside = inside - np.where(leap & (inside >= 60 * 86_400_000_000), 86_400_000_000, 0)
    moves = np.diff(inside)
    return len(np.unique(years)) > 1 and float((moves > 0).mean()) >= 0.999 and moves[0] > 0


def _put_together(rows: Rows) -> None:
    """Put more rows than can be read together by the shortest period that suits them."""
    assert rows.times is not None
    for period in PERIODS:
        if len(np.unique(period_starts(rows.times, period))) <= MOST_ROWS:
            rows.note(N_("More than {limit} rows are put together."), limit=f"{MOST_ROWS:,}")
            rows.resample(period, "mean")
            return


def _check_rows(count: int) -> None:
    if count > MOST_ROWS:
        sentence = _(
            "The file has more than {limit} rows without dates by which to put them together; shorten it."
        )
        raise bad_file(sentence, limit=f"{MOST_ROWS:,}")


def _by_axis(rows: Rows, times: np.ndarray, column: str) -> None:
    """Sort rows by a column of elapsed times, which does not become the index."""
    known = np.isfinite(times)
    if not known.all():
        rows.note(
            N_("Rows without a value in {column} skipped: {count}."),
            column=column,
            count=int((~known).sum()),
        )
        rows.keep(known)
        times = times[known]
    order = np.argsort(times, kind="stable")
    if not (order == np.arange(len(order))).all():
        rows.keep(order)
        rows.note(N_("The rows have been sorted by {column}."), column=column)
    steps = np.diff(times[order])
    if len(steps) and not np.ptp(steps) <= 0.01 * abs(np.median(steps)):
        sentence = N_(
            "The times in {column} are not evenly spaced; the rows are treated as if they were."
        )
        rows.note(sentence, column=column)


def _index(rows: Rows, kind: str) -> np.ndarray:
    """Return the index in whole seconds or whole numbers; finer times are numbered instead."""
    if kind == "numbers" or rows.times is None:
        return np.arange(len(rows.values), dtype=np.int64)
    if kind == "counts":
        return rows.times.astype(np.int64)
    seconds = rows.times.astype("datetime64[s]")
    if len(seconds) > 1 and (np.diff(seconds) <= np.timedelta64(0)).any():
        rows.note(N_("Times are less than a second apart, so the rows are numbered instead."))
        return np.arange(len(rows.values), dtype=np.int64)
    return seconds


def _class_numbers(reading: Reading, label: str) -> tuple[tuple[str, ...], list[float]]:
    """Return the classes, and the class number of each row, NaN where it has none."""
    words = reading.table.words(label)
    classes = tuple(sorted(set(words) - {""}))
    if not 2 <= len(classes) <= MOST_CLASSES:
        sentence = _("Column {name!r} has {count} classes; it needs 2 to {most}.").format(
            name=label, count=len(classes), most=MOST_CLASSES
        )
        raise DataError(sentence, field="data.params.label")
    numbers = {word: float(i) for i, word in enumerate(classes)}
    return classes, [numbers.get(word, np.nan) for word in words]
