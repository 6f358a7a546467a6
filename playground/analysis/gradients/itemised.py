"""Where a gradient goes: which step's prediction reaches which state, the direct path, unit by
unit, and the whole Jacobian.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.analysis.gradients.lines import Line, size
from playground.models.architecture import Architecture
from playground.models.cells import keeper_among
from playground.models.cells.layer import Layer
from playground.models.stack import Stack

#: At most so many predictions are followed back at once; of longer sequences, evenly spaced ones.
MOST_ASKED = 100


@dataclass(frozen=True)
class Items:
    """Every prediction's influence by itself, of one sequence.

    Parameters
    ----------
    asked : ndarray of shape (K,), int
        Time steps, from 0, whose predictions are followed back.
    influence : ndarray of shape (K, T), float64
        ‖∂ŷ_k/∂state_t‖; 0 where t lies after k, since nothing goes back in time.
    """

    asked: np.ndarray
    influence: np.ndarray

    def shares(self) -> np.ndarray:
        """Return each prediction's influence relative to that of its own step, (K, T); NaN after
        it.
        """
        own = self.influence[np.arange(len(self.asked)), self.asked]
        with np.errstate(divide="ignore", invalid="ignore"):
            found = self.influence / own[:, None]
        found[np.arange(found.shape[1]) > self.asked[:, None]] = np.nan
        return found


def itemised(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    x: np.ndarray,
    signal: str,
    layer: int = -1,
    most: int = MOST_ASKED,
) -> Items:
    """Follow the prediction of every step back by itself.

    Parameters
    ----------
    architecture, weights
        As in `explain`.
    x : ndarray of shape (T, F)
        One sequence, as the network reads it.
    signal : {"cell_state", "hidden_state"}
    """
    T = len(x)
    asked = np.unique(np.linspace(0, T - 1, min(T, most)).round().astype(np.int64))
    stack = _forward(architecture, weights, x)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        stack.reverse(np.eye(T)[asked])
        return Items(asked, size(stack.encoder[layer].gradients()[signal]).T)


def jacobian_norms(
    architecture: Architecture, weights: Mapping[str, np.ndarray], x: np.ndarray, signal: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return the Frobenius and the spectral norm (T,) of ∂h_T/∂state_t, the top layer's, for one
    sequence (T, F).
    """
    stack = _forward(architecture, weights, x)
    top: Layer = stack.encoder[-1]
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        top.start_reverse(top.hidden_size)
        top.grad_h[-1] += np.eye(top.hidden_size)
        top.reverse()
        whole = top.gradients()[signal]  # (T, H of h_T, H of the state)
        largest = np.abs(whole).max(axis=(1, 2))
        scale = np.where((largest > 0) & np.isfinite(largest), largest, 1.0)
        scaled = np.nan_to_num(whole / scale[:, None, None])
        return scale * np.linalg.norm(scaled, axis=(1, 2)), scale * np.linalg.norm(
            scaled, ord=2, axis=(1, 2)
        )


def direct_line(line: Line) -> np.ndarray | None:
    """Return the median influence that goes along the state alone, (at + 1,), in the units of the
    line; None for a simple RNN.

    It is the last gradient times all gates in between, unit by unit: one path of many. See
    `influence.direct_path`.
    """
    signals = line.layer.signals()
    keeper = keeper_among(signals, line.signal)
    if keeper is None:
        return None
    gate = signals[keeper]
    gradient = line.layer.gradients()[line.signal][line.at]  # (P, H)
    kept = np.ones((line.at + 1, *gradient.shape))
    with np.errstate(under="ignore", divide="ignore", invalid="ignore"):
        kept[:-1] = np.cumprod(gate[line.at : 0 : -1], axis=0)[
            ::-1
        ]  # of step t: the gates of t + 1 … at
        return np.median(size(gradient * kept) / size(gradient), axis=1)


def unit_shares(line: Line, sequence: int = 0) -> np.ndarray:
    """Return each unit's influence in one sequence, (at + 1, H), as a share of all units' together
    at the last step.
    """
    gradient = line.layer.gradients()[line.signal][: line.at + 1, sequence]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.abs(gradient) / size(gradient[line.at])


def _forward(architecture: Architecture, weights: Mapping[str, np.ndarray], x: np.ndarray) -> Stack:
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        stack = Stack(architecture, weights)
        stack.forward(np.asarray(x, np.float64)[:, None], np.zeros(1), 1)
    return stack
