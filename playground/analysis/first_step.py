"""One-to-one: what is left of a recurrent network at its first and only step, and the MLP with as
many weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from playground.analysis.explain import predict
from playground.config.experiment import SETTINGS, Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows, evaluation_rows
from playground.evaluation.predictions import targets, undo
from playground.models.architecture import Architecture, architecture_of
from playground.models.cells import blocks, cell_of
from playground.models.size import matching_units

#: Readings whose answers are drawn and compared.
MOST_READINGS = 200


@dataclass(frozen=True)
class FirstStep:
    """A recurrent network with one step to go.

    Parameters
    ----------
    weights, acting : int
        All of them, and those that can change an answer at all: the others are multiplied by h_0 =
        0 or C_0 = 0.
    difference : float
        The largest difference between its answers and those of the same network without the weights
        that do not act; exactly 0.
    readings : int
        On how many readings that was computed.
    """

    weights: int
    acting: int
    difference: float
    readings: int


def memoryless(
    architecture: Architecture, weights: Mapping[str, np.ndarray], windows: Windows
) -> FirstStep:
    """Count the weights that act, and compute the answers again without the others."""
    part = windows.validation
    x = part.x(evaluation_rows(part, MOST_READINGS))
    cut = without_recurrence(architecture, weights)
    idle = sum(int(w.size) for w in idle_parts(architecture, weights).values())
    with np.errstate(invalid="ignore"):
        difference = np.abs(predict(architecture, weights, x) - predict(architecture, cut, x)).max()
    whole = architecture.parameters
    return FirstStep(whole, whole - idle, float(difference), len(x))


def idle_parts(
    architecture: Architecture, weights: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Return, by name, the parts of the weights that do nothing at a first step: all of W_h, and an
    LSTM's forget gate.
    """
    model = architecture.model
    found = {name: w for name, w in weights.items() if "weight_hh" in name}
    for gate in cell_of(model.cell).idle_at_first_step:
        start = blocks(model.cell).index(gate) * model.hidden_size
        found |= {
            name: w[start : start + model.hidden_size]
            for name, w in weights.items()
            if name.startswith("rnn.") and "weight_hh" not in name
        }
    return found


def without_recurrence(
    architecture: Architecture, weights: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Return a copy of the weights in which everything that does nothing at a first step is 0."""
    cut = {name: np.array(w, np.float64) for name, w in weights.items()}
    for part in idle_parts(architecture, cut).values():
        part[...] = 0.0
    return cut


def mlp_like(experiment: Experiment, data: Series | Sequences) -> Experiment:
    """Return the same experiment with an MLP whose weights are as many, or nearly; the fewest
    layers that come within 2 %.
    """
    wanted, best = architecture_of(experiment, data).parameters, None
    for layers in range(1, int(SETTINGS["model"]["num_layers"].maximum or 4) + 1):
        other = replace(experiment, model=replace(experiment.model, cell="mlp", num_layers=layers))
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
    """Return readings (n, F), targets (n,) and answers (n,) of the validation part, all in their
    own units.
    """
    part = windows.validation
    which, read = evaluation_rows(part, MOST_READINGS), list(windows.read)
    x = part.x(which)
    own = x[:, 0].astype(np.float64) * windows.scaler.factor[read] + windows.scaler.shift[read]
    said = undo(part, windows.scaler, predict(architecture, weights, x), which)
    return own, targets(part, which)[:, 0], said[:, 0]
