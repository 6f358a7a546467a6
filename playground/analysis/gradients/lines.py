"""The gradient picture: for each cell, influence by time step, its median and band over many
sequences, reach and slope.
"""

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
from playground.models.stack import Stack


@dataclass(frozen=True)
class Line:
    """One cell's influence by time step.

    Parameters
    ----------
    cell, signal : str
        Name of the cell, and of the state whose influence it is: "cell_state", for example.
    low, middle, high : ndarray of shape (T,), float64
        10 %, 50 % and 90 % quantile over the sequences; NaN after the step asked about.
    at : int
        The step asked about, from 0.
    layer : Layer
        The layer itself, with every signal (T, P, H) and every gradient of the sequences.
    """

    cell: str
    signal: str
    low: np.ndarray
    middle: np.ndarray
    high: np.ndarray
    at: int
    layer: Layer

    @property
    def letter(self) -> str:
        """Letter of the state in formulas: "C" or "h"."""
        return cell_of(self.cell)[self.signal].letter

    @property
    def keeper(self) -> str:
        """Letter of the gate that keeps the state; empty where the direct path has no gate."""
        gate = cell_of(self.cell).keeper
        return gate.letter if gate is not None and gate.carries == self.signal else ""

    @property
    def share(self) -> np.ndarray:
        """The median relative to the step asked about, (at + 1,)."""
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
        """Return the share so many steps before the one asked about; NaN outside the sequence."""
        return (
            float(self.share[self.at - steps_before])
            if 0 <= steps_before <= self.at
            else float("nan")
        )


def size(vectors: np.ndarray) -> np.ndarray:
    """Return the Euclidean lengths along the last axis; of vectors smaller than 1e-154 too, whose
    squares are 0.
    """
    largest = np.abs(vectors).max(axis=-1)
    scale = np.where((largest > 0) & np.isfinite(largest), largest, 1.0)
    return scale * np.linalg.norm(vectors / scale[..., None], axis=-1)


_first: ByteCache[Architecture, Mapping[str, np.ndarray]] = ByteCache(16_000_000)


def first_weights(architecture: Architecture) -> Mapping[str, np.ndarray]:
    """Return the initial weights of a network; drawn once, however often the picture is."""
    return _first.get_or_make(architecture, architecture.initial_weights)


def network_of(model: Model, cell: str, inputs: Inputs, view: View) -> Architecture:
    """Return the network of one cell in the picture, with a prediction at every time step.

    Where the view asks for it, the simple RNN has no activation function.
    """
    linear = view.linear and "nonlinearity" in cell_of(cell).uses
    nonlinearity = "linear" if linear else model.nonlinearity
    model = replace(model, cell=cell, nonlinearity=nonlinearity)
    return Architecture(model, inputs.x.shape[2], readout="every")


def scanned(
    architecture: Architecture, weights: Mapping[str, np.ndarray], inputs: Inputs, view: View
) -> Stack:
    """Run all sequences forward and what the view asks about back; every gradient is then in the
    layers.
    """
    with np.errstate(
        over="ignore", under="ignore", invalid="ignore"
    ):  # a network that explodes is shown as it is
        stack = Stack(architecture, weights)
        y_hat = stack.forward(inputs.x * view.scale, np.zeros(inputs.x.shape[1]), 1)  # (P, T)
        stack.reverse(cotangents(view, y_hat, inputs.y))
    return stack


def cotangents(view: View, y_hat: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return what is asked about, (P, T): the derivative of that number with respect to the
    prediction of every step.

    A prediction: 1 at its step, or at all of them for their sum. The loss: that of mean squared
    error over those steps.
    """
    asked = np.ones(y.shape)
    if view.step != "all":
        asked = np.zeros(y.shape)
        asked[:, view.loss_step(y.shape[1])] = 1.0
    return asked * 2.0 * (y_hat - y) / asked[0].sum() if view.measure == "loss" else asked


def line(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    inputs: Inputs,
    view: View,
    layer: int = -1,
) -> Line:
    """Return the influence of a layer's state on what the view asks about."""
    found = scanned(architecture, weights, inputs, view).encoder[layer]
    gradients = found.gradients()
    signal = memory_among(gradients) if view.state == "memory" else "hidden_state"
    at = view.loss_step(len(inputs.x))
    with np.errstate(over="ignore", under="ignore", invalid="ignore", divide="ignore"):
        norms = size(gradients[signal])  # (T, P)
        if view.measure == "relative":
            norms = norms / norms[at]
        low, middle, high = np.quantile(norms, [0.1, 0.5, 0.9], axis=1)
    for values in (low, middle, high):
        values[at + 1 :] = np.nan
    return Line(architecture.model.cell, signal, low, middle, high, at, found)


def lines(model: Model, inputs: Inputs, view: View) -> dict[str, Line]:
    """Return the picture's line of every cell, each untrained, on the same sequences."""
    networks = [network_of(model, cell, inputs, view) for cell in CELLS]
    return {
        network.model.cell: line(network, first_weights(network), inputs, view)
        for network in networks
    }


def eigenvalues(model: Model, inputs: Inputs) -> np.ndarray:
    """Return the eigenvalues of the simple RNN's initial recurrent weights, (H,) complex."""
    weights = first_weights(network_of(model, SIMPLE, inputs, View()))
    return np.linalg.eigvals(weights["rnn.weight_hh_l0"].astype(np.float64))
