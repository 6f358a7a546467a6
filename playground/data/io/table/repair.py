"""Repair rows: order, duplicates, gaps and missing values, each repair reported in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from playground.data.io.limits import MOST_ROWS, bad_file
from playground.errors import DataError
from playground.wording import _

#: Larger values would overflow the network's single precision.
LARGEST = 1e30
_DAY = 86_400_000_000  # microseconds


def in_order(
    times: np.ndarray, values: np.ndarray, duplicates: str = "last", carried: int = 0
) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return rows sorted by time, each time once, without rows lacking a time; and the notes.

    Parameters
    ----------
    times : ndarray of datetime64
    values : ndarray, shape (N, F)
    duplicates : {"last", "first", "mean"}
        Which row of a duplicate time is kept, or the mean of its values.
    carried : int
        Number of columns at the end that are not quantities (a class); for them the last row counts
        instead of the mean.
    """
    notes = []
    known = ~np.isnat(times)
    if not known.all():
        notes.append(
            _("Rows without a readable date skipped: {count}.").format(count=int((~known).sum()))
        )
        times, values = times[known], values[known]
    back = int((np.diff(times) < np.timedelta64(0)).sum())
    if back:
        order = np.argsort(times, kind="stable")
        times, values = times[order], values[order]
        notes.append(
            _("Rows have been sorted by time; the date went backwards {count} times.").format(
                count=back
            )
        )
    first = np.ones(len(times), bool)
    first[1:] = times[1:] != times[:-1]
    if first.all():
        return times, values, notes
    sentence = {
        "last": _("Rows with a duplicate date removed, the last of each kept: {count}."),
        "first": _("Rows with a duplicate date removed, the first of each kept: {count}."),
        "mean": _("Rows with a duplicate date merged by their mean: {count}."),
    }[duplicates]
    notes.append(sentence.format(count=int((~first).sum())))
    last = np.r_[first[1:], True] if len(first) else first
    if duplicates == "mean":
        means = _grouped(values, np.cumsum(first) - 1, "mean")
        means[:, means.shape[1] - carried :] = values[last][:, values.shape[1] - carried :]
        return times[first], means, notes
    keep = first if duplicates == "first" else last
    return times[keep], values[keep], notes


def resample(
    times: np.ndarray, values: np.ndarray, period: str, by: str, carried: int = 0
) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return one row for each minute, hour, day, week, month, quarter or year, and the notes.

    A row has the time at which its period starts, and no values of a later period. Periods without
    a row are not added.

    Raises
    ------
    DataError
        The rows are further apart than the period.
    """
    unit = {"minute": "m", "hour": "h", "day": "D", "month": "M", "quarter": "M", "year": "Y"}
    if period == "week":
        days = times.astype("datetime64[D]").astype(np.int64)
        bins = (days - (days + 3) % 7).astype(
            "datetime64[D]"
        )  # weeks start on Monday; day 0 was a Thursday
    else:
        bins = times.astype(f"datetime64[{unit[period]}]")
        if period == "quarter":
            months = bins.astype(np.int64)
            bins = (months - months % 3).astype("datetime64[M]")
    first = np.ones(len(bins), bool)
    first[1:] = bins[1:] != bins[:-1]
    starts = bins[first].astype("datetime64[us]")
    span = np.median(np.diff(times).astype(np.int64)) if len(times) > 1 else 0
    if len(times) > 2 and len(starts) == len(times) and span > 1.5 * _length(period):
        sentence = _(
            "The rows are further apart than a {period}, so there is nothing to resample; choose a longer period or none."
        )
        raise DataError(sentence.format(period=_period(period)), field="data.resample")
    groups = np.cumsum(first) - 1
    grouped = _grouped(values, groups, by)
    if carried:
        last = np.r_[first[1:], True]
        grouped[:, values.shape[1] - carried :] = values[last][:, values.shape[1] - carried :]
    sentence = _("{count} rows resampled to {rows}, one for each {period}, by their {how}.")
    how = {
        "mean": _("mean"),
        "sum": _("sum"),
        "last": _("last value"),
        "min": _("smallest value"),
        "max": _("largest value"),
    }[by]
    return (
        starts,
        grouped,
        [sentence.format(count=len(times), rows=len(starts), period=_period(period), how=how)],
    )


def _length(period: str) -> float:
    days = {
        "minute": 1 / 1440,
        "hour": 1 / 24,
        "day": 1,
        "week": 7,
        "month": 31,
        "quarter": 92,
        "year": 366,
    }
    return days[period] * _DAY


def _period(period: str) -> str:
    return {
        "minute": _("minute"),
        "hour": _("hour"),
        "day": _("day"),
        "week": _("week"),
        "month": _("month"),
        "quarter": _("quarter"),
        "year": _("year"),
    }[period]


def _grouped(values: np.ndarray, groups: np.ndarray, by: str) -> np.ndarray:
    """Return one row for each group, ignoring missing values; an empty group stays missing."""
    frame = pd.DataFrame(np.where(np.isinf(values), np.nan, values)).groupby(groups)
    found = frame.sum(min_count=1) if by == "sum" else getattr(frame, by)()
    return np.array(found.to_numpy(), dtype=np.float64)


def fill_calendar(
    times: np.ndarray, values: np.ndarray
) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return rows with the missing times of a regular calendar added, and the notes.

    The values of added rows are missing. A calendar is regular when most steps are equal and the
    others are whole multiples of them (steps of whole months count as equal). Series of weekdays
    keep their weekends out. Where times are irregular, or more rows would be added than there are,
    the rows stay unchanged.
    """
    full = _calendar(times)
    if full is None:
        return (
            times,
            values,
            [_("The times are not evenly spaced; the rows are treated as if they were.")],
        )
    count = len(full) - len(times)
    if count == 0:
        return times, values, []
    if count > len(times) or len(full) > MOST_ROWS:
        sentence = _(
            "Too many rows are missing ({count}) to be filled in; the rows are treated as evenly spaced."
        )
        return times, values, [sentence.format(count=count)]
    filled = np.full((len(full), values.shape[1]), np.nan)
    filled[np.searchsorted(full, times)] = values
    return full, filled, [_("Missing dates added: {count}.").format(count=count)]


def fill_missing(
    values: np.ndarray, index: np.ndarray, columns: Sequence[str], how: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray | None, list[str]]:
    """Return finite rows, index, cells filled from later ones, and a note for each repair.

    Parameters
    ----------
    values : ndarray, shape (N, F)
        NaN where a value is missing; infinite and huge ones count as missing.
    how : str
        ``"interpolate"`` linearly, repeat the ``"previous"`` value, or ``"drop"`` the row. Rows
        before the first value of a column (and after the last one when interpolating) are dropped:
        there is nothing to fill them from.

    Returns
    -------
    values, index : ndarray
    ahead : ndarray of int64, or None
        Numbers of the cells (row · F + column) interpolated towards a later value; None when there
        are none.
    notes : list of str
    """
    notes = []
    wild = np.isinf(values) | (np.abs(values) > LARGEST)
    if wild.any():
        notes.append(
            _("Infinite or far too large values, treated as missing: {count}.").format(
                count=int(wild.sum())
            )
        )
        values = np.where(wild, np.nan, values)
    holes = np.isnan(values)
    for place in map(int, np.flatnonzero(holes.any(axis=0))):
        sentence = {
            "interpolate": _(
                "Missing values in {column}, filled by linear interpolation: {count}."
            ),
            "previous": _("Missing values in {column}, filled with the previous value: {count}."),
            "drop": _("Missing values in {column}, their rows dropped: {count}."),
        }[how]
        notes.append(sentence.format(column=columns[place], count=int(holes[:, place].sum())))
        if holes[:, place].all():
            raise bad_file(
                _("Column {column} contains no finite number; choose another one."),
                column=columns[place],
            )
    if how != "drop" and holes.any():
        frame = pd.DataFrame(values)
        frame = (
            frame.ffill()
            if how == "previous"
            else frame.interpolate(method="linear", limit_area="inside")
        )
        values = frame.to_numpy()
    keep = ~np.isnan(values).any(axis=1)
    if how != "drop" and not keep.all():
        notes.append(
            _("Rows at the ends dropped, with no value to fill them from: {count}.").format(
                count=int((~keep).sum())
            )
        )
    ahead = np.flatnonzero(holes[keep]) if how == "interpolate" else np.empty(0, np.int64)
    return np.ascontiguousarray(values[keep]), index[keep], ahead if len(ahead) else None, notes


def _calendar(times: np.ndarray) -> np.ndarray | None:
    """Return every time of a regular calendar, or None when there is none."""
    if len(times) < 3:
        return times
    steps = np.diff(times).astype("timedelta64[us]").astype(np.int64)
    sizes, counts = np.unique(steps, return_counts=True)
    step = int(sizes[counts.argmax()])
    if len(sizes) == 1:
        return times
    months = _months(times)
    if months is not None:
        return months
    if step == _DAY and _only_weekdays(times):
        return (
            times  # weekends were never in the data, and holidays cannot be distinguished from gaps
        )
    if counts.max() < 0.5 * len(steps) or (steps % step).any():
        return None
    if (int(times[-1].astype(np.int64)) - int(times[0].astype(np.int64))) // step > 10 * MOST_ROWS:
        return None
    return np.arange(times[0], times[-1] + np.timedelta64(1, "us"), np.timedelta64(step, "us"))


def _months(times: np.ndarray) -> np.ndarray | None:
    """Return a calendar of whole months, always on the same day of the month or its last day."""
    month = times.astype("datetime64[M]")
    inside = times - month.astype("datetime64[us]")
    end = (month + 1).astype("datetime64[us]") - times
    offset = (
        inside[0] if (inside == inside[0]).all() else -end[0] if (end == end[0]).all() else None
    )
    gaps = np.diff(month.astype(np.int64))
    if offset is None or (gaps < 1).any():
        return None
    sizes, counts = np.unique(gaps, return_counts=True)
    step = int(sizes[counts.argmax()])
    if (
        counts.max() < 0.5 * len(gaps)
        or np.mod(gaps, step).any()
        or gaps.sum() // step > 10 * MOST_ROWS
    ):
        return None
    full = np.arange(month[0], month[-1] + 1, np.timedelta64(step, "M"))
    return (full + (0 if offset >= np.timedelta64(0) else 1)).astype("datetime64[us]") + offset


def _only_weekdays(times: np.ndarray) -> bool:
    """Return whether the dates include no weekend although their span does."""
    days = times.astype("datetime64[D]")
    spanned = int((days[-1] - days[0]).astype(np.int64)) + 1
    return bool(np.is_busday(days).all()) and int(np.busday_count(days[0], days[-1] + 1)) < spanned
