"""Tables in JSON: records, JSON lines, and columns, also nested in an enclosing object."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from playground.data.io.layout.layout import Layout
from playground.data.io.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, bad_file
from playground.data.io.table.table import Raw, check_width, unique
from playground.data.io.values.dates import looks_like_date
from playground.wording import _

_DEEPEST = 3
_FEWEST_PAIRS = 3


def looks_like_json(text: str) -> bool:
    """Return whether a text is JSON, not a table whose first cell begins with a bracket."""
    start = text.lstrip()[:2000]
    if start[:1] == "{":
        return True
    return start[:1] == "[" and start[1:].lstrip()[:1] in ("{", "[", "]", *'0123456789-"nN')


def read_records(text: str, encoding: str) -> Raw:
    """Return the table in a JSON text: records, rows, numbers, JSON lines, or named columns.

    Objects inside records become columns with dotted names; lists inside them are skipped with a
    note.

    Raises
    ------
    DataError
        It is not valid JSON, or contains no table.
    """
    notes: list[str] = []
    if (
        text.count("{") + text.count("[") > 3 * MOST_ROWS + 1000
        or text.count(",") > 1.2 * MOST_CELLS
    ):
        raise bad_file(
            _("The file has more than {limit} rows; shorten it, or keep every tenth row."),
            limit=f"{MOST_ROWS:,}",
        )
    table = _table(_parsed(text))
    if table is None:
        raise bad_file(
            _("The JSON contains no table; it needs a list of records such as {example}."),
            example='[{"time": 1, "value": 2.5}, …]',
        )
    names, rows = table
    check_width(len(names))
    if len(rows) > MOST_ROWS or len(rows) * len(names) > MOST_CELLS:
        raise bad_file(
            _("The file has more than {limit} rows; shorten it, or keep every tenth row."),
            limit=f"{MOST_ROWS:,}",
        )
    columns, kept = [], []
    left = []
    for i, name in enumerate(names):
        cells = [row[i] for row in rows]
        if any(isinstance(c, list) for c in cells):
            left.append(name)
            continue
        kept.append(name)
        columns.append(_column(cells))
    if left:
        notes.append(
            _("Columns of lists or objects skipped: {names}.").format(names=", ".join(left)[:200])
        )
    frame = pd.DataFrame(dict(enumerate(columns)), index=range(len(rows)))
    return Raw(unique(kept), frame, Layout(encoding, "", ".", True, 0, "json"), notes)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = str(error)[:120]
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2 or isinstance(error, RecursionError):
            raise bad_file(_("The file is not valid JSON: {reason}."), reason=reason) from None
    if len(lines) > MOST_ROWS:
        raise bad_file(
            _("The file has more than {limit} rows; shorten it, or keep every tenth row."),
            limit=f"{MOST_ROWS:,}",
        )
    try:
        return [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        raise bad_file(_("The file is not valid JSON: {reason}."), reason=reason) from None


def _table(found: Any, depth: int = 0) -> tuple[list[str], list[list[Any]]] | None:
    """Return names and rows of the table in parsed JSON, also inside enclosing objects."""
    if isinstance(found, list):
        return _from_list(found, depth) if depth <= 2 * _DEEPEST else None
    if not isinstance(found, dict) or depth > _DEEPEST:
        return None
    if isinstance(found.get("values"), list) and isinstance(found.get("columns"), list):
        found = {**found, "data": found["values"]}  # the format of InfluxDB
    if (
        isinstance(found.get("columns"), list)
        and isinstance(found.get("data"), list)
        and all(isinstance(r, list) for r in found["data"])
    ):
        names = [str(c) for c in found["columns"]]
        check_width(len(names))
        rows = [[*row[: len(names)], *[None] * (len(names) - len(row))] for row in found["data"]]
        return _with_keys(found.get("index"), names, rows)
    columns = {
        name: cells
        for name, cells in found.items()
        if isinstance(cells, list) and cells and not isinstance(cells[0], (dict, list))
    }
    lengths = {len(cells) for cells in columns.values()}
    if columns and len(lengths) == 1 and (len(columns) > 1 or len(found) == 1):
        return list(columns), [list(row) for row in zip(*columns.values(), strict=True)]
    inner = {name: cells for name, cells in found.items() if isinstance(cells, dict)}
    if (
        inner
        and len(inner) == len(found)
        and (len(inner) <= MOST_COLUMNS or _are_times(inner))
        and all(
            not isinstance(v, (dict, list)) for c in inner.values() for v in list(c.values())[:50]
        )
    ):
        return _by_keys(inner)
    if (
        len(found) >= _FEWEST_PAIRS
        and all(value is None or isinstance(value, (int, float)) for value in found.values())
        and _are_times(found)
    ):
        return ["time", "value"], [[key, value] for key, value in found.items()]
    tables = [t for value in found.values() if (t := _table(value, depth + 1)) is not None]
    return max(tables, key=lambda t: len(t[1]), default=None)


def _by_keys(inner: dict[str, dict[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    """Return the table in nested objects as pandas writes them: columns of rows or the reverse."""
    keys = list(dict.fromkeys(key for cells in inner.values() for key in cells))
    if _are_times(inner) and not _are_times(keys):
        check_width(len(keys))
        return ["time", *keys], [
            [name, *[cells.get(key) for key in keys]] for name, cells in inner.items()
        ]
    check_width(len(inner))
    return _with_keys(
        keys, list(inner), [[cells.get(key) for cells in inner.values()] for key in keys]
    )


def _with_keys(
    keys: Any, names: list[str], rows: list[list[Any]]
) -> tuple[list[str], list[list[Any]]]:
    """Return a table with its row names as the first column when they are times."""
    if (
        not isinstance(keys, list)
        or len(keys) != len(rows)
        or not _are_times(keys)
        or "index" in names
    ):
        return names, rows
    return ["index", *names], [[key, *row] for key, row in zip(keys, rows, strict=True)]


def _are_times(keys: Iterable[Any]) -> bool:
    """Return whether keys are dates, years or pandas timestamps, judged by the first ones."""
    few = [str(key) for key in itertools.islice(keys, 20)]
    return bool(few) and all(
        looks_like_date(key)
        or (key.isdigit() and (1000 <= int(key) <= 2999 if len(key) == 4 else len(key) in (10, 13)))
        for key in few
    )


def _from_list(found: list[Any], depth: int = 0) -> tuple[list[str], list[list[Any]]] | None:
    if len(found) > MOST_ROWS:
        raise bad_file(
            _("The file has more than {limit} rows; shorten it, or keep every tenth row."),
            limit=f"{MOST_ROWS:,}",
        )
    records = [item for item in found if isinstance(item, dict)]
    if (
        len(found) == 1
        and records
        and (inner := _table(records[0], depth + 1))
        and len(inner[1]) > 1
    ):
        return inner  # a response wrapped in a list
    if len(records) > len(found) / 2:
        flat = [_flat(item) for item in records]
        names = list(dict.fromkeys(name for item in flat for name in item))
        check_width(len(names))
        return names, [[item.get(name) for name in names] for item in flat]
    rows = [item for item in found if isinstance(item, list)]
    if rows and len(rows) == len(found) and all(row and isinstance(row[0], dict) for row in rows):
        return _from_list(
            [item for row in rows for item in row], depth
        )  # a list of records for each entity, the format of Home Assistant
    if len(rows) > len(found) / 2:
        width = max(map(len, rows))
        check_width(width)
        head = rows[0] if len(rows) > 1 and _are_names(rows[0], rows[1]) else None
        body = rows[1:] if head else rows
        names = [str(c) for c in head] if head else [f"column {i + 1}" for i in range(width)]
        return names, [[*row[: len(names)], *[None] * (len(names) - len(row))] for row in body]
    if found and all(item is None or isinstance(item, (int, float)) for item in found):
        return ["value"], [[item] for item in found]
    return None


def _are_names(first: list[Any], second: list[Any]) -> bool:
    """Return whether the first of several rows has the column names: words above values."""
    if not first or not all(isinstance(c, str) for c in first):
        return False
    return not any(
        isinstance(b, str) and looks_like_date(a) and looks_like_date(b)
        for a, b in zip(first, second, strict=False)
    )


def _flat(record: dict[str, Any], prefix: str = "", depth: int = 0) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            flat.update(_flat(value, f"{prefix}{name}.", depth + 1))
        else:
            flat[f"{prefix}{name}"] = [value] if isinstance(value, dict) else value
    return flat


def _column(cells: list[Any]) -> pd.Series:
    present = [c for c in cells if c is not None]
    if all(isinstance(c, (int, float)) for c in present):
        return pd.Series([_number(c) for c in cells], dtype=float)
    words = [None if c is None else c if isinstance(c, str) else str(c) for c in cells]
    return pd.Series(words, dtype=object)


def _number(cell: int | float | None) -> float:
    if cell is None:
        return math.nan
    try:
        return float(cell)
    except OverflowError:
        return math.inf
