"""Class columns: which one a table has, and whether every row is a labeled sequence."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from playground.data.io.limits import MOST_CLASSES
from playground.data.io.table.groups import names_of
from playground.data.io.table.table import Table

_NAMES = re.compile(
    r"(true_?)?(class|label|labels|classes|category|klasse|clase|classe|activity|regime|state|condition|species)([ _-]?(id|name|label))?|target",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\D{0,20}?(\d+)")
_FEWEST_STEPS = 8


def label_of(table: Table, groups: Sequence[str]) -> str | None:
    """Return the class column: named so, with few classes, each constant within a series."""
    if not groups:
        return None
    for column in table.columns:
        named = _NAMES.fullmatch(column.name.strip())
        if named and column.name not in groups and is_whole(table, groups, column.name):
            return column.name
    return None


def is_whole(table: Table, groups: Sequence[str], label: str) -> bool:
    """Return whether nearly every series has one class, and there are several classes."""
    kinds: dict[str, set[str]] = {}
    for series, word in zip(names_of(table, groups), table.words(label), strict=True):
        kinds.setdefault(series, set()).add(word)
    classes = set().union(*kinds.values())
    one = sum(len(words) == 1 for words in kinds.values())
    return 2 <= len(classes) <= MOST_CLASSES and one >= 0.9 * len(kinds)


def is_numbered(table: Table) -> bool:
    """Return whether columns are the steps of sequences: eight or more, numbered, and a class."""
    names = [c.name for c in table.columns]
    if len(names) <= _FEWEST_STEPS or any(c.kind == "date" for c in table.columns[1:-1]):
        return False
    label = table.label or label_of_rows(table)
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


def label_of_rows(table: Table) -> str | None:
    """Return the class column of a table with one sequence per row."""
    named = [c.name for c in table.columns if _NAMES.fullmatch(c.name.strip())]
    text = [c.name for c in table.columns if c.kind == "text"]
    return table.label or next(iter([*named, *text[:1]]), None)
