"""Errors of predictions, in the data's own units."""

from __future__ import annotations

import math

import numpy as np

from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows


def mae(target: np.ndarray, prediction: np.ndarray) -> float:
    """Return the mean absolute error over all values, in their unit.

    Examples
    --------
    >>> mae(np.array([1.0, 2.0]), np.array([2.0, 4.0]))
    1.5
    """
    return float(np.mean(np.abs(prediction - target)))


def rmse(target: np.ndarray, prediction: np.ndarray) -> float:
    """Return the root mean squared error over all values, in their unit.

    Examples
    --------
    >>> rmse(np.array([0.0, 0.0]), np.array([1.0, 7.0]))
    5.0
    """
    return float(np.sqrt(np.mean((prediction - target) ** 2)))


def mase(target: np.ndarray, prediction: np.ndarray, scale: float | None) -> float:
    """Return the mean absolute scaled error (Hyndman & Koehler 2006).

    It is the mean absolute error divided by ``scale``; NaN where that is None or 0.

    Examples
    --------
    >>> mase(np.array([1.0, 2.0]), np.array([2.0, 4.0]), scale=3.0)
    0.5
    """
    return mae(target, prediction) / scale if scale else math.nan


def naive_scale(windows: Windows, data: Series | Sequences) -> float | None:
    """Return the mean of |y_t - y_{t-1}| over the training rows, in the target's own unit.

    It is the error of repeating the last value on the training set. In sequences, only the scored
    steps are compared (all steps where the sequence itself is forecast); None with a single step.
    """
    series, first = windows.train.own, windows.bounds[0]
    if isinstance(data, Sequences):
        scored = slice(None) if data.ahead else windows.test.target_offsets
        steps = np.abs(np.diff(series.reshape(-1, windows.length)[:first, scored], axis=1))
    else:
        steps = np.abs(np.diff(series[:first]))
    return float(steps.mean()) if steps.size else None


def metrics(
    target: np.ndarray, prediction: np.ndarray, scale: float | None
) -> dict[str, float | None]:
    """Return ``mae``, ``rmse`` and ``mase``; None where one is undefined or not finite.

    Parameters
    ----------
    target, prediction : ndarray of equal shape
        In the data's own units.
    scale : float or None
        See `naive_scale`.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        values = {
            "mae": mae(target, prediction),
            "rmse": rmse(target, prediction),
            "mase": mase(target, prediction, scale),
        }
    return {name: value if math.isfinite(value) else None for name, value in values.items()}
