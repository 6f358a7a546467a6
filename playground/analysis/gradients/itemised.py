"""Breakdown of a gradient: by prediction, along the direct path, by unit, and the Jacobian."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.analysis.gradients.lines import Line, size
from playground.models.architecture import Architecture
from playground.models.cells import keeper_among
from playground.models.cells.layer import Layer
from playground.models.stack import Stack

#: Most predictions that are backpropagated; of longer sequences, evenly spaced ones.
MOST_PREDICTIONS = 100


@dataclass(frozen=True)
class Items:
    """The influence on each prediction of one sequence.

    Parameters
    ----------
    steps : ndarray of shape (K,), int
        Time steps, from 0, whose predictions are backpropagated.
    influence : ndarray of shape (K, T), float64
        ‖∂ŷ_k/∂state_t‖; 0 for t > k, since later states do not affect earlier predictions.
    """

    steps: np.ndarray
    influence: np.ndarray

    def shares(self) -> np.ndarray:
        """Return the influence relative to that at the prediction's step, (K, T); NaN after it."""
        at_own_step = self.influence[np.arange(len(self.steps)), self.steps]
        with np.errstate(divide="ignore", invalid="ignore"):
            share = self.influence / at_own_step[:, None]
        share[np.arange(share.shape[1]) > self.steps[:, None]] = np.nan
        return share


def itemised(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    x: np.ndarray,
    signal: str,
    layer: int = -1,
    most: int = MOST_PREDICTIONS,
) -> Items:
    """Return the influence of a state on the prediction of every step, one by one.

    Parameters
    ----------
    architecture, weights
        As in `explain`.
    x : ndarray of shape (T, F)
        One sequence, as the network reads it.
    signal : {"cell_state", "hidden_state"}
    """
    T = len(x)
    steps = np.unique(np.linspace(0, T - 1, min(T, most)).round().astype(np.int64))
    stack = _forward(architecture, weights, x)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        stack.reverse(np.eye(T)[steps])
        return Items(steps, size(stack.encoder[layer].gradients()[signal]).T)


def jacobian_norms(
    architecture: Architecture, weights: Mapping[str, np.ndarray], x: np.ndarray, signal: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return the Frobenius and the spectral norm (T,) of ∂h_T/∂state_t of the top layer.

    ``x`` is one sequence, (T, F).
    """
    stack = _forward(architecture, weights, x)
    top: Layer = stack.encoder[-1]
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        top.start_reverse(top.hidden_size)
        top.grad_h[-1] += np.eye(top.hidden_size)
        top.reverse()
        jacobian = top.gradients()[signal]  # (T, H of h_T, H of the state)
        largest = np.abs(jacobian).max(axis=(1, 2))
        scale = np.where((largest > 0) & np.isfinite(largest), largest, 1.0)
        scaled = np.nan_to_num(jacobian / scale[:, None, None])
        return scale * np.linalg.norm(scaled, axis=(1, 2)), scale * np.linalg.norm(
            scaled, ord=2, axis=(1, 2)
        )


def direct_line(line: Line) -> np.ndarray | None:
    """Return the median influence along the direct path, (at + 1,), in the units of the line.

    It is the last gradient times all gates in between, unit by unit: one path of many (see
    `influence.direct_path`). None for a simple RNN.
    """
    signals = line.layer.signals()
    keeper = keeper_among(signals, line.signal)
    if keeper is None:
        return None
    gate = signals[keeper]
    gradient = line.layer.gradients()[line.signal][line.at]  # (P, H)
    kept = np.ones((line.at + 1, *gradient.shape))
    with np.errstate(under="ignore", divide="ignore", invalid="ignore"):
        # For step t, the gates of t + 1 … at.
        kept[:-1] = np.cumprod(gate[line.at : 0 : -1], axis=0)[::-1]
        return np.median(size(gradient * kept) / size(gradient), axis=1)


def unit_shares(line: Line, sequence: int = 0) -> np.ndarray:
    """Return each unit's influence in one sequence relative to that of all units, (at + 1, H).

    That of all units is taken at the step of the prediction.
    """
    gradient = line.layer.gradients()[line.signal][: line.at + 1, sequence]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.abs(gradient) / size(gradient[line.at])


def _forward(architecture: Architecture, weights: Mapping[str, np.ndarray], x: np.ndarray) -> Stack:
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        stack = Stack(architecture, weights)
        stack.forward(np.asarray(x, np.float64)[:, None], np.zeros(1), 1)
    return stack
