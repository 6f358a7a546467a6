"""The GRU in torch."""

from __future__ import annotations

from typing import Any

from torch import nn


def recurrent(model: Any, inputs: int) -> nn.Module:
    """Return the recurrent layers: PyTorch's own ``nn.GRU``."""
    return nn.GRU(inputs, model.hidden_size, model.num_layers, batch_first=True)
