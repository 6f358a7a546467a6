"""What goes to a worker and what comes back; free of torch, so that the server can read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.runs.recording import Frame


@dataclass(frozen=True)
class Budget:
    """How much to train in one call: whichever is used up first.

    Parameters
    ----------
    steps : int or None
        Training steps at most.
    seconds : float or None
        Seconds at most, looked at after every step; at least one step is done.
    """

    steps: int | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Advanced:
    """What one call of `advance` gives back.

    Parameters
    ----------
    state : bytes
        The whole training state; give it to the next call.
    frames : list of Frame
        What was recorded on the way, oldest first.
    live : Frame
        The newest step with its weights, recorded or not: shown, not kept.
    steps, seconds : int, float
        Training steps done in this call and how long they took.
    stop_reason : str or None
        Why the run ended, or None while it may go on.
    kept : ndarray of shape (P,), float32, or None
        Once it ended: the weights it keeps, of the best evaluation with patience, else the last.
    failed_step : int or None
        The training step whose loss or gradient was not finite.
    """

    state: bytes
    frames: list[Frame]
    live: Frame
    steps: int
    seconds: float
    stop_reason: str | None
    kept: np.ndarray | None = None
    failed_step: int | None = None


@dataclass(frozen=True)
class Evaluated:
    """What `evaluate` finds on the test part, in the data's own units.

    Parameters
    ----------
    network : dict
        Metrics of the network: "mae", "rmse", "mase"; of classes "accuracy", "cross_entropy" and
        "confusion", the counts with a row for each true class; None for one that is not finite.
    baselines : dict
        The same for "last_value", "seasonal_naive", "linear_ar" and "mean"; of classes for
        "majority_class" and "nearest_neighbour".
    period : int
        Season of the seasonal naive forecast in rows; 1 when the data show none.
    predictions : dict of ndarray
        The columns of ``predictions.csv``: index, window, step, target, prediction.
    """

    network: dict[str, Any]
    baselines: dict[str, dict[str, Any]]
    period: int
    predictions: dict[str, Any]

    @property
    def windows(self) -> int:
        """Windows of the test part that were read: all of them, or evenly spaced ones where all
        would take too long.
        """
        return len(np.unique(self.predictions.get("window", ())))
