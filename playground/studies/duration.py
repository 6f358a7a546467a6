"""How long a study will take, before it is started."""

from __future__ import annotations

from collections.abc import Iterable

from playground.config.experiment import Experiment
from playground.models.cost import step_seconds

#: Seconds of a run besides its steps: data, baselines, evaluation, the way to a worker (measured).
_AROUND = 0.5
#: How many times as long as the steps alone training takes, with evaluations and frames (measured).
_WITH_EVALUATIONS = 2.0


def study_seconds(
    experiments: Iterable[Experiment], workers: int, measured: float | None = None
) -> float:
    """Return the estimated seconds until all runs have ended, within about a factor of two.

    Parameters
    ----------
    experiments : iterable of Experiment
    workers : int
        Runs at the same time.
    measured : float or None
        How many times as long as `step_seconds` the steps of such runs have taken here.
    """
    runs = list(experiments)
    steps = sum(step_seconds(run, 1) * run.training.max_steps for run in runs)
    at_once = max(1, min(workers, len(runs)))
    return (steps * (measured or _WITH_EVALUATIONS) + _AROUND * len(runs)) / at_once
