"""Evaluation of a trained network on the test set, in the data's units, beside the baselines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.batches import evaluation_rows
from playground.data.windowing.split import Windows
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
from playground.training.step import free_running_outputs, settle_torch, tensors

#: Most numbers in a batch of inputs, and in the states of one layer.
_NUMBERS = 2**23


def evaluate(experiment: Experiment, data: Series | Sequences, weights: np.ndarray) -> Evaluated:
    """Evaluate the network, free running, and the baselines on the same windows of the test set.

    If all windows would take too long, evenly spaced ones are used (`cost.evaluation_windows`);
    their numbers are in the predictions.

    Parameters
    ----------
    experiment : Experiment
    data : Series or Sequences
        The data that ``experiment.data`` describes.
    weights : ndarray of shape (P,), float32
        All weights, flattened, as a run keeps them.
    """
    settle_torch()
    prepared = prepare(experiment, data)
    windows, network = prepared.windows, prepared.network
    rows = evaluation_rows(windows.test, _most_windows(experiment, windows))
    part = replace(windows.test, starts=windows.test.starts[rows])
    windows = replace(windows, test=part)
    load_weights(network, network.architecture.unflatten(weights))
    outputs = []
    batch_size = max(
        1, min(1024, _NUMBERS // (part.steps * max(part.inputs, experiment.model.hidden_size)))
    )
    for start in range(0, len(part), batch_size):
        x, y, first = tensors(part, slice(start, start + batch_size))
        outputs.append(free_running_outputs(network, x, first, y.shape[1]).numpy())
    output = np.concatenate(outputs)
    prediction = undo(part, windows.scaler, output)
    network_metrics, baseline_metrics = _scores(windows, data, output, prediction)
    columns = {name: column.to_numpy() for name, column in table(part, windows, prediction).items()}
    return Evaluated(
        network=network_metrics,
        baselines=baseline_metrics,
        period=find_period(windows, data),
        predictions={**columns, "window": rows[columns["window"]]},
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
        labels, predicted = truth[:, 0].astype(np.int64), prediction[:, 0].astype(np.int64)
        network = class_metrics(labels, predicted, output.astype(np.float64), classes)
        return network, class_baselines(windows, classes)
    scale = naive_scale(windows, data)
    forecasts = baselines(windows, data)
    undefined = {"mae": None, "rmse": None, "mase": None}
    missing = {
        name: dict(undefined)
        for name in ("last_value", "seasonal_naive", "linear_ar")
        if name not in forecasts
    }  # a label is not repeated over time
    return metrics(truth, prediction, scale), {
        **{name: metrics(truth, forecast, scale) for name, forecast in forecasts.items()},
        **missing,
    }
