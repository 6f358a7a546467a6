"""The cost of concurrent runs: lanes side by side, and repeats against independent processes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median

from playground.config.cells import GRU, LSTM, SIMPLE_RNN
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.execution.run import Run
from playground.execution.trials import Trials
from playground.execution.workers import Workers
from playground.runs.messages import Budget
from playground.studies.seeds import REPEATS, repeats

WORKERS = 2
ROUNDS = 3
#: Training steps of each lane and of each repeat.
STEPS = 400
#: Four networks of different cost.
LANES = (
    {"model.cell": SIMPLE_RNN},
    {"model.cell": GRU},
    {"model.cell": LSTM},
    {"model.cell": LSTM, "model.hidden_size": 64},
)


def side_by_side(rounds: int = ROUNDS, steps: int = STEPS) -> float:
    """Return the throughput of four lanes side by side, relative to one lane after another.

    Both run as on the page, on the same workers, in calls of a fraction of a second.
    """
    base = Experiment().with_values({"training.max_steps": steps})
    experiments = [base.with_values(changes) for changes in LANES]
    with _warm_workers() as workers:
        return median(
            sum(_seconds(workers, [experiment]) for experiment in experiments)
            / _seconds(workers, experiments)
            for _ in range(rounds)
        )


def repeats_against_scaling(
    rounds: int = ROUNDS, steps: int = STEPS, count: int = REPEATS
) -> tuple[float, float]:
    """Return the time of K repeats relative to what this machine's scaling allows, and the scaling.

    The scaling is the speed-up of two whole trainings, one call each, that run at the same time
    instead of one after the other. At that speed-up K repeats would take K times the time of one
    training, divided by it.
    """
    experiment = Experiment().with_values({"training.max_steps": steps})
    with _warm_workers() as workers:
        results = [_repeats_once(workers, experiment, count) for _ in range(rounds)]
    return median(ratio for ratio, _ in results), median(scaling for _, scaling in results)


@contextmanager
def _warm_workers() -> Iterator[Workers]:
    """Start workers that have imported everything and trained once, and stop them at the end."""
    workers = Workers("loky", WORKERS)
    try:
        experiment = Experiment().with_values({"training.max_steps": 20})
        for _round in range(3):
            _train_whole(workers, experiment, 2 * WORKERS)
        yield workers
    finally:
        workers.stop()


def _train_whole(workers: Workers, experiment: Experiment, count: int) -> None:
    """Train ``count`` times at once, each time in one call, and wait for all."""
    data = loaded(experiment)
    calls = [
        workers.submit("advance", experiment, None, Budget(), series=data) for _ in range(count)
    ]
    for call in calls:
        call.result()


def _seconds(workers: Workers, experiments: Sequence[Experiment]) -> float:
    """Return the seconds that all experiments take side by side."""
    runs = [Run(experiment, loaded(experiment), workers) for experiment in experiments]

    def start() -> None:
        for run in runs:
            run.start()

    return _timed(start, lambda: all(run.finished for run in runs))


def _repeats_once(workers: Workers, experiment: Experiment, count: int) -> tuple[float, float]:
    alone = _timed(lambda: _train_whole(workers, experiment, 1))
    scaling = WORKERS * alone / _timed(lambda: _train_whole(workers, experiment, WORKERS))
    trials = Trials(repeats({"lane": experiment}, count), loaded, workers)
    return _timed(trials.start, lambda: trials.finished) / (count * alone / scaling), scaling


def _timed(start: Callable[[], object], ended: Callable[[], bool] = lambda: True) -> float:
    started = time.perf_counter()
    start()
    while not ended():
        time.sleep(0.002)
    return time.perf_counter() - started
