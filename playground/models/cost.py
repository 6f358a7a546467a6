"""Estimates of the cost of each call of a worker.

`advance` trains for a given time, but at least one step, so `check_cost` rejects a description
whose step takes too long (`step_seconds`). `evaluate` reads at most `evaluation_windows` windows of
the test set, `remembered` measures at most `memory_points` points of its curve, and `reference`
reads 256 windows and runs no network.
"""

from __future__ import annotations

from dataclasses import replace

from playground.config.experiment import Experiment
from playground.data.windowing.problem_type import problem_type
from playground.errors import TrainingError
from playground.models.cells import cell_of
from playground.wording import _, number

#: Largest estimate, in seconds, of one training step.
MOST_SECONDS = 0.5
#: Overhead, in seconds per time step and layer, of a network that reads its own predictions and is
#: therefore called step by step.
_STEP_BY_STEP = 200e-6
#: Multiplications per second, and seconds per value of a gate, measured on one core.
_SPEED = 5.5e10
_GATE = 4e-9
#: Largest estimate, in seconds, of the evaluation on the test set.
MOST_EVALUATION = 2.0
#: Most predictions on the test set that are kept, each with its target and those of the baselines.
MOST_PREDICTIONS = 500_000
#: Most windows of the validation set that are evaluated (`windows.evaluation_rows`).
_EVALUATED = 256
#: Multiplications per second in float64, and most of them for the curve of `remembered`.
_SPEED_64 = 1.5e10
_MOST_MEMORY = 4e10


def step_seconds(experiment: Experiment, inputs: int) -> float:
    """Return the estimated seconds of one training step (forward, backward, update).

    The estimate is accurate to about a factor of two.
    """
    model, problem = experiment.model, experiment.problem
    cell = cell_of(model.cell)
    kind = problem_type(problem.kind)
    steps = kind.steps(problem.lookback, problem.horizon)
    width = (
        model.hidden_size + (inputs + (model.num_layers - 1) * model.hidden_size) / model.num_layers
    )
    values = experiment.training.batch_size * len(cell.blocks) * model.hidden_size
    products = 3 * values * width  # forward once, backward twice
    overhead = cell.seconds
    if kind.readout in ("decoder", "generator") and problem.teacher_forcing < 1.0:
        overhead += _STEP_BY_STEP * problem.horizon / steps
    return model.num_layers * steps * (overhead + products / _SPEED + values * _GATE)


def forward_seconds(experiment: Experiment, inputs: int) -> float:
    """Return the estimated seconds that one window adds to a forward pass over a batch."""
    one = replace(experiment, training=replace(experiment.training, batch_size=1))
    two = replace(experiment, training=replace(experiment.training, batch_size=2))
    # The overhead cancels; the forward pass is a third of the rest.
    return (step_seconds(two, inputs) - step_seconds(one, inputs)) / 3


def evaluation_windows(
    experiment: Experiment, inputs: int, predictions: int, compared: int = 0
) -> int:
    """Return how many test windows `evaluate` may read; ordinary descriptions have fewer.

    Parameters
    ----------
    inputs, predictions : int
        Inputs per time step, and predictions per window.
    compared : int
        Training values with which each window is compared to find its nearest neighbor.
    """
    seconds = forward_seconds(experiment, inputs) + compared / _SPEED_64
    return max(1, min(MOST_PREDICTIONS // predictions, int(MOST_EVALUATION / seconds)))


def memory_points(weights: int, lookback: int, windows: int, most: int) -> int:
    """Return how many points the curve of `remembered` may have, from 3 to ``most``.

    Each point takes a forward pass over ``windows`` windows.

    Examples
    --------
    >>> memory_points(weights=4385, lookback=50, windows=8, most=100)
    100
    >>> memory_points(weights=10**6, lookback=1000, windows=8, most=100)
    5
    """
    return max(3, min(most, int(_MOST_MEMORY // (weights * lookback * windows))))


def check_cost(experiment: Experiment, inputs: int) -> None:
    """Raise a `TrainingError` if a training step or an evaluation would take too long."""
    seconds = step_seconds(experiment, inputs)
    if seconds > MOST_SECONDS:
        sentence = _(
            "One training step would take about {seconds} s, but at most {most} s is allowed; "
            "try fewer units or layers, a shorter lookback or a smaller batch."
        )
        raise TrainingError(
            sentence.format(seconds=number(seconds, 2), most=number(MOST_SECONDS)),
            field="model.hidden_size",
        )
    evaluation = _EVALUATED * forward_seconds(experiment, inputs)
    if evaluation > 2 * MOST_EVALUATION:
        sentence = _(
            "One evaluation on the validation set would take about {seconds} s, but at most {most} s is allowed; "
            "try fewer units or layers, or a shorter lookback."
        )
        raise TrainingError(
            sentence.format(seconds=number(evaluation, 2), most=number(2 * MOST_EVALUATION)),
            field="model.hidden_size",
        )
