"""Metrics and baselines of classes against torch and formulas written out another way."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from playground.config.experiment import Problem
from playground.data.series import Sequences
from playground.data.windowing.windows import make_windows
from playground.evaluation import class_baselines
from playground.evaluation.class_baselines import nearest_neighbour
from playground.evaluation.class_metrics import class_metrics


def test_metrics_agree_with_torch_and_with_counting() -> None:
    """Accuracy, cross-entropy and confusion of random logits."""
    rng = np.random.default_rng(0)
    target, logits = rng.integers(0, 5, 200), 4 * rng.normal(size=(200, 5))
    named = logits.argmax(axis=1)
    found = class_metrics(target, named, logits, 5)
    assert found["accuracy"] == sum(t == n for t, n in zip(target, named, strict=True)) / 200
    assert found["cross_entropy"] == pytest.approx(
        torch.nn.functional.cross_entropy(torch.tensor(logits), torch.tensor(target)).item(),
        rel=1e-12,
    )
    assert all(
        found["confusion"][t][n] == sum((target == t) & (named == n))
        for t in range(5)
        for n in range(5)
    )


def test_a_class_never_seen_in_training_makes_no_infinite_number_in_json() -> None:
    """The commonest class's cross-entropy is not defined then."""
    assert (
        class_metrics(np.array([0, 1]), np.array([0, 0]), np.array([[0.0, -np.inf]] * 2), 2)[
            "cross_entropy"
        ]
        is None
    )


def collection() -> Sequences:
    rng = np.random.default_rng(1)
    labels = rng.integers(0, 3, 120)
    x = labels[:, None, None] * 0.4 + rng.normal(size=(120, 7, 2))
    return Sequences(
        x, np.zeros((120, 7)), ("a", "b"), "blobs", classes=("x", "y", "z"), labels=labels
    )


@pytest.mark.parametrize("once", [256, 5])
def test_nearest_neighbour_is_the_nearest_by_plain_distance(
    once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many test windows are compared at once."""
    monkeypatch.setattr(class_baselines, "_AT_ONCE", once)
    windows = make_windows(collection(), Problem(kind="classification"), "none")
    train, test = windows.train.x(slice(None)), windows.test.x(slice(None))
    labels = windows.train.y(slice(None))[:, 0]
    wanted = [
        labels[int(np.argmin([((one - other) ** 2).sum() for other in train]))] for one in test
    ]
    assert nearest_neighbour(windows.train, windows.test).tolist() == wanted
