"""Warm-up of the pictures: a step that every worker trains and shows before anyone waits for it."""

from __future__ import annotations

from concurrent.futures import Future

from playground.analysis.probe import default_probe
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.data.windowing.kept_windows import kept_windows
from playground.execution.workers import Workers
from playground.live.frame_look import FrameLook
from playground.runs.messages import Budget
from playground.wording import language


def warm_up(workers: Workers, experiment: Experiment) -> list[Future]:
    """Have every worker train and show a step, so that the first visitor's is there at once.

    What it takes to show a step is loaded by the first that is shown, which would otherwise come
    0.2 s later than all others.

    Parameters
    ----------
    workers : Workers
    experiment : Experiment
        Which visitors are likely to begin with.

    Returns
    -------
    list of Future
        One for each worker.
    """
    data = loaded(experiment)
    probe = default_probe(kept_windows(experiment, data))
    look = FrameLook(probe.address, 0, (), 0, False, language())
    return [  # of different lengths, since the same call would be made once
        workers.submit("advance_and_look", experiment, None, Budget(steps), look, series=data)
        for steps in range(1, workers.count + 1)
    ]
