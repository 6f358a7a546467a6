"""The gradient as training uses it: its length for each group of weights, before and after
clipping; float64, without torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.analysis.gradients.inputs import Inputs
from playground.models.architecture import Architecture
from playground.models.cells.layer import Layer
from playground.models.stack import Stack


@dataclass(frozen=True)
class Lengths:
    """Lengths of the gradient of one batch's mean loss.

    Parameters
    ----------
    groups : dict of str to float
        By the names of PyTorch's weights.
    total : float
        Of all of them together.
    factor : float
        What clipping multiplies them with: 1 when it does not act.
    """

    groups: dict[str, float]
    total: float
    factor: float


def gradient_lengths(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    inputs: Inputs,
    scale: float,
    every: bool,
    clip: float | None,
) -> Lengths:
    """Return the lengths for the mean squared error over all sequences.

    Parameters
    ----------
    every : bool
        Whether the loss asks at every step, or at the last one only.
    clip : float or None
        Length to which a longer gradient is shortened.
    """
    gradients = weight_gradients(architecture, weights, inputs, scale, every)
    groups = {name: float(np.linalg.norm(g)) for name, g in gradients.items()}
    total = float(np.linalg.norm(list(groups.values())))
    return Lengths(groups, total, 1.0 if clip is None or not total > clip else clip / total)


def weight_gradients(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    inputs: Inputs,
    scale: float,
    every: bool,
) -> dict[str, np.ndarray]:
    """Return the gradient of the mean squared error with respect to every weight, under PyTorch's
    names and in its layout.
    """
    T, P = inputs.x.shape[:2]
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        stack = Stack(architecture, weights)
        read = inputs.x * scale
        y_hat = stack.forward(read, np.zeros(P), 1)
        asked = np.ones((P, T)) if every else np.zeros((P, T))
        asked[:, -1] = 1.0
        cotangents = 2.0 * (y_hat - inputs.y) * asked / asked.sum()  # (P, T)
        stack.reverse(cotangents)
        found: dict[str, np.ndarray] = {}
        for k, layer in enumerate(stack.encoder):
            for name, value in _of_layer(layer, read).items():
                found[f"rnn.{name}_l{k}"] = value
            read = layer.h[1:]
        found["head.weight"] = np.einsum("pt,tph->h", cotangents, read)[None]
        found["head.bias"] = cotangents.sum(keepdims=True)[0]
    return found


def _of_layer(layer: Layer, x: np.ndarray) -> dict[str, np.ndarray]:
    """Return the gradients of one layer's weights, by PyTorch's names."""
    from_x, from_h = layer.grad_rows()  # (T, P, G, H)
    gates = from_x.shape[2] * layer.hidden_size
    flat_x, flat_h = from_x.reshape(-1, gates), from_h.reshape(-1, gates)
    return {
        "weight_ih": flat_x.T @ x.reshape(-1, x.shape[-1]),
        "weight_hh": flat_h.T @ layer.h[:-1].reshape(-1, layer.hidden_size),
        "bias_ih": flat_x.sum(axis=0),
        "bias_hh": flat_h.sum(axis=0),
    }
