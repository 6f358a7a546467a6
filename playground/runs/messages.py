"""The messages between server and worker; without torch, which the server does not import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.runs.recording import Frame


class Look(Protocol):
    """What a page shows of a training step, computed by the worker that trained it.

    It travels to the worker with the call, so it is small, can be pickled, and equal looks compare
    equal.
    """

    def __call__(
        self, experiment: Experiment, data: Series | Sequences, frame: Frame
    ) -> bytes:  # packed for the browser
        ...


@dataclass(frozen=True)
class Picture:
    """One training step as a look shows it.

    Parameters
    ----------
    step : int
        Training step.
    look : Look
        What was shown.
    packed : bytes
        The result of the look.
    seconds : float
        Time it took.
    """

    step: int
    look: Look
    packed: bytes
    seconds: float = 0.0


@dataclass(frozen=True)
class Budget:
    """How much to train in one call, until the first of two limits is reached.

    Parameters
    ----------
    steps : int or None
        Most training steps.
    seconds : float or None
        Most seconds, checked after every step; at least one step is taken.
    """

    steps: int | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Advanced:
    """The result of one call of `advance`.

    Parameters
    ----------
    state : bytes
        The whole training state, for the next call.
    frames : list of Frame
        The frames recorded during the call, oldest first.
    live : Frame
        The latest step with its weights, recorded or not, for display only.
    steps, seconds : int, float
        Training steps taken in this call and the time they took.
    stop_reason : str or None
        Why the run ended, or None as long as it can continue.
    kept : ndarray of shape (P,), float32, or None
        Weights that a finished run keeps: with patience of the best evaluation, else the last.
    failed_step : int or None
        The training step whose loss or gradient was not finite.
    picture : Picture or None
        The latest step as the call's look shows it.
    """

    state: bytes
    frames: list[Frame]
    live: Frame
    steps: int
    seconds: float
    stop_reason: str | None
    kept: np.ndarray | None = None
    failed_step: int | None = None
    picture: Picture | None = None


@dataclass(frozen=True)
class Evaluated:
    """The result of `evaluate` on the test set, in the data's units.

    Parameters
    ----------
    network : dict
        Metrics of the network: "mae", "rmse" and "mase"; for classes "accuracy", "cross_entropy"
        and "confusion", the counts with a row for each true class; None if not finite.
    baselines : dict
        The same for "last_value", "seasonal_naive", "linear_ar" and "mean"; for classes for
        "majority_class" and "nearest_neighbour".
    period : int
        Season of the seasonal naive forecast in rows; 1 if the data have none.
    predictions : dict of ndarray
        The columns of ``predictions.csv``: index, window, step, target, prediction.
    """

    network: dict[str, Any]
    baselines: dict[str, dict[str, Any]]
    period: int
    predictions: dict[str, Any]

    @property
    def windows(self) -> int:
        """Number of evaluated test windows; fewer than all if all would take too long."""
        return len(np.unique(self.predictions.get("window", ())))
