"""The rows of one series: sorted, merged, put together, completed and filled, each step noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from playground.data.io.limits import MOST_ROWS, bad_file
from playground.data.io.table.calendar import (
    PERIODS,
    full_calendar,
    only_weekdays,
    period_starts,
)
from playground.data.io.table.spacing import spacing
from playground.errors import DataError
from playground.wording import N_, _

#: Larger values would overflow the network's single precision.
LARGEST = 1e30
_BY = {
    "mean": N_("mean"),
    "sum": N_("sum"),
    "last": N_("last value"),
    "min": N_("smallest value"),
    "max": N_("largest value"),
}
_DUPLICATES = {
    "last": N_("Rows with a duplicate date removed, the last of each kept: {count}."),
    "first": N_("Rows with a duplicate date removed, the first of each kept: {count}."),
    "mean": N_("Rows with a duplicate date merged by their mean: {count}."),
}
_FILLED = {
    "interpolate": N_("Missing values in {column}, filled by linear interpolation: {count}."),
    "previous": N_("Missing values in {column}, filled with the previous value: {count}."),
    "drop": N_("Missing values in {column}, their rows dropped: {count}."),
}


@dataclass
class Rows:
    """The rows of a series while they are put in order.

    Parameters
    ----------
    times : ndarray of datetime64[us] or None
        None keeps the order of the rows.
    values : ndarray, shape (N, F)
        With each row's class number in the last column when ``carried`` is 1.
    origin : ndarray of int64, shape (N,)
        The row of the file from 0, -1 for a row that was inserted.
    carried : int
        Columns at the end that are not quantities.
    notes : list of str
        What was done, with numbers.
    """

    times: np.ndarray | None
    values: np.ndarray
    origin: np.ndarray
    carried: int = 0
    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str, **values: object) -> None:
        """Add a note."""
        self.notes.append(_(sentence).format(**values))

    def keep(self, which: np.ndarray) -> None:
        """Keep the rows of a mask or of an order."""
        self.times = None if self.times is None else self.times[which]
        self.values, self.origin = self.values[which], self.origin[which]

    def sort(self) -> None:
        """Sort by time; rows without a time are dropped."""
        assert self.times is not None
        known = ~np.isnat(self.times)
        if not known.all():
            self.note(N_("Rows without a readable date skipped: {count}."), count=(~known).sum())
            self.keep(known)
        back = int((np.diff(self.times) < np.timedelta64(0)).sum())
        if back:
            self.keep(np.argsort(self.times, kind="stable"))
            self.note(
                N_("Rows have been sorted by time; the date went backwards {count} times."),
                count=back,
            )

    def merge(self, how: str) -> None:
        """Keep each time once: the last row, the first, or the mean of its values."""
        assert self.times is not None
        first = np.r_[True, self.times[1:] != self.times[:-1]][: len(self.times)]
        if first.all():
            return
        last = np.r_[first[1:], True]
        self.note(_DUPLICATES[how], count=int((~first).sum()))
        if how == "mean":
            self._group(np.cumsum(first) - 1, "mean")
            self.times, self.origin = self.times[first], self.origin[first]
        else:
            self.keep(first if how == "first" else last)

    def resample(self, period: str, by: str) -> None:
        """Put the rows of each period together; its time is the start of the period.

        Raises
        ------
        DataError
            The rows are further apart than the period.
        """
        assert self.times is not None
        starts = period_starts(self.times, period)
        first = np.r_[True, starts[1:] != starts[:-1]][: len(starts)]
        days, _unit, name = PERIODS[period]
        span = np.median(np.diff(self.times).astype(np.int64)) if len(self.times) > 1 else 0
        if len(self.times) > 2 and first.all() and span > 1.5 * days * 86_400_000_000:
            sentence = _(
                "The rows are further apart than a {period}, so there is nothing to resample; choose a longer period or none."
            )
            raise DataError(sentence.format(period=_(name)), field="data.resample")
        count = len(self.times)
        self._group(np.cumsum(first) - 1, by)
        self.times, self.origin = starts[first], self.origin[first]
        sentence = N_("{count} rows resampled to {rows}, one for each {period}, by their {how}.")
        self.note(sentence, count=count, rows=len(starts[first]), period=_(name), how=_(_BY[by]))

    def _group(self, groups: np.ndarray, by: str) -> None:
        """Combine the rows of each group, ignoring missing values; classes take the last one."""
        frame = pd.DataFrame(np.where(np.isinf(self.values), np.nan, self.values)).groupby(groups)
        found = frame.sum(min_count=1) if by == "sum" else getattr(frame, by)()
        values = np.array(found.to_numpy(), dtype=np.float64)
        if self.carried:
            last = np.r_[groups[1:] != groups[:-1], True]
            values[:, -self.carried :] = self.values[last][:, -self.carried :]
        self.values = values

    def complete(self) -> None:
        """Insert rows with missing values for missing times, where the times are regular.

        Series of weekdays keep their weekends out. Where times are irregular, or more rows would
        be added than there are, the rows stay unchanged.
        """
        assert self.times is not None
        times, step = self.times, spacing(self.times)
        if len(times) < 3 or step.coverage == 1 or only_weekdays(times, step.micros):
            return
        steps = np.diff(times).astype(np.int64)
        _sizes, counts = np.unique(steps, return_counts=True)
        if not step.even or (not step.months and counts.max() < 0.5 * len(steps)):
            self.note(N_("The times are not evenly spaced; the rows are treated as if they were."))
            return
        count = round(len(times) / step.coverage) - len(times)
        if count > len(times) or count + len(times) > MOST_ROWS:
            sentence = N_(
                "Too many rows are missing ({count}) to be filled in; the rows are treated as evenly spaced."
            )
            self.note(sentence, count=count)
            return
        full = full_calendar(times, step.months, step.micros)
        place = np.searchsorted(full, times)
        values, origin = np.full((len(full), self.values.shape[1]), np.nan), np.full(len(full), -1)
        values[place], origin[place] = self.values, self.origin
        self.times, self.values, self.origin = full, values, origin
        self.note(N_("Missing dates added: {count}."), count=count)

    def fill(self, names: Sequence[str], how: str) -> np.ndarray | None:
        """Fill missing values; rows that nothing can fill are dropped.

        Parameters
        ----------
        names : sequence of str
            Names of the columns.
        how : {"interpolate", "previous", "drop"}
            Interpolate linearly, repeat the previous value, or drop the row. Infinite and huge
            values count as missing.

        Returns
        -------
        ndarray of bool, shape (N, F), or None
            The cells interpolated towards a later value.
        """
        values = self.values[:, : len(names)]
        wild = np.isinf(values) | (np.abs(values) > LARGEST)
        if wild.any():
            sentence = N_("Infinite or far too large values, treated as missing: {count}.")
            self.note(sentence, count=int(wild.sum()))
        values = np.where(wild, np.nan, values)
        holes = np.isnan(values)
        for place in map(int, np.flatnonzero(holes.all(axis=0))):
            sentence = _("Column {column} contains no finite number; choose another one.")
            raise bad_file(sentence, column=names[place])
        if holes.any() and how != "drop":
            frame = pd.DataFrame(values)
            values = (
                frame.ffill() if how == "previous" else frame.interpolate(limit_area="inside")
            ).to_numpy()
        keep = ~np.isnan(values).any(axis=1)
        counted = holes if how == "drop" else holes & keep[:, None]
        for place in map(int, np.flatnonzero(counted.any(axis=0))):
            self.note(_FILLED[how], column=names[place], count=int(counted[:, place].sum()))
        if how != "drop" and not keep.all():
            sentence = N_("Rows at the ends dropped, with no value to fill them from: {count}.")
            self.note(sentence, count=int((~keep).sum()))
        self.values = np.column_stack([values, self.values[:, len(names) :]])
        self.keep(keep)
        filled = holes[keep]
        return filled if how == "interpolate" and filled.any() else None

    def fill_classes(self) -> None:
        """Carry classes forward; rows before the first one are dropped."""
        label = self.values[:, -1]
        known = np.maximum.accumulate(np.where(np.isnan(label), -1, np.arange(len(label))))
        there = known >= 0
        if holes := int(np.isnan(label[there]).sum()):
            self.note(
                N_("Rows without a class, given that of the row before: {count}."), count=holes
            )
        if not there.all():
            self.note(N_("Rows before the first class skipped: {count}."), count=(~there).sum())
        self.values[there, -1] = label[known[there]]
        self.keep(there)
