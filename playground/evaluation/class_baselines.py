"""Baselines of classification: the majority class, and the nearest neighbor."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.data.windowing.split import Split
from playground.data.windowing.windows import Windows
from playground.evaluation.class_metrics import class_metrics

#: Numbers in the training sequences compared with; a fixed random choice of more sequences.
MOST_NUMBERS = 8_000_000
MOST_NEIGHBOURS = 5000
_AT_ONCE = 256


def class_baselines(windows: Windows, classes: int) -> dict[str, dict[str, Any]]:
    """Return the metrics on the test set of ``majority_class`` and ``nearest_neighbour``.

    The first always predicts the most frequent class of the training set; its cross-entropy is that
    of predicting the classes' shares. The second predicts the class of the training sequence at the
    smallest Euclidean distance (Cover & Hart 1967), of the inputs as the network reads them.
    """
    truth = windows.test.own_y(slice(None))[:, 0].astype(np.int64)
    shares = class_shares(windows, classes)
    commonest = np.full(len(truth), int(shares.argmax()))
    with np.errstate(divide="ignore"):
        logits = np.tile(np.log(shares), (len(truth), 1))
    return {
        "majority_class": class_metrics(truth, commonest, logits, classes),
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
    named = []
    for start in range(0, len(test), _AT_ONCE):
        x = test.x(slice(start, start + _AT_ONCE))
        x = x.reshape(len(x), -1).astype(np.float64)
        named.append(
            labels[np.argmin(lengths - 2.0 * (x @ known.T), axis=1)]
        )  # |x|² is the same for all
    return np.concatenate(named)
