"""A reader's own table: what is guessed about it, shown before use, and the series that is made of it.

Nothing is silent: every repair ends as one sentence in ``Series.notes``, and every file that cannot be used as one `DataError`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.data import repair
from playground.data.dates import COUNT_NAMES
from playground.data.decode import MOST_BYTES, bad_file
from playground.data.kinds import LABELLED_SERIES
from playground.data.layout import Layout
from playground.data.series import Series
from playground.data.table import Column, Table, read_table
from playground.errors import DataError, nearest
from playground.registry import register
from playground.setting import Setting
from playground.wording import _

__all__ = ["MOST_BYTES", "Guess", "guess", "read"]


@dataclass(frozen=True)
class Guess:
    """What a file seems to hold, to be shown before it is used.

    Parameters
    ----------
    layout : Layout
        Encoding, separator, decimal mark, header, lines before the table.
    columns : tuple of Column
        Every column with its name and kind: number, date, text or empty.
    index : str or None
        The column taken as the time: the first one of dates, or one that only counts the rows.
    inputs : tuple of str
        The columns of numbers that are read when nothing is chosen.
    target : str or None
        The column predicted when nothing is chosen; None when no column holds numbers.
    preview : tuple of tuple of str
        The first rows as they were written.
    rows : int
        Number of rows.
    notes : tuple of str
        What was already left out.
    """

    layout: Layout
    columns: tuple[Column, ...]
    index: str | None
    inputs: tuple[str, ...]
    target: str | None
    preview: tuple[tuple[str, ...], ...]
    rows: int
    notes: tuple[str, ...]


def guess(raw: bytes, name: str, overrides: Mapping[str, Any] | None = None) -> Guess:
    """Return what is in a file, without using it.

    Parameters
    ----------
    raw : bytes
        The whole file, at most `MOST_BYTES`.
    name : str
        The file's name; only its ending matters.
    overrides : mapping
        What the reader knows better: ``encoding``, ``separator`` (``"comma"``, ``"semicolon"``, ``"tab"``, ``"pipe"``, ``"space"`` or the
        character), ``decimal`` (``"point"`` or ``"comma"``), ``header`` (``"yes"`` or ``"no"``), ``date_order`` (``"day_first"`` or
        ``"month_first"``), ``time`` (name of the column of times).

    Raises
    ------
    DataError
        When the file holds no table.
    """
    return _describe(_table(raw, name, overrides), overrides)


def read(
    raw: bytes,
    name: str,
    *,
    overrides: Mapping[str, Any] | None = None,
    columns: Sequence[str] | None = None,
    target: str | None = None,
    missing: str = "interpolate",
) -> Series:
    """Return the series in a file: finite, in the order of time, evenly spaced where it can be, every repair noted.

    Parameters
    ----------
    raw, name, overrides
        As for `guess`.
    columns : sequence of str or None
        Columns the network reads; None takes every column of numbers.
    target : str or None
        Column to predict; None takes the first one.
    missing : {"interpolate", "previous", "drop"}
        What is done about missing values.

    Raises
    ------
    DataError
        One sentence: what is wrong with the file or the choice of columns.
    """
    table = _table(raw, name, overrides)
    about = _describe(table, overrides)
    notes = [*about.notes]
    chosen = _chosen(about, columns, target)
    values = np.column_stack([c.values for c in chosen])
    if columns is None and (empty := [c.name for c in about.columns if c.kind == "empty"]):
        notes.append(_("Columns without a single value left out: {names}.").format(names=", ".join(empty)[:200]))
    told = _("Cells in {column} that are no numbers, counted as missing: {count}.")
    notes += [told.format(column=c.name, count=c.odd) for c in chosen if c.odd]
    values, index, said = _in_time(about, values, missing)
    notes += said
    values, index, said = repair.fill_missing(values, index, [c.name for c in chosen], missing)
    notes += said
    if len(values) < 2:
        raise bad_file(_("the file leaves {count} row of numbers to use; a series needs at least two."), count=len(values))
    names = tuple(c.name for c in chosen)
    which = names.index(target) if target is not None else 0
    if np.ptp(values[:, which]) == 0:
        notes.append(_("{column} never changes, so there is nothing to learn in it.").format(column=names[which]))
    return Series(values, names, which, _compact(index, notes), name, notes=tuple(notes))


def _table(raw: bytes, name: str, overrides: Mapping[str, Any] | None) -> Table:
    known = dict(overrides or {})
    order = known.pop("date_order", None)
    known["day_first"] = {"day_first": True, "month_first": False}.get(order) if order else None
    try:
        return read_table(raw, name, known)
    except DataError:
        raise
    except (ValueError, IndexError, KeyError, OverflowError, TypeError, RecursionError) as error:  # an oddity nobody has met yet
        raise bad_file(_("the file cannot be read as a table; save it as a plain CSV and try again.")) from error


def _describe(table: Table, overrides: Mapping[str, Any] | None) -> Guess:
    by_name = {c.name: c for c in table.columns}
    time = (overrides or {}).get("time")
    if time is not None and time not in by_name:
        told = _("there is no column {name!r}; {hint}")
        raise DataError(told.format(name=time[:80], hint=nearest(time, by_name)), field="data.params.time")
    index = time or next((c.name for c in table.columns if c.kind == "date"), None)
    numbers = [c for c in table.columns if c.kind == "number" and c.name != index]
    if index is None and len(numbers) > 1 and _only_counts(numbers[0]):
        index = numbers.pop(0).name
    inputs = tuple(c.name for c in numbers if c.missing < table.rows)
    return Guess(table.layout, table.columns, index, inputs, inputs[0] if inputs else None, table.preview, table.rows, table.notes)


def _only_counts(column: Column) -> bool:
    """Return whether a column rises by the same whole number from row to row and is named like a counter."""
    values = column.values
    if len(values) < 2 or not (np.isfinite(values).all() and (values % 1 == 0).all() and np.abs(values).max() < 2**53):
        return False
    steps = np.diff(values)
    even = steps[0] > 0 and bool((steps == steps[0]).all())
    unnamed = column.name.startswith("column ") and values[0] in (0, 1) and steps[0] == 1
    return even and (unnamed or column.name.lower() in COUNT_NAMES)


def _chosen(about: Guess, columns: Sequence[str] | None, target: str | None) -> list[Column]:
    by_name = {c.name: c for c in about.columns}
    if not about.rows:
        raise bad_file(_("the file has no rows with values below its header; it needs at least two."))
    names = list(columns or about.inputs)
    if not names and not target:
        if any(c.kind == "text" for c in about.columns):
            raise bad_file(_("no column holds numbers, only text; check the separator and the decimal mark, or choose another file."))
        raise bad_file(_("no column holds a single finite number; choose another file."))
    if target is not None and target not in names:
        names.append(target)
    for name in names:
        field = "data.target" if name == target else "data.columns"
        if name not in by_name:
            raise DataError(_("there is no column {name!r}; {hint}").format(name=name[:80], hint=nearest(name, by_name)), field=field)
        if by_name[name].kind != "number" or by_name[name].missing == about.rows:
            told = _("the column {name!r} holds no numbers; columns of numbers: {names}.")
            raise DataError(told.format(name=name, names=", ".join(about.inputs)[:200] or _("none")), field=field)
    return [by_name[name] for name in names]


def _in_time(about: Guess, values: np.ndarray, missing: str) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return rows in the order of their index, gaps put in unless their rows would be dropped again; and the notes."""
    column = next((c for c in about.columns if c.name == about.index), None)
    if column is None:
        return values, np.arange(len(values), dtype=np.int64), []
    if column.kind == "number" and _only_counts(column):
        return values, column.values.astype(np.int64), []
    if column.kind != "date":
        told = _("The column {column} holds no dates and does not count the rows, so the rows are taken in the order of the file.")
        return values, np.arange(len(values), dtype=np.int64), [told.format(column=column.name)]
    times, values, notes = repair.in_order(column.values.astype("datetime64[us]"), values)
    if column.unclear:
        told = _("Day and month in {column} could be the other way round; choose the order of dates if they are.")
        notes.append(told.format(column=column.name))
    if missing != "drop":
        times, values, said = repair.fill_calendar(times, values)
        notes += said
    return values, times, notes


def _compact(index: np.ndarray, notes: list[str]) -> np.ndarray:
    """Return the index in whole seconds; times closer than that are counted instead."""
    if index.dtype.kind != "M":
        return index
    seconds = index.astype("datetime64[s]")
    if len(seconds) > 1 and (np.diff(seconds) <= np.timedelta64(0)).any():
        notes.append(_("Times lie less than a second apart, so the rows are numbered instead."))
        return np.arange(len(index), dtype=np.int64)
    return seconds


def _choice(name: str, label: str, help: str, *choices: str) -> Setting:
    return Setting(name, str, "auto", label, help, choices=("auto", *choices), details=True)


register(
    "source",
    "file",
    label="My own file",
    summary="A table of your own: one row for each moment, one column for each quantity.",
    parameters=(
        _choice("separator", "Separator", "The character between two cells.", "comma", "semicolon", "tab", "pipe", "space"),
        _choice("decimal", "Decimal mark", "The mark before the decimals of a number.", "point", "comma"),
        _choice("header", "Header", "Whether the first row names the columns.", "yes", "no"),
        _choice("date_order", "Order of dates", "Whether 03/04 is the third of April or the fourth of March.", "day_first", "month_first"),
        Setting(
            "name", str, None, "File name", "Name of an uploaded file; the page asks for it by this name.", nullable=True, details=True
        ),
        Setting(
            "sha256",
            str,
            None,
            "Fingerprint",
            "sha256 of an uploaded file, so that a link means just this one.",
            nullable=True,
            details=True,
        ),
        Setting("time", str, None, "Time column", "The column of dates; empty takes the first one.", nullable=True, details=True),
    ),
    kind="file",
    problems=LABELLED_SERIES,
    uses=("path", "columns", "target", "missing", "events"),
)(read)
