"""Values in JSON whose times are written as a first time and a step, as loggers and charts do."""

from __future__ import annotations

import itertools
import math
import re
from typing import Any

import numpy as np
import pandas as pd

from playground.data.io.limits import MOST_CELLS
from playground.data.io.values.dates import looks_like_date

#: Keys of the first time and of the step, without signs and capitals.
_START = frozenset(
    "start begin from t0 begtime begintime starttime startdate begindate pointstart firsttime".split()
)
_STEP = frozenset(
    "step dt steptime timestep interval pointinterval resolution period stepseconds intervalseconds samplinginterval".split()
)
_FEWEST = 3


def with_times(found: Any, depth: int = 0) -> Any:
    """Return parsed JSON in which such values are records of time and value.

    A number as first time and its step have the same unit, such as seconds or milliseconds since
    1970; beside a date the step is in seconds unless it names its unit.
    """
    if depth > 8:
        return found
    if isinstance(found, list):
        return [
            with_times(item, depth + 1) if isinstance(item, (dict, list)) else item
            for item in found
        ]
    if not isinstance(found, dict):
        return found
    regular = _regular(found) or _cube(found)
    if regular is not None:
        return regular
    return {
        key: with_times(value, depth + 1) if isinstance(value, (dict, list)) else value
        for key, value in found.items()
    }


def _regular(found: dict[str, Any]) -> dict[str, Any] | None:
    keys = {re.sub(r"[^a-z0-9]", "", key.lower()): key for key in found}
    start = next((found[key] for name, key in keys.items() if name in _START), None)
    step = next((found[key] for name, key in keys.items() if name in _STEP), None)
    lists = {key: rows for key, rows in found.items() if _are_values(rows)}
    if start is None or step is None or len(lists) != 1:
        return None
    ((key, rows),) = lists.items()
    times = _times(start, step, len(rows))
    if times is None:
        return None
    used = {keys[name] for name in keys if name in _START | _STEP}
    facts = {name: value for name, value in found.items() if name not in used | {key}}
    return {**facts, key: [{"time": t, **_cells(row)} for t, row in zip(times, rows, strict=True)]}


def _cube(found: dict[str, Any]) -> dict[str, Any] | None:
    """Return the records of a JSON-stat object, whose values are counted through its dimensions."""
    dimensions, values, sizes = found.get("dimension"), found.get("value"), found.get("size")
    if not isinstance(dimensions, dict) or not isinstance(values, (list, dict)):
        return None
    names = found.get("id", dimensions.get("id"))
    sizes = sizes or dimensions.get("size")
    if not isinstance(names, list) or not isinstance(sizes, list) or len(names) != len(sizes):
        return None
    try:
        kinds = [_categories(dimensions[name]["category"]) for name in names]
        if [len(k) for k in kinds] != sizes or math.prod(sizes) > MOST_CELLS:
            return None
        if isinstance(values, list):
            values = {str(n): value for n, value in enumerate(values)}
        cells = [values.get(str(n)) for n in range(math.prod(sizes))]
    except (KeyError, IndexError, TypeError, AttributeError):
        return None
    where = itertools.product(*kinds)
    rows = [
        {**dict(zip(names, w, strict=True)), "value": c} for w, c in zip(where, cells, strict=True)
    ]
    return {"value": rows}


def _categories(found: dict[str, Any]) -> list[str]:
    """Return the names of a dimension's categories in order, or their ids if these are times."""
    labels = found.get("label", {})
    index = found.get("index", list(labels))
    ids = sorted(index, key=lambda key: index[key]) if isinstance(index, dict) else list(index)
    timed = all(looks_like_date(key) or (key.isdigit() and len(key) == 4) for key in ids)
    return [str(key if timed else labels.get(key, key)) for key in ids]


def _are_values(rows: Any) -> bool:
    if not isinstance(rows, list) or len(rows) < _FEWEST:
        return False
    flat = [cell for row in rows for cell in (row if isinstance(row, list) else [row])]
    return len(flat) >= len(rows) and all(
        cell is None or (isinstance(cell, (int, float)) and not isinstance(cell, bool))
        for cell in flat
    )


def _cells(row: Any) -> dict[str, Any]:
    if not isinstance(row, list) or len(row) == 1:
        return {"value": row[0] if isinstance(row, list) else row}
    return {f"value {n}": cell for n, cell in enumerate(row, 1)}


def _times(start: Any, step: Any, count: int) -> list[Any] | None:
    number = isinstance(start, (int, float)) and not isinstance(start, bool)
    if isinstance(step, str):
        try:
            step = pd.Timedelta(step[:20]).total_seconds()
        except ValueError:
            return None
        step *= 1000 if number and abs(start) > 1e11 else 1
    if isinstance(step, bool) or not isinstance(step, (int, float)) or not 0 < step < 1e15:
        return None
    if number:
        return [start + n * step for n in range(count)]
    if not isinstance(start, str) or not looks_like_date(start):
        return None
    try:
        first = np.datetime64(start.strip().rstrip("Zz").replace(" ", "T"), "us")
    except ValueError:
        return None
    return [str(first + np.timedelta64(round(n * step * 1e6), "us")) for n in range(count)]
