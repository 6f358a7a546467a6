"""The reference lines of an error curve."""

from __future__ import annotations

from playground.config.experiment import Experiment
from playground.evaluation.levels import levels_of

SERIES = Experiment()
HOLD = Experiment.from_dict(
    {"data": {"source": "hold"}, "problem": {"kind": "many_to_many", "lookback": 20}}
)
NAMES = {
    "mean": "always predicting the mean",
    "last_value": "last value",
    "linear_ar": "linear autoregression",
    "seasonal_naive": "one season ago",
}


def lines(experiment: Experiment, **baselines: float) -> list[tuple[str, float]]:
    """Return the labels and errors of the lines."""
    return [(each.label, each.error) for each in levels_of(experiment, baselines, NAMES)]


def test_the_mean_the_best_baseline_and_a_solved_task_have_a_line() -> None:
    """Others lie between them, and a task says when it is solved."""
    found = lines(SERIES, mean=1.0, last_value=0.4, linear_ar=0.1, seasonal_naive=0.2)
    assert found == [("always predicting the mean", 1.0), ("linear autoregression", 0.1)]
    (mean, solved) = levels_of(HOLD, {"mean": 0.33, "last_value": 0.6}, NAMES)
    assert mean.label == "always predicting the mean"
    assert (solved.label, solved.solved) == ("solved", True)
    assert solved.error < mean.error


def test_a_baseline_that_is_exact_or_not_known_has_none() -> None:
    """One that is exact to rounding takes no decades from the curve."""
    assert lines(SERIES, mean=0.4, linear_ar=1e-30) == [("always predicting the mean", 0.4)]
    assert lines(SERIES, mean=float("nan"), last_value=float("inf")) == []
    assert lines(SERIES) == []
