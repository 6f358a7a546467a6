"""Errors of the baselines on the validation set, which a network's error must fall below."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.batches import evaluation_rows
from playground.data.windowing.windows import Windows, make_windows
from playground.evaluation.baselines import baselines
from playground.evaluation.class_baselines import class_shares
from playground.evaluation.predictions import targets

#: The validation set is out of range when more than this share of its targets is outside the range
#: of the training targets.
OUTSIDE = 0.1


def beyond_training(windows: Windows) -> bool:
    """Return whether many validation targets are outside the range of the training targets."""
    if windows.train.spec.classes:
        return False
    train, validation = windows.train.y(slice(None)), windows.validation.y(slice(None))
    outside = (validation < train.min()) | (validation > train.max())
    return bool(np.mean(outside) > OUTSIDE)


def reference(experiment: Experiment, data: Series | Sequences) -> dict[str, float]:
    """Return the baselines' validation losses by name, in the network's units.

    They are mean squared errors on the windows of the validation loss or, in classification, the
    cross-entropy of predicting the class frequencies of the training set. Forecasts and targets
    have the same shift, so only the factor of the scaling matters.
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
    # A forecast without a logarithm, at or below 0, gets an infinite error.
    with np.errstate(invalid="ignore", divide="ignore"):
        scaled = {
            name: (scaler.level(forecast) - truth) / factor for name, forecast in forecasts.items()
        }
    return {
        name: float(np.mean(np.where(np.isnan(off), np.inf, off) ** 2))
        for name, off in scaled.items()
    }
