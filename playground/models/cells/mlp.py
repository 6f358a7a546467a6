"""The feed-forward layer, for problems without memory."""

from __future__ import annotations

import numpy as np

from playground.config.registry import register
from playground.models.cells.cell import Cell
from playground.models.cells.elman import Elman
from playground.models.cells.layer import Nonlinearity
from playground.models.cells.signal import Signal
from playground.wording import N_

CELL = Cell(
    signals=(
        Signal(
            name="hidden_state",
            symbol="h",
            letter="h",
            label="h: activation of the layer (no memory)",
            low=-1.0,
            high=1.0,
            kind="state",
            block=0,
        ),
    ),
    noun=N_("the MLP"),
    colours=("#460A2A", "#E0B4CB"),
    dash="dashdot",
    seconds=10e-6,
    uses=("nonlinearity",),
    recurrent=False,
)


@register(
    "cell",
    "mlp",
    label="MLP",
    summary="A feed-forward network: no state, no gates, no memory. Each output depends on its own input alone.",
    cell=CELL,
)
class MLP(Elman):
    """The layer h = f(W x + b), with f = tanh or ReLU: a simple recurrent layer without recurrence.

    MLP is short for multilayer perceptron, after Rosenblatt's perceptron.
    """

    def __init__(
        self,
        weight: np.ndarray,
        bias: np.ndarray,
        nonlinearity: Nonlinearity = "tanh",
        dtype: type[np.floating] = np.float64,
    ) -> None:
        H = len(bias)
        super().__init__(weight, np.zeros((H, H)), bias, np.zeros(H), nonlinearity, dtype)
