"""Sheets of workbooks: Excel (.xlsx, .xls) and OpenDocument (.ods), with stored formula results."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from playground.data.io.limits import MOST_SHEET_CELLS, bad_file
from playground.data.io.readers.archive import check_archive
from playground.data.io.readers.text import read_text
from playground.data.io.table.table import Raw
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

    The cells are written as a text table and read as one, so that titles, units, names in two rows
    and footers are found by the same rules.

    Raises
    ------
    DataError
        The workbook is damaged, exceeds the limits, or contains no table.
    """
    if raw.startswith(b"PK"):
        check_archive(raw)
    sheets, name, rows = _rows(raw, overrides.get("sheet"))
    if not any(cell != "" for row in rows for cell in row):
        raise bad_file(_("Sheet {name!r} is empty; choose another one."), name=name[:80])
    given = {key: value for key, value in overrides.items() if key in ("header", "skip")}
    found = read_text(_text(rows), "", {**given, "separator": "tab", "decimal": "point"})
    if len(sheets) > 1:
        sentence = _("The workbook has {count} sheets; {name} was read.")
        found.notes.insert(0, sentence.format(count=len(sheets), name=name))
    layout = replace(
        found.layout, encoding="", separator="", format="workbook", sheet=name, sheets=sheets
    )
    return replace(found, layout=layout)


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


def _text(rows: Sequence[Sequence[_Cell]]) -> str:
    """Return cells as a text table, a blank line for each row without any."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    for row in rows:
        words = [" ".join(_word(cell).split()) for cell in row]
        writer.writerow(words if any(words) else [])
    return stream.getvalue()


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
