"""A small search for each variant's learning rate, judged on the validation set only."""

from __future__ import annotations

import math
from collections.abc import Mapping

from playground.config.experiment import Experiment
from playground.execution.trials import Key, Outcome

#: Learning rates to try: factors of about three around the usual ones.
RATES = (0.001, 0.003, 0.01, 0.03, 0.1)


def trials(variants: Mapping[str, Experiment]) -> dict[Key, Experiment]:
    """Return the trials of a search by (name, rate)."""
    return {
        (name, rate): experiment.with_values({"training.learning_rate": rate})
        for rate in RATES
        for name, experiment in variants.items()
    }


def losses(outcomes: Mapping[Key, Outcome]) -> dict[str, dict[float, float]]:
    """Return the validation error of the kept weights by name and rate, infinite if diverged."""
    by_name: dict[str, dict[float, float]] = {}
    for (name, rate), outcome in dict(outcomes).items():
        if outcome.error is None:
            by_name.setdefault(str(name), {})[float(str(rate))] = _final_loss(outcome)
    return by_name


def best_rates(
    losses: Mapping[str, Mapping[float, float]], outcomes: Mapping[Key, Outcome]
) -> dict[str, float]:
    """Return each variant's best rate; a variant that always diverged has none.

    The best is the one that reached the target error in the fewest steps, else the one with the
    smallest error.
    """
    best = {}
    for name, by_rate in losses.items():
        finite = {rate: loss for rate, loss in by_rate.items() if math.isfinite(loss)}
        if finite:
            best[name] = min(finite, key=lambda rate: _order(outcomes[name, rate], finite[rate]))
    return best


def _order(outcome: Outcome, loss: float) -> tuple[float, ...]:
    if outcome.stop_reason == "target_loss":
        return (0.0, float(outcome.steps), loss)
    return (1.0, loss, 0.0)


def _final_loss(outcome: Outcome) -> float:
    losses = [
        row.validation_loss
        for row in outcome.rows
        if row.validation_loss is not None and math.isfinite(row.validation_loss)
    ]
    if outcome.stop_reason == "diverged" or not losses:
        return math.inf
    return min(losses) if outcome.experiment.training.patience is not None else losses[-1]
