"""Baselines of classification: the majority class, and the nearest neighbor."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.data.windowing.split import Split
from playground.data.windowing.windows import Windows
from playground.evaluation.class_metrics import class_metrics

#: Most values, and most sequences, of the training set that are searched; of more sequences, a
#: fixed random choice.
MOST_NUMBERS = 8_000_000
MOST_NEIGHBOURS = 5000
_AT_ONCE = 256


def class_baselines(windows: Windows, classes: int) -> dict[str, dict[str, Any]]:
    """Return the metrics on the test set of ``majority_class`` and ``nearest_neighbour``.

    The first always predicts the most common class of the training set; its cross-entropy is that
    of predicting the class frequencies. The second predicts the class of the training sequence with
    the smallest Euclidean distance between inputs, scaled as for the network (Cover & Hart 1967).
    """
    truth = windows.test.own_y(slice(None))[:, 0].astype(np.int64)
    shares = class_shares(windows, classes)
    most_common = np.full(len(truth), int(shares.argmax()))
    with np.errstate(divide="ignore"):
        logits = np.tile(np.log(shares), (len(truth), 1))
    return {
        "majority_class": class_metrics(truth, most_common, logits, classes),
        "nearest_neighbour": class_metrics(
            truth, nearest_neighbour(windows.train, windows.test), None, classes
        ),
    }


def class_shares(windows: Windows, classes: int) -> np.ndarray:
    """Return the share of each class among the training windows, (C,)."""
    labels = windows.train.own_y(slice(None))[:, 0].astype(np.int64)
    return np.bincount(labels, minlength=classes) / len(labels)


def nearest_neighbour(train: Split, test: Split) -> np.ndarray:
    """Return the class of each test window's nearest training window, (n,); the first on a tie."""
    size = train.steps * train.inputs
    most = max(1, min(MOST_NEIGHBOURS, MOST_NUMBERS // size))
    chosen = np.arange(len(train))
    if len(chosen) > most:
        chosen = np.sort(np.random.default_rng(0).choice(len(train), most, replace=False))
    known = train.x(chosen).reshape(len(chosen), -1).astype(np.float64)
    lengths = (known**2).sum(axis=1)
    labels = train.own_y(chosen)[:, 0].astype(np.int64)
    predicted = []
    for start in range(0, len(test), _AT_ONCE):
        x = test.x(slice(start, start + _AT_ONCE))
        x = x.reshape(len(x), -1).astype(np.float64)
        # |x|² is the same for all training sequences, and omitted.
        predicted.append(labels[np.argmin(lengths - 2.0 * (x @ known.T), axis=1)])
    return np.concatenate(predicted)
