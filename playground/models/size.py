"""Parameters, memory and time of a variant, and the units for an equal number of parameters."""

from __future__ import annotations

from dataclasses import dataclass, replace

from playground.config.experiment import SETTINGS, Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.problem_type import problem_type
from playground.models.architecture import architecture_of
from playground.models.cells import cell_of
from playground.models.cost import step_seconds


@dataclass(frozen=True)
class Cost:
    """The cost of one variant.

    Parameters
    ----------
    parameters : int
        Number of weights.
    memory : int
        Bytes during training: weights, gradients, the optimizer's moments, and the values of one
        batch for the backward pass.
    step_seconds : float
        Estimated seconds of one training step, accurate to about a factor of two.
    """

    parameters: int
    memory: int
    step_seconds: float


def cost_of(experiment: Experiment, data: Series | Sequences) -> Cost:
    """Return the cost of an experiment on its data."""
    architecture = architecture_of(experiment, data)
    count = architecture.parameters
    return Cost(count, _memory(experiment, count), step_seconds(experiment, architecture.inputs))


def matching_units(experiment: Experiment, data: Series | Sequences, wanted: int) -> int:
    """Return the hidden size whose number of parameters is closest to ``wanted``.

    Of two equally close sizes, it is the smaller one.
    """
    setting = SETTINGS["model"]["hidden_size"]
    low, high = int(setting.minimum or 1), int(setting.maximum or 256)

    architecture = architecture_of(experiment, data)

    def count(units: int) -> int:
        model = replace(architecture.model, hidden_size=units)
        return replace(architecture, model=model).parameters

    while low < high:  # binary search for the smallest size with at least as many
        middle = (low + high) // 2
        low, high = (low, middle) if count(middle) >= wanted else (middle + 1, high)
    below = max(1, low - 1)
    return below if abs(count(below) - wanted) <= abs(count(low) - wanted) else low


def _memory(experiment: Experiment, count: int) -> int:
    """Return the bytes in float32, with all gates and states kept for the backward pass."""
    training, problem, model = experiment.training, experiment.problem, experiment.model
    moments = {
        "adam": 2,
        "rmsprop": 1 + (training.momentum > 0),
        "sgd": int(training.momentum > 0),
    }[training.optimizer]
    cell = cell_of(model.cell)
    steps = problem_type(problem.kind).steps(problem.lookback, problem.horizon)
    states = (
        training.batch_size
        * steps
        * model.num_layers
        * model.hidden_size
        * (len(cell.blocks) + len(cell.states))
    )
    return 4 * (count * (2 + moments) + states)
