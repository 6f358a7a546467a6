"""The base of all cells: the input projection, the scan forward in time, and the reverse scan."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Literal

import numpy as np

Nonlinearity = Literal["tanh", "relu", "linear"]


class Layer(ABC):
    """One recurrent layer over consecutive time steps, in float64.

    States have one more entry than there are time steps: ``h[0]`` is the state before the first
    step and ``h[t + 1]`` is h_t. Gradients have the same layout: ``grad_h[t + 1]`` is the total
    derivative with respect to h_t once step t has been reversed. Whatever reads a state adds its
    contribution to ``grad_h`` before that.

    `scan` and `reverse` process a whole sequence. Where predictions are fed back, `read` and
    `step`, `reverse_step` and `grad_input` go through all layers one time step at a time, with the
    same equations.

    Parameters
    ----------
    weight_ih : array of shape (G*H, F)
    weight_hh : array of shape (G*H, H)
    bias_ih, bias_hh : arrays of shape (G*H,)
        In PyTorch's layout and order of blocks; any float type.
    nonlinearity : {"tanh", "relu", "linear"}
        Activation function of the simple RNN; the gated cells ignore it.
    dtype : type
        Of every array. float32 takes half the time and suits predictions that are only drawn.
    """

    gates: int
    #: None, or a mask (B, H) of 0 and 1 that multiplies every state: 0 ablates a unit. Forward
    #: scans only.
    alive: np.ndarray | None = None

    def __init__(
        self,
        weight_ih: np.ndarray,
        weight_hh: np.ndarray,
        bias_ih: np.ndarray,
        bias_hh: np.ndarray,
        nonlinearity: Nonlinearity = "tanh",
        dtype: type[np.floating] = np.float64,
    ) -> None:
        self.dtype = dtype
        self.hidden_size = weight_hh.shape[1]
        self.nonlinearity = nonlinearity
        self.W_x, self.W_h = self.arrange(weight_ih), self.arrange(weight_hh)  # (G*H, F), (G*H, H)
        self.W_x_T, self.W_h_T = np.ascontiguousarray(self.W_x.T), np.ascontiguousarray(self.W_h.T)
        self.set_bias(self.arrange(bias_ih), self.arrange(bias_hh))

    def arrange(self, weight: np.ndarray) -> np.ndarray:
        """Return PyTorch's rows as `dtype` and in the order in which the cell computes them."""
        return np.asarray(weight, dtype=self.dtype)

    def set_bias(self, b_ih: np.ndarray, b_hh: np.ndarray) -> None:
        """Store the biases, added where both enter the same sum."""
        self.b = b_ih + b_hh

    def start(self, steps: int, rows: int = 1, state: Sequence[np.ndarray] | None = None) -> None:
        """Allocate ``steps`` time steps of ``rows`` sequences, starting from ``state`` or zeros.

        ``state`` has an array (B, H) for each of `states`.
        """
        self.a = self.room(steps, rows, self.gates * self.hidden_size)  # before the activation
        self.allocate(steps, rows)
        for values in self.states:
            values[0] = 0.0
        for values, first in zip(self.states, state or (), strict=state is not None):
            values[0] = first

    def room(self, *shape: int) -> np.ndarray:
        """Return a new array for values of the forward scan, not filled."""
        return np.empty(shape, self.dtype)

    def read(self, x: np.ndarray, t: int | slice = slice(None)) -> None:
        """Project the input of one time step (B, F), or of all at once, (T, B, F)."""
        self.a[t] = (x.reshape(-1, x.shape[-1]) @ self.W_x_T + self.b).reshape(self.a[t].shape)

    @np.errstate(over="ignore")  # in `sigmoid`
    def scan(self, x: np.ndarray) -> np.ndarray:
        """Run over the whole sequence ``x`` (T, B, F) and return every h_t, (T, B, H)."""
        self.read(x)
        for t in range(len(self.a)):
            self.advance(t)
        return self.h[1:]

    def advance(self, t: int) -> None:
        """Compute time step t, and set the states of ablated units to 0."""
        self.step(t)
        if self.alive is not None:
            for state in self.states:
                state[t + 1] *= self.alive

    @np.errstate(over="ignore")  # in `sigmoid`
    def start_reverse(self, rows: int) -> None:
        """Allocate ``rows`` cotangents at once, all zero.

        A single sequence may have any number of cotangents; of more sequences each has one.
        """
        steps = len(self.a)
        self.grads = tuple(np.zeros((steps + 1, rows, self.hidden_size)) for _ in self.states)
        self.grad_a = np.empty((steps, rows, self.gates, self.hidden_size))
        self.linearise()

    def reverse(self) -> np.ndarray:
        """Go back over the whole sequence and return the gradient of the inputs, (T, P, F)."""
        for t in reversed(range(len(self.a))):
            self.reverse_step(t)
        return self.grad_input()

    def grad_input(self, t: int | slice = slice(None)) -> np.ndarray:
        """Return the gradient with respect to the input of time steps already reversed.

        It is (P, F) for one step, (T, P, F) for all.
        """
        grad_a = self.grad_a[t]
        flat = grad_a.reshape(-1, self.gates * self.hidden_size) @ self.W_x
        return flat.reshape(*grad_a.shape[:-2], -1)

    def grad_rows(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the gradients with respect to W_x x_t and W_h h_{t-1}, (T, P, G, H) each.

        The blocks are in PyTorch's order. The two differ only where W_h h_{t-1} is multiplied
        before the sum, as by the reset gate of a GRU.
        """
        return self.grad_a, self.grad_a

    def grad_weights(self, x: np.ndarray) -> dict[str, np.ndarray]:
        """Return the gradients of the weights by PyTorch's names, summed over time and sequences.

        ``x`` (T, B, F) is the input that was scanned. A cell whose recurrent weights multiply
        something other than h_{t-1}, such as r_t * h_{t-1}, overrides this.
        """
        from_x, from_h = self.grad_rows()  # (T, P, G, H)
        rows = self.gates * self.hidden_size
        flat_x, flat_h = from_x.reshape(-1, rows), from_h.reshape(-1, rows)
        return {
            "weight_ih": flat_x.T @ x.reshape(-1, x.shape[-1]),
            "weight_hh": flat_h.T @ self.h[:-1].reshape(-1, self.hidden_size),
            "bias_ih": flat_x.sum(axis=0),
            "bias_hh": flat_h.sum(axis=0),
        }

    h: np.ndarray  # (T + 1, B, H)

    @property
    def grad_h(self) -> np.ndarray:
        """Total derivatives with respect to h, (T + 1, P, H)."""
        return self.grads[0]

    @property
    @abstractmethod
    def states(self) -> tuple[np.ndarray, ...]:
        """The states carried from step to step, (h,) or (h, C), each (T + 1, B, H)."""

    @abstractmethod
    def allocate(self, steps: int, rows: int) -> None:
        """Allocate states and signals."""

    @abstractmethod
    def step(self, t: int) -> None:
        """Compute time step t from ``a[t]``, the projected input, and the previous states."""

    @abstractmethod
    def linearise(self) -> None:
        """Compute the local derivatives of all time steps at once.

        Only the sequential part is left to `reverse_step`.
        """

    @abstractmethod
    def reverse_step(self, t: int) -> None:
        """Propagate the cotangents back over time step t."""

    @abstractmethod
    def signals(self) -> dict[str, np.ndarray]:
        """Return every signal by its public name, (T, B, H)."""

    def gradients(self) -> dict[str, np.ndarray]:
        """Return the gradient with respect to each carried state by its public name, (T, P, H)."""
        return {
            name: grad[1:]
            for name, grad in zip(("hidden_state", "cell_state"), self.grads, strict=False)
        }
