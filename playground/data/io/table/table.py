"""A parsed table: every column as numbers, times or text, from any file format."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from playground.data.io.layout.layout import Layout
from playground.data.io.limits import MOST_COLUMNS, bad_file
from playground.data.io.values.dates import Dates
from playground.wording import _

#: Floats above it no longer tell neighbouring whole numbers apart.
_LARGEST_WHOLE = 2**53


@dataclass
class Raw:
    """A table before the types of its columns are known.

    Parameters
    ----------
    names : list of str
        Names of the columns, each once.
    frame : DataFrame
        One column each, in the same order: text, numbers, times or truth values; missing where a
        cell is empty.
    layout : Layout
        How it was read.
    notes : list of str
        What was skipped, one sentence each.
    label : str or None
        The column with the classes, where the format declares it.
    """

    names: list[str]
    frame: pd.DataFrame
    layout: Layout
    notes: list[str] = field(default_factory=list)
    label: str | None = None


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name : str
        Its name, made unique.
    kind : str
        ``"number"``, ``"date"``, ``"text"`` or ``"empty"``.
    values : ndarray
        float64 with NaN for missing, datetime64 with NaT, or nothing for text and empty columns.
    odd : int
        Cells that are not empty but could not be read as the column's kind; they count as missing.
    around : tuple of str
        Units, flags and bounds found around its numbers.
    truth : bool
        Whether its numbers are yes (1) and no (0).
    marks, marked : tuple of str, int
        Codes for missing values, and the number of cells with one.
    dates : Dates or None
        How the words of a column of dates were read.
    """

    name: str
    kind: str
    values: np.ndarray
    odd: int = 0
    around: tuple[str, ...] = ()
    truth: bool = False
    marks: tuple[str, ...] = ()
    marked: int = 0
    dates: Dates | None = None

    @property
    def missing(self) -> int:
        """Number of rows without a value, odd cells and infinite numbers included."""
        if self.kind == "number":
            return int((~np.isfinite(self.values)).sum())
        return int(np.isnat(self.values).sum()) if self.kind == "date" else 0

    @property
    def nameless(self) -> bool:
        """Whether the file gave the column no name."""
        return self.name.startswith("column ") and self.name[7:].isdigit()


@dataclass(frozen=True)
class Table:
    """The columns of a file, its layout, its first rows as written, and its cells as text.

    ``places`` are the rows of the file that it has; None for all.
    """

    columns: tuple[Column, ...]
    rows: int
    preview: tuple[tuple[str, ...], ...]
    layout: Layout
    notes: tuple[str, ...]
    cells: dict[str, pd.Series]
    label: str | None = None
    places: np.ndarray | None = None

    def __getitem__(self, name: str) -> Column:
        """Return a column by its name."""
        return next(c for c in self.columns if c.name == name)

    def only(self, which: np.ndarray, note: str) -> Table:
        """Return the table with some of its rows, and a note about the others."""
        columns = []
        for column in self.columns:
            dates = column.dates
            if dates is not None:
                other = None if dates.other is None else dates.other[which]
                dates = replace(dates, times=dates.times[which], other=other)
            values = column.values[which] if len(column.values) else column.values
            columns.append(replace(column, values=values, dates=dates))
        cells = {name: c[which].reset_index(drop=True) for name, c in self.cells.items()}
        return replace(
            self,
            columns=tuple(columns),
            rows=int(which.sum()),
            notes=(*self.notes, note),
            cells=cells,
            places=np.flatnonzero(which) if self.places is None else self.places[which],
        )

    def words(self, name: str) -> np.ndarray:
        """Return a column's cells as words, an empty one where the cell is empty."""
        cells = self.cells[name]
        if cells.dtype.kind == "f":
            finite = cells.where(np.isfinite(cells))
            if (finite.dropna() % 1 == 0).all() and not (finite.abs() > _LARGEST_WHOLE).any():
                cells = finite.astype("Int64")  # 1.0 and 1 are the same class
        return cells.astype("string").fillna("").str.strip().to_numpy(dtype=object)


def check_width(count: int) -> None:
    """Refuse more columns than can be read."""
    if count > MOST_COLUMNS:
        sentence = _("The table has more than {limit} columns; keep only the ones you need.")
        raise bad_file(sentence, limit=MOST_COLUMNS)
