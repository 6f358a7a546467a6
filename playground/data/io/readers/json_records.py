"""Tables in JSON: records at any depth, arrays side by side, series of pairs, and JSON lines."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from playground.data.io.layout.layout import Layout
from playground.data.io.layout.names import unique
from playground.data.io.layout.several import table_number, title_of
from playground.data.io.limits import MOST_CELLS, bad_file
from playground.data.io.readers.json_regular import with_times
from playground.data.io.readers.json_tables import FEWEST, Found, is_time, tables_in, too_many
from playground.data.io.table.table import Raw
from playground.wording import _

#: A time as .NET writes it, in milliseconds since 1970.
_DOTNET = re.compile(r"/Date\((-?\d{1,15})(?:[+-]\d{4})?\)/")
#: Keys that only the location histories of Google have.
_PLACES = re.compile(r'"(?:latitudeE7|semanticSegments|timelineObjects|timelinePath)"')


def looks_like_json(text: str) -> bool:
    """Return whether a text is JSON, not a table whose first cell begins with a bracket."""
    start = text.lstrip()[:2000]
    if start[:1] == "{":
        return True
    return start[:1] == "[" and start[1:].lstrip()[:1] in ("{", "[", "]", *'0123456789-"nN')


def read_records(text: str, encoding: str, sheet: str | None = None) -> Raw:
    """Return the longest table in a JSON text.

    Objects inside records become columns with dotted names; lists inside them are skipped with a
    note, unless they are the longest table.

    Raises
    ------
    DataError
        It is not valid JSON, or contains no table.
    """
    if _PLACES.search(text[:100_000]):
        raise bad_file(
            _("The file is a location history from Google, not a table of measurements.")
        )
    if text.count(",") > 1.2 * MOST_CELLS or text.count("[") + text.count("{") > MOST_CELLS:
        raise too_many()
    tables = sorted(_different(tables_in(with_times(_parsed(text)), 0)), key=_size, reverse=True)
    if not tables:
        sentence = _("The JSON contains no table; it needs a list of records such as {example}.")
        raise bad_file(sentence, example='[{"time": 1, "value": 2.5}, …]')
    rivals = [t for t in tables if _size(t) >= _size(tables[0]) / 2 and not _overlap(t, tables[0])]
    several = [tables[0], *rivals]
    titles = tuple(title_of(n, names) for n, (names, _rows) in enumerate(several, 1))
    which = table_number(titles, sheet)
    names, rows = several[which]
    if len(rows) * len(names) > MOST_CELLS:
        raise too_many()
    columns = [[row[i] for row in rows] for i in range(len(names))]
    lists = [i for i, cells in enumerate(columns) if any(isinstance(c, list) for c in cells)]
    kept = [i for i in range(len(names)) if i not in lists]
    notes = []
    if lists:
        sentence = _("Columns of lists or objects skipped: {names}.")
        notes.append(sentence.format(names=", ".join(names[i] for i in lists)[:200]))
    frame = pd.DataFrame(
        {n: _column(columns[i]) for n, i in enumerate(kept)}, index=range(len(rows))
    )
    sheets = titles if rivals else ()
    used = titles[which] if rivals else None
    layout = Layout(
        encoding, "", ".", True, 0, "json", sheet=used, sheets=sheets, rivals=bool(rivals)
    )
    return Raw(unique([names[i] for i in kept]), frame, layout, notes)


def _different(tables: Iterable[Found]) -> list[Found]:
    """Return the tables without those that occur again, as part of an object around them."""
    return list({(tuple(names), len(rows)): (names, rows) for names, rows in tables}.values())


def _size(table: Found) -> int:
    """Return how much there is to read; columns of times count most."""
    names, rows = table
    timed = any(is_time(row[i]) for row in rows[:1] for i in range(min(len(row), 20)))
    return len(rows) * min(2, len(names)) * (4 if timed else 1)


def _overlap(first: Found, second: Found) -> bool:
    """Return whether two tables are views of the same: one has the columns of the other."""
    if first[0] == second[0] and len(first[1]) == len(second[1]):
        return True
    a, b = ({str(cell) for row in t[1][:50] for cell in row} for t in (first, second))
    return len(a & b) > 0.8 * min(len(a), len(b)) or min(len(first[1]), len(second[1])) < FEWEST


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = str(error)[:120]
        lines = [line for line in text.split("\n") if line.strip()]
        several = len(lines) >= 2 and not isinstance(error, RecursionError)
    try:
        if several:
            return [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        pass
    raise bad_file(_("The file is not valid JSON: {reason}."), reason=reason)


def _column(cells: list[Any]) -> pd.Series:
    present = [c for c in cells if c is not None]
    if all(isinstance(c, (int, float)) for c in present):
        return pd.Series([_number(c) for c in cells], dtype=float)
    words = [None if c is None else c if isinstance(c, str) else str(c) for c in cells]
    if all(w is None or _DOTNET.fullmatch(w) for w in words):
        words = [None if w is None else _DOTNET.sub(r"\1", w) for w in words]
    return pd.Series(words, dtype=object)


def _number(cell: int | float | None) -> float:
    if cell is None:
        return math.nan
    try:
        return float(cell)
    except OverflowError:
        return math.inf
