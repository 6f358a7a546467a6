"""What it costs to compare: lanes side by side against one after another, and repeats against two
processes left to themselves.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median

from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.execution.run import Run
from playground.execution.trials import Trials
from playground.execution.workers import Workers
from playground.runs.messages import Budget
from playground.studies.seeds import USUAL, repeats

WORKERS = 2
ROUNDS = 3
#: Training steps of each lane and of each repeat.
STEPS = 400
#: Four networks of different cost.
LANES = (
    {"model.cell": "elman"},
    {"model.cell": "gru"},
    {"model.cell": "lstm"},
    {"model.cell": "lstm", "model.hidden_size": 64},
)


def variants(rounds: int = ROUNDS, steps: int = STEPS) -> float:
    """Return steps per second of four lanes side by side, as a multiple of what they reach one
    after another on the same workers.

    Both ways are those of the page: runs that keep themselves going in calls of a fraction of a
    second.
    """
    base = Experiment().with_values({"training.max_steps": steps})
    experiments = [base.with_values(changes) for changes in LANES]
    with_workers = _Warm()
    try:
        return median(
            _apart(with_workers.workers, experiments) / _together(with_workers.workers, experiments)
            for _ in range(rounds)
        )
    finally:
        with_workers.workers.stop()


def seeds(rounds: int = ROUNDS, steps: int = STEPS, count: int = USUAL) -> tuple[float, float]:
    """Return how much longer K repeats take than K runs would at the speed of two independent
    processes, and that speed-up.

    Two whole trainings, one call each, are done alone and at the same time; twice the one time over
    the other is the scaling of this machine. At that scaling K repeats would take K times the time
    of one, divided by it.
    """
    experiment = Experiment().with_values({"training.max_steps": steps})
    with_workers = _Warm()
    try:
        found = [_seeds_once(with_workers.workers, experiment, count) for _ in range(rounds)]
    finally:
        with_workers.workers.stop()
    return median(ratio for ratio, _ in found), median(scaling for _, scaling in found)


class _Warm:
    """Workers that have imported everything and done one step each."""

    def __init__(self) -> None:
        self.workers = Workers("loky", WORKERS)
        experiment = Experiment().with_values({"training.max_steps": 20})
        data = loaded(experiment)
        for _round in range(3):
            asked = [
                self.workers.submit("advance", experiment, None, Budget(), series=data)
                for _ in range(2 * WORKERS)
            ]
            for one in asked:
                one.result()


def _apart(workers: Workers, experiments: Sequence[Experiment]) -> float:
    """Return the seconds of all experiments, one after another."""
    return sum(_together(workers, [experiment]) for experiment in experiments)


def _together(workers: Workers, experiments: Sequence[Experiment]) -> float:
    """Return the seconds of all experiments side by side."""
    runs = [Run(experiment, loaded(experiment), workers) for experiment in experiments]
    return _timed(lambda: [run.start() for run in runs], lambda: all(run.finished for run in runs))


def _seeds_once(workers: Workers, experiment: Experiment, count: int) -> tuple[float, float]:
    data = loaded(experiment)
    alone = _timed(
        lambda: None,
        lambda: (
            workers.submit("advance", experiment, None, Budget(), series=data).result() is not None
        ),
    )

    def both() -> bool:
        asked = [
            workers.submit("advance", experiment, None, Budget(), series=data)
            for _ in range(WORKERS)
        ]
        return all(one.result() is not None for one in asked)

    scaling = WORKERS * alone / _timed(lambda: None, both)
    trials = Trials(repeats({"lane": experiment}, count), loaded, workers)
    return _timed(trials.start, lambda: trials.finished) / (count * alone / scaling), scaling


def _timed(start: Callable[[], object], ended: Callable[[], bool]) -> float:
    started = time.perf_counter()
    start()
    while not ended():
        time.sleep(0.002)
    return time.perf_counter() - started
