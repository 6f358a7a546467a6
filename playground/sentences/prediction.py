"""What the prediction of the probe says, in words."""

from __future__ import annotations

import numpy as np

from playground.wording import _, number


def about_prediction(y: np.ndarray | None, y_hat: np.ndarray, unit: str, guess: np.ndarray | None = None) -> str:
    """Return one sentence on target and prediction of the probe, in the data's own units.

    Parameters
    ----------
    y, y_hat, guess : ndarray of shape (K,)
        Targets, predictions, and what guessing the training part's mean would say.
    """
    unit = f" {unit}" if unit else ""
    if y is None:
        return _("The last prediction is {value}{unit}; its target is not known yet.").format(value=number(float(y_hat[-1])), unit=unit)
    error = float(np.mean(np.abs(y_hat - y)))
    if len(y) == 1:
        told = _("It predicts {value}{unit}, the target is {target}{unit}: off by {error}{unit}.")
        return told.format(value=number(float(y_hat[0])), target=number(float(y[0])), error=number(error, 2), unit=unit)
    sentence = _("On this example it is off by {error}{unit} per step on average").format(error=number(error, 2), unit=unit)
    if guess is not None:
        sentence += _("; always saying the mean would be off by {guess}{unit}").format(
            guess=number(float(np.mean(np.abs(guess - y))), 2), unit=unit
        )
    return sentence + "."


def about_divergence(failed_step: int, learning_rate: float, grad_norm: float | None, clip: float | None) -> str:
    """Return why a run most likely diverged at a training step."""
    sentence = _(
        "At training step {step} the loss or its gradient was not a finite number any more, so the run stopped there and kept the weights from before it."
    ).format(step=failed_step)
    if grad_norm is not None and np.isfinite(grad_norm):
        sentence += " " + _("The last finite gradient had length {norm}.").format(norm=number(grad_norm, 2))
    if clip is None:
        return sentence + " " + _("Most likely the gradient exploded on its way back through time, and nothing shortened it.")
    return sentence + " " + _("Most likely the learning rate of {rate} is too large.").format(rate=number(learning_rate, 2))
