"""From columns to rows a network can read: order, duplicates, gaps and missing values, each repair told in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from playground.data.decode import MOST_ROWS, bad_file
from playground.wording import _

#: Larger numbers would overflow the network's 32-bit arithmetic.
LARGEST = 1e30
_DAY = 86_400_000_000  # microseconds


def in_order(times: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return rows sorted by time, each time once (the last row of a time is kept), rows without a time left out; and the notes."""
    notes = []
    known = ~np.isnat(times)
    if not known.all():
        notes.append(_("Rows without a readable date left out: {count}.").format(count=int((~known).sum())))
        times, values = times[known], values[known]
    back = int((np.diff(times) < np.timedelta64(0)).sum())
    if back:
        order = np.argsort(times, kind="stable")
        times, values = times[order], values[order]
        notes.append(_("Rows have been sorted by time; the date went backwards {count} times.").format(count=back))
    last = np.ones(len(times), bool)
    last[:-1] = times[1:] != times[:-1]
    if not last.all():
        notes.append(_("Rows with a repeated date left out, the last of each kept: {count}.").format(count=int((~last).sum())))
        times, values = times[last], values[last]
    return times, values, notes


def fill_calendar(times: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return rows with the missing times of a regular calendar put in (their values missing), and the notes.

    Regular means: most steps are alike, and the others are whole multiples of them (steps of whole months count as alike). Series of
    weekdays keep their weekends out. Where times are irregular, or more rows would be put in than there are, the rows are left as they are.
    """
    full = _calendar(times)
    if full is None:
        return times, values, [_("The times are not evenly spaced; the rows are taken as if they were.")]
    count = len(full) - len(times)
    if count == 0:
        return times, values, []
    if count > len(times) or len(full) > MOST_ROWS:
        told = _("More rows are missing ({count}) than can be filled in honestly; the rows are taken as evenly spaced.")
        return times, values, [told.format(count=count)]
    filled = np.full((len(full), values.shape[1]), np.nan)
    filled[np.searchsorted(full, times)] = values
    return full, filled, [_("Missing dates put in: {count}.").format(count=count)]


def fill_missing(values: np.ndarray, index: np.ndarray, columns: Sequence[str], how: str) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return finite rows, their index, and one note for each kind of repair.

    Parameters
    ----------
    values : ndarray, shape (N, F)
        NaN where a value is missing; infinite and huge ones count as missing.
    how : str
        ``"interpolate"`` along a straight line, ``"previous"`` value again, or ``"drop"`` the row. Rows before the first value of a column
        (and behind the last one when interpolating) are dropped: there is nothing to fill them from.
    """
    notes = []
    wild = np.isinf(values) | (np.abs(values) > LARGEST)
    if wild.any():
        notes.append(_("Infinite or far too large values, counted as missing: {count}.").format(count=int(wild.sum())))
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
            raise bad_file(_("the column {column} holds no finite number; choose another one."), column=columns[place])
    if how != "drop" and holes.any():
        frame = pd.DataFrame(values)
        frame = frame.ffill() if how == "previous" else frame.interpolate(method="linear", limit_area="inside")
        values = frame.to_numpy()
    keep = ~np.isnan(values).any(axis=1)
    if how != "drop" and not keep.all():
        notes.append(_("Rows at the ends with nothing to fill them from, dropped: {count}.").format(count=int((~keep).sum())))
    return np.ascontiguousarray(values[keep]), index[keep], notes


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
    """Return a calendar of whole months (quarters, years), all on one day of the month or all on its last day."""
    month = times.astype("datetime64[M]")
    inside = times - month.astype("datetime64[us]")
    end = (month + 1).astype("datetime64[us]") - times
    offset = inside[0] if (inside == inside[0]).all() else -end[0] if (end == end[0]).all() else None
    gaps = np.diff(month.astype(np.int64))
    if offset is None or (gaps < 1).any():
        return None
    sizes, counts = np.unique(gaps, return_counts=True)
    step = int(sizes[counts.argmax()])
    if counts.max() < 0.5 * len(gaps) or np.mod(gaps, step).any() or gaps.sum() // step > 10 * MOST_ROWS:
        return None
    full = np.arange(month[0], month[-1] + 1, np.timedelta64(step, "M"))
    return (full + (0 if offset >= np.timedelta64(0) else 1)).astype("datetime64[us]") + offset


def _only_weekdays(times: np.ndarray) -> bool:
    """Return whether a span of days holds weekends, but none of the rows lies on one."""
    days = times.astype("datetime64[D]")
    spanned = int((days[-1] - days[0]).astype(np.int64)) + 1
    return bool(np.is_busday(days).all()) and int(np.busday_count(days[0], days[-1] + 1)) < spanned
