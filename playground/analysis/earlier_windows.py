"""What the windows before the one shown have predicted, for the columns that it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from playground.analysis.explain import predict
from playground.analysis.probe import Probe
from playground.data.windowing.windows import Windows
from playground.evaluation.predictions import undo
from playground.models.architecture import Architecture

#: Most multiplications, and most windows, for one picture.
_MULTIPLICATIONS, _MOST = 4e6, 40


def earlier_predictions(
    architecture: Architecture, weights: Mapping[str, np.ndarray], probe: Probe, windows: Windows
) -> np.ndarray:
    """Return the predictions for the steps before a window's own one, in the target's unit.

    Returns
    -------
    ndarray of shape (n,)
        The last one is for the step before the window's target, and each is made by the window that
        begins as many rows earlier; empty where a window has more or other targets than one value
        after it.
    """
    part = probe.part
    single = len(part.target_offsets) == 1 and part.target_offsets[0] >= part.lookback
    if windows.task or part.spec.classes or architecture.feeds_back or not single:
        return np.empty(0)
    most = architecture.affordable(_MULTIPLICATIONS, part.steps, 0, _MOST)
    count = min(most, int(part.target_offsets[0]), probe.number)
    if not count:
        return np.empty(0)
    starts = np.arange(probe.number - count, probe.number, dtype=np.int64)
    before, every = replace(part, starts=starts), np.arange(count)
    output = predict(architecture, weights, before.x(every), dtype=np.float32)
    return undo(before, windows.scaler, output, every)[:, -1]
