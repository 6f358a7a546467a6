"""The lines of the gradient chart: influence by time step of each cell, with reach and slope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from playground.analysis.gradients.inputs import Inputs
from playground.analysis.gradients.view import CELLS, SIMPLE, View
from playground.analysis.influence import reach_of, slope_of
from playground.cache import ByteCache
from playground.config.fields.model import Model
from playground.models.architecture import Architecture
from playground.models.cells import cell_of, memory_among
from playground.models.cells.layer import Layer
from playground.models.cells.signal import StateName
from playground.models.stack import Stack


@dataclass(frozen=True)
class Line:
    """One cell's influence by time step.

    Parameters
    ----------
    cell, signal : str
        Name of the cell, and of the state whose influence is measured, such as "cell_state".
    low, middle, high : ndarray of shape (T,), float64
        Quantiles 10 %, 50 % and 90 % over the sequences; NaN after step ``at``.
    at : int
        The time step of the prediction or loss, from 0.
    layer : Layer
        The layer, with all signals and gradients of the sequences, (T, P, H).
    """

    cell: str
    signal: StateName
    low: np.ndarray
    middle: np.ndarray
    high: np.ndarray
    at: int
    layer: Layer

    @property
    def letter(self) -> str:
        """Letter of the state in formulas, "C" or "h"."""
        return cell_of(self.cell)[self.signal].letter

    @property
    def keeper(self) -> str:
        """Letter of the gate that keeps the state; empty where the direct path has no gate."""
        gate = cell_of(self.cell).keeper
        return gate.letter if gate is not None and gate.carries == self.signal else ""

    @property
    def share(self) -> np.ndarray:
        """The median relative to that at step ``at``, (at + 1,)."""
        last = self.middle[self.at]
        return self.middle[: self.at + 1] / last if last > 0 else np.full(self.at + 1, np.nan)

    @property
    def reach(self) -> int | None:
        """See `influence.reach_of`."""
        return reach_of(self.share)

    @property
    def slope(self) -> float:
        """See `influence.slope_of`."""
        return slope_of(self.share)

    def share_at(self, steps_before: int) -> float:
        """Return the share ``steps_before`` steps before ``at``; NaN outside the sequence."""
        return (
            float(self.share[self.at - steps_before])
            if 0 <= steps_before <= self.at
            else float("nan")
        )


def size(vectors: np.ndarray) -> np.ndarray:
    """Return the Euclidean norms along the last axis, accurate even where squares underflow."""
    largest = np.abs(vectors).max(axis=-1)
    scale = np.where((largest > 0) & np.isfinite(largest), largest, 1.0)
    return scale * np.linalg.norm(vectors / scale[..., None], axis=-1)


_first: ByteCache[Architecture, Mapping[str, np.ndarray]] = ByteCache(16_000_000)


def first_weights(architecture: Architecture) -> Mapping[str, np.ndarray]:
    """Return the initial weights of a network, cached."""
    return _first.get_or_make(architecture, architecture.initial_weights)


def network_of(model: Model, cell: str, inputs: Inputs, view: View) -> Architecture:
    """Return the network of one cell in the chart, with a prediction at every time step.

    With ``view.linear`` the simple RNN has no activation function.
    """
    linear = view.linear and "nonlinearity" in cell_of(cell).uses
    nonlinearity = "linear" if linear else model.nonlinearity
    model = replace(model, cell=cell, nonlinearity=nonlinearity)
    return Architecture(model, inputs.x.shape[2], readout="every")


def scanned(
    architecture: Architecture, weights: Mapping[str, np.ndarray], inputs: Inputs, view: View
) -> Stack:
    """Return the stack after a forward and a backward pass over all sequences, with all gradients.

    The backward pass starts from the prediction or loss that the view chooses.
    """
    # The values of a network that explodes are shown, inf and NaN included.
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        stack = Stack(architecture, weights)
        y_hat = stack.forward(inputs.x * view.scale, np.zeros(inputs.x.shape[1]), 1)  # (P, T)
        stack.reverse(cotangents(view, y_hat, inputs.y))
    return stack


def cotangents(view: View, y_hat: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the derivative of the chosen quantity with respect to every prediction, (P, T).

    The quantity is the prediction of one step or the sum of all predictions, or, with
    ``view.measure == "loss"``, the mean squared error over these steps.
    """
    chosen = np.ones(y.shape)
    if view.step != "all":
        chosen = np.zeros(y.shape)
        chosen[:, view.loss_step(y.shape[1])] = 1.0
    return chosen * 2.0 * (y_hat - y) / chosen[0].sum() if view.measure == "loss" else chosen


def line(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    inputs: Inputs,
    view: View,
    layer: int = -1,
) -> Line:
    """Return the influence of a layer's state on the prediction or loss that the view chooses."""
    scanned_layer = scanned(architecture, weights, inputs, view).encoder[layer]
    gradients = scanned_layer.gradients()
    signal: StateName = memory_among(gradients) if view.state == "memory" else "hidden_state"
    at = view.loss_step(len(inputs.x))
    with np.errstate(over="ignore", under="ignore", invalid="ignore", divide="ignore"):
        norms = size(gradients[signal])  # (T, P)
        if view.measure == "relative":
            norms = norms / norms[at]
        low, middle, high = np.quantile(norms, [0.1, 0.5, 0.9], axis=1)
    for values in (low, middle, high):
        values[at + 1 :] = np.nan
    return Line(architecture.model.cell, signal, low, middle, high, at, scanned_layer)


def lines(model: Model, inputs: Inputs, view: View) -> dict[str, Line]:
    """Return the line of every cell, untrained, on the same sequences."""
    networks = [network_of(model, cell, inputs, view) for cell in CELLS]
    return {
        network.model.cell: line(network, first_weights(network), inputs, view)
        for network in networks
    }


def eigenvalues(model: Model, inputs: Inputs) -> np.ndarray:
    """Return the eigenvalues of the simple RNN's initial recurrent weights, (H,) complex."""
    weights = first_weights(network_of(model, SIMPLE, inputs, View()))
    return np.linalg.eigvals(weights["rnn.weight_hh_l0"].astype(np.float64))
