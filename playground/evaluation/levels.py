"""Reference lines of an error curve: a constant answer, the best baseline, and a solved task."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from playground.config.experiment import Experiment
from playground.data.sources.tasks.yardstick import Yardstick
from playground.evaluation.meaningful import exact, meaningful
from playground.wording import _


@dataclass(frozen=True)
class Level:
    """An error with a name.

    Parameters
    ----------
    label : str
        Name on screen.
    error : float
        Validation error, in the network's units.
    solved : bool
        Whether the task counts as solved below it.
    """

    label: str
    error: float
    solved: bool = False


def levels_of(
    experiment: Experiment, baselines: Mapping[str, float], names: Mapping[str, str]
) -> list[Level]:
    """Return the lines for an experiment, those that are not known left out.

    Parameters
    ----------
    experiment : Experiment
    baselines : mapping of str to float
        Validation error of each baseline by name.
    names : mapping of str to str
        Name of each baseline on screen.
    """
    known = {
        name: error
        for name, error in meaningful(baselines, experiment).items()
        if math.isfinite(error) and not exact(error, baselines.values())
    }
    levels = []
    for name in ("mean", "majority_class"):
        if name in known:
            levels.append(Level(names[name], known.pop(name)))
    if known:
        best = min(known, key=lambda name: known[name])
        if all(known[best] < level.error for level in levels):
            levels.append(Level(names[best], known[best]))
    yardstick = experiment.source().facts.get("yardstick")
    if isinstance(yardstick, Yardstick) and not yardstick.classes and yardstick.solved > 0:
        levels.append(Level(_("solved"), yardstick.solved, solved=True))
    return levels
