"""What can be said of a task before anything is trained."""

from __future__ import annotations

from playground.config.experiment import Experiment
from playground.data.sources.tasks.yardstick import Yardstick
from playground.wording import _, number


def about_task(experiment: Experiment) -> str:
    """Return chance level, mark, how the simple RNN does and where the task comes from, for the
    task as it is set.
    """
    yardstick: Yardstick = experiment.source().facts["yardstick"]
    length, params = experiment.problem.lookback, experiment.data.params
    chance = (
        yardstick.last
        if yardstick.last is not None and experiment.problem.kind == "many_to_one"
        else yardstick.chance
    )
    guessed = chance(length, **params)
    if yardstick.classes:
        told = _("Chance: {chance} % right. Solved from {solved} % on.")
        first = told.format(
            chance=number(100 * guessed, 3), solved=number(100 * yardstick.solved, 3)
        )
    else:
        told = _(
            "Chance: {chance} (mean square error of always saying the mean). Solved below {solved}."
        )
        first = told.format(chance=number(guessed, 3), solved=number(yardstick.solved, 3))
    return " ".join([first, _(yardstick.summary), _(yardstick.help)])
