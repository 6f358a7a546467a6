"""Exposure bias: the errors of a network free running, and of the same one teacher-forced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.analysis.explain import predict
from playground.analysis.probe import Probe
from playground.data.windowing.batches import evaluation_rows
from playground.data.windowing.windows import Split, Windows
from playground.evaluation.predictions import targets, undo
from playground.models.architecture import Architecture

#: Most windows, and most multiplications, of one measurement.
MOST_WINDOWS = 64
_MULTIPLICATIONS = 5e7


@dataclass(frozen=True)
class FreeRunning:
    """A series generated step by step, and the errors by step.

    Parameters
    ----------
    truth, free, forced : ndarray of shape (K,)
        Of the probe: the true values, the predictions of the free-running network, and those with
        teacher forcing, where it reads the true value before each step; in the target's own unit.
    free_error, forced_error : ndarray of shape (K,)
        Mean absolute error at each step over the validation windows, in the same unit.
    windows : int
        Number of validation windows.
    """

    truth: np.ndarray
    free: np.ndarray
    forced: np.ndarray
    free_error: np.ndarray
    forced_error: np.ndarray
    windows: int


def free_running(
    architecture: Architecture, weights: Mapping[str, np.ndarray], windows: Windows, probe: Probe
) -> FreeRunning:
    """Generate the series of probe and validation windows, free running and teacher-forced."""
    part = windows.validation

    def both(split: Split, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        x, y, first = split.x(which), split.y(which), split.first(which)[:, 0]
        outputs = (
            predict(architecture, weights, x, first, y.shape[1], truth=truth) for truth in (None, y)
        )
        free, forced = (undo(split, windows.scaler, output, which) for output in outputs)
        return free, forced

    steps = part.steps + len(part.target_offsets)
    most = architecture.affordable(_MULTIPLICATIONS, steps, 4, MOST_WINDOWS)
    which = evaluation_rows(part, most)
    target = targets(part, which)
    errors = [np.abs(output - target).mean(axis=0) for output in both(part, which)]
    free, forced = both(probe.part, np.array([0]))
    return FreeRunning(
        targets(probe.part, 0)[0], free[0], forced[0], errors[0], errors[1], len(which)
    )
