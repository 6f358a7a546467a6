"""The tables in parsed JSON: records at any depth, arrays side by side, objects by times."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from playground.data.io.limits import MOST_CELLS, bad_file
from playground.data.io.values.cells import is_value
from playground.data.io.values.dates import looks_like_date
from playground.wording import _

Found = tuple[list[str], list[list[Any]]]
_DEEPEST = 8


FEWEST = 3


#: Keys that only say that a list has values; and keys whose value names a list beside them.
_PLAIN = frozenset(("data", "value", "values", "y", "points"))


_NAMES = ("name", "label", "target", "metric", "id", "title")


#: A month or a day as a key: 202401, 20240131.
_COMPACT = re.compile(r"(?:1[5-9]|2[01])\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?", re.ASCII)


def is_time(cell: Any) -> bool:
    if isinstance(cell, str):
        return looks_like_date(cell)
    number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    return number and (5e8 < cell < 4.1e9 or 5e11 < cell < 4.1e12)


def too_many() -> Exception:
    sentence = _("The table has more than {limit} cells; keep only the columns or rows you need.")
    return bad_file(sentence, limit=f"{MOST_CELLS:,}")


def tables_in(found: Any, depth: int) -> Iterator[Found]:
    """Yield names and rows of the tables in parsed JSON."""
    if depth > _DEEPEST:
        return
    if isinstance(found, list):
        yield from _from_list(found, depth)
    elif isinstance(found, dict):
        yield from _from_object(found, depth)


def _from_object(found: dict[str, Any], depth: int) -> Iterator[Found]:
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
    if len(found) >= FEWEST and numbers and _are_times(found):
        yield ["time", "value"], [[key, value] for key, value in found.items()]
        return
    yield from _beside(found)
    lists = list(found.values())
    if len(found) > 1 and all(isinstance(v, list) and v and isinstance(v[0], dict) for v in lists):
        if len({tuple(v[0]) for v in lists}) == 1:  # a list for each of several series
            rows = [{"series": name, **r} for name, v in found.items() for r in v if _is_dict(r)]
            yield from _from_records(rows, depth + 1)
    by_length: dict[int, list[tuple[str, list[Any]]]] = defaultdict(list)
    for name, cells in _arrays(found, 0):
        by_length[len(cells)].append((name, cells))
    for arrays in by_length.values():
        columns = [cells for _name, cells in arrays]
        if len(arrays) > 1 or len(found) == 1:
            yield [name for name, _cells in arrays], [list(r) for r in zip(*columns, strict=True)]
    for value in found.values():
        yield from tables_in(value, depth + 1)


def _arrays(found: Any, depth: int, name: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Yield the lists of plain values in objects, and in lists of named objects."""
    if isinstance(found, dict) and depth <= _DEEPEST:
        own = next((found[k] for k in _NAMES if isinstance(found.get(k), str)), None)
        lists = [k for k, v in found.items() if isinstance(v, list)]
        for key, value in found.items():
            inner = own or (name if key in _PLAIN else "")
            yield from _arrays(value, depth + 1, inner if inner and lists == [key] else key)
    elif isinstance(found, list) and found and not isinstance(found[0], (dict, list)):
        yield name, found
    elif isinstance(found, list) and 0 < len(found) <= 50 and depth > 0:
        if len(found) == 1 or all(isinstance(item, dict) for item in found):
            for item in found:
                yield from _arrays(item, depth + 1, name)


def _beside(found: dict[str, Any]) -> Iterator[Found]:
    """Yield the table of lists of pairs that have the same first numbers, such as times."""
    pairs = {
        name: rows
        for name, rows in found.items()
        if isinstance(rows, list)
        and len(rows) >= FEWEST
        and all(isinstance(row, list) and len(row) == 2 for row in rows)
    }
    if len(pairs) > 1:
        first, *others = ([row[0] for row in rows] for rows in pairs.values())
        if all(other == first for other in others):
            rows = [list(row) for row in zip(*pairs.values(), strict=True)]
            yield ["time", *pairs], [[row[0][0], *(cell[1] for cell in row)] for row in rows]


def _is_dict(found: Any) -> bool:
    return isinstance(found, dict)


def _are_plain(inner: dict[str, dict[str, Any]]) -> bool:
    """Return whether objects hold plain values, in columns or by times."""
    some = (v for c in itertools.islice(inner.values(), 50) for v in list(c.values())[:50])
    return all(not isinstance(value, (dict, list)) for value in some)


def _by_keys(inner: dict[str, dict[str, Any]]) -> Found:
    """Return the table in nested objects as pandas writes them: columns of rows or the reverse."""
    keys = list(dict.fromkeys(key for cells in inner.values() for key in cells))
    if _are_times(inner) and not _are_times(keys):
        rows = [[name, *(cells.get(key) for key in keys)] for name, cells in inner.items()]
        return ["time", *keys], rows
    if len(inner) > 3 * len(keys) and not _are_times(keys):  # an object for each entry
        return ["key", *keys], [[n, *(cells.get(k) for k in keys)] for n, cells in inner.items()]
    rows = [[cells.get(key) for cells in inner.values()] for key in keys]
    return _with_keys(keys, list(inner), rows)


def _with_keys(keys: Any, names: list[str], rows: list[list[Any]]) -> Found:
    """Return a table with its row names as the first column when they are times."""
    fits = isinstance(keys, list) and len(keys) == len(rows) and "time" not in names
    if not fits or not _are_times(keys):
        return names, rows
    return ["time", *names], [[key, *row] for key, row in zip(keys, rows, strict=True)]


def _are_times(keys: Iterable[Any]) -> bool:
    """Return whether keys are dates, years or pandas timestamps, judged by the first ones."""
    few = [str(key) for key in itertools.islice(keys, 20)]
    return bool(few) and all(
        looks_like_date(key)
        or _COMPACT.fullmatch(key)
        or (key.isdigit() and (1000 <= int(key) <= 2999 if len(key) == 4 else len(key) in (10, 13)))
        for key in few
    )


def _from_list(found: list[Any], depth: int) -> Iterator[Found]:
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
            yield from tables_in(item, depth + 1)


def _from_records(records: list[dict[str, Any]], depth: int) -> Iterator[Found]:
    """Yield the table of records, and that of the longer tables inside each of them."""
    if any(_has_lists(record) for record in records[:20]) and len(records) <= 20_000:
        names: list[str] = []
        exploded: list[dict[str, Any]] = []
        for record in records:
            inner = max(tables_in(record, depth + 1), key=lambda t: len(t[1]), default=None)
            if inner is None or len(inner[1]) < FEWEST:
                continue
            if inner[0] == ["column 1", "column 2"]:
                last = inner[1][0]
                swapped = is_time(last[1]) and not is_time(last[0])
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
        raise too_many()
    yield names, [[item.get(name) for name in names] for item in flat]


def _has_lists(found: Any) -> bool:
    items = found.values() if isinstance(found, dict) else found
    return any(isinstance(v, (dict, list)) and len(v) > 0 for v in items)


def _rows(names: list[str], rows: list[list[Any]]) -> Found:
    width = len(names)
    if width * len(rows) > MOST_CELLS:
        raise too_many()
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
