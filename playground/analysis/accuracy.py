"""How many sequences of the validation part a network names rightly at the moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from playground.analysis.explain import predict
from playground.data.windowing.windows import Windows, evaluation_rows
from playground.evaluation.class_metrics import accuracy

#: Sequences looked at, and the multiplications that may cost.
MOST_SEQUENCES = 128
_MOST_PRODUCTS = 1e8


def named_rightly(
    weights: Mapping[str, np.ndarray], model: Any, windows: Windows
) -> tuple[float, int]:
    """Return the share of rightly named sequences and how many were looked at, evenly spaced over
    the validation part.
    """
    part = windows.validation
    size = sum(w.size for w in weights.values()) * part.steps
    which = evaluation_rows(part, int(np.clip(_MOST_PRODUCTS // (2 * size), 8, MOST_SEQUENCES)))
    logits = predict(weights, model, part.x(which), "last")
    return accuracy(part.y(which)[:, 0], logits.argmax(axis=1)), len(which)
