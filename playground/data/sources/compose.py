"""Waves put together, and what happens to a series on the way: outliers, gaps, level shifts,
changes of regime.

`combined`, `affected` and `filled` are pasted word for word into an exported script: they use their
arguments and ``np``, nothing else.
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

#: Rows of a composed series; more would fill the memory of a small server.
MOST_ROWS = 200_000


def combined(values: np.ndarray, other: np.ndarray, how: str) -> np.ndarray:
    """Return values (N, F) with another wave (M,) added to its first column, multiplied with it, or
    put behind it.

    Put behind, every further column goes on with its last value.
    """
    if how == "concatenate":
        behind = np.repeat(values[-1:], len(other), axis=0)
        behind[:, 0] = other
        return np.concatenate([values, behind])
    first = values[:, 0] + other if how == "add" else values[:, 0] * other
    return np.column_stack([first, values[:, 1:]])


def affected(length: int, at: int, rows: int, every: int) -> np.ndarray:
    """Return which rows (length,) lie within ``rows`` rows from ``at`` on, 0 to the end, and again
    ``every`` rows, 0 only once.
    """
    since = np.arange(length) - at
    if every:
        return (since >= 0) & ((since % every < rows) | (rows == 0))
    return (since >= 0) & ((since < rows) | (rows == 0))


def filled(values: np.ndarray, missing: np.ndarray, how: str) -> tuple[np.ndarray, np.ndarray]:
    """Return values (N', F) without gaps and the rows kept (N,) of bool; ``missing`` (N,) tells
    which rows have no readings.

    "interpolate" goes along a straight line, "previous" takes the value before, "drop" leaves the
    rows out. Where nothing is there to fill from, at the beginning and, along a line, at the end,
    rows are left out.
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
    """Return a clean wave (N, F) with every piece of ``data.compose`` in turn; piece k draws from
    ``default_rng([seed, 5, k])``.
    """
    first = len(values)
    for k, piece in enumerate(pieces):
        count = (piece["rows"] or first) if piece["how"] == "concatenate" else len(values)
        if len(values) + count > MOST_ROWS and piece["how"] == "concatenate":
            told = _("the pieces together have more than {most} rows; make them shorter.").format(
                most=MOST_ROWS
            )
            raise DataError(told, field="data.compose")
        values = combined(
            values, _wave(piece, count, np.random.default_rng([seed, 5, k])), piece["how"]
        )
    return values


def with_regimes(
    values: np.ndarray, events: Sequence[Mapping[str, Any]], seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return a clean wave (N, F) whose first column follows other waves within its regimes, and the
    regime of each row, 0 is the first.

    The regimes are numbered in their order among ``events``; where two overlap, the later one
    holds. Event k draws from ``default_rng([seed, 6, k])``.
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
    """Return a series with the outliers, level shifts and gaps among ``data.events``; regimes are
    the generated wave's own matter.

    Raises
    ------
    DataError
        An event lies behind the last row, or gaps leave too little.
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
            _("the gaps leave no reading at all; make them shorter."), field="data.events"
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
    """Refuse an event that would begin behind the last row."""
    for k, event in enumerate(events):
        if event["at"] >= length:
            told = _("it begins at row {at}, but the last row of this series is {last}.").format(
                at=event["at"], last=length - 1
            )
            raise DataError(told, field=f"data.events[{k}].at")


def _wave(piece: Mapping[str, Any], length: int, rng: np.random.Generator) -> np.ndarray:
    return (
        lookup("source", piece["source"])
        .make(length, rng, **piece["params"])
        .reshape(length, -1)[:, 0]
    )


def _about_gaps(gone: np.ndarray, keep: np.ndarray, how: str) -> str:
    told = {
        "interpolate": _(
            "Readings taken out as gaps: {count}; filled along a straight line: {filled}, their rows left out: {dropped}. A line knows the "
            "reading behind the gap; the value before does not."
        ),
        "previous": _(
            "Readings taken out as gaps: {count}; filled with the value before: {filled}, their rows left out: {dropped}."
        ),
        "drop": _(
            "Readings taken out as gaps: {count}; filled: {filled}, their rows left out: {dropped}."
        ),
    }[how]
    return told.format(
        count=int(gone.sum()), filled=int((gone & keep).sum()), dropped=int((~keep).sum())
    )
