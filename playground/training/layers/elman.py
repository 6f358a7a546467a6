"""The simple recurrent network in torch."""

from __future__ import annotations

from torch import nn

from playground.config.fields.model import Model


def recurrent(model: Model, inputs: int) -> nn.Module:
    """Return the recurrent layers: PyTorch's own ``nn.RNN``."""
    shape = (inputs, model.hidden_size, model.num_layers)
    return nn.RNN(*shape, nonlinearity=model.nonlinearity, batch_first=True)
