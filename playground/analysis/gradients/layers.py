"""The way through the layers: the gradient that each layer hands to the one below, and the lowest
to the inputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.analysis.gradients.inputs import Inputs
from playground.analysis.gradients.lines import scanned, size
from playground.analysis.gradients.view import View
from playground.models.architecture import Architecture


@dataclass(frozen=True)
class Handed:
    """What one layer hands down.

    Parameters
    ----------
    layer : int
        From 1, the lowest; it hands to layer - 1, the lowest to the inputs.
    at_loss, summed : float
        Length of the gradient handed down at the step asked about, and of that of all steps
        together: medians over the sequences.
    """

    layer: int
    at_loss: float
    summed: float


def handed_down(
    architecture: Architecture, weights: Mapping[str, np.ndarray], inputs: Inputs, view: View
) -> list[Handed]:
    """Return what every layer hands down, the top layer first."""
    layers = scanned(architecture, weights, inputs, view).encoder
    at = view.loss_step(len(inputs.x))
    found = []
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        for k in reversed(range(len(layers))):
            lengths = size(layers[k].grad_input())  # (T, P)
            found.append(
                Handed(k + 1, float(np.median(lengths[at])), float(np.median(size(lengths.T))))
            )
    return found
