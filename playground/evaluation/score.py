"""One number for how well a network did on the test part, smaller is better, and what that number
is called.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from playground.config.experiment import Experiment
from playground.evaluation.meaningful import meaningful
from playground.runs.messages import Evaluated
from playground.wording import _


def score_of(metrics: Mapping[str, float | None], experiment: Experiment) -> float:
    """Return the score of one set of metrics; infinite when it is not finite.

    Where classes are told apart: the share told wrong. Tasks, whose targets have no unit: the mean
    square error, as papers give it.
    Series: the mean error, in the data's own unit.
    """
    if "accuracy" in metrics:
        accuracy = metrics["accuracy"]
        return math.inf if accuracy is None else 1.0 - accuracy
    value = metrics.get("rmse" if _is_task(experiment) else "mae")
    if value is None:
        return math.inf
    return value**2 if _is_task(experiment) else value


def score(found: Evaluated, experiment: Experiment) -> float:
    """Return the network's score."""
    return score_of(found.network, experiment)


def baseline_scores(found: Evaluated, experiment: Experiment) -> dict[str, float]:
    """Return the scores of the simple forecasts by name, those that have one."""
    scored = {
        name: score_of(values, experiment)
        for name, values in meaningful(found.baselines, experiment).items()
    }
    return {name: value for name, value in scored.items() if math.isfinite(value)}


def solved_below(experiment: Experiment) -> float | None:
    """Return the score below which a task is solved, by its own yardstick; None of anything
    else.
    """
    yardstick = experiment.source().facts.get("yardstick")
    if yardstick is None or (experiment.problem.kind == "classification") is not yardstick.classes:
        return None
    return 1.0 - yardstick.solved if yardstick.classes else float(yardstick.solved)


def score_name(experiment: Experiment) -> str:
    """Return what the score is called."""
    if experiment.problem.kind == "classification":
        return _("share told wrong")
    return _("mean square error") if _is_task(experiment) else _("mean error")


def loss_name(experiment: Experiment) -> str:
    """Return what training and validation errors measure."""
    return _("cross-entropy") if experiment.problem.kind == "classification" else _("mean square")


def _is_task(experiment: Experiment) -> bool:
    return bool(experiment.source().is_task)
