"""Sentences about one-to-one, where a recurrent cell is a feed-forward layer."""

from __future__ import annotations

import numpy as np

from playground.analysis.first_step import FirstStep
from playground.wording import _, counted, number


def about_first_step(
    cell: str, first_step: FirstStep, forget: np.ndarray | None, nonlinearity: str = "tanh"
) -> list[str]:
    """Return what remains of a cell at its only step, one sentence per list entry.

    Parameters
    ----------
    cell : {"elman", "gru", "lstm"}
    first_step : FirstStep
    forget : ndarray of shape (H,) or None
        An LSTM's forget gate on the probe.
    nonlinearity : {"tanh", "relu"}
        Activation function of a simple RNN.
    """
    sentences = [
        _(
            "Every sequence has only one time step, so the previous state is h₀ = 0 and the recurrent weights Wₕ are multiplied by 0."
        )
    ]
    if cell == "lstm" and forget is not None:
        sentences.append(
            _(
                "The forget gate has nothing to keep: f₁ · C₀ = {f} · 0 = 0. What remains is C₁ = i₁ · C̃₁ and h₁ = o₁ · tanh(C₁)."
            ).format(f=number(float(np.median(forget)), 2))
        )
    elif cell == "gru":
        sentences.append(
            _(
                "The update gate has nothing to keep: z₁ · h₀ = 0. What remains is h₁ = (1 − z₁) · h̃₁."
            )
        )
    else:
        sentences.append(
            _("What remains is h₁ = {activation}(Wₓ x₁ + b), a layer of an MLP.").format(
                activation={"tanh": "tanh", "relu": "ReLU"}[nonlinearity]
            )
        )
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
                inputs=counted(first_step.readings, "{n} input", "{n} inputs"),
            )
        )
    return sentences
