"""The recurrent cells: one file per architecture, equations first, then their reverse scan; float64
throughout.
"""

from __future__ import annotations

from dataclasses import replace

from playground.config import registry
from playground.config.fields.model import Model
from playground.models.cells.signal import Signal


def signals(model: Model) -> tuple[Signal, ...]:
    """Return the signals of a model's cell in the order of its equations, each with the range it
    has in this model.
    """
    found: tuple[Signal, ...] = registry.lookup("cell", model.cell, field="model.cell").facts[
        "signals"
    ]
    if model.cell in ("elman", "mlp") and model.nonlinearity == "relu":
        return tuple(replace(signal, low=0.0, high=None) for signal in found)
    return found
