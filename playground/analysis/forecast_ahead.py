"""The forecast beyond the end of the data: what a trained network says about rows that nobody has
seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from playground.analysis.explain import predict
from playground.data.series import Series
from playground.data.windowing.calendar import continued
from playground.data.windowing.windows import Windows
from playground.models.architecture import Architecture

#: Rows a network that feeds on its own predictions goes on for, and multiplications that may cost.
MOST_ROWS = 60
_MULTIPLICATIONS = 1e9


@dataclass(frozen=True)
class Ahead:
    """Rows after the last one.

    Parameters
    ----------
    rows : ndarray of int, shape (K,)
        Row numbers, going on from the series.
    times : ndarray, shape (K,)
        Their dates, or numbers where the series has no dates.
    values : ndarray of shape (K,)
        Predictions in the target's own unit, float64.
    fed_back : ndarray of bool, shape (K,)
        Whether the network had to read predictions of its own for it.
    """

    rows: np.ndarray
    times: np.ndarray
    values: np.ndarray
    fed_back: np.ndarray


def ahead(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    series: Series,
    windows: Windows,
) -> Ahead | None:
    """Return the forecast beyond the end, or None where the network makes none.

    A decoder or generator writes its whole horizon after the last window. Any other network says
    the value ``horizon`` rows after a window, so the last ``horizon`` windows give as many rows,
    each made from readings alone. A series of a single column then goes on from its own
    predictions, up to `MOST_ROWS`; with several columns that cannot be, because nobody predicts the
    others.
    """
    part = windows.test
    count, lookback = len(series.values), part.lookback
    if windows.task or len(part.known_offsets) == 0:
        return None
    if architecture.feeds_back:
        forecast = _decoded if architecture.has_decoder else _written
        values = forecast(architecture, weights, series, windows)
        fed = np.arange(len(values)) > 0
    else:
        horizon = int(part.target_offsets[-1]) - (lookback - 1)
        if horizon < 1:
            return None
        values = _stepped(architecture, weights, series, windows, horizon)
        fed = np.arange(len(values)) >= horizon
    return Ahead(count + np.arange(len(values)), continued(series.index, len(values)), values, fed)


def _decoded(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    series: Series,
    windows: Windows,
) -> np.ndarray:
    part, target = windows.test, series.target
    x = part.rows[-part.lookback :][None]
    output = predict(architecture, weights, x, part.targets[-1:], len(part.target_offsets))[0]
    return _own(output, np.full(len(output), series.values[-1, target]), windows)


def _written(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    series: Series,
    windows: Windows,
) -> np.ndarray:
    """Begin from the last row's value and slope, as every window does from its own."""
    part = windows.test
    last = replace(part, starts=np.array([len(series.values) - part.lookback]))
    output = predict(architecture, weights, last.x(0))[0]
    return _own(output, np.full(len(output), series.values[-1, series.target]), windows)


def _stepped(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    series: Series,
    windows: Windows,
    horizon: int,
) -> np.ndarray:
    """Go on ``horizon`` rows at a time: so many windows are complete as soon as the rows before
    them are.
    """
    part, target, lookback = windows.test, series.target, windows.test.lookback
    most = horizon
    if series.values.shape[1] == 1:
        room = architecture.affordable(_MULTIPLICATIONS, lookback, 0, MOST_ROWS)
        most = max(horizon, room)
    rows, own = part.rows.astype(np.float64), series.values[:, target]
    count = len(rows)
    while len(own) < count + most:
        ends = (
            np.arange(len(own) - horizon, len(own)) + 1
        )  # windows that end so many rows before the next ones
        x = np.stack([rows[end - lookback : end] for end in ends])
        output = predict(architecture, weights, x)[:, -1]
        fresh = _own(output, own[ends - 1], windows)
        own = np.concatenate([own, fresh])
        if series.values.shape[1] == 1:
            rows = np.concatenate([rows, _read(own[-len(fresh) - 1 :], windows)])
    return own[count : count + most]


def _own(output: np.ndarray, known: np.ndarray, windows: Windows) -> np.ndarray:
    """Return outputs in the target's own unit; a change is added to the last known value of
    each.
    """
    scaler = windows.scaler
    if not windows.test.change:
        return scaler.inverse_target(output)
    return scaler.own_target(scaler.level(known) + output * scaler.factor[scaler.target])


def _read(own: np.ndarray, windows: Windows) -> np.ndarray:
    """Return all but the first of some values in a row as a network reads them, (K, 1)."""
    if not windows.differenced:
        return windows.scaler.transform(own[1:, None])
    return (
        np.diff(windows.scaler.level(own)) / windows.scaler.factor
        - windows.scaler.shift / windows.scaler.factor
    )[:, None]
