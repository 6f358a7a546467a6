"""Accuracy of a network on the validation set, during training."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from playground.analysis.explain import predict
from playground.data.windowing.batches import evaluation_rows
from playground.data.windowing.windows import Windows
from playground.evaluation.class_metrics import accuracy
from playground.models.architecture import Architecture

#: Most sequences, and most multiplications, of one measurement.
MOST_SEQUENCES = 128
_MULTIPLICATIONS = 5e7


def validation_accuracy(
    architecture: Architecture, weights: Mapping[str, np.ndarray], windows: Windows
) -> tuple[float, int]:
    """Return the accuracy on evenly spaced validation sequences, and their number."""
    part = windows.validation
    most = architecture.affordable(_MULTIPLICATIONS, part.steps, 8, MOST_SEQUENCES)
    which = evaluation_rows(part, most)
    logits = predict(architecture, weights, part.x(which))
    return accuracy(part.y(which)[:, 0], logits.argmax(axis=1)), len(which)
