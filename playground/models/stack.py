"""A whole network: its layers, its head, and predictions that are fed back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from playground.config import registry
from playground.config.cells import has_memory
from playground.config.fields.model import Model
from playground.models.architecture import Architecture
from playground.models.cells.layer import Layer

_PARTS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


class Stack:
    """The layers and the head of a network, forward and backward, with fed-back predictions.

    Parameters
    ----------
    architecture : Architecture
    weights : mapping of str to array
        By PyTorch's names, any float type.
    dtype : type
        As in `Layer`.
    """

    def __init__(
        self,
        architecture: Architecture,
        weights: Mapping[str, np.ndarray],
        dtype: type[np.floating] = np.float64,
    ) -> None:
        self.readout, model = architecture.readout, architecture.model
        self.encoder = _layers(model, weights, "rnn", dtype)
        self.decoder = _layers(model, weights, "decoder", dtype) if architecture.has_decoder else []
        self.W_y = np.asarray(weights["head.weight"], dtype)  # (O, H)
        self.b_y = np.asarray(weights["head.bias"], dtype)  # (O,)

    def forward(
        self, x: np.ndarray, first: np.ndarray, horizon: int, truth: np.ndarray | None = None
    ) -> np.ndarray:
        """Return the predictions (B, K), or logits.

        Parameters
        ----------
        x : array of shape (T, B, F)
        first : array of shape (B,)
            First input of a decoder.
        horizon : int
            K of a decoder.
        truth : array of shape (B, K), optional
            True values that are fed back instead of the predictions (teacher forcing).
        """
        if self.readout == "generator":
            return self._generate(x, truth)
        states = x
        for layer in self.encoder:
            layer.start(*x.shape[:2])
            states = layer.scan(states)  # (T, B, H)
        if self.readout == "decoder":
            return self._decode(first, horizon, truth)
        if self.readout == "last":
            return self.head(states[-1])
        return self.head(states)[:, :, 0].T

    def head(self, h: np.ndarray) -> np.ndarray:
        """Return the head's outputs (…, O) for states (…, H)."""
        return h @ self.W_y.T + self.b_y

    def _decode(self, first: np.ndarray, horizon: int, truth: np.ndarray | None) -> np.ndarray:
        for layer, below in zip(self.decoder, self.encoder, strict=True):
            layer.start(horizon, len(first), [state[-1] for state in below.states])
        self.fed = np.zeros((horizon, len(first), 1), first.dtype)
        self.fed[0, :, 0] = first
        return _feeding_back(self.decoder, self.fed, self.head, truth)

    def _generate(self, x: np.ndarray, truth: np.ndarray | None) -> np.ndarray:
        # The inputs: the condition and, in the last feature, the previous prediction.
        self.fed = x.copy()
        for layer in self.encoder:
            layer.start(*x.shape[:2])
        return _feeding_back(self.encoder, self.fed, self.head, truth)

    def reverse(self, cotangents: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Propagate P cotangents of the predictions, (P, K), back to the inputs.

        Returns the gradients of the inputs, (T, P, F), and of the decoder's inputs, (K, P, 1).
        """
        for layer in (*self.encoder, *self.decoder):
            layer.start_reverse(len(cotangents))
        if self.readout == "generator":
            return self._reverse_feedback(self.encoder, cotangents), np.empty(
                (0, len(cotangents), 1)
            )
        grad_fed = np.empty((0, len(cotangents), 1))
        if self.readout == "decoder":
            grad_fed = self._reverse_decoder(cotangents)
        elif self.readout == "last":
            self.encoder[-1].grad_h[-1] += cotangents @ self.W_y
        else:
            self.encoder[-1].grad_h[1:] += cotangents.T[:, :, None] * self.W_y[0]
        for layer, below in zip(self.encoder[:0:-1], self.encoder[-2::-1], strict=True):
            below.grad_h[1:] += layer.reverse()
        return self.encoder[0].reverse(), grad_fed

    def _reverse_decoder(self, cotangents: np.ndarray) -> np.ndarray:
        """Propagate back through the decoder, whose initial states are the encoder's last ones."""
        grad_fed = self._reverse_feedback(self.decoder, cotangents)
        for layer, below in zip(self.decoder, self.encoder, strict=True):
            for grad, grad_below in zip(layer.grads, below.grads, strict=True):
                grad_below[-1] += grad[0]
        return grad_fed

    def _reverse_feedback(self, layers: list[Layer], cotangents: np.ndarray) -> np.ndarray:
        """Propagate back step by step and return the gradients of the inputs, (K, P, F).

        Prediction k is also the last input feature of step k + 1.
        """
        steps = cotangents.shape[1]
        grad_fed = np.empty((steps, len(cotangents), self.fed.shape[2]))
        grad_next = np.zeros((1, 1))  # of the last input feature of step k + 1
        for k in reversed(range(steps)):
            into = (cotangents[:, k, None] + grad_next) @ self.W_y  # (P, H)
            for layer in reversed(layers):
                layer.grad_h[k + 1] += into
                layer.reverse_step(k)
                into = layer.grad_input(k)  # (P, H), of the lowest layer (P, F)
            grad_fed[k] = into
            grad_next = into[:, -1:]
        return grad_fed


def _feeding_back(
    layers: list[Layer],
    fed: np.ndarray,
    head: Callable[[np.ndarray], np.ndarray],
    truth: np.ndarray | None,
) -> np.ndarray:
    """Run ``layers`` step by step over ``fed`` (K, B, F) and return the predictions (B, K).

    Each prediction, or its true value in ``truth`` (B, K), is written into the last feature of the
    next step.
    """
    predictions = np.empty(fed.shape[:2], fed.dtype)
    for k in range(len(fed)):
        values = fed[k]
        for layer in layers:
            layer.read(values, k)
            layer.advance(k)
            values = layer.h[k + 1]
        predictions[k] = head(values)[:, 0]
        if k + 1 < len(fed):
            fed[k + 1, :, -1] = predictions[k] if truth is None else truth[:, k]
    return predictions.T


def _layers(
    model: Model, weights: Mapping[str, np.ndarray], name: str, dtype: type[np.floating]
) -> list[Layer]:
    make = registry.lookup("cell", model.cell, field="model.cell").make
    if has_memory(model.cell):
        parts = [
            [weights[f"{name}.{part}_l{k}"] for part in _PARTS] for k in range(model.num_layers)
        ]
    else:
        parts = [
            [weights[f"mlp.{2 * k}.weight"], weights[f"mlp.{2 * k}.bias"]]
            for k in range(model.num_layers)
        ]
    return [make(*tensors, nonlinearity=model.nonlinearity, dtype=dtype) for tensors in parts]
