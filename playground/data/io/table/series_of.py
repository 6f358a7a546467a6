"""One series from the rows of a table: its columns, its class labels, its rows in order of time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.data.io.limits import MOST_CLASSES, bad_file
from playground.data.io.table import timeline
from playground.data.io.table.chosen_columns import chosen_columns, notes_on_cells
from playground.data.io.table.roles import Roles, only_counts, says_nothing
from playground.data.io.table.table import Column, Table
from playground.data.series import Series
from playground.errors import DataError, nearest
from playground.wording import _


def series_of(
    table: Table,
    roles: Roles,
    name: str,
    how: timeline.Choices,
    columns: Sequence[str] | None,
    target: str | None,
    which: str | None,
) -> Series:
    """Return one series of a table.

    Parameters
    ----------
    table : Table
    roles : Roles
        What each column is for.
    name : str
        Name of the series.
    how : timeline.Choices
        How to treat duplicate times, gaps and missing values.
    columns : sequence of str or None
        Columns to read; None reads every column of numbers that can be a quantity.
    target : str or None
        Column to predict; None takes the first one.
    which : str or None
        The series to use where a table contains several; None takes the first one.

    Raises
    ------
    DataError
        There is no such column or series, or fewer than two rows are left.
    """
    chosen = chosen_columns(table, roles, columns, target)
    names = tuple(column.name for column in chosen)
    notes = [*table.notes]
    if columns is None:
        notes += _notes_on_unused(table, roles, names)
    notes += notes_on_cells(chosen)
    values = np.column_stack([column.values for column in chosen])
    classes: tuple[str, ...] = ()
    if roles.label:  # class numbers are the last column of the values until the rows are in order
        classes, numbers = _class_numbers(table, roles.label)
        values = np.column_stack([values, numbers])
    rows = np.arange(table.rows)
    if roles.id:
        rows, note = _rows_of_one(table, roles.id, which)
        notes.append(note)
    elif which is not None:
        raise DataError(
            _(
                "No column identifies several series, so none can be selected; choose a column as the id."
            ),
            field="data.params.series",
        )
    values, index, ahead, repairs = timeline.arranged(
        table, roles.time, rows, values, names, len(classes) > 0, how
    )
    notes += repairs
    if len(values) < 2:
        raise bad_file(
            _("Usable rows of numbers in the file: {count}; a series needs at least two."),
            count=len(values),
        )
    at = names.index(target) if target is not None else 0
    if np.ptp(values[:, at]) == 0:
        notes.append(
            _("{column} never changes, so there is nothing to learn from it.").format(
                column=names[at]
            )
        )
    labels = None
    if classes:
        labels, values = values[:, -1].astype(np.int64), np.ascontiguousarray(values[:, :-1])
    filled = None
    if ahead is not None:
        filled = np.zeros(values.shape, bool)
        filled.flat[ahead] = True
    return Series(
        values,
        names,
        at,
        index,
        name,
        notes=tuple(notes),
        classes=classes,
        labels=labels,
        filled=filled,
    )


def _notes_on_unused(table: Table, roles: Roles, read: Sequence[str]) -> list[str]:
    """Return a note for each kind of column that is not read by default."""
    numbers = [
        column
        for column in table.columns
        if column.kind == "number" and column.name not in (*read, *roles.time, roles.id)
    ]
    kinds: list[tuple[str, list[Column]]] = [
        (
            _("Columns without any value skipped: {names}."),
            [column for column in table.columns if column.kind == "empty"],
        ),
        (
            _("Columns that end after the first rows or never change are not used: {names}."),
            [column for column in numbers if says_nothing(column)],
        ),
        (
            _("Columns that only number the rows are not used: {names}."),
            [column for column in numbers if only_counts(column)],
        ),
    ]
    return [
        sentence.format(names=", ".join(column.name for column in columns)[:200])
        for sentence, columns in kinds
        if columns
    ]


def _class_numbers(table: Table, label: str) -> tuple[tuple[str, ...], list[float]]:
    """Return the classes, and the class number of each row, NaN where it has none."""
    words = table.words(label)
    classes = tuple(sorted(set(words) - {""}))
    if not 2 <= len(classes) <= MOST_CLASSES:
        sentence = _("Column {name!r} has {count} classes; it needs 2 to {most}.")
        raise DataError(
            sentence.format(name=label, count=len(classes), most=MOST_CLASSES),
            field="data.params.label",
        )
    numbers = {word: float(i) for i, word in enumerate(classes)}
    return classes, [numbers.get(word, np.nan) for word in words]


def _rows_of_one(table: Table, id: str, which: str | None) -> tuple[np.ndarray, str]:
    """Return the rows of one of several series, by default the first one, and a note on it."""
    words = table.words(id)
    known = list(dict.fromkeys(words))
    if which is not None and which not in known:
        sentence = _("There is no series {name!r} in {column}; {hint}").format(
            name=which[:80], column=id, hint=nearest(which, known[:200])
        )
        raise DataError(sentence, field="data.params.series")
    used = which if which is not None else known[0]
    rows = np.flatnonzero(words == used)
    note = _("{column} identifies {count} series; {name} is used: {rows} rows.")
    return rows, note.format(count=len(known), column=id, name=used[:60] or "''", rows=len(rows))
