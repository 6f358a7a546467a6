"""The one baseline that variants of an experiment are compared with."""

from __future__ import annotations

import math
from collections.abc import Mapping

from playground.evaluation.meaningful import exact


def main_baseline(baselines: Mapping[str, float], task: bool) -> tuple[str, float] | None:
    """Return name and error of the baseline to compare with, or None if no error is finite.

    For a memory task it is always predicting the mean, the chance level: a linear model may solve a
    task perfectly without any memory. For a series it is the best one that is not exact, because a
    network that does not beat it is of no use.

    Examples
    --------
    >>> main_baseline({"mean": 0.5, "linear_ar": 0.1}, task=False)
    ('linear_ar', 0.1)
    >>> main_baseline({"mean": 0.5, "linear_ar": 0.1}, task=True)
    ('mean', 0.5)
    """
    known = {name: error for name, error in baselines.items() if math.isfinite(error)}
    if task and "mean" in known:
        return "mean", known["mean"]
    inexact = {name: error for name, error in known.items() if not exact(error, known.values())}
    name = min(inexact, key=inexact.__getitem__, default=None)
    return None if name is None else (name, inexact[name])
