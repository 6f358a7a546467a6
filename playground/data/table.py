"""A parsed table: every column as numbers, times or text, whatever file it came from."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from playground.data import dates
from playground.data.decode import MOST_COLUMNS, MOST_ROWS, bad_file, check_bytes, decode
from playground.data.layout import MISSING, NUMBER, Layout, clean, guess_layout, is_infinite, split, to_number
from playground.wording import _

_PREVIEW_ROWS = 8
_LONGEST_NAME = 60


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
        Cells that hold something but could not be read as the column's kind; they count as missing.
    unclear : bool
        Dates of which day and month could also be the other way round.
    """

    name: str
    kind: str
    values: np.ndarray
    odd: int = 0
    unclear: bool = False

    @property
    def missing(self) -> int:
        """Number of rows without a value, odd cells and infinite numbers included."""
        if self.kind == "number":
            return int((~np.isfinite(self.values)).sum())
        return int(np.isnat(self.values).sum()) if self.kind == "date" else 0


@dataclass(frozen=True)
class Table:
    """A file's columns, how it was read, and its first rows as they were written."""

    columns: tuple[Column, ...]
    rows: int
    preview: tuple[tuple[str, ...], ...]
    layout: Layout
    notes: tuple[str, ...] = ()


def read_table(raw: bytes, name: str, overrides: Mapping[str, Any]) -> Table:
    """Return the table in a file.

    Another kind of file (a workbook, JSON records) becomes one more function in `READERS`, by the ending of its name.

    Raises
    ------
    DataError
        When there is no table in it, or it is beyond the limits.
    """
    ending = name.rpartition(".")[2].lower()
    return READERS.get(ending, read_text)(raw, overrides)


def read_text(raw: bytes, overrides: Mapping[str, Any]) -> Table:
    """Return the table in a text file (CSV and its relatives)."""
    check_bytes(raw)
    text, encoding = decode(raw, overrides.get("encoding"))
    layout = guess_layout(text, encoding, overrides)
    if text.count("\n") - layout.skip > MOST_ROWS + 1:
        raise bad_file(_("the file has more than {limit} rows; cut it, or keep every tenth row."), limit=f"{MOST_ROWS:,}")
    body = "\n".join(text.split("\n")[layout.skip :]) if layout.skip else text
    names, body, width = _names(body, layout)
    frame = _parse(body, layout, width)
    notes = [_("Lines before the table left out: {count}.").format(count=layout.skip)] if layout.skip else []
    extra = frame.iloc[:, len(names) :].notna().any(axis=1)
    if extra.any():
        if extra.mean() > 0.1:
            told = _("{count} rows have more cells than the {width} columns; check the separator ({separator!r}) and the decimal mark.")
            raise bad_file(told, count=int(extra.sum()), width=len(names), separator=layout.separator)
        notes.append(_("Rows with too many cells left out: {count}.").format(count=int(extra.sum())))
        frame = frame[~extra]
    frame = frame.iloc[:, : len(names)]
    last = int(np.flatnonzero(frame.notna().any(axis=1).to_numpy()).max(initial=-1)) + 1
    frame = frame.iloc[:last].reset_index(drop=True)  # spreadsheets export empty rows at the end
    first = frame.head(_PREVIEW_ROWS).itertuples(index=False, name=None)
    preview = tuple(tuple("" if pd.isna(c) else str(c)[:_LONGEST_NAME] for c in row) for row in first)
    columns = [_column(label, frame.iloc[:, i], layout.decimal, overrides.get("day_first")) for i, label in enumerate(names)]
    kept = [i for i, c in enumerate(columns) if not (c.kind == "empty" and c.name.startswith("column "))]
    preview = tuple(tuple(row[i] for i in kept) for row in preview)
    return Table(tuple(columns[i] for i in kept), len(frame), preview, layout, tuple(notes))


#: Readers by the ending of the file's name; anything else is read as text.
READERS: dict[str, Callable[[bytes, Mapping[str, Any]], Table]] = {}


def _names(body: str, layout: Layout) -> tuple[list[str], str, int]:
    """Return the column names, the text below them, and the width to parse with."""
    start = body[:400_000].split("\n")[:300]
    rows = split(start, layout.separator)
    if not rows:
        raise bad_file(_("the file is empty; it needs a table of numbers with at least two rows."))
    width = max(len(r) for r in rows)
    if min(width, len(rows[0])) > MOST_COLUMNS or width > 4 * MOST_COLUMNS:
        raise bad_file(_("the table has more than {limit} columns; keep only the ones you need."), limit=MOST_COLUMNS)
    if not layout.header:
        common = max(set(map(len, rows)), key=[len(r) for r in rows].count)
        return _unique([""] * common), body, max(width, common)
    stream = io.StringIO(body)
    reader = csv.reader(stream, delimiter=layout.separator, skipinitialspace=True)
    try:
        first = next((r for r in reader if any(c.strip() for c in r)), rows[0])
        rest = "".join(stream)  # the reader has taken whole lines, also those inside quotation marks
    except csv.Error:
        raise bad_file(_("the first row cannot be read as column names; check the quotation marks.")) from None
    if layout.separator == " ":
        first = rows[0]
    while len(first) > 1 and not first[-1].strip() and all(len(r) <= len(first) for r in rows):
        if any(len(r) == len(first) and r[-1].strip() for r in rows[1:]):
            break
        first = first[:-1]
    return _unique(first), rest, max(width, len(first))


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    result = []
    for place, name in enumerate(names, 1):
        short = " ".join(name.split())[:_LONGEST_NAME] or f"column {place}"
        while short in seen:
            seen[short] += 1
            short = f"{short[: _LONGEST_NAME - 6]}.{seen[short]}"
        seen[short] = 1
        result.append(short)
    return result


def _parse(body: str, layout: Layout, width: int) -> pd.DataFrame:
    """Return the raw frame: columns of numbers already as numbers, everything else as text."""
    options: dict[str, Any] = {
        "sep": r"\s+" if layout.separator == " " else layout.separator,
        "decimal": layout.decimal,
        "header": None,
        "names": range(width),
        "index_col": False,
        "na_values": [*MISSING, *(m.upper() for m in MISSING)],
        "skipinitialspace": True,
        "low_memory": False,
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return pd.read_csv(io.StringIO(body), engine="c", **options)
    except pd.errors.EmptyDataError:
        raise bad_file(_("the file has no rows with values below its header; it needs at least two.")) from None
    except (pd.errors.ParserError, ValueError, OverflowError) as error:
        if "EOF inside string" in str(error):
            raise bad_file(_("a quotation mark is opened and never closed; mend or remove it.")) from None
        raise bad_file(_("the rows have different numbers of cells; check that every row has the same separators.")) from None


def _column(name: str, cells: pd.Series, decimal: str, day_first: bool | None) -> Column:
    if not cells.notna().any():
        return Column(name, "empty", np.empty(0))
    if cells.dtype.kind in "biuf":
        values = cells.to_numpy(np.float64)
        times = dates.from_numbers(name, values)
        return Column(name, "number", values) if times is None else Column(name, "date", times.to_numpy("datetime64[us]"))
    cells = cells.astype("string").astype(object)
    known = cells[cells.notna()].astype(str)
    sample = known.iloc[:: max(1, len(known) // 200)]
    marks = (decimal, "." if decimal == "," else ",")
    numbers = [np.mean([bool(NUMBER[mark].fullmatch(clean(c))) or is_infinite(c) for c in sample]) for mark in marks]
    mark = marks[int(np.argmax(numbers))]  # the file's own mark wins a tie
    if max(numbers) >= 0.5:
        values = pd.Series(np.nan, index=cells.index)
        values[known.index] = [to_number(c, mark) for c in known]
        odd = int(np.isnan(values[known.index]).sum())
        return Column(name, "number", values.to_numpy(np.float64), odd)
    found = dates.guess_format(sample, day_first)
    if found is None:
        return Column(name, "text", np.empty(0))
    times = dates.parse(cells.astype("string"), found[0])
    return Column(name, "date", times.to_numpy("datetime64[us]"), int(times.isna().sum() - cells.isna().sum()), found[1])
