"""A reader's own file: what is guessed about it, shown before use, and the series or the labelled
sequences that are made of it.

Nothing is silent: every repair ends as one sentence in ``notes``, and every file that cannot be
used as one `DataError`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.data.io.cache import FileCache
from playground.data.io.limits import MOST_BYTES, MOST_CLASSES, bad_file
from playground.data.io.readers.formats import open_file
from playground.data.io.reshape.wide import below_each_other, is_wide
from playground.data.io.table import timeline
from playground.data.io.table.collection import Collection, from_long, from_rows, sequences_of
from playground.data.io.table.guess import Guess, Told, about_collection, about_table
from playground.data.io.table.missing_codes import named, without_marks
from playground.data.io.table.roles import Roles, only_counts, roles_of, says_nothing
from playground.data.io.table.table import Column, Table, check_width, typed
from playground.data.series import Sequences, Series
from playground.errors import DataError, nearest
from playground.wording import _

if TYPE_CHECKING:
    from playground.config.experiment import Data

#: What decides how a file is opened; roles and choices about its rows come later.
_HOW_OPENED = frozenset(
    ("encoding", "separator", "decimal", "header", "skip", "sheet", "date_order", "layout", "marks")
)
_CACHE = FileCache()

__all__ = ["MOST_BYTES", "Guess", "Told", "asked", "guess", "read"]


def guess(raw: bytes, name: str, overrides: Mapping[str, Any] | None = None) -> Guess:
    """Return what is in a file, without using it.

    Parameters
    ----------
    raw : bytes
        The whole file, at most `MOST_BYTES`.
    name : str
        The file's name.
    overrides : mapping
        What the reader knows better, by the names of the parameters of the source ``file``:
        ``encoding``, ``separator``, ``decimal``, ``header``, ``skip``, ``sheet``, ``date_order``,
        ``layout``, ``time``, ``id``, ``label`` …

    Raises
    ------
    DataError
        When the file holds neither a table nor labelled sequences.
    """
    known = _known(overrides)
    found = _opened(raw, name, known)
    return (
        about_collection(found)
        if isinstance(found, Collection)
        else about_table(found, _roles(found, known))
    )


def read(
    raw: bytes,
    name: str,
    *,
    overrides: Mapping[str, Any] | None = None,
    columns: Sequence[str] | None = None,
    target: str | None = None,
    missing: str = "interpolate",
    resample: str | None = None,
    resample_by: str = "mean",
) -> Series | Sequences:
    """Return what is in a file: a series that is finite, in the order of time and evenly spaced
    where it can be, or labelled sequences.

    Parameters
    ----------
    raw, name, overrides
        As for `guess`.
    columns : sequence of str or None
        Columns the network reads; None, or none at all, takes every column of numbers.
    target : str or None
        Column to predict; None takes the first one.
    missing : {"interpolate", "previous", "drop"}
        What is done about missing values.
    resample : str or None
        One row for each "minute", "hour", "day", "week", "month", "quarter" or "year".
    resample_by : {"mean", "sum", "last", "min", "max"}
        How rows are put together.

    Raises
    ------
    DataError
        One sentence: what is wrong with the file or the choice of columns.
    """
    known, columns = _known(overrides), columns or None
    found = _opened(raw, name, known)
    if isinstance(found, Table):
        roles = _roles(found, known)
        if roles.shape == "series":
            how = timeline.Choices(
                known.get("duplicates", "last"),
                known.get("gaps", "fill"),
                missing,
                resample,
                resample_by,
            )
            return _series(found, roles, name, how, columns, target, known.get("series"))
        found = _collection(found, roles, columns)
    elif columns is not None:
        found = _channels(found, columns)
    if target is not None:
        told = _(
            "this file holds labelled sequences, whose class is predicted and no column; leave the target out."
        )
        raise DataError(told, field="data.target")
    if resample is not None:
        raise DataError(
            _("labelled sequences have no dates to put together by; leave it out."),
            field="data.resample",
        )
    return sequences_of(found, name, known.get("lengths", "pad"), missing)


def asked(data: Data) -> dict[str, Any]:
    """Return what a description says about its file, as the named arguments of `read`."""
    overrides = {
        name: value
        for name, value in data.params.items()
        if value not in ("auto", None) and name not in ("name", "sha256")
    }
    return {
        "overrides": overrides,
        "columns": data.columns,
        "target": data.target,
        "missing": data.missing,
        "resample": data.resample,
        "resample_by": data.resample_by,
    }


def _known(overrides: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        name: value
        for name, value in (overrides or {}).items()
        if value is not None and value != "auto"
    }


def _opened(raw: bytes, name: str, known: Mapping[str, Any]) -> Table | Collection:
    """Return what is in a file, which `guess` and `read` ask for one after the other; nobody
    changes it in place.
    """
    fingerprint = hashlib.sha256(raw).digest()
    how = json.dumps(
        {k: v for k, v in known.items() if k in _HOW_OPENED}, sort_keys=True, default=str
    )
    return _CACHE.get((fingerprint, name, how), lambda: _open(raw, name, known))


def _open(raw: bytes, name: str, known: Mapping[str, Any]) -> Table | Collection:
    day_first = {"day_first": True, "month_first": False}.get(known.get("date_order", ""))
    try:
        marks = named(known.get("marks"))
    except ValueError:
        told = _(
            "marks must be numbers parted by blanks, or none to take every number as it is, but it was {words!r}."
        )
        raise DataError(
            told.format(words=str(known["marks"])[:40]), field="data.params.marks"
        ) from None
    try:
        found = open_file(raw, name, known)
        if isinstance(found, Collection):
            return found
        layout = known.get("layout")
        if layout == "wide" or (layout is None and is_wide(found)):
            found = below_each_other(found)
        table = typed(found, day_first)
        return replace(table, columns=tuple(without_marks(table.columns, marks)))
    except DataError:
        raise
    except (
        ValueError,
        IndexError,
        KeyError,
        OverflowError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:  # met by nobody yet
        raise bad_file(
            _("the file cannot be read as a table; save it as a plain CSV and try again.")
        ) from error


def _roles(table: Table, known: Mapping[str, Any]) -> Roles:
    roles = roles_of(
        table, {**known, "layout": None} if known.get("layout") == "wide" else known
    )  # it is a series below each other now
    if roles.shape != "rows":  # steps of a sequence may be many, quantities not
        check_width(len(table.columns))
    return roles


def _collection(table: Table, roles: Roles, columns: Sequence[str] | None) -> Collection:
    """Return the labelled sequences in a table."""
    if roles.label is None:
        raise DataError(
            _("no column looks like classes; name the one that holds them."),
            field="data.params.label",
        )
    chosen = _chosen(table, roles, columns, None)
    values = np.column_stack([c.values for c in chosen])
    labels = table.words(roles.label)
    notes = [*table.notes, *_told_odd(chosen)]
    if roles.shape == "rows":
        return from_rows(values, list(labels), table.layout, notes)
    if roles.id is None:
        raise DataError(
            _("no column tells the sequences apart; name the one that does."),
            field="data.params.id",
        )
    order, said = timeline.order_of(table, roles.time)
    names = tuple(c.name for c in chosen)
    return from_long(
        table.words(roles.id)[order],
        values[order],
        labels[order],
        names,
        table.layout,
        notes + said,
    )


def _channels(found: Collection, columns: Sequence[str]) -> Collection:
    for name in columns:
        if name not in found.channels:
            told = _("there is no column {name!r}; {hint}").format(
                name=name[:80], hint=nearest(name, found.channels)
            )
            raise DataError(told, field="data.columns")
    keep = [found.channels.index(name) for name in columns]
    return Collection(
        [s[:, keep] for s in found.sequences],
        found.labels,
        tuple(columns),
        found.layout,
        found.notes,
    )


def _series(
    table: Table,
    roles: Roles,
    name: str,
    how: timeline.Choices,
    columns: Sequence[str] | None,
    target: str | None,
    which: str | None,
) -> Series:
    """Return the one series in a table."""
    notes = [*table.notes]
    chosen = _chosen(table, roles, columns, target)
    names = tuple(c.name for c in chosen)
    if columns is None and (empty := [c.name for c in table.columns if c.kind == "empty"]):
        notes.append(
            _("Columns without a single value left out: {names}.").format(
                names=", ".join(empty)[:200]
            )
        )
    still = [
        c.name
        for c in table.columns
        if c.kind == "number" and says_nothing(c) and c.name not in (*names, *roles.time, roles.id)
    ]
    if columns is None and still:
        notes.append(
            _(
                "Columns that end after the first rows or never change are not read: {names}."
            ).format(names=", ".join(still)[:200])
        )
    left = [
        c.name
        for c in table.columns
        if c.kind == "number" and only_counts(c) and c.name not in (*names, *roles.time, roles.id)
    ]
    if columns is None and left:
        notes.append(
            _("Columns that only count the rows are not read: {names}.").format(
                names=", ".join(left)[:200]
            )
        )
    notes += _told_odd(chosen)
    values = np.column_stack([c.values for c in chosen])
    classes: tuple[str, ...] = ()
    if roles.label:  # a class for each row travels behind the values, and is no input
        words = table.words(roles.label)
        classes = tuple(sorted(set(words) - {""}))
        if not 2 <= len(classes) <= MOST_CLASSES:
            told = _("the column {name!r} holds {count} classes; it needs 2 to {most}.")
            raise DataError(
                told.format(name=roles.label, count=len(classes), most=MOST_CLASSES),
                field="data.params.label",
            )
        numbers = {word: float(i) for i, word in enumerate(classes)}
        values = np.column_stack([values, [numbers.get(w, np.nan) for w in words]])
    rows = np.arange(table.rows)
    if roles.id:
        rows, taken = _one_of(table, roles.id, which)
        notes.append(taken)
    elif which is not None:
        raise DataError(
            _("no column tells several series apart, so none can be chosen; name one as the id."),
            field="data.params.series",
        )
    values, index, ahead, said = timeline.arranged(
        table, roles.time, rows, values, names, len(classes) > 0, how
    )
    notes += said
    if len(values) < 2:
        raise bad_file(
            _("the file leaves {count} row of numbers to use; a series needs at least two."),
            count=len(values),
        )
    at = names.index(target) if target is not None else 0
    if np.ptp(values[:, at]) == 0:
        notes.append(
            _("{column} never changes, so there is nothing to learn in it.").format(
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


def _one_of(table: Table, id: str, which: str | None) -> tuple[np.ndarray, str]:
    """Return the rows of one of several series, the first one when none is named, and what is told
    about it.
    """
    words = table.words(id)
    known = list(dict.fromkeys(words))
    if which is not None and which not in known:
        told = _("there is no series {name!r} in {column}; {hint}").format(
            name=which[:80], column=id, hint=nearest(which, known[:200])
        )
        raise DataError(told, field="data.params.series")
    taken = which if which is not None else known[0]
    rows = np.flatnonzero(words == taken)
    told = _("Of {count} series in {column}, {name} is used: {rows} rows.")
    return rows, told.format(count=len(known), column=id, name=taken[:60] or "''", rows=len(rows))


def _told_odd(chosen: Sequence[Column]) -> list[str]:
    told = _("Cells in {column} that are no numbers, counted as missing: {count}.")
    notes = [told.format(column=c.name, count=c.odd) for c in chosen if c.odd]
    marks = _(
        "{values} in {column}, which instruments write when they have no reading, counted as missing: {count}."
    )
    notes += [
        marks.format(column=c.name, values=" ".join(c.marks), count=c.marked)
        for c in chosen
        if c.marked
    ]
    signs = _(
        "What stands around the numbers of {column}, taken as a unit, mark or factor: {signs}."
    )
    return notes + [
        signs.format(column=c.name, signs=", ".join(c.around[:6])[:80]) for c in chosen if c.around
    ]


def _chosen(
    table: Table, roles: Roles, columns: Sequence[str] | None, target: str | None
) -> list[Column]:
    by_name = {c.name: c for c in table.columns}
    if not table.rows:
        raise bad_file(
            _("the file has no rows with values below its header; it needs at least two.")
        )
    names = list(columns or roles.inputs)
    if not names and not target:
        if any(c.kind == "text" for c in table.columns):
            raise bad_file(
                _(
                    "no column holds numbers, only text; check the separator and the decimal mark, or choose another file."
                )
            )
        raise bad_file(_("no column holds a single finite number; choose another file."))
    if target is not None and target not in names:
        names.append(target)
    for name in names:
        field = "data.target" if name == target else "data.columns"
        if name not in by_name:
            raise DataError(
                _("there is no column {name!r}; {hint}").format(
                    name=name[:80], hint=nearest(name, by_name)
                ),
                field=field,
            )
        if by_name[name].kind != "number" or by_name[name].missing == table.rows:
            told = _("the column {name!r} holds no numbers; columns of numbers: {names}.")
            raise DataError(
                told.format(name=name, names=", ".join(roles.inputs)[:200] or _("none")),
                field=field,
            )
    return [by_name[name] for name in names]
