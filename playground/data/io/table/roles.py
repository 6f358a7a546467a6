"""What each column is for: time, input, target, id of the series, or class."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from playground.data.io.limits import MOST_CLASSES
from playground.data.io.table import clock
from playground.data.io.table.repair import LARGEST
from playground.data.io.table.table import Column, Table
from playground.data.io.values.dates import COUNT_NAMES, ELAPSED_NAMES
from playground.errors import DataError, nearest
from playground.wording import _

_ID_NAMES = re.compile(
    r"(unique_?|series_?|stations_?|case_?|subject_?|sample_?|instance_?|trial_?|session_?|sequence_?|record_?|store_?|item_?|device_?|sensor_?|station_?"
    r"|unit_?|patient_?|shop_?|plant_?|site_?|customer_?|machine_?|engine_?)?(id|ids|nr|no|nbr|num|number|code)|case|subject|sample|instance|trial|session|series|sequence|patient|station|device|unit|store|item|site|machine|ticker|symbol|table",
    re.IGNORECASE,
)
#: The same within longer names ("IdSensore", "code_station", "stationId"); enough to exclude a
#: column that never changes.
_ID_WITHIN = re.compile(r"(?:[Ii]d|ID|[Cc]ode?)(?:[A-Z_ ]|$)|.{0,80}(?:[a-z]I[Dd]|_(?i:id|code))$")
_LABEL_NAMES = re.compile(
    r"(true_?)?(class|label|labels|classes|category|klasse|clase|classe|activity|regime|state|condition|species)([ _-]?(id|name|label))?|target",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\D{0,20}?(\d+)")
#: A name that means none: "this table has no time column".
NONE = ""


@dataclass(frozen=True)
class Roles:
    """What each column is for.

    Parameters
    ----------
    time : tuple of str
        The time columns; empty when there are none.
    id, label : str or None
        The columns that identify the series of a row, and its class.
    inputs : tuple of str
        Columns of numbers that are read by default.
    shape : {"series", "rows", "long"}
        One series; a labeled sequence per row; or labeled sequences below each other, identified
        by their id.
    """

    time: tuple[str, ...]
    id: str | None
    label: str | None
    inputs: tuple[str, ...]
    shape: str


def roles_of(table: Table, overrides: Mapping[str, Any]) -> Roles:
    """Return the most likely roles, keeping what ``overrides`` fixes.

    It may fix ``time``, ``id``, ``label`` and ``layout``.

    Raises
    ------
    DataError
        A given column does not exist.
    """
    by_name = {c.name: c for c in table.columns}
    given = {role: overrides.get(role) for role in ("time", "id", "label")}
    for role, name in given.items():
        if name and name not in by_name:
            sentence = _("There is no column {name!r}; {hint}")
            raise DataError(
                sentence.format(name=name[:80], hint=nearest(name, by_name)),
                field=f"data.params.{role}",
            )
    layout = overrides.get("layout")
    if layout == "rows" or (layout is None and not any(given.values()) and _is_numbered(table)):
        label = given["label"] or _label_of_rows(table)
        inputs = tuple(
            c.name
            for c in table.columns
            if c.kind == "number" and c.name not in (label, given["id"], given["time"])
        )
        return Roles((), None, label, inputs, "rows")
    time = _time(table, given["time"], exclude={given["id"], given["label"]})
    id = given["id"] if given["id"] is not None else _id(table, time)
    if id and given["time"] is None and (not time or time == (id,)):
        time = _time_within(table, id, given["label"])
    label = (
        given["label"]
        if given["label"] is not None
        else _label(table, id or None)
        if layout in (None, "long")
        else None
    )
    id, label = id or None, label or None
    shape = (
        "long"
        if layout == "long" or (layout is None and id and label and _is_whole(table, id, label))
        else "series"
    )
    taken = {*time, id, label}
    numbers = [
        c
        for c in table.columns
        if c.kind == "number" and c.name not in taken and c.missing < table.rows
    ]
    numbers = [c for c in numbers if not says_nothing(c)] or numbers
    if time and any(not only_counts(c) for c in numbers):  # "No" next to a date is not a quantity
        numbers = [c for c in numbers if not only_counts(c)]
    return Roles(time, id, label, tuple(c.name for c in numbers), shape)


def _time(table: Table, given: str | None, exclude: set[str | None]) -> tuple[str, ...]:
    if given == NONE:
        return ()
    columns = [c for c in table.columns if c.name not in exclude]
    if given is not None:
        column = next(c for c in table.columns if c.name == given)
        beside = clock.beside(table, column) if column.kind == "date" else None
        return (given, beside) if beside else (given,)
    if parts := clock.parts_of(columns):
        return parts
    for column in sorted((c for c in columns if c.kind == "date"), key=_stands_still):
        beside = clock.beside(table, column)
        return (column.name, beside) if beside else (column.name,)
    for column in columns:
        if (
            column.kind == "text"
            and ELAPSED_NAMES.fullmatch(column.name)
            and clock.clock_of(table.cells[column.name]) is not None
        ):
            return (column.name,)
    numbers = [c for c in columns if c.kind == "number" and not says_nothing(c)]
    if len(numbers) > 1 and (only_counts(numbers[0]) or _elapsed(numbers[0])):
        return (numbers[0].name,)
    if len(numbers) > 1 and _rises_evenly(numbers[0]) and not all(map(_rises_evenly, numbers)):
        return (numbers[0].name,)
    return ()


def _stands_still(column: Column) -> bool:
    """Return whether a date column has one value only, such as the start of a query."""
    present = column.values[~np.isnat(column.values)]
    return len(present) > 1 and bool((present == present[0]).all())


def _time_within(table: Table, id: str, label: str | None) -> tuple[str, ...]:
    """Return the column that counts each series from its own start, named like a time."""
    words = table.words(id)
    same = words[1:] == words[:-1]
    for column in table.columns:
        if column.kind != "number" or column.name in (id, label):
            continue
        named = ELAPSED_NAMES.fullmatch(column.name) or column.name.lower() in COUNT_NAMES
        if named and np.isfinite(column.values).all() and (np.diff(column.values)[same] > 0).all():
            return (column.name,)
    return ()


def only_counts(column: Column) -> bool:
    """Return whether a column rises by a constant whole number and is named like a counter."""
    values = column.values
    if len(values) < 2 or not (
        np.isfinite(values).all() and (values % 1 == 0).all() and np.abs(values).max() < 2**53
    ):
        return False
    steps = np.diff(values)
    even = steps[0] > 0 and bool((steps == steps[0]).all())
    unnamed = column.name.startswith("column ") and values[0] in (0, 1) and steps[0] == 1
    return even and (unnamed or column.name.lower() in COUNT_NAMES)


def says_nothing(column: Column) -> bool:
    """Return whether a column of numbers cannot be part of a series.

    It ends in the first quarter of the rows, or is a constant truth value or id.
    """
    present = np.flatnonzero(np.isfinite(column.values))
    if len(column.values) >= 4 and len(present) and present[-1] < len(column.values) / 4:
        return True  # settings that an instrument writes next to its first rows
    if len(present) < 2 or (column.values[present] != column.values[present[0]]).any():
        return False
    name = column.name.strip()
    return column.truth or bool(_ID_NAMES.fullmatch(name) or _ID_WITHIN.match(name))


def _rises_evenly(column: Column) -> bool:
    """Return whether a column rises by a constant step, as the axis of a recording does."""
    present = column.values[np.isfinite(column.values)]
    if len(present) < 5 or np.abs(present).max() > LARGEST:
        return False
    steps = np.diff(present)
    return (
        len(steps) >= 4
        and len(present) >= 0.8 * len(column.values)
        and steps.min() > 0
        and np.ptp(steps) <= 0.01 * np.median(steps)
    )


def _elapsed(column: Column) -> bool:
    """Return whether a column is named like a time and never falls."""
    present = column.values[np.isfinite(column.values)]
    return (
        len(present) >= 3
        and bool(ELAPSED_NAMES.fullmatch(column.name))
        and bool((np.diff(present) >= 0).all())
        and present[0] < present[-1]
    )


def _id(table: Table, time: Sequence[str]) -> str | None:
    """Return the column that identifies each of several series.

    It is named so, or its words separate rows with repeated times.
    """
    date = next(
        (c for c in table.columns if c.name in time and c.kind == "date" and len(time) == 1), None
    )
    repeated = date is not None and pd.Series(date.values).nunique() <= 0.7 * len(date.values)
    for column in table.columns:
        named = _ID_NAMES.fullmatch(column.name.strip())
        if (
            column.name in time
            or column.kind not in ("number", "text")
            or not (named or (repeated and column.kind == "text"))
        ):
            continue
        words = table.words(column.name)
        if not 1 < len(set(words[:5000])) <= max(1, min(len(words), 5000) // 3):
            continue
        if named and date is None:
            return column.name
        if (
            date is not None
            and repeated
            and len(set(zip(words, date.values.astype(np.int64).tolist(), strict=True)))
            == len(words)
        ):
            return column.name
    return None


def _label(table: Table, id: str | None) -> str | None:
    """Return the class column: named so, with few classes, each constant within an id."""
    if id is None:
        return None
    for column in table.columns:
        if (
            column.name != id
            and _LABEL_NAMES.fullmatch(column.name.strip())
            and _is_whole(table, id, column.name)
        ):
            return column.name
    return None


def _is_whole(table: Table, id: str, label: str) -> bool:
    """Return whether nearly every id has one class, and there are several classes."""
    kinds: dict[str, set[str]] = {}
    for one, word in zip(table.words(id), table.words(label), strict=True):
        kinds.setdefault(one, set()).add(word)
    classes = set().union(*kinds.values())
    return 2 <= len(classes) <= MOST_CLASSES and sum(
        len(k) == 1 for k in kinds.values()
    ) >= 0.9 * len(kinds)


def _is_numbered(table: Table) -> bool:
    """Return whether columns are the steps of sequences: eight or more, numbered, and a class."""
    names = [c.name for c in table.columns]
    if len(names) < 9 or any(c.kind == "date" for c in table.columns[1:-1]):
        return False
    label = _label_of_rows(table)
    if label is None:
        return False
    found = [_NUMBERED.fullmatch(name) for name in names if name != label]
    numbers = [int(m[1][:9]) for m in found if m]
    few = len(set(table.words(label)))
    return (
        len(numbers) == len(found)
        and bool((np.diff(numbers) == 1).all())
        and 2 <= few <= min(MOST_CLASSES, max(2, table.rows // 2))
    )


def _label_of_rows(table: Table) -> str | None:
    names = [c.name for c in table.columns]
    named = [name for name in names if _LABEL_NAMES.fullmatch(name.strip())]
    text = [c.name for c in table.columns if c.kind == "text"]
    return next(iter([*named, *text[:1]]), None)
