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
    """Forecast ``horizon`` rows at a time: each needs only rows up to ``horizon`` before it."""
    part, target, lookback = windows.test, series.target, windows.test.lookback
    most = horizon
    if series.values.shape[1] == 1:
        room = architecture.affordable(_MULTIPLICATIONS, lookback, 0, MOST_ROWS)
        most = max(horizon, room)
    rows, values = part.rows.astype(np.float64), series.values[:, target]
    count = len(rows)
    while len(values) < count + most:
        # The windows that end ``horizon`` rows before each of the next rows.
        ends = np.arange(len(values) - horizon, len(values)) + 1
        x = np.stack([rows[end - lookback : end] for end in ends])
        output = predict(architecture, weights, x)[:, -1]
        fresh = _in_own_unit(output, values[ends - 1], windows)
        values = np.concatenate([values, fresh])
        if series.values.shape[1] == 1:
            rows = np.concatenate([rows, _as_inputs(values[-len(fresh) - 1 :], windows)])
    return values[count : count + most]


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
