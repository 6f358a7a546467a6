"""The long short-term memory, in the notation of the lecture notes."""

from __future__ import annotations

import numpy as np

from playground.config.registry import register
from playground.models.cells.activation import sigmoid, sigmoid_slope, tanh_slope
from playground.models.cells.cell import Cell
from playground.models.cells.layer import Layer
from playground.models.cells.signal import Signal
from playground.wording import N_

CELL = Cell(
    signals=(
        Signal(
            name="forget_gate",
            symbol="f_t",
            letter="f",
            label="Forget gate f_t (1 keeps, 0 forgets)",
            low=0.0,
            high=1.0,
            kind="gate",
            block=1,
            carries="cell_state",
            colour="orange",
            importance="always",
        ),
        Signal(
            name="input_gate",
            symbol="i_t",
            letter="i",
            label="Input gate i_t (1 writes, 0 ignores)",
            low=0.0,
            high=1.0,
            kind="gate",
            block=0,
            colour="green",
        ),
        Signal(
            name="candidate",
            symbol="C̃_t",
            letter="g",
            label="Candidate C̃_t (g_t in PyTorch; not a gate)",
            low=-1.0,
            high=1.0,
            kind="candidate",
            block=2,
            colour="grey",
            importance="asked",
        ),
        Signal(
            name="cell_state",
            symbol="C_t",
            letter="C",
            label="C_t: cell state (long-term memory)",
            low=None,
            high=None,
            kind="state",
            importance="always",
        ),
        Signal(
            name="output_gate",
            symbol="o_t",
            letter="o",
            label="Output gate o_t (1 shows, 0 hides)",
            low=0.0,
            high=1.0,
            kind="gate",
            block=3,
            colour="blue",
            importance="asked",
        ),
        Signal(
            name="hidden_state",
            symbol="h_t",
            letter="h",
            label="h_t: hidden state (short-term memory)",
            low=-1.0,
            high=1.0,
            kind="state",
            importance="asked",
        ),
    ),
    noun=N_("the LSTM"),
    at_first_step=N_(
        "The forget gate has nothing to keep: f₁ · C₀ = {idle} · 0 = 0. What remains is C₁ = i₁ · C̃₁ and h₁ = o₁ · tanh(C₁)."
    ),
    colours=("#3B5A05", "#8CC63F"),
    dash="solid",
    seconds=15e-6,
    uses=("forget_bias",),
    reading=(
        N_(
            "C_t remembers what came from earlier time steps of the same unit, not from other layers."
        ),
        N_("LSTM stands for long short-term memory: a short-term memory that lasts long."),
    ),
    idle_at_first_step=("forget_gate",),
)

#: Positions of the blocks o, f, i, C̃ among PyTorch's i, f, g, o. In this order the three gates are
#: adjacent, for one exponential, and so are the three blocks that C_t depends on, for one
#: multiplication in the reverse scan.
_ORDER = [3, 1, 0, 2]


@register(
    "cell",
    "lstm",
    label="LSTM",
    summary="Two states and three gates: the cell state C_t keeps, the hidden state h_t is read.",
    cell=CELL,
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

    gates = len(CELL.blocks)

    def arrange(self, weight: np.ndarray) -> np.ndarray:
        blocks = np.asarray(weight, dtype=self.dtype).reshape(
            4, self.hidden_size, *weight.shape[1:]
        )
        return blocks[_ORDER].reshape(weight.shape)

    def allocate(self, steps: int, rows: int) -> None:
        H = self.hidden_size
        self.a_gates, self.a_tilde = self.a[:, :, : 3 * H], self.a[:, :, 3 * H :]
        self.o_f_i = self.room(steps, rows, 3 * H)
        self.o, self.f, self.i = (
            self.o_f_i[:, :, :H],
            self.o_f_i[:, :, H : 2 * H],
            self.o_f_i[:, :, 2 * H :],
        )
        self.C_tilde, self.tanh_C = self.room(2, steps, rows, H)
        self.h, self.C = self.room(2, steps + 1, rows, H)

    @property
    def states(self) -> tuple[np.ndarray, ...]:
        return self.h, self.C

    def step(self, t: int) -> None:
        self.a[t] += np.dot(self.h[t], self.W_h_T)  # (B, 4H)
        sigmoid(self.a_gates[t], out=self.o_f_i[t])  # (B, 3H)
        f_t, i_t, o_t = self.f[t], self.i[t], self.o[t]  # (B, H)
        C_tilde = np.tanh(self.a_tilde[t], out=self.C_tilde[t])
        C_t = np.multiply(f_t, self.C[t], out=self.C[t + 1])
        C_t += i_t * C_tilde
        np.multiply(o_t, np.tanh(C_t, out=self.tanh_C[t]), out=self.h[t + 1])

    def linearise(self) -> None:
        H = self.hidden_size
        slopes = sigmoid_slope(self.a_gates)  # (T, B, 3H)
        d_forget = self.C[:-1] * slopes[:, :, H : 2 * H]
        d_input = self.C_tilde * slopes[:, :, 2 * H :]
        d_tilde = self.i * tanh_slope(self.a_tilde)
        self.a_from_C = np.stack([d_forget, d_input, d_tilde], axis=2)  # (T, B, 3, H)
        self.a_from_h = self.tanh_C * slopes[:, :, :H]  # derivative of h_t by a of the output gate
        self.C_from_h = self.o * tanh_slope(self.C[1:])  # (T, B, H)

    def reverse_step(self, t: int) -> None:
        grad_h, grad_C = self.grads
        dh_t, dC_t, da_t = grad_h[t + 1], grad_C[t + 1], self.grad_a[t]  # (P, H), (P, H), (P, 4, H)
        dC_t += dh_t * self.C_from_h[t]
        np.multiply(dh_t, self.a_from_h[t], out=da_t[:, 0])
        np.multiply(dC_t[:, None], self.a_from_C[t], out=da_t[:, 1:])
        grad_h[t] += np.dot(da_t.reshape(len(da_t), -1), self.W_h)
        grad_C[t] += dC_t * self.f[t]

    def grad_rows(self) -> tuple[np.ndarray, np.ndarray]:
        rows = self.grad_a[:, :, np.argsort(_ORDER)]
        return rows, rows

    def signals(self) -> dict[str, np.ndarray]:
        return {
            "forget_gate": self.f,
            "input_gate": self.i,
            "candidate": self.C_tilde,
            "cell_state": self.C[1:],
            "output_gate": self.o,
            "hidden_state": self.h[1:],
        }
