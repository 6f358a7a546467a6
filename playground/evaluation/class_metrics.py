"""Metrics of classification."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return the probabilities (…, C) of the classes from their logits (…, C).

    Examples
    --------
    >>> softmax(np.array([1000.0, 1000.0])).tolist()
    [0.5, 0.5]
    """
    with np.errstate(over="ignore", invalid="ignore"):
        weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def accuracy(target: np.ndarray, predicted: np.ndarray) -> float:
    """Return the share of sequences whose class is predicted correctly.

    Examples
    --------
    >>> accuracy(np.array([0, 1, 2, 2]), np.array([0, 1, 1, 2]))
    0.75
    """
    return float(np.mean(target == predicted))


def entropies(logits: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return -log p of the true class of each sequence, (n,), in nats.

    Parameters
    ----------
    logits : ndarray of shape (n, C)
    target : ndarray of shape (n, 1), int
        Class numbers.

    Examples
    --------
    >>> entropies(np.array([[0.0, 0.0]]), np.array([[1]])).round(4).tolist()
    [0.6931]
    """
    high = logits.max(axis=1)
    total = np.log(np.exp(logits - high[:, None]).sum(axis=1)) + high
    return np.asarray(total - logits[np.arange(len(target)), target[:, 0]])


def cross_entropy(target: np.ndarray, logits: np.ndarray) -> float:
    """Return the mean of `entropies`; ``target`` (n,)."""
    return float(np.mean(entropies(logits, target[:, None])))


def confusion(target: np.ndarray, predicted: np.ndarray, classes: int) -> np.ndarray:
    """Return the confusion matrix (C, C): a row for each true class, a column for each predicted.

    Examples
    --------
    >>> confusion(np.array([0, 0, 1]), np.array([0, 1, 1]), classes=2).tolist()
    [[1, 1], [0, 1]]
    """
    pairs = target * classes + predicted
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)


def class_metrics(
    target: np.ndarray, predicted: np.ndarray, logits: np.ndarray | None, classes: int
) -> dict[str, Any]:
    """Return ``accuracy``, ``cross_entropy`` and ``confusion``, a list of rows.

    The cross-entropy is None without logits, and where it is not finite.

    Parameters
    ----------
    target, predicted : ndarray of shape (n,), int64
        Class numbers.
    logits : ndarray of shape (n, C) or None
    classes : int
        C.
    """
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        entropy = math.nan if logits is None else cross_entropy(target, logits)
    return {
        "accuracy": accuracy(target, predicted),
        "cross_entropy": entropy if math.isfinite(entropy) else None,
        "confusion": confusion(target, predicted, classes).tolist(),
    }
