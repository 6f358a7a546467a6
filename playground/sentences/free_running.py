"""Sentences about a network that reads its own predictions instead of the true values."""

from __future__ import annotations

import numpy as np

from playground.evaluation.meaningful import exact
from playground.wording import _, counted, digits_apart, number

#: Ratio of the two errors from which free running counts as better or worse.
COSTS = 1.2


def about_free_running(
    free: np.ndarray, forced: np.ndarray, teacher_forcing: float, unit: str, untrained: bool = False
) -> str:
    """Return the cost of reading one's own predictions, from the mean errors (K,) of every step.

    Parameters
    ----------
    free, forced : ndarray of shape (K,)
        Mean errors when the network reads its own predictions, and when it reads the true values.
    teacher_forcing : float
        Share of the steps, from 0 to 1, at which training gave it the true value.
    untrained : bool
        Whether the network has not been trained at all.
    """
    own, true = float(free.mean()), float(forced.mean())
    if not (np.isfinite(own) and np.isfinite(true)):
        return _("The network's predictions are not finite numbers.")
    if len(free) == 1:
        return _("Only one step is predicted, so nothing is fed back.")
    if own > COSTS * true:
        sentence = _(
            "Its mean error is {true}{unit} when it reads the true values and {own}{unit} when it reads its own predictions: errors compound."
        )
    elif true > COSTS * own:
        sentence = _(
            "Its mean error is {true}{unit} when it reads the true values and {own}{unit} when it reads its own predictions: free running helps here."
        )
    else:
        sentence = _(
            "Its mean error is {true}{unit} when it reads the true values and {own}{unit} when it reads its own predictions: free running costs little here."
        )
    digits = digits_apart(true, own, most=4)
    sentence = sentence.format(
        true=number(true, digits), own=number(own, digits), unit=f" {unit}" if unit else ""
    )
    return sentence if untrained else f"{sentence} {_in_training(teacher_forcing)}"


def _in_training(teacher_forcing: float) -> str:
    if teacher_forcing >= 1.0:
        return _(
            "In training it always read the true values (teacher forcing 1); lower teacher forcing and train again to see the difference."
        )
    if teacher_forcing <= 0.0:
        return _("In training it read its own predictions at every step (teacher forcing 0).")
    return _("In training it read the true values at {percent} % of the steps.").format(
        percent=number(100 * teacher_forcing, 3)
    )


def about_steps_ahead(free: np.ndarray, unit: str) -> str:
    """Return how the mean error (K,) grows from the first predicted step to the last."""
    first, last = float(free[0]), float(free[-1])
    if len(free) < 2 or not (np.isfinite(first) and np.isfinite(last)):
        return ""
    grows = last > 2 * first and not exact(first, free)  # no ratio to a rounding error
    sentence = (
        _(
            "One step ahead it is off by {first}{unit} on average, {steps} ahead by {last}{unit}, {times} times as much."
        )
        if grows
        else _(
            "One step ahead it is off by {first}{unit} on average, {steps} ahead by {last}{unit}."
        )
    )
    return sentence.format(
        first=number(first, 2),
        last=number(last, 2),
        steps=counted(len(free), "{n} step", "{n} steps"),
        unit=f" {unit}" if unit else "",
        times=number(last / first, 2) if grows else "",
    )
