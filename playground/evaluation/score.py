"""The score of a network on the test set: one number, smaller is better."""

from __future__ import annotations

import math
from collections.abc import Mapping

from playground.config.experiment import Experiment
from playground.evaluation.meaningful import meaningful
from playground.runs.messages import Evaluated
from playground.wording import _


def score_of(metrics: Mapping[str, float | None], experiment: Experiment) -> float:
    """Return the score from the metrics; infinite when it is undefined.

    It is the error rate in classification; the mean squared error of a task, as in the literature,
    since its targets have no unit; and the mean absolute error of a series, in its own unit.
    """
    if "accuracy" in metrics:
        accuracy = metrics["accuracy"]
        return math.inf if accuracy is None else 1.0 - accuracy
    value = metrics.get("rmse" if experiment.source().is_task else "mae")
    if value is None:
        return math.inf
    return value**2 if experiment.source().is_task else value


def score(evaluated: Evaluated, experiment: Experiment) -> float:
    """Return the network's score."""
    return score_of(evaluated.network, experiment)


def baseline_scores(evaluated: Evaluated, experiment: Experiment) -> dict[str, float]:
    """Return the finite scores of the baselines by name."""
    scores = {
        name: score_of(values, experiment)
        for name, values in meaningful(evaluated.baselines, experiment).items()
    }
    return {name: value for name, value in scores.items() if math.isfinite(value)}


def solved_below(experiment: Experiment) -> float | None:
    """Return the score below which a task counts as solved, or None if it is not a task."""
    yardstick = experiment.source().facts.get("yardstick")
    if yardstick is None or (experiment.problem.kind == "classification") is not yardstick.classes:
        return None
    return 1.0 - yardstick.solved if yardstick.classes else float(yardstick.solved)


def score_name(experiment: Experiment) -> str:
    """Return the name of the score."""
    if experiment.problem.kind == "classification":
        return _("error rate")
    return _("mean squared error") if experiment.source().is_task else _("mean error")


def loss_name(experiment: Experiment) -> str:
    """Return the name of the loss of which training and validation errors are values."""
    return (
        _("cross-entropy")
        if experiment.problem.kind == "classification"
        else _("mean squared error")
    )
