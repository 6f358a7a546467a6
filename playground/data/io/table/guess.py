"""What a file seems to contain, shown before it is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from playground.data.io.layout.layout import Layout
from playground.data.io.limits import MOST_CLASSES
from playground.data.io.table.collection import Collection
from playground.data.io.table.roles import Roles
from playground.data.io.table.table import Table


@dataclass(frozen=True)
class ColumnGuess:
    """What is shown of one column: name, type, missing values, and if its dates are ambiguous."""

    name: str
    kind: str
    missing: int = 0
    unclear: bool = False


@dataclass(frozen=True)
class Guess:
    """What a file seems to contain, shown before it is used.

    Parameters
    ----------
    layout : Layout
        Format, encoding, separator, decimal mark, header, lines before the table, sheets.
    columns : tuple of ColumnGuess
        Every column with its name and kind: number, date, text or empty. Empty for files that hold
        sequences and no table.
    index : str or None
        The first of the time columns, or None.
    inputs : tuple of str
        The columns of numbers that are read when nothing is chosen.
    target : str or None
        The column predicted when nothing is chosen; None when no column holds numbers.
    preview : tuple of tuple of str
        The first rows as they were written.
    rows : int
        Number of rows, or of sequences.
    notes : tuple of str
        What was already skipped.
    shape : {"series", "rows", "long"}
        One series, a labeled sequence in each row, or labeled sequences below each other.
    time : tuple of str
        All time columns.
    id, label : str or None
        Columns that identify the series of a row, and its class.
    ids : tuple of str
        The series that the id identifies, at most a hundred.
    classes : tuple of (str, int)
        Classes and how many sequences (or rows) each has.
    lengths : tuple of int
        Fewest and most steps of a sequence.
    """

    layout: Layout
    columns: tuple[ColumnGuess, ...]
    index: str | None
    inputs: tuple[str, ...]
    target: str | None
    preview: tuple[tuple[str, ...], ...]
    rows: int
    notes: tuple[str, ...]
    shape: str = "series"
    time: tuple[str, ...] = ()
    id: str | None = None
    label: str | None = None
    ids: tuple[str, ...] = ()
    classes: tuple[tuple[str, int], ...] = ()
    lengths: tuple[int, int] = (0, 0)


def about_table(table: Table, roles: Roles) -> Guess:
    """Return the guess to show for a table."""
    sentence = tuple(ColumnGuess(c.name, c.kind, c.missing, c.unclear) for c in table.columns)
    labels = _counted(table.words(roles.label)) if roles.label else ()
    ids = tuple(dict.fromkeys(table.words(roles.id)))[:100] if roles.id else ()
    count = len(set(table.words(roles.id))) if roles.id and roles.shape == "long" else table.rows
    index = roles.time[0] if roles.time else None
    target = roles.inputs[0] if roles.inputs and roles.shape == "series" else None
    return Guess(
        table.layout,
        sentence,
        index,
        roles.inputs,
        target,
        table.preview,
        count,
        table.notes,
        roles.shape,
        roles.time,
        roles.id,
        roles.label,
        ids,
        labels,
    )


def about_collection(found: Collection) -> Guess:
    """Return the guess to show for labeled sequences."""
    sizes = [len(s) for s in found.sequences]
    first = tuple(
        (label, *(f"{v:.6g}" for v in s[:8, 0]))
        for s, label in zip(found.sequences[:8], found.labels, strict=False)
    )
    sentence = tuple(ColumnGuess(name, "number") for name in found.channels)
    return Guess(
        found.layout,
        sentence,
        None,
        found.channels,
        None,
        first,
        len(sizes),
        tuple(found.notes),
        "rows",
        classes=_counted(found.labels),
        lengths=(min(sizes), max(sizes)),
    )


def _counted(words: Sequence[str] | np.ndarray) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(map(str, words)).most_common(MOST_CLASSES + 1))
