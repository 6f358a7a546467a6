"""What a task declares of itself besides its numbers: what guessing reaches, when it is solved, and
who else can do it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Yardstick:
    """How well a task can be done.

    Parameters
    ----------
    chance : callable
        ``chance(length, **parameters) -> float``: what the best constant answer reaches on every
        step together, as mean squared error; with classes, the share of right answers by guessing.
    solved : float
        A validation error below this counts as solved; with classes, a share of right answers of at
        least this.
    summary : str
        Where the simple RNN does as well or better, and what else is worth knowing of the result:
        one or two sentences (a message id).
    help : str
        Where the task comes from, and how it differs here: one or two sentences (a message id).
    classes : bool
        Whether both figures are shares of right answers.
    last : callable or None
        The same as ``chance`` for the answer at the last step alone, where it differs.
    """

    chance: Callable[..., float]
    solved: float
    summary: str
    help: str
    classes: bool = False
    last: Callable[..., float] | None = None


@dataclass(frozen=True)
class Mark:
    """An input channel of 0 and 1 that is shown as a sign above the sequence instead of as a curve;
    at most one is 1 at a step.

    Parameters
    ----------
    channel : str
        Name of the column.
    sign : str
        What stands above the step where it is 1.
    label : str
        What it is called (a message id).
    """

    channel: str
    sign: str
    label: str
