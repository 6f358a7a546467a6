"""Sentences about a task before anything is trained."""

from __future__ import annotations

from playground.config.experiment import Experiment
from playground.data.sources.tasks.yardstick import Yardstick
from playground.wording import _, number


def about_task(experiment: Experiment) -> str:
    """Return a task's chance level, threshold and origin, and how a simple RNN does on it."""
    yardstick: Yardstick = experiment.source().facts["yardstick"]
    last_only = experiment.problem.kind == "many_to_one" and yardstick.last is not None
    level = yardstick.last if last_only and yardstick.last is not None else yardstick.chance
    chance = level(experiment.problem.lookback, **experiment.data.params)
    if yardstick.classes:
        sentence = _("Chance: {chance} % correct. Solved at {solved} % or more.").format(
            chance=number(100 * chance, 3), solved=number(100 * yardstick.solved, 3)
        )
    else:
        sentence = _(
            "Always predicting the mean: {chance} (mean squared error). Solved below {solved}."
        ).format(chance=number(chance, 3), solved=number(yardstick.solved, 3))
    return " ".join([sentence, _(yardstick.summary), _(yardstick.help)])
