"""How far predictions are from the truth, in the data's own units."""

from __future__ import annotations

import math

import numpy as np

from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows


def mae(target: np.ndarray, prediction: np.ndarray) -> float:
    """Return the mean absolute error over all values, in their unit."""
    return float(np.mean(np.abs(prediction - target)))


def rmse(target: np.ndarray, prediction: np.ndarray) -> float:
    """Return the root of the mean squared error over all values, in their unit."""
    return float(np.sqrt(np.mean((prediction - target) ** 2)))


def mase(target: np.ndarray, prediction: np.ndarray, scale: float | None) -> float:
    """Return the mean absolute error as a multiple of ``scale``; not a number without a scale or
    with 0 (Hyndman & Koehler 2006).
    """
    return mae(target, prediction) / scale if scale else math.nan


def naive_scale(windows: Windows, data: Series | Sequences) -> float | None:
    """Return mean |y_t - y_{t-1}| over the training rows, in the target's own unit: the error of
    repeating the last value there.

    For sequences the neighbours are the scored steps of one sequence (of a course all its steps);
    with one there are none: None.
    """
    own, first = windows.train.own, windows.bounds[0]
    if isinstance(data, Sequences):
        scored = slice(None) if data.ahead else windows.test.target_offsets
        steps = np.abs(np.diff(own.reshape(-1, windows.length)[:first, scored], axis=1))
    else:
        steps = np.abs(np.diff(own[:first]))
    return float(steps.mean()) if steps.size else None


def metrics(
    target: np.ndarray, prediction: np.ndarray, scale: float | None
) -> dict[str, float | None]:
    """Return ``mae``, ``rmse`` and ``mase``; None where one is not defined or not finite, since
    JSON has no word for that.

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
