"""The forecast of a trained network beyond the end of the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from playground.analysis.explain import predict
from playground.data.series import Series
from playground.data.windowing.calendar import continued
from playground.data.windowing.windows import Windows
from playground.models.architecture import Architecture
from playground.models.stack import Stack

#: Most rows forecast from a network's own predictions, and most multiplications for them.
MOST_ROWS = 60
_MULTIPLICATIONS = 1e9


@dataclass(frozen=True)
class Ahead:
    """A forecast of the rows after the last one.

    Parameters
    ----------
    rows : ndarray of int, shape (K,)
        Row numbers, continuing those of the series.
    times : ndarray, shape (K,)
        Their dates, or numbers where the series has no dates.
    values : ndarray of shape (K,)
        Predictions in the target's own unit, float64.
    fed_back : ndarray of bool, shape (K,)
        Whether the network read its own predictions for the value.
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
    """Return the forecast beyond the end of the data, or None where the network makes none.

    A decoder or generator predicts its whole horizon after the last window. Any other network
    predicts the value ``horizon`` rows after a window, so the last ``horizon`` windows give as many
    rows, each from known values alone. With a single column the forecast continues, up to
    `MOST_ROWS`, from the network's own predictions; with more columns it cannot, because the others
    are not predicted.
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
    return _in_own_unit(output, np.full(len(output), series.values[-1, target]), windows)


def _written(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    series: Series,
    windows: Windows,
) -> np.ndarray:
    """Generate from the value and slope of the last row, as each window does from its own."""
    part = windows.test
    last = replace(part, starts=np.array([len(series.values) - part.lookback]))
    output = predict(architecture, weights, last.x(0))[0]
    return _in_own_unit(output, np.full(len(output), series.values[-1, series.target]), windows)


def _stepped(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    series: Series,
    windows: Windows,
    horizon: int,
) -> np.ndarray:
    """Forecast row by row; a single column continues from the network's own predictions.

    The windows of all rows run side by side, each a row behind the one before it, so that every row
    is read once.
    """
    part, target, lookback = windows.test, series.target, windows.test.lookback
    most = horizon
    if series.values.shape[1] == 1:
        room = architecture.affordable(_MULTIPLICATIONS, lookback, 0, MOST_ROWS)
        most = max(horizon, room)
    stack = Stack(architecture, weights)
    for layer in stack.encoder:
        layer.start(0, most)
    states = [[state[0] for state in layer.states] for layer in stack.encoder]  # (B, H) each
    start = len(part.rows) - horizon - lookback + 1  # the first row of the first window
    rows = list(part.rows[start:].astype(np.float64))  # (F,) each
    values = list(series.values[start:, target])
    for n in range(lookback + most - 1):
        open_windows = slice(max(0, n - lookback + 1), min(n + 1, most))
        count = open_windows.stop - open_windows.start
        x = np.broadcast_to(rows[n], (1, count, len(rows[n])))
        for layer, known in zip(stack.encoder, states, strict=True):
            layer.start(1, count, [state[open_windows] for state in known])
            x = layer.scan(x)  # (1, B, H)
            for state, new in zip(known, layer.states, strict=True):
                state[open_windows] = new[-1]
        if n >= lookback - 1:  # the first of them ends with this row
            output = stack.head(x[0, 0])[-1:]
            values.append(_in_own_unit(output, np.array([values[n]]), windows)[0])
            if series.values.shape[1] == 1:
                rows.extend(_as_inputs(np.array(values[-2:]), windows))
    return np.array(values[-most:])


def _in_own_unit(output: np.ndarray, known: np.ndarray, windows: Windows) -> np.ndarray:
    """Return outputs in the target's own unit; changes are added to the last known values."""
    scaler = windows.scaler
    if not windows.test.change:
        return scaler.inverse_target(output)
    return scaler.own_target(scaler.level(known) + output * scaler.factor[scaler.target])


def _as_inputs(values: np.ndarray, windows: Windows) -> np.ndarray:
    """Return consecutive values as the network reads them, (K, 1), without the first one."""
    if not windows.differenced:
        return windows.scaler.transform(values[1:, None])
    return (
        np.diff(windows.scaler.level(values)) / windows.scaler.factor
        - windows.scaler.shift / windows.scaler.factor
    )[:, None]
