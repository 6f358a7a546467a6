"""What the prediction of the probe says, in words."""

from __future__ import annotations

import numpy as np

from playground.wording import _, number


def about_prediction(
    y: np.ndarray | None,
    y_hat: np.ndarray,
    unit: str,
    guess: np.ndarray | None = None,
    *,
    squared: bool = False,
) -> str:
    """Return one sentence on target and prediction of the probe, in the data's own units.

    Parameters
    ----------
    y, y_hat, guess : ndarray of shape (K,)
        Targets, predictions, and what always saying the training part's mean gives.
    squared : bool
        Whether the story is told in mean squares, as of a task, and not in mean errors. It needs
        ``guess``.
    """
    unit = f" {unit}" if unit else ""
    if not np.isfinite(y_hat).all():
        return _("The network's predictions are not finite numbers.")
    if y is None:
        return _("The last prediction is {value}{unit}; its target is not known yet.").format(
            value=number(float(y_hat[-1])), unit=unit
        )
    off = y_hat - y
    if len(y) == 1:
        told = _("It predicts {value}{unit}, the target is {target}{unit}: off by {error}{unit}.")
        return told.format(
            value=number(float(y_hat[0])),
            target=number(float(y[0])),
            error=number(float(abs(off[0])), 2),
            unit=unit,
        )
    error, guessed = (
        _size(off, squared and guess is not None),
        "" if guess is None else _size(guess - y, squared),
    )
    if squared and guess is not None:
        told = _(
            "On this example its mean square error is {error}; always saying the mean has {guess}."
        )
    elif guess is not None:
        told = _(
            "On this example it is off by {error}{unit} per step on average; always saying the mean would be off by {guess}{unit}."
        )
    else:
        told = _("On this example it is off by {error}{unit} per step on average.")
    return told.format(error=error, guess=guessed, unit=unit)


def _size(off: np.ndarray, squared: bool) -> str:
    return number(float(np.mean(off**2 if squared else np.abs(off))), 2)
