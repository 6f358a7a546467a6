"""Gradients with respect to the weights, as in training: their norms, and clipping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.analysis.gradients.inputs import Inputs
from playground.models.architecture import Architecture
from playground.models.stack import Stack


@dataclass(frozen=True)
class Lengths:
    """Norms of the gradient of the mean loss of one batch.

    Parameters
    ----------
    groups : dict of str to float
        Norm for each weight tensor, by PyTorch's names.
    total : float
        Norm of the whole gradient.
    factor : float
        Factor by which clipping multiplies the gradient; 1 without clipping.
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
    """Return the gradient norms of the mean squared error over all sequences.

    Parameters
    ----------
    every : bool
        Whether the loss includes every time step, or only the last one.
    clip : float or None
        Maximum norm; a larger gradient is scaled down to it.
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
    """Return the gradient of the mean squared error with respect to every weight.

    Names and layout are PyTorch's.
    """
    T, P = inputs.x.shape[:2]
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        stack = Stack(architecture, weights)
        read = inputs.x * scale
        y_hat = stack.forward(read, np.zeros(P), 1)
        scored = np.ones((P, T)) if every else np.zeros((P, T))
        scored[:, -1] = 1.0
        cotangents = 2.0 * (y_hat - inputs.y) * scored / scored.sum()  # (P, T)
        stack.reverse(cotangents)
        gradients: dict[str, np.ndarray] = {}
        for k, layer in enumerate(stack.encoder):
            for name, value in layer.grad_weights(read).items():
                gradients[f"rnn.{name}_l{k}"] = value
            read = layer.h[1:]
        gradients["head.weight"] = np.einsum("pt,tph->h", cotangents, read)[None]
        gradients["head.bias"] = cotangents.sum(keepdims=True)[0]
    return gradients
