"""One-to-one in words and numbers: a recurrent cell with one step to go is a feed-forward layer."""

from __future__ import annotations

import numpy as np

from playground.analysis.first_step import FirstStep
from playground.wording import _, counted, number


def about_first_step(
    cell: str, found: FirstStep, forget: np.ndarray | None, nonlinearity: str = "tanh"
) -> list[str]:
    """Return what is left of a cell at its only step, sentence by sentence.

    Parameters
    ----------
    cell : {"elman", "gru", "lstm"}
    found : Memoryless
    forget : ndarray of shape (H,) or None
        An LSTM's forget gate on the probe.
    nonlinearity : {"tanh", "relu"}
        A simple RNN's.
    """
    said = [
        _(
            "Every sequence is one step long, so what comes before it is h₀ = 0: the recurrent weights Wₕ are multiplied by 0."
        )
    ]
    if cell == "lstm" and forget is not None:
        told = _(
            "The forget gate multiplies nothing either: f₁ · C₀ = {f} · 0 = 0. What is left is C₁ = i₁ · C̃₁ and h₁ = o₁ · tanh(C₁)."
        )
        said.append(told.format(f=number(float(np.median(forget)), 2)))
    elif cell == "gru":
        said.append(
            _("The update gate keeps nothing: z₁ · h₀ = 0. What is left is h₁ = (1 − z₁) · h̃₁.")
        )
    else:
        told = _("What is left is h₁ = {activation}(Wₓ x₁ + b): the layer of an MLP.")
        said.append(told.format(activation={"tanh": "tanh", "relu": "ReLU"}[nonlinearity]))
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
