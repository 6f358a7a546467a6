"""The gated recurrent unit, in PyTorch's form."""

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
            name="reset_gate",
            symbol="r_t",
            letter="r",
            label="Reset gate r_t (1 lets the past into the candidate, 0 hides it)",
            low=0.0,
            high=1.0,
            kind="gate",
            block=0,
            colour="blue",
        ),
        Signal(
            name="update_gate",
            symbol="z_t",
            letter="z",
            label="Update gate z_t (1 keeps, 0 replaces)",
            low=0.0,
            high=1.0,
            kind="gate",
            block=1,
            carries="hidden_state",
            colour="orange",
            importance="always",
        ),
        Signal(
            name="candidate_state",
            symbol="h̃_t",
            letter="n",
            label="Candidate h̃_t",
            low=-1.0,
            high=1.0,
            kind="candidate",
            block=2,
            colour="grey",
            importance="asked",
        ),
        Signal(
            name="hidden_state",
            symbol="h_t",
            letter="h",
            label="h_t: hidden state (memory and output in one)",
            low=-1.0,
            high=1.0,
            kind="state",
            importance="always",
        ),
    ),
    noun=N_("the GRU"),
    at_first_step=N_(
        "The update gate has nothing to keep: z₁ · h₀ = 0. What remains is h₁ = (1 − z₁) · h̃₁."
    ),
    colours=("#846400", "#E3BD45"),
    dash="dash",
    seconds=100e-6,
)


@register(
    "cell",
    "gru",
    label="GRU",
    summary="One state and two gates; the update gate decides which share of the state is kept.",
    cell=CELL,
)
class GRU(Layer):
    """The gated recurrent unit.

    r_t = σ(W_rx x_t + W_r h_{t-1} + b_r)
    z_t = σ(W_zx x_t + W_z h_{t-1} + b_z)
    h̃_t = tanh(W_hx x_t + b_hx + r_t * (W_h h_{t-1} + b_h))
    h_t = (1 - z_t) * h̃_t + z_t * h_{t-1}

    Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder", with two
    conventions of PyTorch: z_t is the share kept (many texts write 1 - z_t), and r_t is applied
    after the multiplication with W_h, not before.
    The order of the blocks is PyTorch's: r, z, n.
    """

    gates = len(CELL.blocks)

    def set_bias(self, b_ih: np.ndarray, b_hh: np.ndarray) -> None:
        n = 2 * self.hidden_size
        self.b = b_ih.copy()  # (3H,)
        self.b[:n] += b_hh[:n]
        self.b_h = b_hh[n:]  # (H,) separate: the reset gate multiplies it

    def allocate(self, steps: int, rows: int) -> None:
        H = self.hidden_size
        self.a_gates, self.a_tilde = self.a[:, :, : 2 * H], self.a[:, :, 2 * H :]
        self.r_z = self.room(steps, rows, 2 * H)
        self.r, self.z = self.r_z[:, :, :H], self.r_z[:, :, H:]
        self.recurrent = self.room(steps, rows, H)  # W_h h_{t-1} + b_h, before the reset gate
        self.h_tilde = self.room(steps, rows, H)
        self.h = self.room(steps + 1, rows, H)

    @property
    def states(self) -> tuple[np.ndarray, ...]:
        return (self.h,)

    def step(self, t: int) -> None:
        H, h_before = self.hidden_size, self.h[t]  # (B, H)
        from_h = np.dot(h_before, self.W_h_T)  # (B, 3H)
        self.a_gates[t] += from_h[:, : 2 * H]
        sigmoid(self.a_gates[t], out=self.r_z[t])  # (B, 2H)
        r_t, z_t = self.r[t], self.z[t]

        recurrent, a_tilde, h_tilde = self.recurrent[t], self.a_tilde[t], self.h_tilde[t]
        np.add(from_h[:, 2 * H :], self.b_h, out=recurrent)
        a_tilde += r_t * recurrent
        np.tanh(a_tilde, out=h_tilde)

        np.add((1.0 - z_t) * h_tilde, z_t * h_before, out=self.h[t + 1])

    def linearise(self) -> None:
        H = self.hidden_size
        slopes = sigmoid_slope(self.a_gates)  # (T, B, 2H)
        # Derivative of h_t by a_tilde; σ(-a) is 1 - z_t without cancellation.
        d_tilde = sigmoid(-self.a_gates[:, :, H:]) * tanh_slope(self.a_tilde)
        d_reset = d_tilde * self.recurrent * slopes[:, :, :H]
        d_update = (self.h[:-1] - self.h_tilde) * slopes[:, :, H:]
        # Every path leads through h_t, so the cotangents of a step are that of h_t times these,
        # (T, B, 3, H).
        self.a_from_h = np.stack([d_reset, d_update, d_tilde], axis=2)
        self.recurrent_from_h = np.stack([d_reset, d_update, d_tilde * self.r], axis=2)

    def reverse_step(self, t: int) -> None:
        dh_t = self.grad_h[t + 1]  # (P, H)
        np.multiply(dh_t[:, None], self.a_from_h[t], out=self.grad_a[t])  # (P, 3, H)
        through_weights = (dh_t[:, None] * self.recurrent_from_h[t]).reshape(
            len(dh_t), -1
        )  # (P, 3H)
        self.grad_h[t] += np.dot(through_weights, self.W_h)
        self.grad_h[t] += dh_t * self.z[t]

    def grad_rows(self) -> tuple[np.ndarray, np.ndarray]:
        return self.grad_a, self.grad_h[1:, :, None] * self.recurrent_from_h

    def signals(self) -> dict[str, np.ndarray]:
        return {
            "reset_gate": self.r,
            "update_gate": self.z,
            "candidate_state": self.h_tilde,
            "hidden_state": self.h[1:],
        }
