"""What a held gate changes, in words."""

from __future__ import annotations

import numpy as np

from playground.wording import _, number

LETTERS = {"forget_gate": "f", "input_gate": "i", "output_gate": "o", "reset_gate": "r", "update_gate": "z"}


def about_what_if(gate: str, value: float, y: np.ndarray, before: np.ndarray, after: np.ndarray) -> str:
    """Return one sentence on the error of the probe without and with a held gate.

    Parameters
    ----------
    y, before, after : ndarray of shape (K,)
        Targets, the network's own predictions, and those with the gate held, in one unit.
    """
    was, now = float(np.mean(np.abs(before - y))), float(np.mean(np.abs(after - y)))
    told = _(
        "What if: with {letter} held at {value} the error on this example goes from {was} to {now}. Nothing is trained by this; the thin line is the network as it is."
    )
    return told.format(letter=LETTERS[gate], value=number(value, 2), was=number(was, 2), now=number(now, 2))
