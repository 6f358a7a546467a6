"""A sentence about the prediction for the probe."""

from __future__ import annotations

import numpy as np

from playground.wording import _, number


def about_prediction(
    y: np.ndarray | None,
    y_hat: np.ndarray,
    unit: str,
    mean: np.ndarray | None = None,
    *,
    squared: bool = False,
) -> str:
    """Return one sentence on target and prediction of the probe, in the data's own units.

    Parameters
    ----------
    y, y_hat, mean : ndarray of shape (K,)
        Targets, predictions, and the mean of the training set.
    unit : str
        Unit of the target.
    squared : bool
        Whether to give mean squared errors, as for tasks, instead of mean errors. It needs
        ``mean``.
    """
    unit = f" {unit}" if unit else ""
    if not np.isfinite(y_hat).all():
        return _("The network's predictions are not finite numbers.")
    if y is None:
        return _("The last prediction is {value}{unit}; its target is not known yet.").format(
            value=number(float(y_hat[-1])), unit=unit
        )
    if len(y) == 1:
        return _(
            "It predicts {value}{unit}, the target is {target}{unit}: off by {error}{unit}."
        ).format(
            value=number(float(y_hat[0])),
            target=number(float(y[0])),
            error=number(float(abs(y_hat[0] - y[0])), 2),
            unit=unit,
        )
    if mean is None:
        sentence = _("On this example it is off by {error}{unit} per step on average.")
    elif squared:
        sentence = _(
            "On this example its mean squared error is {error}; always predicting the mean gives {mean}."
        )
    else:
        sentence = _(
            "On this example it is off by {error}{unit} per step on average; always predicting the mean would be off by {mean}{unit}."
        )
    squared = squared and mean is not None
    return sentence.format(
        error=_error(y_hat - y, squared),
        mean="" if mean is None else _error(mean - y, squared),
        unit=unit,
    )


def _error(difference: np.ndarray, squared: bool) -> str:
    return number(float(np.mean(difference**2 if squared else np.abs(difference))), 2)
