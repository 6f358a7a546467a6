"""What a training step will cost, told before anyone waits for it."""

from __future__ import annotations

from playground import registry
from playground.errors import TrainingError
from playground.experiment import Experiment
from playground.wording import _

#: A description whose step is estimated above this is refused.
MOST_SECONDS = 0.5
#: Measured on one core: seconds per time step and layer beside the arithmetic, multiplications per second, and seconds per gate.
_OVERHEAD = {"lstm": 15e-6, "gru": 100e-6, "elman": 32e-6, "mlp": 10e-6}
#: Seconds per time step and layer of a network that has to be called step by step, since it reads its own answers.
_STEP_BY_STEP = 200e-6
_SPEED = 5.5e10
_GATE = 4e-9


def step_seconds(experiment: Experiment, inputs: int) -> float:
    """Return the estimated seconds of one training step (forward, backward, update), good to about a factor of two."""
    model, problem = experiment.model, experiment.problem
    gates = registry.lookup("cell", model.cell).facts["gates"]
    steps = {"one_to_one": 1, "one_to_many": problem.horizon}.get(problem.kind, problem.lookback)
    steps += problem.horizon if problem.kind == "seq2seq" else 0
    width = model.hidden_size + (inputs + (model.num_layers - 1) * model.hidden_size) / model.num_layers
    values = experiment.training.batch_size * gates * model.hidden_size
    products = 3 * values * width  # forward once, backward twice
    overhead = _OVERHEAD.get(model.cell, 50e-6)
    if problem.kind in ("seq2seq", "one_to_many") and problem.teacher_forcing < 1.0:
        overhead += _STEP_BY_STEP * problem.horizon / steps
    return model.num_layers * steps * (overhead + products / _SPEED + values * _GATE)


def check_cost(experiment: Experiment, inputs: int) -> None:
    """Refuse a description whose training step would take too long; the sentence gives the estimate."""
    seconds = step_seconds(experiment, inputs)
    if seconds > MOST_SECONDS:
        told = _(
            "one training step would take about {seconds:.1f} s, and at most {most} s is allowed; "
            "try fewer units or layers, a shorter lookback or a smaller batch."
        )
        raise TrainingError(told.format(seconds=seconds, most=MOST_SECONDS), field="model.hidden_size")
