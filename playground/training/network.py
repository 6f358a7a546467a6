"""The network in torch: recurrent or feed-forward layers, a head, and sometimes a decoder."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import torch
from torch import nn

from playground.config.cells import has_memory
from playground.config.fields.model import Model
from playground.models.architecture import Architecture
from playground.models.cells import cell_of


class Network(nn.Module):
    """A network of PyTorch's modules.

    The keys of its ``state_dict`` begin with ``rnn.`` (or ``mlp.``), ``decoder.`` and ``head.``.
    `Architecture.initial_weights` draws the weights, and `load_weights` copies them into the
    network.

    Parameters
    ----------
    architecture : Architecture
    """

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        self.architecture, model = architecture, architecture.model
        if has_memory(model.cell):
            self.rnn = recurrent(model, architecture.inputs)
        else:
            self.mlp = feed_forward(model, architecture.inputs)
        if architecture.has_decoder:
            self.decoder = recurrent(model, architecture.outputs)
        self.head = nn.Linear(model.hidden_size, architecture.outputs)

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
        truth : Tensor of shape (B, K) or None, decoder and generator only
            Targets for teacher forcing.
        forced : Tensor of bool, shape (B, K), or None, decoder and generator only
            Where the true value is fed instead of the network's prediction; None means everywhere.
        horizon : int
            K, the number of decoder steps.

        Returns
        -------
        Tensor of shape (B, K)
            K is the head's width for "last", T for "every" and "generator", ``horizon`` for
            "decoder".
        """
        if not has_memory(self.architecture.model.cell):
            return self.head(self.mlp(x)).squeeze(-1)  # (B, T)
        readout = self.architecture.readout
        if readout == "generator":
            return self.generate(x, truth, forced)
        states, last = self.rnn(x)  # (B, T, H)
        if readout == "last":
            return self.head(states[:, -1])  # (B, K)
        if readout == "every":
            return self.head(states).squeeze(-1)  # (B, T)
        if first is None:
            raise ValueError("a decoder needs its first input")
        if truth is not None and forced is None:
            shown = torch.cat([first, truth[:, :-1]], 1)  # (B, K)
            return self.head(self.decoder(shown.unsqueeze(-1), last)[0]).squeeze(-1)
        predictions, fed = [], first
        for k in range(horizon):
            shown, last = self.decoder(fed.unsqueeze(-1), last)  # (B, 1, H)
            prediction = self.head(shown[:, 0])  # (B, 1)
            predictions.append(prediction)
            fed = (
                prediction
                if truth is None or forced is None
                else torch.where(forced[:, k : k + 1], truth[:, k : k + 1], prediction)
            )
        return torch.cat(predictions, 1)

    def generate(
        self, x: torch.Tensor, truth: torch.Tensor | None, forced: torch.Tensor | None
    ) -> torch.Tensor:
        """Return the predictions (B, T) of a generator for ``x`` (B, T, F).

        After the first step, the last feature of ``x`` is replaced by the previous prediction, or
        with teacher forcing by the previous target.
        """
        if truth is not None and forced is None:
            fed = torch.cat([x[:, :1, -1], truth[:, :-1]], 1)  # (B, T)
            return self.head(self.rnn(torch.cat([x[:, :, :-1], fed.unsqueeze(-1)], 2))[0]).squeeze(
                -1
            )
        predictions, last, fed = [], None, x[:, 0, -1:]
        for k in range(x.shape[1]):
            states, last = self.rnn(
                torch.cat([x[:, k, :-1], fed], 1).unsqueeze(1), last
            )  # (B, 1, H)
            prediction = self.head(states[:, 0])  # (B, 1)
            predictions.append(prediction)
            fed = (
                prediction
                if truth is None or forced is None
                else torch.where(forced[:, k : k + 1], truth[:, k : k + 1], prediction)
            )
        return torch.cat(predictions, 1)


def feed_forward(model: Model, inputs: int) -> nn.Module:
    """Return ``num_layers`` linear layers, each followed by an activation."""
    layers: list[nn.Module] = []
    for layer in range(model.num_layers):
        layers += [
            nn.Linear(model.hidden_size if layer else inputs, model.hidden_size),
            nn.ReLU() if model.nonlinearity == "relu" else nn.Tanh(),
        ]
    return nn.Sequential(*layers)


def recurrent(model: Model, inputs: int) -> nn.Module:
    """Return the recurrent layers of a model's cell, from its file in `playground.training.layers`.

    An exported script contains the function of that file instead of this one.
    """
    cell_of(model.cell)  # refuses a name that no cell has
    layers = import_module(f"playground.training.layers.{model.cell}")
    module: nn.Module = layers.recurrent(model, inputs)
    return module


def load_weights(network: nn.Module, weights: dict[str, np.ndarray]) -> None:
    """Copy weights into the network's parameters by name, in place."""
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(torch.from_numpy(weights[name]))
