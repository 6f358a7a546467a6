"""What feeding back costs: a network that reads its own answers beside the same network shown the
truth at every step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.analysis.explain import predict
from playground.analysis.probe import Probe
from playground.data.windowing.windows import Split, Windows, evaluation_rows
from playground.evaluation.predictions import targets, undo
from playground.models.architecture import Architecture

#: Windows the errors by step are measured on, and the multiplications that may cost.
MOST_WINDOWS = 64
_MULTIPLICATIONS = 5e7


@dataclass(frozen=True)
class FreeRunning:
    """A series that was written step by step.

    Parameters
    ----------
    truth, free, forced : ndarray of shape (K,)
        Of the probe: what was to be written, what the network writes from its own answers, and what
        it says when it is shown the truth before each step (teacher forcing); in the target's own
        unit.
    free_error, forced_error : ndarray of shape (K,)
        Mean absolute error at each step over ``windows`` windows of the validation part, in the
        same unit.
    windows : int
        How many.
    """

    truth: np.ndarray
    free: np.ndarray
    forced: np.ndarray
    free_error: np.ndarray
    forced_error: np.ndarray
    windows: int


def written(
    architecture: Architecture, weights: Mapping[str, np.ndarray], windows: Windows, probe: Probe
) -> FreeRunning:
    """Write the probe's series and those of validation windows, free running and teacher-forced."""
    part = windows.validation

    def both(some: Split, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        x, y, first = some.x(which), some.y(which), some.first(which)[:, 0]
        said = (
            predict(architecture, weights, x, first, y.shape[1], truth=truth) for truth in (None, y)
        )
        free, forced = (undo(some, windows.scaler, output, which) for output in said)
        return free, forced

    steps = part.steps + len(part.target_offsets)
    most = architecture.affordable(_MULTIPLICATIONS, steps, 4, MOST_WINDOWS)
    which = evaluation_rows(part, most)
    own = targets(part, which)
    errors = [np.abs(said - own).mean(axis=0) for said in both(part, which)]
    free, forced = both(probe.part, np.array([0]))
    return FreeRunning(
        targets(probe.part, 0)[0], free[0], forced[0], errors[0], errors[1], len(which)
    )
