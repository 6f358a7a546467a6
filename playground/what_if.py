"""What if a gate could not move: the trained network with one gate held at a value.

A gate that ignores input and state is a gate whose weights are 0, at the value its bias gives. So a what-if is only another
set of weights, and goes through the same float64 equations, and the same total derivatives, as the network itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

#: Blocks of rows in PyTorch's weights, by cell; only gates can be held.
BLOCKS = {"lstm": ("input_gate", "forget_gate", "", "output_gate"), "gru": ("reset_gate", "update_gate", "")}
#: From here on the logistic function is 0 or 1 to the last digit of a float64.
_SHUT = 700.0


@dataclass(frozen=True)
class Held:
    """A gate held at a value, in every unit of one layer.

    Parameters
    ----------
    gate : str
        Public name of the gate, for example "forget_gate".
    value : float
        From 0 to 1.
    """

    gate: str
    value: float

    def fits(self, cell: str) -> bool:
        """Return whether a cell has this gate."""
        return bool(self.gate) and self.gate in BLOCKS.get(cell, ())


def held_weights(weights: Mapping[str, np.ndarray], model: Any, held: Held, layer: int) -> dict[str, np.ndarray]:
    """Return the weights with a gate of one layer held, in the decoder too if there is one; what was given stays as it is.

    Raises
    ------
    ValueError
        The cell has no such gate, or the value is not from 0 to 1.
    """
    if not held.fits(model.cell) or not 0.0 <= held.value <= 1.0:
        raise ValueError(f"{model.cell} has no gate {held.gate!r} that could be held at {held.value}")
    start = BLOCKS[model.cell].index(held.gate) * model.hidden_size
    rows = slice(start, start + model.hidden_size)
    changed = {name: np.array(value, np.float64) for name, value in weights.items()}
    for stack in ("rnn", "decoder"):
        if f"{stack}.weight_hh_l{layer}" in changed:
            for part in ("weight_ih", "weight_hh", "bias_hh"):
                changed[f"{stack}.{part}_l{layer}"][rows] = 0.0
            changed[f"{stack}.bias_ih_l{layer}"][rows] = _bias(held.value)
    return changed


def _bias(value: float) -> float:
    """Return the bias at which the logistic function has a value."""
    if value in (0.0, 1.0):
        return _SHUT if value else -_SHUT
    return float(np.log(value) - np.log1p(-value))
