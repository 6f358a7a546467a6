"""Combine waves, and add events to a series: outliers, gaps, level shifts and regime changes.

`combined`, `affected` and `filled` are copied verbatim into exported scripts and use only their
arguments and ``np``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from playground.config.registry import lookup
from playground.data.series import Series
from playground.errors import DataError
from playground.wording import _

#: Rows of a composed series; more would exhaust the memory of a small server.
MOST_ROWS = 200_000


def combined(values: np.ndarray, other: np.ndarray, how: str) -> np.ndarray:
    """Return values (N, F) with another wave (M,) combined into the first column.

    It is added, multiplied or appended. When appended, the other columns continue with their last
    value.
    """
    if how == "concatenate":
        behind = np.repeat(values[-1:], len(other), axis=0)
        behind[:, 0] = other
        return np.concatenate([values, behind])
    first = values[:, 0] + other if how == "add" else values[:, 0] * other
    return np.column_stack([first, values[:, 1:]])


def affected(length: int, at: int, rows: int, every: int) -> np.ndarray:
    """Return which rows (length,) an event affects.

    ``rows`` rows from ``at`` on (0: to the end), again every ``every`` rows (0: only once).
    """
    since = np.arange(length) - at
    if every:
        return (since >= 0) & ((since % every < rows) | (rows == 0))
    return (since >= 0) & ((since < rows) | (rows == 0))


def filled(values: np.ndarray, missing: np.ndarray, how: str) -> tuple[np.ndarray, np.ndarray]:
    """Return values (N', F) without gaps, and the rows kept (N,) of bool.

    ``missing`` (N,) marks the rows in a gap. "interpolate" fills linearly, "previous" with the
    value before, and "drop" drops the rows. Rows with nothing to fill them from, at the beginning
    and, when interpolating, at the end, are dropped.
    """
    rows = np.arange(len(values))
    known = rows[~missing]
    if how == "drop":
        return values[known], ~missing
    if how == "previous":
        keep = rows >= known[0]
        return values[np.maximum.accumulate(np.where(missing, 0, rows))][keep], keep
    keep = (rows >= known[0]) & (rows <= known[-1])
    lines = [np.interp(rows, known, column[known]) for column in values.T]
    return np.column_stack(lines)[keep], keep


def composed(values: np.ndarray, pieces: Sequence[Mapping[str, Any]], seed: int) -> np.ndarray:
    """Return a clean wave (N, F) with every piece of ``data.compose`` in turn.

    Piece k uses ``default_rng([seed, 5, k])``.
    """
    first = len(values)
    for k, piece in enumerate(pieces):
        count = (piece["rows"] or first) if piece["how"] == "concatenate" else len(values)
        if len(values) + count > MOST_ROWS and piece["how"] == "concatenate":
            sentence = _(
                "The pieces together have more than {most} rows; make them shorter."
            ).format(most=MOST_ROWS)
            raise DataError(sentence, field="data.compose")
        values = combined(
            values, _wave(piece, count, np.random.default_rng([seed, 5, k])), piece["how"]
        )
    return values


def with_regimes(
    values: np.ndarray, events: Sequence[Mapping[str, Any]], seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return a clean wave (N, F) with regime changes in column 0, and the regime of each row.

    Regime 0 is the original wave; the others are numbered in their order among ``events``. Where
    two overlap, the later one applies. Event k uses ``default_rng([seed, 6, k])``.
    """
    values, regime, number = values.copy(), np.zeros(len(values), np.int64), 0
    for k, event in enumerate(events):
        if event["kind"] == "regime_change":
            number += 1
            inside = affected(len(values), event["at"], event["rows"], event["every"])
            values[inside, 0] = _wave(event, len(values), np.random.default_rng([seed, 6, k]))[
                inside
            ]
            regime[inside] = number
    return values, regime


def with_events(series: Series, events: Sequence[Mapping[str, Any]], missing: str) -> Series:
    """Return a series with the outliers, level shifts and gaps among ``data.events``.

    Regime changes are part of the generated wave (`with_regimes`).

    Raises
    ------
    DataError
        An event lies after the last row, or gaps leave too little.
    """
    rest = [event for event in events if event["kind"] != "regime_change"]
    check_places(events, len(series.values))
    if not rest:
        return series
    values, gone = series.values.copy(), np.zeros(len(series.values), bool)
    for event in rest:
        inside = affected(len(values), event["at"], event.get("rows", 1), event["every"])
        if event["kind"] == "gap":
            gone |= inside
        else:
            values[inside, series.target] += event["size"]
    if not gone.any():
        return replace(series, values=values)
    if gone.all():
        raise DataError(
            _("The gaps leave no value at all; make them shorter."), field="data.events"
        )
    values, keep = filled(values, gone, missing)
    labels = None if series.labels is None else series.labels[keep]
    mask = (
        np.zeros((len(gone), values.shape[1]), bool)
        if series.filled is None
        else series.filled.copy()
    )
    mask |= gone[:, None] & (missing == "interpolate")
    mask = mask[keep]
    notes = (*series.notes, _about_gaps(gone, keep, missing))
    return replace(
        series,
        values=values,
        index=series.index[keep],
        labels=labels,
        notes=notes,
        filled=mask if mask.any() else None,
    )


def check_places(events: Sequence[Mapping[str, Any]], length: int) -> None:
    """Refuse an event that would begin after the last row."""
    for k, event in enumerate(events):
        if event["at"] >= length:
            sentence = _(
                "It begins at row {at}, but the last row of this series is {last}."
            ).format(at=event["at"], last=length - 1)
            raise DataError(sentence, field=f"data.events[{k}].at")


def _wave(piece: Mapping[str, Any], length: int, rng: np.random.Generator) -> np.ndarray:
    return (
        lookup("source", piece["source"])
        .make(length, rng, **piece["params"])
        .reshape(length, -1)[:, 0]
    )


def _about_gaps(gone: np.ndarray, keep: np.ndarray, how: str) -> str:
    sentence = {
        "interpolate": _(
            "Values removed as gaps: {count}; filled by linear interpolation: {filled}, rows dropped: {dropped}. Interpolation uses the value after the gap; the previous value does not."
        ),
        "previous": _(
            "Values removed as gaps: {count}; filled with the previous value: {filled}, rows dropped: {dropped}."
        ),
        "drop": _("Values removed as gaps: {count}; filled: {filled}, rows dropped: {dropped}."),
    }[how]
    return sentence.format(
        count=int(gone.sum()), filled=int((gone & keep).sum()), dropped=int((~keep).sum())
    )
