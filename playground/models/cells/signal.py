"""What a cell shows of itself: name, symbol, label and range of each signal, said once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Signal:
    """One quantity a layer has at every time step and unit.

    Parameters
    ----------
    name : str
        Public name, as in ``trace.npz`` (``"forget_gate"``).
    symbol : str
        As the lecture notes write it (``"f_t"``).
    label : str
        What it is called on screen (a message id).
    low, high : float or None
        Ends of its range; None where no bound always holds and a picture takes the data's own.
    kind : {"gate", "state", "candidate"}
        A gate is a share from 0 to 1, a state is carried to the next step, a candidate may become
        one.
    """

    name: str
    symbol: str
    label: str
    low: float | None
    high: float | None
    kind: str
