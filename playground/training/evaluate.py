"""What a trained network is worth: the test part, in the data's own units, beside forecasts that
need no network.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.split import Windows
from playground.data.windowing.windows import evaluation_rows
from playground.evaluation.baselines import baselines
from playground.evaluation.class_baselines import MOST_NUMBERS, class_baselines
from playground.evaluation.class_metrics import class_metrics
from playground.evaluation.metrics import metrics, naive_scale
from playground.evaluation.predictions import table, targets, undo
from playground.evaluation.season import find_period
from playground.models.cost import evaluation_windows
from playground.runs.messages import Evaluated
from playground.training.network import load_weights
from playground.training.prepare import prepare
from playground.training.step import answers, settle_torch, tensors

#: Numbers that are read by the network at once, and held in the states of its layers.
_NUMBERS = 2**23


def evaluate(experiment: Experiment, data: Series | Sequences, weights: np.ndarray) -> Evaluated:
    """Run the network over the test windows, free running, and measure it and the baselines on the
    same ones.

    Where all windows would take too long, evenly spaced ones are read (`cost.evaluation_windows`);
    their numbers stand in the predictions.

    Parameters
    ----------
    experiment : Experiment
    data : Series or Sequences
        What ``experiment.data`` stands for.
    weights : ndarray of shape (P,), float32
        All weights one after the other, as a run keeps them.
    """
    settle_torch()
    prepared = prepare(experiment, data)
    windows, network = prepared.windows, prepared.network
    read = evaluation_rows(windows.test, _most_windows(experiment, windows))
    part = replace(windows.test, starts=windows.test.starts[read])
    windows = replace(windows, test=part)
    load_weights(network, network.architecture.unflatten(weights))
    outputs = []
    at_once = max(
        1, min(1024, _NUMBERS // (part.steps * max(part.inputs, experiment.model.hidden_size)))
    )
    for start in range(0, len(part), at_once):
        x, y, first = tensors(part, slice(start, start + at_once))
        outputs.append(answers(network, x, first, y.shape[1]).numpy())
    output = np.concatenate(outputs)
    prediction = undo(part, windows.scaler, output)
    mine, others = _scores(windows, data, output, prediction)
    columns = {name: column.to_numpy() for name, column in table(part, windows, prediction).items()}
    return Evaluated(
        network=mine,
        baselines=others,
        period=find_period(windows, data),
        predictions={**columns, "window": read[columns["window"]]},
    )


def _most_windows(experiment: Experiment, windows: Windows) -> int:
    train, test = windows.train, windows.test
    compared = (
        min(MOST_NUMBERS, len(train) * train.steps * train.inputs) if test.spec.classes else 0
    )
    return evaluation_windows(experiment, test.inputs, len(test.target_offsets), compared)


def _scores(
    windows: Windows, data: Series | Sequences, output: np.ndarray, prediction: np.ndarray
) -> tuple[dict, dict]:
    """Return the network's metrics and those of the baselines by name."""
    truth = targets(windows.test)
    if windows.test.spec.classes:
        classes = len(data.classes)
        labels, named = truth[:, 0].astype(np.int64), prediction[:, 0].astype(np.int64)
        return class_metrics(labels, named, output.astype(np.float64), classes), class_baselines(
            windows, classes
        )
    scale = naive_scale(windows, data)
    made = baselines(windows, data)
    nothing = {"mae": None, "rmse": None, "mase": None}
    missing = {
        name: dict(nothing)
        for name in ("last_value", "seasonal_naive", "linear_ar")
        if name not in made
    }  # from a label nothing is repeated
    return metrics(truth, prediction, scale), {
        **{name: metrics(truth, forecast, scale) for name, forecast in made.items()},
        **missing,
    }
