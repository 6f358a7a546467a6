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
from playground.data.io.layout.several import table_number, title_of
from playground.data.io.limits import MOST_CELLS, MOST_COLUMNS, bad_file
from playground.data.io.readers.json_regular import with_times
from playground.data.io.table.table import Raw, unique
from playground.data.io.values.cells import is_value
from playground.data.io.values.dates import looks_like_date
from playground.wording import _

_Found = tuple[list[str], list[list[Any]]]
_DEEPEST = 8
_FEWEST = 3
#: Keys whose value names a list beside them.
_NAMES = ("name", "label", "target", "metric", "id", "title")


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
    if text.count(",") > 1.2 * MOST_CELLS or text.count("[") + text.count("{") > MOST_CELLS:
        raise _too_many()
    tables = sorted(_different(_tables(with_times(_parsed(text)), 0)), key=_size, reverse=True)
    if not tables:
        sentence = _("The JSON contains no table; it needs a list of records such as {example}.")
        raise bad_file(sentence, example='[{"time": 1, "value": 2.5}, …]')
    rivals = [t for t in tables if _size(t) >= _size(tables[0]) / 2 and not _overlap(t, tables[0])]
    several = [tables[0], *rivals]
    titles = tuple(title_of(n, names) for n, (names, _rows) in enumerate(several, 1))
    which = table_number(titles, sheet)
    names, rows = several[which]
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
    sheets = titles if rivals else ()
    used = titles[which] if rivals else None
    layout = Layout(
        encoding, "", ".", True, 0, "json", sheet=used, sheets=sheets, rivals=bool(rivals)
    )
    return Raw(unique([names[i] for i in kept]), frame, layout, notes)


def _different(tables: Iterable[_Found]) -> list[_Found]:
    """Return the tables without those that occur again, as part of an object around them."""
    return list({(tuple(names), len(rows)): (names, rows) for names, rows in tables}.values())


def _size(table: _Found) -> int:
    """Return how much there is to read; columns of times count most."""
    names, rows = table
    timed = any(_is_time(row[i]) for row in rows[:1] for i in range(min(len(row), 20)))
    return len(rows) * min(2, len(names)) * (4 if timed else 1)


def _is_time(cell: Any) -> bool:
    if isinstance(cell, str):
        return looks_like_date(cell)
    number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    return number and (5e8 < cell < 4.1e9 or 5e11 < cell < 4.1e12)


def _overlap(first: _Found, second: _Found) -> bool:
    """Return whether two tables are views of the same: one has the columns of the other."""
    if first[0] == second[0] and len(first[1]) == len(second[1]):
        return True
    a, b = ({str(cell) for row in t[1][:50] for cell in row} for t in (first, second))
    return len(a & b) > 0.8 * min(len(a), len(b)) or min(len(first[1]), len(second[1])) < _FEWEST


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
    yield from _beside(found)
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
    """Yield the lists of plain values in objects, and in lists of named objects."""
    if isinstance(found, dict) and depth <= _DEEPEST:
        own = next((found[k] for k in _NAMES if isinstance(found.get(k), str)), None)
        lists = [k for k, v in found.items() if isinstance(v, list)]
        for key, value in found.items():
            yield from _arrays(value, depth + 1, own if own and lists == [key] else key)
    elif isinstance(found, list) and found and not isinstance(found[0], (dict, list)):
        yield name, found
    elif isinstance(found, list) and 0 < len(found) <= 50 and depth > 0:
        if len(found) == 1 or all(isinstance(item, dict) for item in found):
            for item in found:
                yield from _arrays(item, depth + 1, name)


def _beside(found: dict[str, Any]) -> Iterator[_Found]:
    """Yield the table of lists of pairs that have the same first numbers, such as times."""
    pairs = {
        name: rows
        for name, rows in found.items()
        if isinstance(rows, list)
        and len(rows) >= _FEWEST
        and all(isinstance(row, list) and len(row) == 2 for row in rows)
    }
    if len(pairs) > 1:
        first, *others = ([row[0] for row in rows] for rows in pairs.values())
        if all(other == first for other in others):
            rows = [list(row) for row in zip(*pairs.values(), strict=True)]
            yield ["time", *pairs], [[row[0][0], *(cell[1] for cell in row)] for row in rows]


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
        if len(rows) * 3 <= width and width >= 8 and len({*map(len, rows)}) == 1:
            rows, width, head = [list(r) for r in zip(*rows, strict=True)], len(rows), None
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
                last = inner[1][0]
                swapped = _is_time(last[1]) and not _is_time(last[0])
                inner = (["value", "time"] if swapped else ["time", "value"], inner[1])
            facts = {n: v for n, v in _flat(record).items() if not isinstance(v, list)}
            facts = {n: v for n, v in facts.items() if len(records) > 1 and n not in inner[0]}
            names = list(dict.fromkeys([*names, *facts, *inner[0]]))
            exploded += [{**facts, **dict(zip(inner[0], row, strict=False))} for row in inner[1]]
        if len(exploded) > 4 * len(records):
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
            if isinstance(value, list) and len(value) == 1 and is_value(str(value[0])):
                value = value[0]
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
