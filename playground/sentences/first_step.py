"""One-to-one in words and numbers: a recurrent cell with one step to go is a feed-forward layer."""

from __future__ import annotations

import numpy as np

from playground.analysis.first_step import FirstStep
from playground.models.cells import cell_of
from playground.wording import _, counted, number


def about_first_step(
    cell: str, found: FirstStep, idle_gate: np.ndarray | None, nonlinearity: str = "tanh"
) -> list[str]:
    """Return what is left of a cell at its only step, sentence by sentence.

    Parameters
    ----------
    cell : str
        Name of a recurrent cell.
    found : FirstStep
    idle_gate : ndarray of shape (H,) or None
        Values on the probe of the gate that multiplies nothing but the state before, if the cell
        has one.
    nonlinearity : {"tanh", "relu"}
        Activation of a simple RNN.
    """
    said = [
        _(
            "Every sequence is one step long, so what comes before it is h₀ = 0: the recurrent weights Wₕ are multiplied by 0."
        )
    ]
    if remains := cell_of(cell).at_first_step:
        idle = "" if idle_gate is None else number(float(np.median(idle_gate)), 2)
        activation = {"tanh": "tanh", "relu": "ReLU"}[nonlinearity]
        said.append(_(remains).format(idle=idle, activation=activation))
    told = _("Of its {weights} weights (PyTorch keeps two biases), {acting} can change an answer.")
    said.append(told.format(weights=number(found.weights, 6), acting=number(found.acting, 6)))
    if found.difference == 0.0 and found.acting < found.weights:
        told = _(
            "Computed again on {readings} without the other {idle}, the answers are the same to the last digit: a feed-forward network."
        )
        said.append(
            told.format(
                readings=counted(found.readings, "{n} reading", "{n} readings"),
                idle=number(found.weights - found.acting, 6),
            )
        )
    return said
