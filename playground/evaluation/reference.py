"""Errors of the baselines on the validation set, which a network's error must fall below."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows, evaluation_rows, make_windows
from playground.evaluation.baselines import baselines
from playground.evaluation.class_baselines import class_shares
from playground.evaluation.predictions import targets

#: From this share of validation targets outside the range of the training targets on, the
#: validation set counts as out of range.
OUTSIDE = 0.1


def beyond_training(windows: Windows) -> bool:
    """Return whether many validation targets are outside the range of the training targets."""
    if windows.train.spec.classes:
        return False
    known, asked = windows.train.y(slice(None)), windows.validation.y(slice(None))
    return bool(np.mean((asked < known.min()) | (asked > known.max())) > OUTSIDE)


def reference(experiment: Experiment, data: Series | Sequences) -> dict[str, float]:
    """Return the baselines' validation losses by name, in the network's units.

    The mean squared error on the windows of the validation loss; of classes, the cross-entropy of
    always predicting the classes' shares in the training set. Forecast and target are scaled alike,
    so only the factor matters.
    """
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    part = windows.validation
    part = replace(part, starts=part.starts[evaluation_rows(part)])
    if part.spec.classes:
        shares, labels = (
            class_shares(windows, len(data.classes)),
            part.own_y(slice(None))[:, 0].astype(int),
        )
        with np.errstate(divide="ignore"):
            return {"majority_class": float(-np.log(shares)[labels].mean())}
    forecasts = baselines(replace(windows, test=part), data)
    scaler = windows.scaler
    truth, factor = scaler.level(targets(part)), scaler.factor[scaler.target]
    with np.errstate(
        invalid="ignore", divide="ignore"
    ):  # a forecast at or below 0 has no logarithm, and is as bad as can be
        scaled = {
            name: (scaler.level(forecast) - truth) / factor for name, forecast in forecasts.items()
        }
    return {
        name: float(np.mean(np.where(np.isnan(off), np.inf, off) ** 2))
        for name, off in scaled.items()
    }
