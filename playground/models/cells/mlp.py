"""A feed-forward layer: what is left of a recurrent one where there is no step before."""

from __future__ import annotations

import numpy as np

from playground.config.registry import register
from playground.models.cells.elman import Elman
from playground.models.cells.signal import Signal

SIGNALS = (
    Signal(
        "hidden_state",
        "h",
        "h: what the layer makes of the reading; nothing is remembered",
        -1.0,
        1.0,
        "state",
    ),
)


@register(
    "cell",
    "mlp",
    label="MLP",
    summary="A feed-forward network: no state, no gates, no memory. Each answer comes from its own reading alone.",
    gates=1,
    signals=SIGNALS,
)
class MLP(Elman):
    """h = f(W x + b), with f = tanh or relu: the simple recurrent layer without the way from step
    to step.

    Rosenblatt's perceptron in layers; "mlp" is short for multilayer perceptron.
    """

    def __init__(self, weight: np.ndarray, bias: np.ndarray, nonlinearity: str = "tanh") -> None:
        hidden = len(bias)
        super().__init__(weight, np.zeros((hidden, hidden)), bias, np.zeros(hidden), nonlinearity)
