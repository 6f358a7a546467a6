"""A whole network of recurrent layers: where inputs, layers, head and fed-back predictions meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from playground import registry
from playground.cells.layer import Layer

_PARTS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


class Stack:
    """The layers above each other, the head and, for sequence-to-sequence, the decoder; forward and back.

    Parameters
    ----------
    weights : mapping of str to array
        Under PyTorch's names, any float type.
    model : Model
        ``cell``, ``num_layers`` and ``nonlinearity`` are read.
    outputs_at : {"last", "every", "decoder"}
        Which states the head reads.
    """

    def __init__(self, weights: Mapping[str, np.ndarray], model: Any, outputs_at: str) -> None:
        self.outputs_at = outputs_at
        self.encoder = _layers(weights, model, "rnn")
        self.decoder = _layers(weights, model, "decoder") if outputs_at == "decoder" else []
        self.W_y = np.asarray(weights["head.weight"], dtype=np.float64)  # (O, H)
        self.b_y = np.asarray(weights["head.bias"], dtype=np.float64)  # (O,)

    def forward(self, x: np.ndarray, first: np.ndarray, horizon: int) -> np.ndarray:
        """Return the predictions (B, K) for ``x`` (T, B, F) and the decoder's first input (B,)."""
        shown = x
        for layer in self.encoder:
            layer.start(*x.shape[:2])
            shown = layer.scan(shown)  # (T, B, H)
        if self.outputs_at == "decoder":
            return self._decode(first, horizon)
        if self.outputs_at == "last":
            return self.head(shown[-1])
        return self.head(shown)[:, :, 0].T

    def head(self, h: np.ndarray) -> np.ndarray:
        """Return the head's outputs (…, O) for states (…, H)."""
        return h @ self.W_y.T + self.b_y

    def _decode(self, first: np.ndarray, horizon: int) -> np.ndarray:
        for layer, below in zip(self.decoder, self.encoder, strict=True):
            layer.start(horizon, len(first), [state[-1] for state in below.states])
        self.fed = np.empty((horizon + 1, len(first), 1))  # each prediction is the next input
        self.fed[0, :, 0] = first
        for k in range(horizon):
            shown = self.fed[k]
            for layer in self.decoder:
                layer.read(shown, k)
                layer.advance(k)
                shown = layer.h[k + 1]
            self.fed[k + 1] = self.head(shown)
        y_hat, self.fed = self.fed[1:, :, 0].T, self.fed[:-1]
        return y_hat

    def reverse(self, cotangents: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Take P cotangents of the predictions, (P, K), back to the inputs: (T, P, F), and (K, P, 1) to the decoder's."""
        for layer in (*self.encoder, *self.decoder):
            layer.start_reverse(len(cotangents))
        grad_fed = np.empty((0, len(cotangents), 1))
        if self.outputs_at == "decoder":
            grad_fed = self._reverse_decoder(cotangents.T[:, :, None])
        elif self.outputs_at == "last":
            self.encoder[-1].grad_h[-1] += cotangents @ self.W_y
        else:
            self.encoder[-1].grad_h[1:] += cotangents.T[:, :, None] * self.W_y[0]
        for layer, below in zip(self.encoder[:0:-1], self.encoder[-2::-1], strict=True):
            below.grad_h[1:] += layer.reverse()
        return self.encoder[0].reverse(), grad_fed

    def _reverse_decoder(self, grad_y_hat: np.ndarray) -> np.ndarray:
        """Go back step by step: prediction k is also the input of step k + 1, and the first state is the encoder's last."""
        grad_fed = np.empty_like(grad_y_hat)  # (K, P, 1)
        owed = np.zeros(1)
        for k in reversed(range(len(grad_y_hat))):
            owed = (grad_y_hat[k] + owed) @ self.W_y  # (P, H)
            for layer in reversed(self.decoder):
                layer.grad_h[k + 1] += owed
                layer.reverse_step(k)
                owed = layer.grad_input(k)  # (P, H), at last (P, 1)
            grad_fed[k] = owed
        for layer, below in zip(self.decoder, self.encoder, strict=True):
            for grad, grad_below in zip(layer.grads, below.grads, strict=True):
                grad_below[-1] += grad[0]
        return grad_fed


def _layers(weights: Mapping[str, np.ndarray], model: Any, name: str) -> list[Layer]:
    make = registry.lookup("cell", model.cell, field="model.cell").make
    layers = ([weights[f"{name}.{part}_l{k}"] for part in _PARTS] for k in range(model.num_layers))
    return [make(*parts, nonlinearity=model.nonlinearity) for parts in layers]
