"""Sheets of workbooks: Excel (.xlsx, .xls) and OpenDocument (.ods), with stored formula results."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from playground.data.io.layout.block import begins, below_of
from playground.data.io.layout.layout import Layout, guess_header, leading_rows
from playground.data.io.layout.merged_names import merged_names
from playground.data.io.limits import MOST_ROWS, MOST_SHEET_CELLS, bad_file
from playground.data.io.readers.archive import check_archive
from playground.data.io.table.table import Raw, check_width, unique
from playground.data.io.values.cells import is_missing, is_number
from playground.errors import DataError, nearest
from playground.wording import _

_Cell = (
    str
    | float
    | int
    | bool
    | datetime.datetime
    | datetime.date
    | datetime.time
    | datetime.timedelta
)


def read_workbook(raw: bytes, overrides: Mapping[str, Any]) -> Raw:
    """Return the table in the chosen sheet, or in the one with the most data.

    Raises
    ------
    DataError
        The workbook is damaged, exceeds the limits, or contains no table.
    """
    if raw.startswith(b"PK"):
        check_archive(raw)
    sheets, name, rows = _rows(raw, overrides.get("sheet"))
    while rows and all(cell == "" for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise bad_file(_("Sheet {name!r} is empty; choose another one."), name=name[:80])
    if len(rows) > MOST_ROWS + 20:
        raise bad_file(
            _("The file has more than {limit} rows; shorten it, or keep every tenth row."),
            limit=f"{MOST_ROWS:,}",
        )
    layout = Layout("", "", ".", True, 0, "workbook", (), name, sheets)
    return _table(rows, layout, overrides)


def _rows(raw: bytes, wanted: str | None) -> tuple[tuple[str, ...], str, list[list[_Cell]]]:
    """Return the names of all sheets, the name of the one that is read, and its rows."""
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = tuple(
            meta.name for meta in book.sheets_metadata if "work" in str(meta.typ).lower()
        ) or tuple(book.sheet_names)
        if wanted is not None and wanted not in sheets:
            raise DataError(
                _("There is no sheet {name!r}; {hint}").format(
                    name=wanted[:80], hint=nearest(wanted, sheets)
                ),
                field="data.params.sheet",
            )
        best: tuple[str, list[list[_Cell]]] = (sheets[0], [])
        for name in [wanted] if wanted is not None else sheets[:20]:
            sheet = book.get_sheet_by_name(name)
            if sheet.height * sheet.width > MOST_SHEET_CELLS:
                sentence = _(
                    "The sheet spans more than {limit} cells; keep only the columns and rows you need."
                )
                raise bad_file(sentence, limit=f"{MOST_SHEET_CELLS:,}")
            rows = sheet.to_python(skip_empty_area=True)
            if sum(map(len, rows)) > sum(map(len, best[1])):
                best = name, rows
        return sheets, *best
    except DataError:
        raise
    except BaseException as error:  # a panic inside the parser is not an Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise bad_file(
            _("The workbook is damaged or protected by a password; open it and save it again.")
        ) from None


def _table(rows: list[list[_Cell]], layout: Layout, overrides: Mapping[str, Any]) -> Raw:
    """Find names and units in the rows, and convert the columns below them."""
    notes = []
    if layout.sheets and len(layout.sheets) > 1:
        notes.append(
            _("The workbook has {count} sheets; {name} was read.").format(
                count=len(layout.sheets), name=layout.sheet
            )
        )
    words = [[_word(c) for c in row] for row in rows[:300]]
    if (skip := overrides.get("skip")) is None:
        skip = begins([w if any(w) else [] for w in words])
        skip = leading_rows(words) if skip is None else skip
    if skip:
        notes.append(_("Lines skipped before the table: {count}.").format(count=skip))
    rows, words = rows[skip:], words[skip:]
    header = overrides["header"] in (True, "yes") if "header" in overrides else guess_header(words)
    if header and not rows:
        raise bad_file(
            _("The file has no rows with values below its header; it needs at least two.")
        )
    names = unique(words[0] if header else [""] * max(map(len, rows), default=1))
    body = rows[1:] if header else rows
    units: list[str] = []
    while header and len(units) < 3 and len(body) > 2 and _names_units(body[0], body[1:50]):
        units.append(" ".join(_word(c) for c in body[0]))
        body = body[1:]
    if units and (merged := merged_names(words[0], words[1])):
        names, units = unique(merged), units[1:]
        notes.append(_("Two header rows were merged: the name of a group and a name within it."))
    if units:
        notes.append(
            _("Rows without values below the header (units) skipped: {count}.").format(
                count=len(units)
            )
        )
    body = [row for row in body if any(c != "" for c in row)]
    below = below_of([[_word(c) for c in row] for row in body[-130:]])
    if below:
        notes.append(_("Lines skipped below the table: {count}.").format(count=len(below)))
        body = body[: len(body) - len(body[-130:]) + below[0]]
    check_width(len(names))
    columns = [_column([row[i] if i < len(row) else "" for row in body]) for i in range(len(names))]
    frame = pd.DataFrame(dict(enumerate(columns)), index=range(len(body)))
    return Raw(
        names,
        frame,
        replace(layout, header=header, skip=skip, units=tuple(units), decimal=_decimal(columns)),
        notes,
    )


def _names_units(row: Sequence[_Cell], below: Sequence[Sequence[_Cell]]) -> bool:
    if any(c != "" and (not isinstance(c, str) or is_number(c)) for c in row) or all(
        c == "" for c in row
    ):
        return False
    numeric = [
        i for i in range(len(row)) if any(not isinstance(r[i], str) for r in below if i < len(r))
    ]
    return len(numeric) >= max(1, (len(row) + 1) // 2)


def _column(cells: list[_Cell]) -> pd.Series:
    """Return a column as its most frequent type: numbers, times, or words where mixed."""
    present = [c for c in cells if c != "" and not (isinstance(c, str) and is_missing(c))]
    kinds = {_kind(c) for c in present}
    if kinds <= {"number"}:
        return pd.Series(
            [float(c) if _kind(c) == "number" else np.nan for c in cells],  # type: ignore[arg-type]
            dtype=np.float64,
        )
    if kinds <= {"time"}:
        return pd.Series(
            pd.to_datetime([c if _kind(c) == "time" else None for c in cells], errors="coerce")
        ).astype("datetime64[us]")
    return pd.Series([None if c == "" else _word(c) for c in cells], dtype=object)


def _kind(cell: _Cell) -> str:
    if isinstance(cell, (bool, int, float)):
        return "number"
    return "time" if isinstance(cell, datetime.date) else "text"


def _word(cell: _Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.timedelta):
        return str(cell).rpartition(", ")[2]
    with suppress(AttributeError):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime.datetime) else cell.isoformat()  # type: ignore[union-attr]
    return str(cell)


def _decimal(columns: list[pd.Series]) -> str:
    """Return the decimal separator of numbers stored as words, a point when there are none."""
    words = [
        c
        for column in columns
        if column.dtype == object
        for c in column.dropna().head(50)
        if isinstance(c, str) and is_number(c)
    ]
    return "," if sum("," in w for w in words) > sum("." in w for w in words) else "."
