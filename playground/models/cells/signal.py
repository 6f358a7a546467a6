"""Signals: the gates, candidates and states of a cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["gate", "candidate", "state"]
Hue = Literal["orange", "green", "blue", "grey", "text"]
Importance = Literal["always", "wide", "asked"]
#: Names of the signals that layers carry from one time step to the next.
StateName = Literal["hidden_state", "cell_state"]


@dataclass(frozen=True)
class Signal:
    """One quantity that a layer computes at every time step for every unit.

    Parameters
    ----------
    name : str
        Public name, as in ``trace.npz``: ``"forget_gate"``.
    symbol : str
        Symbol in the lecture notes: ``"f_t"``.
    letter : str
        Key of the signal in the diagram's formulas and in the browser: ``"f"``.
    label : str
        Label on screen (a message id), possibly with the symbol and a remark in parentheses.
    low, high : float or None
        Bounds of its range; None where it is not bounded for all weights.
    kind : {"gate", "candidate", "state"}
        A gate is a share from 0 to 1, a state is carried to the next time step, a candidate is the
        content that may enter a state.
    block : int or None
        Index of its block of H rows in PyTorch's weights and biases; None without weights.
    carries : str
        Name of the state that this gate multiplies from one time step to the next, which is the
        direct path of the gradient; empty for every other signal.
    colour : {"orange", "green", "blue", "grey", "text"}
        Hue on tracks, in the diagram and in charts; "text" is the text colour.
    importance : {"always", "wide", "asked"}
        Whether its track is initially open: always, except on phones, or only on request.
    """

    name: str
    symbol: str
    letter: str
    label: str
    low: float | None
    high: float | None
    kind: Kind
    block: int | None = None
    carries: str = ""
    colour: Hue = "text"
    importance: Importance = "wide"
