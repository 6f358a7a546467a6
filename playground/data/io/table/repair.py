"""From columns to rows a network can read: order, duplicates, gaps and missing values, each repair
told in a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from playground.data.io.limits import MOST_ROWS, bad_file
from playground.errors import DataError
from playground.wording import _

#: Larger numbers would overflow the network's 32-bit arithmetic.
LARGEST = 1e30
_DAY = 86_400_000_000  # microseconds


def in_order(
    times: np.ndarray, values: np.ndarray, duplicates: str = "last", carried: int = 0
) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return rows sorted by time, each time once, rows without a time left out; and the notes.

    Parameters
    ----------
    times : ndarray of datetime64
    values : ndarray, shape (N, F)
    duplicates : {"last", "first", "mean"}
        Which row of a repeated time is kept, or the mean of its values.
    carried : int
        Columns at the end that are no quantities (a class), of which the last row counts instead of
        the mean.
    """
    notes = []
    known = ~np.isnat(times)
    if not known.all():
        notes.append(
            _("Rows without a readable date left out: {count}.").format(count=int((~known).sum()))
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
    told = {
        "last": _("Rows with a repeated date left out, the last of each kept: {count}."),
        "first": _("Rows with a repeated date left out, the first of each kept: {count}."),
        "mean": _("Rows with a repeated date put together, the mean of each taken: {count}."),
    }[duplicates]
    notes.append(told.format(count=int((~first).sum())))
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
    """Return one row for each minute, hour, day, week, month, quarter or year, and the notes;
    periods without a row stay out.

    A row stands at the beginning of its period and holds nothing of a later one.

    Raises
    ------
    DataError
        The rows are further apart than the period.
    """
    unit = {"minute": "m", "hour": "h", "day": "D", "month": "M", "quarter": "M", "year": "Y"}
    if period == "week":
        days = times.astype("datetime64[D]").astype(np.int64)
        bins = (days - (days + 3) % 7).astype("datetime64[D]")  # Mondays; day 0 was a Thursday
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
        told = _(
            "the rows are further apart than a {period}, so there is nothing to put together; choose a longer period or none."
        )
        raise DataError(told.format(period=_period(period)), field="data.resample")
    groups = np.cumsum(first) - 1
    grouped = _grouped(values, groups, by)
    if carried:
        last = np.r_[first[1:], True]
        grouped[:, values.shape[1] - carried :] = values[last][:, values.shape[1] - carried :]
    told = _("{count} rows put together to {rows}, one for each {period}, by their {how}.")
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
        [told.format(count=len(times), rows=len(starts), period=_period(period), how=how)],
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
    """Return one row for each group; missing values do not count, and a group without any stays
    missing.
    """
    frame = pd.DataFrame(np.where(np.isinf(values), np.nan, values)).groupby(groups)
    found = frame.sum(min_count=1) if by == "sum" else getattr(frame, by)()
    return np.array(found.to_numpy(), dtype=np.float64)


def fill_calendar(
    times: np.ndarray, values: np.ndarray
) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return rows with the missing times of a regular calendar put in (their values missing), and
    the notes.

    Regular means: most steps are alike, and the others are whole multiples of them (steps of whole
    months count as alike). Series of weekdays keep their weekends out. Where times are irregular,
    or more rows would be put in than there are, the rows are left as they are.
    """
    full = _calendar(times)
    if full is None:
        return (
            times,
            values,
            [_("The times are not evenly spaced; the rows are taken as if they were.")],
        )
    count = len(full) - len(times)
    if count == 0:
        return times, values, []
    if count > len(times) or len(full) > MOST_ROWS:
        told = _(
            "More rows are missing ({count}) than can be filled in honestly; the rows are taken as evenly spaced."
        )
        return times, values, [told.format(count=count)]
    filled = np.full((len(full), values.shape[1]), np.nan)
    filled[np.searchsorted(full, times)] = values
    return full, filled, [_("Missing dates put in: {count}.").format(count=count)]


def fill_missing(
    values: np.ndarray, index: np.ndarray, columns: Sequence[str], how: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray | None, list[str]]:
    """Return finite rows, their index, the cells that were filled from later ones, and one note for
    each kind of repair.

    Parameters
    ----------
    values : ndarray, shape (N, F)
        NaN where a value is missing; infinite and huge ones count as missing.
    how : str
        ``"interpolate"`` along a straight line, ``"previous"`` value again, or ``"drop"`` the row.
        Rows before the first value of a column (and behind the last one when interpolating) are
        dropped: there is nothing to fill them from.

    Returns
    -------
    values, index : ndarray
    ahead : ndarray of int64, or None
        Numbers of the cells (row · F + column) whose line reaches for a later value; None when
        there are none.
    notes : list of str
    """
    notes = []
    wild = np.isinf(values) | (np.abs(values) > LARGEST)
    if wild.any():
        notes.append(
            _("Infinite or far too large values, counted as missing: {count}.").format(
                count=int(wild.sum())
            )
        )
        values = np.where(wild, np.nan, values)
    holes = np.isnan(values)
    for place in map(int, np.flatnonzero(holes.any(axis=0))):
        told = {
            "interpolate": _("Missing values in {column}, filled along a straight line: {count}."),
            "previous": _("Missing values in {column}, filled with the value before: {count}."),
            "drop": _("Missing values in {column}, their rows dropped: {count}."),
        }[how]
        notes.append(told.format(column=columns[place], count=int(holes[:, place].sum())))
        if holes[:, place].all():
            raise bad_file(
                _("the column {column} holds no finite number; choose another one."),
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
            _("Rows at the ends with nothing to fill them from, dropped: {count}.").format(
                count=int((~keep).sum())
            )
        )
    ahead = np.flatnonzero(holes[keep]) if how == "interpolate" else np.empty(0, np.int64)
    return np.ascontiguousarray(values[keep]), index[keep], ahead if len(ahead) else None, notes


def _calendar(times: np.ndarray) -> np.ndarray | None:
    """Return every time a regular calendar would have, or None when there is none."""
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
        return times  # the weekends were never there, and holidays cannot be told from gaps
    if counts.max() < 0.5 * len(steps) or (steps % step).any():
        return None
    if (int(times[-1].astype(np.int64)) - int(times[0].astype(np.int64))) // step > 10 * MOST_ROWS:
        return None
    return np.arange(times[0], times[-1] + np.timedelta64(1, "us"), np.timedelta64(step, "us"))


def _months(times: np.ndarray) -> np.ndarray | None:
    """Return a calendar of whole months (quarters, years), all on one day of the month or all on
    its last day.
    """
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
    """Return whether a span of days holds weekends, but none of the rows lies on one."""
    days = times.astype("datetime64[D]")
    spanned = int((days[-1] - days[0]).astype(np.int64)) + 1
    return bool(np.is_busday(days).all()) and int(np.busday_count(days[0], days[-1] + 1)) < spanned
