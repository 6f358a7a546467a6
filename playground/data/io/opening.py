"""Open a file in steps, each cached until it changes: rows, typed columns, and their reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from playground.data.io.cache import FileCache
from playground.data.io.limits import bad_file
from playground.data.io.readers.formats import open_file
from playground.data.io.reshape.melt import melted
from playground.data.io.table.collection import Collection
from playground.data.io.table.missing_codes import named, without_marks
from playground.data.io.table.reading import Reading, reading_of
from playground.data.io.table.row_kinds import of_one_kind, without_remarks
from playground.data.io.table.table import Raw, Table
from playground.data.io.table.typed import typed
from playground.errors import DataError
from playground.wording import _

#: Parameters that each step depends on; roles and choices about rows apply later.
_ROWS = ("encoding", "separator", "decimal", "header", "skip", "sheet")
_COLUMNS = ("date_order", "layout")
_CACHE = FileCache()
#: Errors of a parser that no file is known to cause.
_UNEXPECTED = (
    ValueError,
    IndexError,
    KeyError,
    OverflowError,
    TypeError,
    AttributeError,
    RecursionError,
)


def opened(raw: bytes, name: str, known: Mapping[str, Any]) -> Reading | Collection:
    """Return what is in a file, which must not be modified.

    Raises
    ------
    DataError
        The file cannot be read.
    """
    file = (hashlib.sha256(raw).digest(), name)
    rows = {k: known[k] for k in _ROWS if k in known} | {
        "rows": known.get("layout") in (None, "rows")
    }
    columns = {k: known[k] for k in _COLUMNS if k in known}
    try:
        marks = named(known.get("marks"))
    except ValueError:
        sentence = _(
            "Codes for missing values must be numbers separated by spaces, or none to keep every number, but got {words!r}."
        ).format(words=str(known["marks"])[:40])
        raise DataError(sentence, field="data.params.marks") from None
    try:
        key = json.dumps([rows], sort_keys=True, default=str)
        found = _CACHE.get("rows", (*file, key), lambda: open_file(raw, name, known))
        if isinstance(found, Collection):
            return found
        key = json.dumps([rows, columns], sort_keys=True, default=str)
        table = _CACHE.get("columns", (*file, key), lambda: _table(found, known))
        key = json.dumps([key, marks])
        table = _CACHE.get(
            "marks", (*file, key), lambda: without_remarks(without_marks(table, marks))
        )
        if not known.get("id"):
            all_rows, key = table, json.dumps([key, "one kind"])
            table = _CACHE.get("kinds", (*file, key), lambda: of_one_kind(all_rows))
        key = json.dumps([key, known], sort_keys=True, default=str)
        return _CACHE.get("reading", (*file, key), lambda: reading_of(table, known))
    except DataError:
        raise
    except _UNEXPECTED as error:
        sentence = _("The file cannot be read as a table; save it as a plain CSV and try again.")
        raise bad_file(sentence) from error


@np.errstate(over="ignore", invalid="ignore")  # of numbers near the largest there are
def _table(rows: Raw, known: Mapping[str, Any]) -> Table:
    day_first = {"day_first": True, "month_first": False}.get(known.get("date_order", ""))
    return typed(melted(rows, known.get("layout")), day_first)
