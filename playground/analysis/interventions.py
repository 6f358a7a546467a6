"""Interventions in a trained network: clamped gates and ablated units, as changed weights.

A gate with weights 0 ignores input and state, and its bias determines its value. A unit whose
candidate has weights and bias 0 writes nothing and, as every state begins at 0, its states stay
exactly 0. So a network with interventions is the same network with other weights, computed with the
same float64 equations and total derivatives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from playground.config.fields.model import Model
from playground.models.architecture import Architecture
from playground.models.cells import blocks, cell_of

_PARTS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
#: Bias at which the sigmoid is 0 or 1 in float64.
_SHUT = 700.0


@dataclass(frozen=True)
class ClampedGate:
    """A gate that is held at a constant value.

    Parameters
    ----------
    gate : str
        Public name of the gate, for example "forget_gate".
    value : float
        From 0 to 1.
    layer : int
        From 0.
    unit : int or None
        From 0; None holds the gate in every unit of the layer.
    """

    gate: str
    value: float
    layer: int = 0
    unit: int | None = None

    def fits(self, model: Model) -> bool:
        """Return whether a network has this gate."""
        cell = cell_of(model.cell)
        known = cell.recurrent and self.gate in [gate.name for gate in cell.gates]
        return known and 0.0 <= self.value <= 1.0 and _inside(model, self.layer, self.unit)

    def change(self, weights: dict[str, np.ndarray], model: Model) -> None:
        """Hold the gate in ``weights``, in place."""
        for stack in ("rnn", "decoder"):
            if f"{stack}.weight_hh_l{self.layer}" in weights:
                rows = _rows(model, self.gate, self.unit)
                for part in _PARTS:
                    weights[f"{stack}.{part}_l{self.layer}"][rows] = (
                        _bias(self.value) if part == "bias_ih" else 0.0
                    )


@dataclass(frozen=True)
class AblatedUnit:
    """A unit whose states are 0 at every time step.

    Parameters
    ----------
    unit : int
        From 0.
    layer : int
        From 0.
    """

    unit: int
    layer: int = 0

    def fits(self, model: Model) -> bool:
        """Return whether a network has this unit."""
        return cell_of(model.cell).recurrent and _inside(model, self.layer, self.unit)

    def change(self, weights: dict[str, np.ndarray], model: Model) -> None:
        """Switch the unit off in ``weights``, in place."""
        for stack in ("rnn", "decoder"):
            if f"{stack}.weight_hh_l{self.layer}" in weights:
                for part in _PARTS:
                    rows = _rows(model, cell_of(model.cell).writer.name, self.unit)
                    weights[f"{stack}.{part}_l{self.layer}"][rows] = 0.0


def changed_weights(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    changes: Iterable[ClampedGate | AblatedUnit],
) -> dict[str, np.ndarray]:
    """Return a copy of the weights with gates held and units switched off, also in a decoder.

    Raises
    ------
    ValueError
        If the network has no such gate or unit, or a value is not from 0 to 1.
    """
    model = architecture.model
    changed = {name: np.array(value, np.float64) for name, value in weights.items()}
    for change in changes:
        if not change.fits(model):
            raise ValueError(f"{model.cell} has nothing that could be held like this: {change}")
        change.change(changed, model)
    return changed


def _inside(model: Model, layer: int, unit: int | None) -> bool:
    return 0 <= layer < model.num_layers and (unit is None or 0 <= unit < model.hidden_size)


def _rows(model: Model, block: str, unit: int | None) -> slice:
    start = blocks(model.cell).index(block) * model.hidden_size
    return (
        slice(start, start + model.hidden_size)
        if unit is None
        else slice(start + unit, start + unit + 1)
    )


def _bias(value: float) -> float:
    """Return the bias at which the sigmoid has a value."""
    if value in (0.0, 1.0):
        return _SHUT if value else -_SHUT
    return float(np.log(value) - np.log1p(-value))
