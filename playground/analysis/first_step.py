"""One-to-one: a recurrent network at its first and only step, and an MLP of the same size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from playground.analysis.explain import predict
from playground.config.cells import MLP
from playground.config.experiment import SETTINGS, Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.batches import evaluation_rows
from playground.data.windowing.windows import Windows
from playground.evaluation.predictions import targets, undo
from playground.models.architecture import Architecture, architecture_of
from playground.models.cells import blocks, cell_of
from playground.models.size import matching_units

#: Most inputs whose predictions are compared and drawn.
MOST_INPUTS = 200


@dataclass(frozen=True)
class FirstStep:
    """A recurrent network on sequences of a single time step.

    Parameters
    ----------
    weights, acting : int
        Number of all weights, and of those that affect a prediction: the others are multiplied by
        h_0 = 0 or C_0 = 0.
    difference : float
        Largest difference between its predictions and those of the same network without the weights
        that have no effect; exactly 0.
    inputs : int
        Number of inputs compared.
    """

    weights: int
    acting: int
    difference: float
    inputs: int


def single_step(
    architecture: Architecture, weights: Mapping[str, np.ndarray], windows: Windows
) -> FirstStep:
    """Count the weights with an effect, and compare the predictions with and without the others."""
    part = windows.validation
    x = part.x(evaluation_rows(part, MOST_INPUTS))
    cut = without_recurrence(architecture, weights)
    idle = sum(int(w.size) for w in idle_parts(architecture, weights).values())
    with np.errstate(invalid="ignore"):
        difference = np.abs(predict(architecture, weights, x) - predict(architecture, cut, x)).max()
    whole = architecture.parameters
    return FirstStep(whole, whole - idle, float(difference), len(x))


def idle_parts(
    architecture: Architecture, weights: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Return views of the weights without effect at a first step, by name.

    These are all of W_h and, of an LSTM, the forget gate.
    """
    model = architecture.model
    idle = {name: w for name, w in weights.items() if "weight_hh" in name}
    for gate in cell_of(model.cell).idle_at_first_step:
        start = blocks(model.cell).index(gate) * model.hidden_size
        idle |= {
            name: w[start : start + model.hidden_size]
            for name, w in weights.items()
            if name.startswith("rnn.") and "weight_hh" not in name
        }
    return idle


def without_recurrence(
    architecture: Architecture, weights: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Return a copy of the weights, with 0 for those without effect at a first step."""
    cut = {name: np.array(w, np.float64) for name, w in weights.items()}
    for part in idle_parts(architecture, cut).values():
        part[...] = 0.0
    return cut


def mlp_like(experiment: Experiment, data: Series | Sequences) -> Experiment:
    """Return the experiment with an MLP that has nearly the same number of weights.

    It has the fewest layers with which the number comes within 2 %, or else the closest.
    """
    wanted, best = architecture_of(experiment, data).parameters, None
    for layers in range(1, int(SETTINGS["model"]["num_layers"].maximum or 4) + 1):
        other = replace(experiment, model=replace(experiment.model, cell=MLP, num_layers=layers))
        other = replace(
            other, model=replace(other.model, hidden_size=matching_units(other, data, wanted))
        )
        off = abs(architecture_of(other, data).parameters - wanted)
        if best is None or off < best[0]:
            best = (off, other)
        if off <= 0.02 * wanted:
            break
    assert best is not None
    return best[1]


def mapping(
    architecture: Architecture, weights: Mapping[str, np.ndarray], windows: Windows
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return inputs (n, F), targets (n,) and predictions (n,) of the validation set.

    All are in their own units.
    """
    part = windows.validation
    which, read = evaluation_rows(part, MOST_INPUTS), list(windows.read)
    x = part.x(which)
    inputs = x[:, 0].astype(np.float64) * windows.scaler.factor[read] + windows.scaler.shift[read]
    predictions = undo(part, windows.scaler, predict(architecture, weights, x), which)
    return inputs, targets(part, which)[:, 0], predictions[:, 0]
