"""Which rows of a window are read, which are predicted, and how the targets are computed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class WindowSpec:
    """The layout of one window, in rows counted from its start.

    Parameters
    ----------
    lookback : int
        Rows that the network reads; for a generator, the rows its condition is taken from.
    target_offsets : ndarray of shape (K,)
        Row of each target.
    known_offsets : ndarray of shape (K,)
        Row of the newest target value known when prediction k is made; empty where the network is
        never shown its targets.
    blend : {"", "running_mean", "cumulative_sum", "echo"}
        How a target is computed from the values up to it (`blended`); "" uses each value itself.
    delay : int
        Delay of an echo, in time steps.
    classes : bool
        Whether the target is a class number.
    generated : bool
        Whether the network reads one condition at the first of K steps, then its own predictions.
    every_row : bool
        Whether a window starts at every row of a sequence instead of only at its first row.
    """

    lookback: int
    target_offsets: np.ndarray
    known_offsets: np.ndarray
    blend: str = ""
    delay: int = 0
    classes: bool = False
    generated: bool = False
    every_row: bool = False


def blended(values: np.ndarray, blend: str, delay: int) -> np.ndarray:
    """Return the targets (B, T) computed from the values (B, T) since the start of the window.

    "running_mean" is the mean of all values so far, "cumulative_sum" their sum, and "echo" the
    value ``delay`` steps earlier, 0 before there is one.

    Examples
    --------
    >>> import numpy as np
    >>> blended(np.array([[1.0, 2.0, 6.0]]), "running_mean", 0)
    array([[1. , 1.5, 3. ]])
    >>> blended(np.array([[1.0, 2.0, 6.0]]), "echo", 1)
    array([[0., 1., 2.]])
    """
    if blend == "echo":
        return np.concatenate(
            [np.zeros_like(values[:, :delay]), values[:, : values.shape[1] - delay]], axis=1
        )
    total = np.cumsum(values.astype(np.float64), axis=1)
    return total / np.arange(1, values.shape[1] + 1) if blend == "running_mean" else total
