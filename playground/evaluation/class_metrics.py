"""How well classes are told apart."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def accuracy(target: np.ndarray, named: np.ndarray) -> float:
    """Return the share of sequences whose class is named rightly."""
    return float(np.mean(target == named))


def entropies(logits: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return -log p of the true class of each sequence (n,), in nats; ``logits`` is (n, C),
    ``target`` (n, 1) of class numbers.
    """
    high = logits.max(axis=1)
    total = np.log(np.exp(logits - high[:, None]).sum(axis=1)) + high
    return np.asarray(total - logits[np.arange(len(target)), target[:, 0]])


def cross_entropy(target: np.ndarray, logits: np.ndarray) -> float:
    """Return the mean of `entropies`; ``target`` (n,)."""
    return float(np.mean(entropies(logits, target[:, None])))


def confusion(target: np.ndarray, named: np.ndarray, classes: int) -> np.ndarray:
    """Return the counts (C, C): row the true class, column the one that was named."""
    return np.bincount(target * classes + named, minlength=classes * classes).reshape(
        classes, classes
    )


def class_metrics(
    target: np.ndarray, named: np.ndarray, logits: np.ndarray | None, classes: int
) -> dict[str, Any]:
    """Return ``accuracy``, ``cross_entropy`` (None without logits or not finite) and ``confusion``,
    a list of rows.

    Parameters
    ----------
    target, named : ndarray of shape (n,), int64
        Class numbers.
    logits : ndarray of shape (n, C) or None
    classes : int
        C.
    """
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        entropy = math.nan if logits is None else cross_entropy(target, logits)
    return {
        "accuracy": accuracy(target, named),
        "cross_entropy": entropy if math.isfinite(entropy) else None,
        "confusion": confusion(target, named, classes).tolist(),
    }
