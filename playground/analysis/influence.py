"""The influence of the state at t on the last prediction, and its reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.analysis.explain import Explanation
from playground.models.cells import keeper_among, memory_among
from playground.models.cells.signal import StateName

#: The reach is counted until the influence falls below this share of its value at the last step.
FAINT = 0.01


def reach_of(share: np.ndarray) -> int | None:
    """Return how many time steps back from the last a share (T,) falls below 1 %.

    None when it does not within the sequence.

    Examples
    --------
    >>> reach_of(np.array([0.001, 0.005, 0.2, 1.0]))
    2
    >>> reach_of(np.array([0.3, 1.0])) is None
    True
    """
    faint = np.flatnonzero(~(share[::-1] >= FAINT))
    return int(faint[0]) if faint.size else None


def slope_of(share: np.ndarray) -> float:
    """Return the slope of log10 of a share (T,) per time step back, by least squares.

    Steps where the share is 0 or not finite are ignored. The slope is negative when the share
    vanishes, and NaN with fewer than two steps.

    Examples
    --------
    >>> round(slope_of(np.array([0.01, 0.1, 1.0])), 6)
    -1.0
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        decades = np.log10(share)[::-1]
    finite = np.isfinite(decades)
    if finite.sum() < 2:
        return float("nan")
    return float(np.polyfit(np.flatnonzero(finite), decades[finite], 1)[0])


@dataclass(frozen=True)
class Influence:
    """Influence of one layer's states on the last prediction, relative to the last time step.

    Parameters
    ----------
    signal : str
        State that carries the memory: "cell_state" of an LSTM, else "hidden_state".
    share : ndarray of shape (T,), float64
        ‖∂ŷ_T/∂state_t‖ / ‖∂ŷ_T/∂state_T‖: 1 at the last step; NaN when the denominator is 0.
    norm : ndarray of shape (T,), float64
        ‖∂ŷ_T/∂state_t‖.
    """

    signal: StateName
    share: np.ndarray
    norm: np.ndarray

    @property
    def reach(self) -> int | None:
        """See `reach_of`."""
        return reach_of(self.share)

    @property
    def decades_per_step(self) -> float:
        """See `slope_of`."""
        return slope_of(self.share)


def influence(explanation: Explanation, layer: int = -1) -> Influence:
    """Return the influence of a layer's memory on the last prediction."""
    signals = explanation.layers[layer]
    signal = memory_among(signals)
    norm = np.linalg.norm(signals[f"sensitivity_{signal}"], axis=1)  # (T,)
    share = norm / norm[-1] if norm[-1] > 0 else np.full_like(norm, np.nan)
    return Influence(signal, share, norm)


def direct_path(explanation: Explanation, layer: int = -1) -> np.ndarray | None:
    """Return the influence on the last prediction along the direct path through the state, (T, H).

    ∂ŷ_T/∂C_T · f_T · f_{T-1} … f_{t+1}, unit by unit (of a GRU, with h and z). It is one path of
    many: the total derivative also includes those through gates, candidates and other units, and
    may be larger, smaller or of the opposite sign. None for a simple RNN, which has no such path.
    """
    signals = explanation.layers[layer]
    signal = memory_among(signals)
    keeper = keeper_among(signals, signal)
    if keeper is None:
        return None
    gate = signals[keeper]
    kept = np.ones_like(gate)
    kept[:-1] = np.cumprod(gate[:0:-1], axis=0)[::-1]  # for step t, the gates of t + 1 … T
    return signals[f"sensitivity_{signal}"][-1] * kept
