"""What a file seems to contain: shown before it is used, and printed by ``look``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.data.io.layout.layout import Layout
from playground.data.io.limits import MOST_CLASSES
from playground.data.io.table.collection import Collection
from playground.data.io.table.reading import Question, Reading
from playground.data.io.table.series_of import Arranged
from playground.data.io.table.spacing import spacing
from playground.data.series import Sequences

#: Points of a small picture of a column.
_POINTS = 120


@dataclass(frozen=True)
class ColumnGuess:
    """What is shown of one column.

    Parameters
    ----------
    name, kind : str
        The kind is number, date, text or empty.
    missing : int
        Rows without a value.
    reason : str
        Why a column of numbers is no quantity, else empty.
    points : tuple of float
        Evenly spaced values of the series that is used, NaN where missing; for small pictures.
    """

    name: str
    kind: str
    missing: int = 0
    reason: str = ""
    points: tuple[float, ...] = ()


@dataclass(frozen=True)
class Guess:
    """What a file seems to contain, shown before it is used.

    Parameters
    ----------
    layout : Layout
        Format, encoding, separator, decimal mark, header, lines before the table, sheets.
    columns : tuple of ColumnGuess
        Every column. Empty for files that hold sequences and no table.
    inputs : tuple of str
        The quantities, which are read when nothing is chosen.
    target : str or None
        The only quantity, or the first of several, for which there is a question.
    preview : tuple of tuple of str
        The first rows as they were written.
    rows : int
        Number of rows, or of sequences.
    notes : tuple of str
        What was already skipped.
    shape : {"series", "rows", "long"}
        One series, a labeled sequence in each row, or labeled sequences below each other.
    time, id : tuple of str
        The time columns, and those that identify the series of a row.
    label : str or None
        The column of the classes.
    ids : tuple of str
        The names of the series, at most a hundred.
    classes : tuple of (str, int)
        Classes and how many sequences (or rows) each has.
    lengths : tuple of int
        Fewest and most steps of a sequence.
    questions : tuple of Question
        What has to be decided before the file can be used.
    """

    layout: Layout
    columns: tuple[ColumnGuess, ...]
    inputs: tuple[str, ...]
    target: str | None
    preview: tuple[tuple[str, ...], ...]
    rows: int
    notes: tuple[str, ...]
    shape: str = "series"
    time: tuple[str, ...] = ()
    id: tuple[str, ...] = ()
    label: str | None = None
    ids: tuple[str, ...] = ()
    classes: tuple[tuple[str, int], ...] = ()
    lengths: tuple[int, int] = (0, 0)
    questions: tuple[Question, ...] = ()

    @property
    def index(self) -> str | None:
        """The first of the time columns, or None."""
        return self.time[0] if self.time else None


def about_table(reading: Reading) -> Guess:
    """Return the guess to show for a table."""
    table, count = reading.table, reading.table.rows
    which = reading.rows_used() if reading.shape == "series" else np.arange(0)
    some = which[:: max(1, len(which) // _POINTS)]
    columns = tuple(
        ColumnGuess(
            c.name,
            c.kind,
            c.missing,
            reading.reasons.get(c.name, ""),
            tuple(c.values[some].tolist()) if c.kind == "number" else (),
        )
        for c in table.columns
    )
    if reading.shape == "long":
        count = len(set(reading.names_of_rows()))
    line = reading.line.columns if reading.line is not None else ()
    quantities = reading.quantities
    target = quantities[0] if quantities and reading.shape == "series" else None
    return Guess(
        table.layout,
        columns,
        quantities,
        target,
        table.preview,
        count,
        table.notes,
        reading.shape,
        line,
        reading.groups,
        reading.label,
        reading.names_of_series(),
        reading.classes(),
        questions=tuple(reading.questions),
    )


def about_collection(found: Collection) -> Guess:
    """Return the guess to show for labeled sequences."""
    sizes = [len(s) for s in found.sequences]
    first = tuple(
        (label, *(f"{v:.6g}" for v in s[:8, 0]))
        for s, label in zip(found.sequences[:8], found.labels, strict=False)
    )
    columns = tuple(ColumnGuess(name, "number") for name in found.channels)
    classes = tuple(Counter(found.labels).most_common(MOST_CLASSES + 1))
    lengths = (min(sizes), max(sizes))
    return Guess(
        found.layout,
        columns,
        found.channels,
        None,
        first,
        len(sizes),
        tuple(found.notes),
        "rows",
        classes=classes,
        lengths=lengths,
    )


def described(reading: Reading, found: Arranged, target: str | None) -> dict[str, Any]:
    """Return what is understood of a series as plain data, with ISO times.

    Rows and times are those of the file with its gaps, before missing values are filled.
    """
    _rows, used, count = reading.used
    series = {"by": list(reading.groups), "count": count, "used": used} if reading.groups else None
    return {
        "shape": "series",
        "rows": len(found.rows.values),
        "time": _time(reading, found),
        "target": target,
        "columns": list(found.names),
        "series": series,
        "classes": list(found.classes),
        "notes": [],
        "questions": [
            {"field": q.field, "why": q.why, "choices": list(q.choices)} for q in reading.questions
        ],
    }


def described_sequences(data: Sequences) -> dict[str, Any]:
    """Return what is understood of labeled sequences as plain data."""
    return {
        "shape": "sequences",
        "rows": len(data.x),
        "time": None,
        "target": None,
        "columns": list(data.columns),
        "series": None,
        "classes": list(data.classes),
        "notes": list(data.notes),
        "questions": [],
    }


def _time(reading: Reading, found: Arranged) -> dict[str, Any] | None:
    line, times = reading.line, found.rows.times
    if line is None:
        return None
    if line.kind == "dates" and found.index != "dates":  # a typical year
        times = line.times[found.rows.origin]
    words: list[str | None] = [None, None, None]
    if line.kind == "dates" and times is not None and len(times) > 1:
        words = [str(times[i].astype("datetime64[s]")) for i in (0, 1, -1)]
    step = spacing(times) if times is not None and line.kind == "dates" else None
    names = ("first", "second", "last")
    return {
        "columns": list(line.columns),
        **dict(zip(names, words, strict=True)),
        "step": None if step is None else step.iso(),
    }
