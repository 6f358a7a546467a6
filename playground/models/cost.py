"""The cost of each call of a worker, estimated beforehand.

`advance` trains for a given time, but at least one step: `check_cost` refuses a description whose
step takes too long (`step_seconds`). `evaluate` reads at most `evaluation_windows` windows of the
test set, `remembered` measures at most `memory_points` points of its curve, and `reference` reads
256 windows and runs no network.
"""

from __future__ import annotations

from dataclasses import replace

from playground.config.experiment import Experiment
from playground.data.windowing.problem_type import problem_type
from playground.errors import TrainingError
from playground.models.cells import cell_of
from playground.wording import _

#: A description whose step is estimated above this is refused.
MOST_SECONDS = 0.5
#: Seconds per time step and layer of a network that is called step by step, since it reads its own
#: predictions.
_STEP_BY_STEP = 200e-6
#: Measured on one core: multiplications per second, and seconds per value of a gate.
_SPEED = 5.5e10
_GATE = 4e-9
#: Largest estimate, in seconds, of the evaluation on the test set.
MOST_EVALUATION = 2.0
#: Predictions on the test set that are kept, each with its target and the baselines'.
MOST_ANSWERS = 500_000
#: Windows of the validation set that are evaluated (`windows.evaluation_rows`).
_LOOKED_AT = 256
#: Multiplications per second in float64, and how many the curve of `remembered` may take.
_SPEED_64 = 1.5e10
_MOST_MEMORY = 4e10


def step_seconds(experiment: Experiment, inputs: int) -> float:
    """Return the estimated seconds of one training step (forward, backward, update).

    The estimate is good to about a factor of two.
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
    """Return the estimated seconds one window adds to running a network over many at once."""
    one = replace(experiment, training=replace(experiment.training, batch_size=1))
    two = replace(experiment, training=replace(experiment.training, batch_size=2))
    return (
        step_seconds(two, inputs) - step_seconds(one, inputs)
    ) / 3  # one way of three, the overhead once for all


def evaluation_windows(experiment: Experiment, inputs: int, answers: int, compared: int = 0) -> int:
    """Return how many test windows `evaluate` may read; there are fewer of them in all ordinary
    descriptions.

    Parameters
    ----------
    inputs, answers : int
        Values read at a step, and answers of one window.
    compared : int
        Numbers that each window is compared with, for the class of its nearest neighbour.
    """
    seconds = forward_seconds(experiment, inputs) + compared / _SPEED_64
    return max(1, min(MOST_ANSWERS // answers, int(MOST_EVALUATION / seconds)))


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
    """Raise a `TrainingError` where a training step or an evaluation would take too long."""
    seconds = step_seconds(experiment, inputs)
    if seconds > MOST_SECONDS:
        sentence = _(
            "One training step would take about {seconds:.1f} s, but at most {most} s is allowed; "
            "try fewer units or layers, a shorter lookback or a smaller batch."
        )
        raise TrainingError(
            sentence.format(seconds=seconds, most=MOST_SECONDS), field="model.hidden_size"
        )
    looking = _LOOKED_AT * forward_seconds(experiment, inputs)
    if looking > 2 * MOST_EVALUATION:
        sentence = _(
            "One evaluation on the validation set would take about {seconds:.0f} s, but at most {most:.0f} s is allowed; "
            "try fewer units or layers, or a shorter lookback."
        )
        raise TrainingError(
            sentence.format(seconds=looking, most=2 * MOST_EVALUATION), field="model.hidden_size"
        )
