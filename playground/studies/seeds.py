"""The same comparison with other seeds: what is luck and what is not."""

from __future__ import annotations

import math
from collections.abc import Mapping

from playground.config.experiment import SEED_MAX, Experiment
from playground.evaluation.score import score
from playground.execution.trials import Key, Outcome

#: Repeats unless somebody asks for another number.
USUAL = 5
#: The fields that change together from one repeat to the next: data, first weights and order of the
#: batches.
SEEDS = ("data.seed", "model.seed", "training.seed")


def seeded(experiment: Experiment, repeat: int) -> Experiment:
    """Return the experiment with all three seeds moved on by ``repeat``; 0 is the experiment
    itself.
    """
    own = {
        "data.seed": experiment.data.seed,
        "model.seed": experiment.model.seed,
        "training.seed": experiment.training.seed,
    }
    return (
        experiment.with_values(
            {name: (value + repeat) % (SEED_MAX + 1) for name, value in own.items()}
        )
        if repeat
        else experiment
    )


def repeats(experiments: Mapping[str, Experiment], count: int = USUAL) -> dict[Key, Experiment]:
    """Return the trials of a comparison by (name, repeat), seed after seed, so that early results
    can be compared in pairs.

    Every experiment meets the same seeds: within one repeat they see the same data.
    """
    return {
        (name, k): seeded(experiment, k)
        for k in range(count)
        for name, experiment in experiments.items()
    }


def scores(outcomes: Mapping[Key, Outcome]) -> dict[str, dict[int, float]]:
    """Return the score of every finished repeat by name and number: smaller is better, infinite for
    one that diverged.

    What ended in an error of the program is left out.
    """
    found: dict[str, dict[int, float]] = {}
    for (name, repeat), outcome in dict(outcomes).items():
        if outcome.found is not None:
            value = (
                math.inf
                if outcome.stop_reason == "diverged"
                else score(outcome.found, outcome.experiment)
            )
            found.setdefault(str(name), {})[int(str(repeat))] = value
    return found
