"""A visitor's own file: what is guessed about it, and the data that are read from it.

Nothing happens silently: each repair is reported in one sentence in ``notes``, and each file that
cannot be used raises one `DataError`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.data.io.cache import FileCache
from playground.data.io.limits import MOST_BYTES, bad_file
from playground.data.io.readers.formats import open_file
from playground.data.io.reshape.wide import below_each_other, is_wide
from playground.data.io.table import timeline
from playground.data.io.table.chosen_columns import chosen_columns, notes_on_cells
from playground.data.io.table.collection import Collection, from_long, from_rows, sequences_of
from playground.data.io.table.guess import ColumnGuess, Guess, about_collection, about_table
from playground.data.io.table.missing_codes import named, without_marks
from playground.data.io.table.roles import Roles, roles_of
from playground.data.io.table.series_of import series_of
from playground.data.io.table.table import Table, check_width, typed
from playground.data.series import Sequences, Series
from playground.errors import DataError, nearest
from playground.wording import _

if TYPE_CHECKING:
    from playground.config.experiment import Data

#: Parameters that change how a file is opened; roles and choices about rows apply later.
_HOW_OPENED = frozenset(
    ("encoding", "separator", "decimal", "header", "skip", "sheet", "date_order", "layout", "marks")
)
_CACHE = FileCache()

__all__ = ["MOST_BYTES", "ColumnGuess", "Guess", "asked", "guess", "read"]


def guess(raw: bytes, name: str, overrides: Mapping[str, Any] | None = None) -> Guess:
    """Return a guess of what is in a file, without using it.

    Parameters
    ----------
    raw : bytes
        The whole file, at most `MOST_BYTES`.
    name : str
        The file's name.
    overrides : mapping
        The user's corrections, by the names of the parameters of the source ``file``:
        ``encoding``, ``separator``, ``decimal``, ``header``, ``skip``, ``sheet``, ``date_order``,
        ``layout``, ``time``, ``id``, ``label`` …

    Raises
    ------
    DataError
        When the file holds neither a table nor labeled sequences.
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
    """Return the series or the labeled sequences in a file.

    A series is finite, in the order of time and evenly spaced where it can be.

    Parameters
    ----------
    raw, name, overrides
        As for `guess`.
    columns : sequence of str or None
        Columns the network reads; None, or an empty sequence, uses every column of numbers.
    target : str or None
        Column to predict; None uses the first one.
    missing : {"interpolate", "previous", "drop"}
        How to treat missing values.
    resample : str or None
        One row for each "minute", "hour", "day", "week", "month", "quarter" or "year".
    resample_by : {"mean", "sum", "last", "min", "max"}
        How the rows of a period are combined.

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
            return series_of(found, roles, name, how, columns, target, known.get("series"))
        found = _collection(found, roles, columns)
    elif columns is not None:
        found = _channels(found, columns)
    if target is not None:
        sentence = _(
            "This file contains labeled sequences, and their class is predicted instead of a column; leave the target empty."
        )
        raise DataError(sentence, field="data.target")
    if resample is not None:
        raise DataError(
            _("Labeled sequences have no dates to resample by; leave this empty."),
            field="data.resample",
        )
    return sequences_of(found, name, known.get("lengths", "pad"), missing)


def asked(data: Data) -> dict[str, Any]:
    """Return what a description says about its file, as keyword arguments of `read`."""
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
    """Return the content of a file, cached for `guess` and `read`; it must not be modified."""
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
        sentence = _(
            "Codes for missing values must be numbers separated by spaces, or none to keep every number, but got {words!r}."
        )
        raise DataError(
            sentence.format(words=str(known["marks"])[:40]), field="data.params.marks"
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
    ) as error:  # not seen in any file so far
        raise bad_file(
            _("The file cannot be read as a table; save it as a plain CSV and try again.")
        ) from error


def _roles(table: Table, known: Mapping[str, Any]) -> Roles:
    roles = roles_of(
        table, {**known, "layout": None} if known.get("layout") == "wide" else known
    )  # the table has been reshaped to one row per time
    if roles.shape != "rows":  # sequences may have many steps, but a series has few quantities
        check_width(len(table.columns))
    return roles


def _collection(table: Table, roles: Roles, columns: Sequence[str] | None) -> Collection:
    """Return the labeled sequences in a table."""
    if roles.label is None:
        raise DataError(
            _("No column looks like classes; choose the one that contains them."),
            field="data.params.label",
        )
    chosen = chosen_columns(table, roles, columns, None)
    values = np.column_stack([c.values for c in chosen])
    labels = table.words(roles.label)
    notes = [*table.notes, *notes_on_cells(chosen)]
    if roles.shape == "rows":
        return from_rows(values, list(labels), table.layout, notes)
    if roles.id is None:
        raise DataError(
            _("No column identifies the sequences; choose the one that does."),
            field="data.params.id",
        )
    order, order_notes = timeline.order_of(table, roles.time)
    names = tuple(c.name for c in chosen)
    return from_long(
        table.words(roles.id)[order],
        values[order],
        labels[order],
        names,
        table.layout,
        notes + order_notes,
    )


def _channels(found: Collection, columns: Sequence[str]) -> Collection:
    for name in columns:
        if name not in found.channels:
            sentence = _("There is no column {name!r}; {hint}").format(
                name=name[:80], hint=nearest(name, found.channels)
            )
            raise DataError(sentence, field="data.columns")
    keep = [found.channels.index(name) for name in columns]
    return Collection(
        [s[:, keep] for s in found.sequences],
        found.labels,
        tuple(columns),
        found.layout,
        found.notes,
    )
