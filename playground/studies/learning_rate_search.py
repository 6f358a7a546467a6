"""A small search for the learning rate of every lane, judged on the validation part and never on
the test part.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from playground.config.experiment import Experiment
from playground.execution.trials import Key, Outcome

#: Rates that are tried: factors of about three around the usual ones.
RATES = (0.001, 0.003, 0.01, 0.03, 0.1)


def trials(variants: Mapping[str, Experiment]) -> dict[Key, Experiment]:
    """Return the trials of a search by (name, rate)."""
    return {
        (name, rate): experiment.with_values({"training.learning_rate": rate})
        for rate in RATES
        for name, experiment in variants.items()
    }


def losses(outcomes: Mapping[Key, Outcome]) -> dict[str, dict[float, float]]:
    """Return the validation error of the kept weights by name and rate; infinite where the training
    diverged.
    """
    found: dict[str, dict[float, float]] = {}
    for (name, rate), outcome in dict(outcomes).items():
        if outcome.error is None:
            found.setdefault(str(name), {})[float(str(rate))] = _reached(outcome)
    return found


def best_rates(
    found: Mapping[str, Mapping[float, float]], outcomes: Mapping[Key, Outcome]
) -> dict[str, float]:
    """Return each lane's best rate: the smallest error, and of runs that stopped at a target the
    one that got there first.
    """
    chosen = {}
    for name, by_rate in found.items():
        finite = {rate: loss for rate, loss in by_rate.items() if math.isfinite(loss)}
        if finite:
            chosen[name] = min(finite, key=lambda rate: _order(outcomes[name, rate], finite[rate]))
    return chosen


def _order(outcome: Outcome, loss: float) -> tuple[float, ...]:
    return (
        (0.0, float(outcome.steps), loss)
        if outcome.stop_reason == "target_loss"
        else (1.0, loss, 0.0)
    )


def _reached(outcome: Outcome) -> float:
    losses = [
        r.validation_loss
        for r in outcome.rows
        if r.validation_loss is not None and math.isfinite(r.validation_loss)
    ]
    if outcome.stop_reason == "diverged" or not losses:
        return math.inf
    return min(losses) if outcome.experiment.training.patience is not None else losses[-1]
