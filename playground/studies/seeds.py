"""A comparison repeated with other seeds, to tell a difference from luck."""

from __future__ import annotations

import math
from collections.abc import Mapping

from playground.config.experiment import SEED_MAX, Experiment
from playground.evaluation.score import score
from playground.execution.trials import Key, Outcome

#: Number of repeats by default.
REPEATS = 5


def seeded(experiment: Experiment, repeat: int) -> Experiment:
    """Return the experiment with its three seeds moved on by ``repeat``.

    Data, initial weights and batch order change together. Repeat 0 is the experiment itself.
    """
    if not repeat:
        return experiment
    seeds = {
        "data.seed": experiment.data.seed,
        "model.seed": experiment.model.seed,
        "training.seed": experiment.training.seed,
    }
    return experiment.with_values(
        {name: (seed + repeat) % (SEED_MAX + 1) for name, seed in seeds.items()}
    )


def repeats(experiments: Mapping[str, Experiment], count: int = REPEATS) -> dict[Key, Experiment]:
    """Return the trials of a comparison by (name, repeat).

    They are ordered seed by seed, so that early results can be compared in pairs. Within one repeat
    all experiments have the same seeds, and so the same data.
    """
    return {
        (name, k): seeded(experiment, k)
        for k in range(count)
        for name, experiment in experiments.items()
    }


def scores(outcomes: Mapping[Key, Outcome]) -> dict[str, dict[int, float]]:
    """Return the score of every finished repeat by name and number: smaller is better.

    It is infinite for a repeat that diverged. Repeats that ended in a program error have none.
    """
    by_name: dict[str, dict[int, float]] = {}
    for (name, repeat), outcome in dict(outcomes).items():
        if (value := score_of(outcome)) is not None:
            by_name.setdefault(str(name), {})[int(str(repeat))] = value
    return by_name


def score_of(outcome: Outcome) -> float | None:
    """Return the score of one run, infinite if it diverged, or None if it was not evaluated."""
    if outcome.evaluated is None:
        return None
    if outcome.stop_reason == "diverged":
        return math.inf
    return score(outcome.evaluated, outcome.experiment)
