"""The simple recurrent network."""

from __future__ import annotations

import numpy as np

from playground.config.registry import register
from playground.models.cells.activation import tanh_slope
from playground.models.cells.cell import Cell
from playground.models.cells.layer import Layer
from playground.models.cells.signal import Signal
from playground.wording import N_

CELL = Cell(
    signals=(
        # The range of tanh; `playground.models.cells.signals` adapts it to ReLU.
        Signal(
            name="hidden_state",
            symbol="h_t",
            letter="h",
            label="h_t: hidden state (the only memory)",
            low=-1.0,
            high=1.0,
            kind="state",
            block=0,
            importance="always",
        ),
    ),
    noun=N_("the simple RNN"),
    at_first_step=N_("What remains is h₁ = {activation}(Wₓ x₁ + b), a layer of an MLP."),
    colours=("#B3245B", "#F06A9B"),
    dash="dot",
    seconds=32e-6,
    uses=("nonlinearity",),
)


@register(
    "cell",
    "elman",
    label="Simple RNN",
    summary="One state, rewritten at every time step from the input and itself; distant inputs fade or explode.",
    cell=CELL,
)
class Elman(Layer):
    """The simple recurrent layer, h_t = f(W_x x_t + W_h h_{t-1} + b).

    f is tanh or ReLU; "linear", f(a) = a, is for the theory of gradients only and never trained.

    Elman (1990), "Finding structure in time": the state is fed back, not the output as in Jordan's
    network.
    """

    gates = len(CELL.blocks)

    def allocate(self, steps: int, rows: int) -> None:
        self.h = self.room(steps + 1, rows, self.hidden_size)

    @property
    def states(self) -> tuple[np.ndarray, ...]:
        return (self.h,)

    def step(self, t: int) -> None:
        a_t = self.a[t]  # (B, H)
        a_t += np.dot(self.h[t], self.W_h_T)
        if self.nonlinearity == "relu":
            np.maximum(a_t, 0.0, out=self.h[t + 1])
        elif self.nonlinearity == "linear":
            self.h[t + 1] = a_t
        else:
            np.tanh(a_t, out=self.h[t + 1])

    def linearise(self) -> None:
        if self.nonlinearity == "relu":
            self.slope = (self.a > 0.0).astype(np.float64)  # (T, B, H)
        else:
            self.slope = (
                np.ones_like(self.a) if self.nonlinearity == "linear" else tanh_slope(self.a)
            )

    def reverse_step(self, t: int) -> None:
        da_t = self.grad_a[t, :, 0]  # (P, H)
        np.multiply(self.grad_h[t + 1], self.slope[t], out=da_t)
        self.grad_h[t] += np.dot(da_t, self.W_h)

    def signals(self) -> dict[str, np.ndarray]:
        return {"hidden_state": self.h[1:]}
