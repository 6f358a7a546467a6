"""What a problem type asks of each window: which rows are read, which are answered, and how the
answers are made.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class WindowSpec:
    """The layout of one window, counted in rows from its start.

    Parameters
    ----------
    lookback : int
        Rows that the network reads; those its condition is taken from, when it generates.
    target_offsets : ndarray of shape (K,)
        Row of each answer.
    known_offsets : ndarray of shape (K,)
        Row of the newest target value known when answer k is made; empty where targets are never
        shown.
    blend : {"", "running_mean", "cumulative_sum", "echo"}
        How the answers are made of the targets read so far (`blended`); "" takes each target as it
        stands.
    delay : int
        Steps by which an echo comes later.
    classes : bool
        Whether the target is the number of a class.
    generated : bool
        Whether the network reads one condition at the first of K steps and then its own answers.
    every_row : bool
        Whether each row of a sequence begins a window of its own.
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
    """Return (B, T) answers made of the values (B, T) from the window's first row on.

    "running_mean" is the mean of all values so far, "cumulative_sum" their sum, "echo" the value
    ``delay`` steps ago and 0 before there is one.
    """
    if blend == "echo":
        return np.concatenate(
            [np.zeros_like(values[:, :delay]), values[:, : values.shape[1] - delay]], axis=1
        )
    total = np.cumsum(values.astype(np.float64), axis=1)
    return total / np.arange(1, values.shape[1] + 1) if blend == "running_mean" else total
