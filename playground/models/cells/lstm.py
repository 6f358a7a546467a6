"""The long short-term memory, as the lecture notes write it."""

from __future__ import annotations

import numpy as np

from playground.config.registry import register
from playground.models.cells.activation import sigmoid, sigmoid_slope, tanh_slope
from playground.models.cells.layer import Layer
from playground.models.cells.signal import Signal

SIGNALS = (
    Signal("forget_gate", "f_t", "Forget gate f_t (1 keeps, 0 forgets)", 0.0, 1.0, "gate"),
    Signal("input_gate", "i_t", "Input gate i_t (1 writes, 0 ignores)", 0.0, 1.0, "gate"),
    Signal(
        "candidate",
        "C̃_t",
        "Candidate C̃_t (torch calls it g_t; it is no gate)",
        -1.0,
        1.0,
        "candidate",
    ),
    Signal("cell_state", "C_t", "C_t: what is kept (long-term memory)", None, None, "state"),
    Signal("output_gate", "o_t", "Output gate o_t (1 shows, 0 hides)", 0.0, 1.0, "gate"),
    Signal("hidden_state", "h_t", "h_t: what is shown (short-term memory)", -1.0, 1.0, "state"),
)

#: Where the blocks o, f, i, C̃ stand among PyTorch's i, f, g, o: the three gates side by side for
#: one exponential, and the three that C_t depends on side by side for one multiplication on the way
#: back.
_ORDER = [3, 1, 0, 2]


@register(
    "cell",
    "lstm",
    label="LSTM",
    summary="Two states and three gates; what is kept, C_t, travels apart from what is shown, h_t.",
    gates=4,
    signals=SIGNALS,
)
class LSTM(Layer):
    """The long short-term memory.

    f_t = σ(W_fx x_t + W_f h_{t-1} + b_f)
    i_t = σ(W_ix x_t + W_i h_{t-1} + b_i)
    C̃_t = tanh(W_Cx x_t + W_C h_{t-1} + b_C)
    C_t = f_t * C_{t-1} + i_t * C̃_t
    o_t = σ(W_ox x_t + W_o h_{t-1} + b_o)
    h_t = o_t * tanh(C_t)

    Hochreiter and Schmidhuber (1997), "Long short-term memory", with the forget gate of Gers et al.
    (2000); no peepholes.
    """

    gates = 4

    def arrange(self, weight: np.ndarray) -> np.ndarray:
        blocks = np.asarray(weight, dtype=np.float64).reshape(
            4, self.hidden_size, *weight.shape[1:]
        )
        return blocks[_ORDER].reshape(weight.shape)

    def allocate(self, steps: int, rows: int) -> None:
        H = self.hidden_size
        self.a_gates, self.a_tilde = self.a[:, :, : 3 * H], self.a[:, :, 3 * H :]
        self.o_f_i = np.empty((steps, rows, 3 * H))
        self.o, self.f, self.i = (
            self.o_f_i[:, :, :H],
            self.o_f_i[:, :, H : 2 * H],
            self.o_f_i[:, :, 2 * H :],
        )
        self.C_tilde, self.tanh_C = np.empty((2, steps, rows, H))
        self.h, self.C = np.empty((2, steps + 1, rows, H))

    @property
    def states(self) -> tuple[np.ndarray, ...]:
        return self.h, self.C

    def step(self, t: int) -> None:
        self.a[t] += np.dot(self.h[t], self.W_h_T)  # (B, 4H)
        self.o_f_i[t] = sigmoid(self.a_gates[t])  # (B, 3H)
        f_t, i_t, o_t = self.f[t], self.i[t], self.o[t]  # (B, H)
        C_tilde = np.tanh(self.a_tilde[t], out=self.C_tilde[t])
        C_t = np.add(f_t * self.C[t], i_t * C_tilde, out=self.C[t + 1])
        np.multiply(o_t, np.tanh(C_t, out=self.tanh_C[t]), out=self.h[t + 1])

    def linearise(self) -> None:
        H = self.hidden_size
        slopes = sigmoid_slope(self.a_gates)  # (T, B, 3H)
        d_forget = self.C[:-1] * slopes[:, :, H : 2 * H]
        d_input = self.C_tilde * slopes[:, :, 2 * H :]
        d_tilde = self.i * tanh_slope(self.a_tilde)
        self.a_from_C = np.stack([d_forget, d_input, d_tilde], axis=2)  # (T, B, 3, H)
        self.a_from_h = self.tanh_C * slopes[:, :, :H]  # of h_t by the output gate's a
        self.C_from_h = self.o * tanh_slope(self.C[1:])  # (T, B, H)

    def reverse_step(self, t: int) -> None:
        grad_h, grad_C = self.grads
        dh_t, dC_t, da_t = grad_h[t + 1], grad_C[t + 1], self.grad_a[t]  # (P, H), (P, H), (P, 4, H)
        dC_t += dh_t * self.C_from_h[t]
        np.multiply(dh_t, self.a_from_h[t], out=da_t[:, 0])
        np.multiply(dC_t[:, None], self.a_from_C[t], out=da_t[:, 1:])
        grad_h[t] += np.dot(da_t.reshape(len(da_t), -1), self.W_h)
        grad_C[t] += dC_t * self.f[t]

    def signals(self) -> dict[str, np.ndarray]:
        return {
            "forget_gate": self.f,
            "input_gate": self.i,
            "candidate": self.C_tilde,
            "cell_state": self.C[1:],
            "output_gate": self.o,
            "hidden_state": self.h[1:],
        }
