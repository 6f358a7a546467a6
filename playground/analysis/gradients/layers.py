"""The gradient that each layer passes to the layer below, and the lowest layer to the inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.analysis.gradients.inputs import Inputs
from playground.analysis.gradients.lines import scanned, size
from playground.analysis.gradients.view import View
from playground.models.architecture import Architecture


@dataclass(frozen=True)
class LayerGradient:
    """Norms of the gradient that one layer passes down.

    Parameters
    ----------
    layer : int
        From 1, the lowest, which passes its gradient to the inputs.
    at_loss, summed : float
        Norm of the gradient passed down at the time step of the loss, and at all time steps
        together; medians over the sequences.
    """

    layer: int
    at_loss: float
    summed: float


def layer_gradients(
    architecture: Architecture, weights: Mapping[str, np.ndarray], inputs: Inputs, view: View
) -> list[LayerGradient]:
    """Return the norms of the gradient passed down by each layer, top layer first."""
    layers = scanned(architecture, weights, inputs, view).encoder
    at = view.loss_step(len(inputs.x))
    gradients = []
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        for k in reversed(range(len(layers))):
            norms = size(layers[k].grad_input())  # (T, P)
            gradients.append(
                LayerGradient(k + 1, float(np.median(norms[at])), float(np.median(size(norms.T))))
            )
    return gradients
