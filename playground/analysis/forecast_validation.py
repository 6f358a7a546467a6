"""Forecasts on the validation set for a chart, from a frame's weights and without torch."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from playground.analysis.explain import predict
from playground.data.windowing.batches import evaluation_rows
from playground.data.windowing.windows import Windows
from playground.evaluation.predictions import undo
from playground.models.architecture import Architecture

#: Most multiplications for one chart; larger networks show fewer windows.
_MULTIPLICATIONS = 1e8


def validation_forecast(
    architecture: Architecture, weights: Mapping[str, np.ndarray], windows: Windows
) -> tuple[np.ndarray, np.ndarray]:
    """Return rows and values of forecasts, in the target's own unit.

    Each window gives its last prediction or, where the network generates a series, its whole
    forecast: then the windows are chosen so that forecasts do not overlap, and NaN separates them.
    Both arrays are empty in classification.
    """
    part = windows.validation
    if part.spec.classes:
        return np.empty(0), np.empty(0)
    K = len(part.target_offsets)
    whole = architecture.feeds_back
    most = architecture.affordable(_MULTIPLICATIONS, part.steps, 8, 256)
    chosen = evaluation_rows(part, most)
    if whole and len(part) > 1:
        apart = max(1, -(-K // max(1, int(part.starts[1] - part.starts[0]))))
        chosen = np.arange(0, len(part), apart)[: len(chosen)]
    first = part.first(chosen)[:, 0]
    output = predict(architecture, weights, part.x(chosen), first, K, dtype=np.float32)
    values = undo(part, windows.scaler, output, chosen)  # (n, K)
    rows = part.target_index(chosen).astype(np.float64)
    if not whole:
        return rows[:, -1], values[:, -1]
    gap = np.full((len(chosen), 1), np.nan)
    return np.hstack([rows, gap]).ravel(), np.hstack([values, gap]).ravel()
