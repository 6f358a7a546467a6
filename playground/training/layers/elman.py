"""The simple recurrent network in torch."""

from __future__ import annotations

from typing import Any

from torch import nn


def recurrent(model: Any, inputs: int) -> nn.Module:
    """Return the recurrent layers: PyTorch's own ``nn.RNN``."""
    shape = (inputs, model.hidden_size, model.num_layers)
    return nn.RNN(*shape, nonlinearity=model.nonlinearity, batch_first=True)
