"""The GRU in torch."""

from __future__ import annotations

from torch import nn

from playground.config.fields.model import Model


def recurrent(model: Model, inputs: int) -> nn.Module:
    """Return the recurrent layers: PyTorch's own ``nn.GRU``."""
    return nn.GRU(inputs, model.hidden_size, model.num_layers, batch_first=True)
