"""Sentences about one-to-one, where a recurrent cell is a feed-forward layer."""

from __future__ import annotations

import numpy as np

from playground.analysis.first_step import FirstStep
from playground.models.cells import cell_of
from playground.wording import _, counted, number


def about_first_step(
    cell: str, first_step: FirstStep, idle_gate: np.ndarray | None, nonlinearity: str = "tanh"
) -> list[str]:
    """Return what remains of a cell at its only step, one sentence per list entry.

    Parameters
    ----------
    cell : str
        Name of a recurrent cell.
    first_step : FirstStep
    idle_gate : ndarray of shape (H,) or None
        Values on the probe of the gate that multiplies only the previous state, if there is one.
    nonlinearity : {"tanh", "relu"}
        Activation function of a simple RNN.
    """
    sentences = [
        _(
            "Every sequence has only one time step, so the previous state is h₀ = 0 and the recurrent weights Wₕ are multiplied by 0."
        )
    ]
    if remains := cell_of(cell).at_first_step:
        idle = "" if idle_gate is None else number(float(np.median(idle_gate)), 2)
        activation = {"tanh": "tanh", "relu": "ReLU"}[nonlinearity]
        sentences.append(_(remains).format(idle=idle, activation=activation))
    sentences.append(
        _(
            "Of its {weights} weights (PyTorch keeps two biases), {acting} can affect an output."
        ).format(weights=number(first_step.weights, 6), acting=number(first_step.acting, 6))
    )
    if first_step.difference == 0.0 and first_step.acting < first_step.weights:
        sentences.append(
            _(
                "Without the other {idle}, the outputs for {inputs} are the same to the last digit: it is a feed-forward network."
            ).format(
                idle=number(first_step.weights - first_step.acting, 6),
                inputs=counted(first_step.inputs, "{n} input", "{n} inputs"),
            )
        )
    return sentences
