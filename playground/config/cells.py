"""The cells that defaults and prepared experiments choose, by their registered names.

All other code finds cells through the registry, and asks how one differs from another.
"""

from __future__ import annotations

from playground.config import registry

LSTM, GRU, SIMPLE_RNN, MLP = "lstm", "gru", "elman", "mlp"


def has_memory(cell: str) -> bool:
    """Return whether a cell carries a state from one time step to the next."""
    recurrent: bool = registry.lookup("cell", cell, field="model.cell").facts["cell"].recurrent
    return recurrent
