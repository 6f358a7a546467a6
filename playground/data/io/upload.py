"""A visitor's own file: what is understood of it, what it leaves open, and the data it holds.

Nothing happens silently: what was done is reported in ``notes``, what is not clear is a question,
and each file that cannot be used raises one `DataError`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.data.io.guess import (
    ColumnGuess,
    Guess,
    about_collection,
    about_table,
    described,
    described_sequences,
)
from playground.data.io.limits import MOST_BYTES
from playground.data.io.opening import opened
from playground.data.io.table.chosen import chosen
from playground.data.io.table.collection import Collection, from_long, from_rows
from playground.data.io.table.reading import Reading
from playground.data.io.table.sequences_of import sequences_of
from playground.data.io.table.series_of import Choices, arranged, series_of
from playground.data.series import Sequences, Series
from playground.errors import DataError, nearest
from playground.wording import _

if TYPE_CHECKING:
    from playground.config.experiment import Data

__all__ = ["MOST_BYTES", "ColumnGuess", "Guess", "asked", "guess", "look", "read"]


def guess(raw: bytes, name: str, overrides: Mapping[str, Any] | None = None) -> Guess:
    """Return what is understood of a file, without using it.

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
    found = opened(raw, name, known)
    if isinstance(found, Collection):
        return about_collection(found)
    return about_table(found)


def look(raw: bytes, name: str, overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what ``look --json`` prints: shape, times, target, series, notes and questions.

    Raises
    ------
    DataError
        The file cannot be read.
    """
    known = _known(overrides)
    found = opened(raw, name, known)
    if isinstance(found, Reading):
        reading = found
        if reading.shape == "series":
            target = reading.quantities[0] if reading.quantities else None
            rows = arranged(reading, _choices(known), None, target)
            seen = described(reading, rows, target)
            try:
                notes = series_of(rows, name, "interpolate", target).notes
            except DataError:
                if not reading.questions:  # an answer may change what is left
                    raise
                notes = tuple(rows.rows.notes)
            return seen | {"notes": list(notes)}
        found = _collection(reading, None)
    return described_sequences(
        sequences_of(found, name, known.get("lengths", "pad"), "interpolate")
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
        Columns the network reads; None, or an empty sequence, uses every quantity.
    target : str or None
        Column to predict; None uses the only quantity.
    missing : {"interpolate", "previous", "drop"}
        How to treat missing values.
    resample : str or None
        One row for each "minute", "hour", "day", "week", "month", "quarter" or "year".
    resample_by : {"mean", "sum", "last", "min", "max"}
        How the rows of a period are combined.

    Raises
    ------
    DataError
        One sentence: what is wrong with the file or the choice of columns, or the first question
        that has no answer yet.
    """
    known, columns = _known(overrides), columns or None
    found = opened(raw, name, known)
    if isinstance(found, Reading):
        reading = found
        if reading.shape == "series":
            chosen(reading, columns, target)
            answered = target is not None or (columns is not None and len(columns) == 1)
            for question in reading.questions:
                if question.field != "data.target" or not answered:
                    raise question.error()
            how = _choices(known, missing, resample, resample_by)
            return series_of(arranged(reading, how, columns, target), name, missing, target)
        found = _collection(reading, columns)
    elif columns is not None:
        found = _channels(found, columns)
    if target is not None:
        sentence = _(
            "This file contains labeled sequences, and their class is predicted instead of a column; leave the target empty."
        )
        raise DataError(sentence, field="data.target")
    if resample is not None:
        sentence = _("Labeled sequences have no dates to resample by; leave this empty.")
        raise DataError(sentence, field="data.resample")
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
    """Return the corrections that were made; "none" as a role means no column."""
    given = {n: v for n, v in (overrides or {}).items() if v is not None and v != "auto"}
    return given | {n: "" for n in ("time", "id", "label") if given.get(n) == "none"}


def _choices(
    known: Mapping[str, Any],
    missing: str = "interpolate",
    resample: str | None = None,
    resample_by: str = "mean",
) -> Choices:
    duplicates, gaps = known.get("duplicates", "last"), known.get("gaps", "fill")
    return Choices(duplicates, gaps, missing, resample, resample_by)


def _collection(reading: Reading, columns: Sequence[str] | None) -> Collection:
    """Return the labeled sequences in a table."""
    if reading.label is None:
        sentence = _("No column looks like classes; choose the one that contains them.")
        raise DataError(sentence, field="data.params.label")
    used = chosen(reading, columns, None)
    values = np.column_stack([c.values for c in used])
    table, labels = reading.table, reading.table.words(reading.label)
    notes = [*table.notes]
    if reading.shape == "rows":
        return from_rows(values, list(labels), table.layout, notes)
    if not reading.groups:
        sentence = _("No column identifies the sequences; choose the one that does.")
        raise DataError(sentence, field="data.params.id")
    line = reading.line
    order = np.arange(table.rows) if line is None else np.argsort(line.times, kind="stable")
    names = tuple(c.name for c in used)
    ids = reading.names_of_rows()
    return from_long(ids[order], values[order], labels[order], names, table.layout, notes)


def _channels(found: Collection, columns: Sequence[str]) -> Collection:
    for name in columns:
        if name not in found.channels:
            hint = nearest(name, found.channels)
            sentence = _("There is no column {name!r}; {hint}").format(name=name[:80], hint=hint)
            raise DataError(sentence, field="data.columns")
    keep = [found.channels.index(name) for name in columns]
    sequences = [s[:, keep] for s in found.sequences]
    return replace(found, sequences=sequences, channels=tuple(columns))
