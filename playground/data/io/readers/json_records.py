"""Tables in JSON: records at any depth, arrays side by side, series of pairs, and JSON lines."""

from __future__ import annotations

import itertools
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from playground.data.io.layout.layout import Layout
from playground.data.io.limits import MOST_CELLS, MOST_COLUMNS, bad_file
from playground.data.io.table.table import Raw, unique
from playground.data.io.values.dates import looks_like_date
from playground.wording import _

_Found = tuple[list[str], list[list[Any]]]
_DEEPEST = 8
_FEWEST = 3


def looks_like_json(text: str) -> bool:
    """Return whether a text is JSON, not a table whose first cell begins with a bracket."""
    start = text.lstrip()[:2000]
    if start[:1] == "{":
        return True
    return start[:1] == "[" and start[1:].lstrip()[:1] in ("{", "[", "]", *'0123456789-"nN')


def read_records(text: str, encoding: str) -> Raw:
    """Return the longest table in a JSON text.

    Objects inside records become columns with dotted names; lists inside them are skipped with a
    note, unless they are the longest table.

    Raises
    ------
    DataError
        It is not valid JSON, or contains no table.
    """
    if text.count(",") > 1.2 * MOST_CELLS or text.count("[") + text.count("{") > MOST_CELLS:
        raise _too_many()
    tables = list(_tables(_parsed(text), 0))
    if not tables:
        sentence = _("The JSON contains no table; it needs a list of records such as {example}.")
        raise bad_file(sentence, example='[{"time": 1, "value": 2.5}, …]')
    names, rows = max(tables, key=lambda table: len(table[1]) * min(2, len(table[0])))
    if len(rows) * len(names) > MOST_CELLS:
        raise _too_many()
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
    layout = Layout(encoding, "", ".", True, 0, "json")
    return Raw(unique([names[i] for i in kept]), frame, layout, notes)


def _too_many() -> Exception:
    sentence = _("The table has more than {limit} cells; keep only the columns or rows you need.")
    return bad_file(sentence, limit=f"{MOST_CELLS:,}")


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


def _tables(found: Any, depth: int) -> Iterator[_Found]:
    """Yield names and rows of the tables in parsed JSON."""
    if depth > _DEEPEST:
        return
    if isinstance(found, list):
        yield from _from_list(found, depth)
    elif isinstance(found, dict):
        yield from _from_object(found, depth)


def _from_object(found: dict[str, Any], depth: int) -> Iterator[_Found]:
    names, rows = found.get("columns"), found.get("data", found.get("values"))
    if isinstance(names, list) and isinstance(rows, list) and rows:
        if all(isinstance(row, list) for row in rows):  # as pandas and InfluxDB write them
            yield _with_keys(found.get("index"), *_rows([str(n) for n in names], rows))
            return
    inner = {name: cells for name, cells in found.items() if isinstance(cells, dict)}
    if inner and len(inner) == len(found) and _are_plain(inner):
        yield _by_keys(inner)
        return
    numbers = all(v is None or isinstance(v, (int, float)) for v in found.values())
    if len(found) >= _FEWEST and numbers and _are_times(found):
        yield ["time", "value"], [[key, value] for key, value in found.items()]
        return
    by_length: dict[int, list[tuple[str, list[Any]]]] = defaultdict(list)
    for name, cells in _arrays(found, 0):
        by_length[len(cells)].append((name, cells))
    for arrays in by_length.values():
        columns = [cells for _name, cells in arrays]
        if len(arrays) > 1 or len(found) == 1:
            yield [name for name, _cells in arrays], [list(r) for r in zip(*columns, strict=True)]
    for value in found.values():
        yield from _tables(value, depth + 1)


def _arrays(found: Any, depth: int, name: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Yield the lists of plain values in objects, also inside lists of one object."""
    if isinstance(found, dict) and depth <= _DEEPEST:
        for key, value in found.items():
            yield from _arrays(value, depth + 1, key)
    elif isinstance(found, list) and found and not isinstance(found[0], (dict, list)):
        yield name, found
    elif isinstance(found, list) and len(found) == 1 and depth > 0:
        yield from _arrays(found[0], depth + 1, name)


def _are_plain(inner: dict[str, dict[str, Any]]) -> bool:
    """Return whether objects hold plain values, in columns or by times."""
    if len(inner) > MOST_COLUMNS and not _are_times(inner):
        return False
    some = (v for c in itertools.islice(inner.values(), 50) for v in list(c.values())[:50])
    return all(not isinstance(value, (dict, list)) for value in some)


def _by_keys(inner: dict[str, dict[str, Any]]) -> _Found:
    """Return the table in nested objects as pandas writes them: columns of rows or the reverse."""
    keys = list(dict.fromkeys(key for cells in inner.values() for key in cells))
    if _are_times(inner) and not _are_times(keys):
        rows = [[name, *(cells.get(key) for key in keys)] for name, cells in inner.items()]
        return ["time", *keys], rows
    rows = [[cells.get(key) for cells in inner.values()] for key in keys]
    return _with_keys(keys, list(inner), rows)


def _with_keys(keys: Any, names: list[str], rows: list[list[Any]]) -> _Found:
    """Return a table with its row names as the first column when they are times."""
    fits = isinstance(keys, list) and len(keys) == len(rows) and "index" not in names
    if not fits or not _are_times(keys):
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


def _from_list(found: list[Any], depth: int) -> Iterator[_Found]:
    records = [item for item in found if isinstance(item, dict)]
    rows = [item for item in found if isinstance(item, list)]
    if len(records) > len(found) / 2:
        yield from _from_records(records, depth)
    elif rows and len(rows) == len(found) and all(r and isinstance(r[0], dict) for r in rows):
        inner = [item for row in rows for item in row if isinstance(item, dict)]
        yield from _from_records(inner, depth)  # one list for each entity
    elif len(rows) > len(found) / 2 and not (len(rows) <= 3 and any(_has_lists(r) for r in rows)):
        head = rows[0] if len(rows) > 1 and _are_names(rows[0], rows[1]) else None
        width = max(map(len, rows))
        names = [str(c) for c in head] if head else [f"column {i + 1}" for i in range(width)]
        yield _rows(names, rows[1:] if head else rows)
    elif found and all(item is None or isinstance(item, (int, float)) for item in found):
        yield ["value"], [[item] for item in found]
    else:
        for item in found[:50]:
            yield from _tables(item, depth + 1)


def _from_records(records: list[dict[str, Any]], depth: int) -> Iterator[_Found]:
    """Yield the table of records, and that of the longer tables inside each of them."""
    if any(_has_lists(record) for record in records[:20]) and len(records) <= 20_000:
        names: list[str] = []
        exploded: list[dict[str, Any]] = []
        for record in records:
            inner = max(_tables(record, depth + 1), key=lambda t: len(t[1]), default=None)
            if inner is None or len(inner[1]) < _FEWEST:
                continue
            if inner[0] == ["column 1", "column 2"]:
                inner = (["time", "value"], inner[1])
            facts = {n: v for n, v in _flat(record).items() if not isinstance(v, list)}
            facts = {n: v for n, v in facts.items() if len(records) > 1 and n not in inner[0]}
            names = list(dict.fromkeys([*names, *facts, *inner[0]]))
            exploded += [{**facts, **dict(zip(inner[0], row, strict=False))} for row in inner[1]]
        if len(exploded) > 2 * len(records):
            yield names, [[item.get(name) for name in names] for item in exploded]
            return
    flat = [_flat(record) for record in records]
    names = list(dict.fromkeys(name for item in flat for name in item))
    if len(names) * len(flat) > MOST_CELLS:
        raise _too_many()
    yield names, [[item.get(name) for name in names] for item in flat]


def _has_lists(found: Any) -> bool:
    items = found.values() if isinstance(found, dict) else found
    return any(isinstance(v, (dict, list)) and len(v) > 0 for v in items)


def _rows(names: list[str], rows: list[list[Any]]) -> _Found:
    width = len(names)
    if width * len(rows) > MOST_CELLS:
        raise _too_many()
    return names, [[*row[:width], *[None] * (width - len(row))] for row in rows]


def _are_names(first: list[Any], second: list[Any]) -> bool:
    """Return whether the first of several rows has the column names: words above values."""
    if not first or not all(isinstance(c, str) for c in first):
        return False
    pairs = zip(first, second, strict=False)
    return not any(
        isinstance(b, str) and looks_like_date(a) and looks_like_date(b) for a, b in pairs
    )


def _flat(record: dict[str, Any], prefix: str = "", depth: int = 0) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict) and depth < 3:
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
