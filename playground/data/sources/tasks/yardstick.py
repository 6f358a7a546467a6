"""What a task declares about its difficulty: the chance level, the threshold and the simple RNN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Yardstick:
    """How well a task can be solved.

    Parameters
    ----------
    chance : callable
        ``chance(length, **parameters) -> float``: the mean squared error of the best constant
        answer over all steps; with classes, the accuracy of guessing.
    solved : float
        Validation error below which the task counts as solved; with classes, the accuracy from
        which it does.
    summary : str
        Where the simple RNN does as well or better, and what else matters for the result: one or
        two sentences (a message id).
    help : str
        Where the task comes from, and how it differs here: one or two sentences (a message id).
    classes : bool
        Whether both figures are accuracies.
    last : callable or None
        Like ``chance``, for the answer at the last step alone, where that differs.
    """

    chance: Callable[..., float]
    solved: float
    summary: str
    help: str
    classes: bool = False
    last: Callable[..., float] | None = None


@dataclass(frozen=True)
class Mark:
    """An input channel of 0 and 1 shown as a sign above the sequence instead of as a curve.

    At most one such channel is 1 at a step.

    Parameters
    ----------
    channel : str
        Name of the column.
    sign : str
        Shown above the step where the channel is 1.
    label : str
        Its name (a message id).
    """

    channel: str
    sign: str
    label: str
