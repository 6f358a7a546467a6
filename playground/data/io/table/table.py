"""A parsed table: every column as numbers, times or text, from any file format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from playground.data.io.layout.layout import Layout
from playground.data.io.limits import MOST_COLUMNS, bad_file
from playground.data.io.values.cells import (
    GAPS,
    LONGEST,
    NUMBER,
    bare,
    clean,
    is_infinite,
    to_number,
)
from playground.data.io.values.dates import Dates, read_dates
from playground.wording import _

PREVIEW_ROWS = 8
_LONGEST_NAME = 60
#: Floats above it no longer tell neighbouring whole numbers apart.
_LARGEST_WHOLE = 2**53
#: Letters after numbers that are factors, as stock exchanges write them.
_FACTORS = {"K": 1e3, "M": 1e6, "B": 1e9}
_GAPS = re.compile(f"[,{GAPS}]")
_YES = "true yes wahr ja vrai oui sí si sim on y t ein an verdadero".split()
_NO = "false no falsch nein faux non não nao off n f aus falso".split()


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
    """The columns of a file, its layout, its first rows as written, and its cells as text."""

    columns: tuple[Column, ...]
    rows: int
    preview: tuple[tuple[str, ...], ...]
    layout: Layout
    notes: tuple[str, ...]
    cells: dict[str, pd.Series]
    label: str | None = None

    def __getitem__(self, name: str) -> Column:
        """Return a column by its name."""
        return next(c for c in self.columns if c.name == name)

    def words(self, name: str) -> np.ndarray:
        """Return a column's cells as words, an empty one where the cell is empty."""
        cells = self.cells[name]
        if cells.dtype.kind == "f":
            finite = cells.where(np.isfinite(cells))
            if (finite.dropna() % 1 == 0).all() and not (finite.abs() > _LARGEST_WHOLE).any():
                cells = finite.astype("Int64")  # 1.0 and 1 are the same class
        return cells.astype("string").fillna("").str.strip().to_numpy(dtype=object)


def typed(raw: Raw, day_first: bool | None) -> Table:
    """Return the table with every column parsed as numbers, times or text."""
    frame, names = raw.frame, raw.names
    if len(frame) < 4:
        check_width(len(names))
    columns = [
        _column(name, frame.iloc[:, i], raw.layout.decimal, day_first)
        for i, name in enumerate(names)
    ]
    kept = [i for i, c in enumerate(columns) if not (c.kind == "empty" and c.nameless)]
    rows = frame.iloc[:PREVIEW_ROWS, kept].itertuples(index=False, name=None)
    preview = tuple(
        tuple("" if pd.isna(c) else str(c)[:_LONGEST_NAME] for c in row) for row in rows
    )
    cells = {names[i]: frame.iloc[:, i] for i in kept}
    columns = [columns[i] for i in kept]
    return Table(
        tuple(columns), len(frame), preview, raw.layout, tuple(raw.notes), cells, raw.label
    )


def unique(names: Sequence[str]) -> list[str]:
    """Return short one-line names, each once; columns without a name are numbered."""
    seen: dict[str, int] = {}
    result = []
    for place, name in enumerate(names, 1):
        plain = " ".join("".join(c if c.isprintable() else " " for c in name).split())
        short = plain[:_LONGEST_NAME] or f"column {place}"
        while short in seen:
            seen[short] += 1
            short = f"{short[: _LONGEST_NAME - 6]}.{seen[short]}"
        seen[short] = 1
        result.append(short)
    return result


def check_width(count: int) -> None:
    """Refuse more columns than can be read."""
    if count > MOST_COLUMNS:
        sentence = _("The table has more than {limit} columns; keep only the ones you need.")
        raise bad_file(sentence, limit=MOST_COLUMNS)


def _column(name: str, cells: pd.Series, decimal: str, day_first: bool | None) -> Column:
    if not cells.notna().any():
        return Column(name, "empty", np.empty(0))
    if cells.dtype.kind in "biuf":
        return Column(name, "number", cells.to_numpy(np.float64), truth=cells.dtype.kind == "b")
    if cells.dtype.kind == "M":
        return Column(name, "date", cells.to_numpy("datetime64[us]"))
    cells = cells.astype("string")
    cells = cells.mask(cells.str.len() > LONGEST, "…").astype(object)  # text, whatever it is
    known = cells[cells.notna()].astype(str)
    sample = known.iloc[:: max(1, len(known) // 200)]
    marks = (decimal, "." if decimal == "," else ",")
    numbers = [
        np.mean([bool(NUMBER[mark].fullmatch(clean(c))) or is_infinite(c) for c in sample])
        for mark in marks
    ]
    mark = marks[int(np.argmax(numbers))]  # the file's own decimal separator wins a tie
    if max(numbers) >= 0.5:
        dates = read_dates(cells, day_first) if max(numbers) < 0.9 else None
        return _number_column(name, cells, mark) if dates is None else _dates(name, cells, dates)
    if (sample.str.strip().str.lower().isin((*_YES, *_NO))).all():
        truth = cells.str.strip().str.lower()
        values = np.where(truth.isin(_YES), 1.0, np.where(truth.isin(_NO), 0.0, np.nan))
        odd = int(np.isnan(values).sum() - cells.isna().sum())
        return Column(name, "number", values, odd, truth=True)
    found = read_dates(cells, day_first)
    return _measured(name, cells, sample, marks) if found is None else _dates(name, cells, found)


def _dates(name: str, cells: pd.Series, dates: Dates) -> Column:
    odd = int(np.isnat(dates.times).sum() - cells.isna().sum())
    return Column(name, "date", dates.times, odd, dates=dates)


def _measured(name: str, cells: pd.Series, sample: pd.Series, marks: tuple[str, str]) -> Column:
    """Return words as numbers when nine in ten have a unit or flag, of at most three kinds."""
    parts = [bare(c) for c in sample]
    for mark in marks:
        read = [around for number, around in parts if NUMBER[mark].fullmatch(number)]
        if len(read) >= 0.9 * len(parts) and len(set(read)) <= 4:
            return _number_column(name, cells, mark)
    return Column(name, "text", np.empty(0))


def _number_column(name: str, cells: pd.Series, mark: str) -> Column:
    present = cells.notna().to_numpy()
    values = np.full(len(cells), np.nan)
    values[present], around = _numbers(cells[present].astype(str), mark)
    odd = int(np.isnan(values[present]).sum())
    return Column(name, "number", values, odd, tuple(sorted(around)))


def _numbers(words: pd.Series, mark: str) -> tuple[np.ndarray, set[str]]:
    """Return the numbers in words, NaN where there is none, and the text around them."""
    cells = words.astype("string").str.replace("\u2212", "-", regex=False)
    cells = cells.str.strip("€$£¥% \t\u00a0\u202f")
    if cells.str.endswith("-").any():
        behind = cells.str.endswith("-") & cells.str[:1].str.isdigit()
        cells = cells.mask(behind, "-" + cells.str[:-1])  # as SAP writes negative numbers
    around = {bare(c)[1] for c in cells.iloc[:: max(1, len(cells) // 100)]} - {""}
    for sign in sorted(around - set(_FACTORS), key=len, reverse=True)[:6]:
        cells = cells.str.removesuffix(sign).str.removeprefix(sign).str.strip()
    plain = cells.str.fullmatch(NUMBER[mark]).fillna(False).to_numpy(dtype=bool)
    values = np.full(len(words), np.nan)
    found = cells[plain]
    if mark == ",":
        found = found.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    values[plain] = found.str.replace(_GAPS, "", regex=True).astype(np.float64)
    rest = words[~plain]
    known = {word: to_number(word, mark) for word in rest.unique()}
    for word in known:
        number, sign = bare(word)
        if np.isnan(known[word]) and sign and NUMBER[mark].fullmatch(number):
            known[word] = to_number(number, mark) * _FACTORS.get(sign, 1.0)
            around.add(sign)
    values[~plain] = rest.map(known).to_numpy(dtype=np.float64)
    factors = {s: f"{s} = ×{factor:,.0f}" for s, factor in _FACTORS.items()}
    return values, {factors.get(sign, sign) for sign in around}
