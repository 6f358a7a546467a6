"""The simple recurrent network."""

from __future__ import annotations

import numpy as np

from playground.config.registry import register
from playground.models.cells.activation import tanh_slope
from playground.models.cells.layer import Layer
from playground.models.cells.signal import Signal

SIGNALS = (
    # The range of tanh; `playground.models.cells.signals` knows that relu has no upper end.
    Signal(
        "hidden_state",
        "h_t",
        "h_t: what is shown, and all there is to remember with",
        -1.0,
        1.0,
        "state",
    ),
)


@register(
    "cell",
    "elman",
    label="Simple RNN",
    summary="One state, rewritten at every step from the input and itself; what is far back fades or explodes.",
    gates=1,
    signals=SIGNALS,
)
class Elman(Layer):
    """h_t = f(W_x x_t + W_h h_{t-1} + b), with f = tanh or relu; "linear", f(a) = a, is for theory
    and never trained.

    Elman (1990), "Finding structure in time": the state feeds back. Not Jordan's network, where the
    output does.
    """

    gates = 1

    def allocate(self, steps: int, rows: int) -> None:
        self.h = np.empty((steps + 1, rows, self.hidden_size))

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
