"""The network in torch: a stock recurrent module, a head, and for sequence-to-sequence a decoder."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn


class Network(nn.Module):
    """A recurrent network whose ``state_dict`` names are PyTorch's own: ``rnn.…``, ``decoder.…``, ``head.…``.

    Weights are never drawn here: `initial.initial_weights` makes them and `load_weights` puts them in.

    Parameters
    ----------
    model : Model
        Cell, hidden units, layers, activation.
    inputs, outputs : int
        Features per time step and width of the head.
    outputs_at : {"last", "every", "decoder"}
        Which states are read by the head: h_T of the top layer, every h_t, or the decoder's.
    """

    def __init__(self, model: Any, inputs: int, outputs: int, outputs_at: str) -> None:
        super().__init__()
        self.outputs_at = outputs_at
        self.rnn = recurrent(model, inputs)
        if outputs_at == "decoder":
            self.decoder = recurrent(model, outputs)
        self.head = nn.Linear(model.hidden_size, outputs)

    def forward(
        self,
        x: torch.Tensor,
        first: torch.Tensor | None = None,
        truth: torch.Tensor | None = None,
        forced: torch.Tensor | None = None,
        horizon: int = 1,
    ) -> torch.Tensor:
        """Return the outputs of a batch, free running unless ``truth`` is given.

        Parameters
        ----------
        x : Tensor of shape (B, T, F)
        first : Tensor of shape (B, 1), decoder only
            First decoder input: the last observed target.
        truth : Tensor of shape (B, K) or None, decoder only
            Targets for teacher forcing.
        forced : Tensor of bool, shape (B, K), or None, decoder only
            Where the true value is fed instead of the network's own; None feeds it everywhere.
        horizon : int
            K, the number of decoder steps.

        Returns
        -------
        Tensor of shape (B, K) : K = 1 for "last", T for "every", ``horizon`` for "decoder".
        """
        states, last = self.rnn(x)  # (B, T, H)
        if self.outputs_at == "last":
            return self.head(states[:, -1])  # (B, 1)
        if self.outputs_at == "every":
            return self.head(states).squeeze(-1)  # (B, T)
        if first is None:
            raise ValueError("a decoder needs its first input")
        if truth is not None and forced is None:
            shown = torch.cat([first, truth[:, :-1]], 1)  # (B, K)
            return self.head(self.decoder(shown.unsqueeze(-1), last)[0]).squeeze(-1)
        answers, fed = [], first
        for k in range(horizon):
            shown, last = self.decoder(fed.unsqueeze(-1), last)  # (B, 1, H)
            answer = self.head(shown[:, 0])  # (B, 1)
            answers.append(answer)
            fed = answer if truth is None or forced is None else torch.where(forced[:, k : k + 1], truth[:, k : k + 1], answer)
        return torch.cat(answers, 1)


def recurrent(model: Any, inputs: int) -> nn.Module:
    """Return the stock torch module of a cell: ``nn.RNN``, ``nn.GRU`` or ``nn.LSTM``, batch first."""
    shape = (inputs, model.hidden_size, model.num_layers)
    if model.cell == "elman":
        return nn.RNN(*shape, nonlinearity=model.nonlinearity, batch_first=True)
    return {"gru": nn.GRU, "lstm": nn.LSTM}[model.cell](*shape, batch_first=True)


def load_weights(network: nn.Module, weights: dict[str, np.ndarray]) -> None:
    """Copy weights by name into the network, in place."""
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(torch.from_numpy(weights[name]))
