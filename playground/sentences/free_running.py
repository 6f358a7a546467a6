"""What feeding back costs, in words."""

from __future__ import annotations

import numpy as np

from playground.evaluation.meaningful import exact
from playground.wording import _, counted, digits_apart, number

#: From this ratio on reading its own answers is said to cost something.
COSTS = 1.2


def about_feeding_back(
    free: np.ndarray, forced: np.ndarray, share: float, unit: str, untrained: bool = False
) -> str:
    """Return what it costs to read one's own answers instead of the truth, from mean errors (K,) at
    every step.

    Parameters
    ----------
    share : float
        Share of the steps at which the truth was shown in training.
    untrained : bool
        Whether the network has not been trained at all.
    """
    unit = f" {unit}" if unit else ""
    mine, shown = float(free.mean()), float(forced.mean())
    if not (np.isfinite(mine) and np.isfinite(shown)):
        return _("The network's answers are not finite numbers.")
    if len(free) == 1:
        return _("Only one step is written, so nothing is fed back.")
    told = _(
        "Shown the truth before every step it is off by {shown}{unit} on average, reading its own answers by {mine}{unit}: "
    )
    if mine > COSTS * shown:
        told += _("its errors feed on themselves.")
    elif shown > COSTS * mine:
        told += _("it does better on its own answers than on the truth.")
    else:
        told += _("feeding back costs it little here.")
    digits = digits_apart(shown, mine, most=4)
    sentence = told.format(shown=number(shown, digits), mine=number(mine, digits), unit=unit)
    if untrained:
        return sentence
    if share >= 1.0:
        return (
            sentence
            + " "
            + _(
                "In training it was always shown the truth (teacher forcing 1); lower that and train again to see what it changes."
            )
        )
    if share <= 0.0:
        return (
            sentence
            + " "
            + _("In training it read its own answers at every step (teacher forcing 0).")
        )
    return (
        sentence
        + " "
        + _("In training it was shown the truth at {percent} % of the steps.").format(
            percent=number(100 * share, 3)
        )
    )


def about_steps_ahead(free: np.ndarray, unit: str) -> str:
    """Return how the error grows from the first step written to the last."""
    unit = f" {unit}" if unit else ""
    first, last = float(free[0]), float(free[-1])
    if len(free) < 2 or not (np.isfinite(first) and np.isfinite(last)):
        return ""
    told = _("One step ahead it is off by {first}{unit} on average, {steps} ahead by {last}{unit}")
    told = told.format(
        first=number(first, 2),
        last=number(last, 2),
        steps=counted(len(free), "{n} step", "{n} steps"),
        unit=unit,
    )
    if last > 2 * first and not exact(
        first, free
    ):  # nothing is set beside the rounding of the arithmetic
        return told + _(": {times} times as much.").format(times=number(last / first, 2))
    return told + "."
