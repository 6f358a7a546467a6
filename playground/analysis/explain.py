"""Weights and one probe in, every gate, state and gradient of the network out; exact, and without
torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.data.windowing.problem_type import Loss
from playground.evaluation.class_metrics import entropies, softmax
from playground.models.architecture import Architecture
from playground.models.cells.layer import Layer
from playground.models.stack import Stack

#: Numbers a batched forecast may keep at once (64 MB); longer batches go through in pieces.
_ROOM = 2**23


@dataclass(frozen=True)
class Explanation:
    """All a network does with one sequence, in float64 and in the network's units.

    A total derivative with respect to h_t is what one gets by adding an epsilon to h_t, every later
    path included; for C_t the epsilon is added before h_t is formed. It is not ``retain_grad()`` on
    the output of ``nn.LSTM``, which is the direct path only.

    Parameters
    ----------
    x : array of shape (T, F)
        What the network read; in a decoder the first input and its own fed-back predictions, (K,
        1); of a generator the condition and, in the last feature, its own predictions.
    y, y_hat : arrays of shape (K,)
        Target (None without one) and prediction, free running; of classes the class number (1,) and
        the logits (C,).
    loss : float
        Mean squared error of this one sequence, or the cross-entropy of its class; nan without a
        target.
    layers : tuple of dict
        Per layer, bottom first: every signal by its public name, (T, H), and for each carried state
        (``hidden_state``, LSTM also ``cell_state``) ``grad_…``, the total derivative of the loss,
        and ``sensitivity_…``, that of the last prediction, or of the winning logit.
        Without a target there are no ``grad_…``.
    grad_x, sensitivity_x : arrays of shape (T, F)
        The same for the inputs; ``grad_x`` is None without a target.
    decoder : Explanation or None
        The decoder's half for sequence-to-sequence, with the same y, y_hat and loss.
    along : array of shape (T, O) or None
        Where only the last state is read: what the head would have made of every step's.
    handed : tuple of (array or None, array)
        Per layer, bottom first: what it hands down at every step to the layer below, (T, H), or to
        the inputs, (T, F), of the loss and of the last prediction. It is the total derivative with
        respect to what the layer reads at that step through this layer
        alone: the layer below adds what comes back to it in time.
    """

    x: np.ndarray
    y: np.ndarray | None
    y_hat: np.ndarray
    loss: float
    layers: tuple[dict[str, np.ndarray], ...]
    grad_x: np.ndarray | None
    sensitivity_x: np.ndarray
    decoder: Explanation | None = None
    along: np.ndarray | None = None
    handed: tuple[tuple[np.ndarray | None, np.ndarray], ...] = ()

    def arrays(self) -> dict[str, np.ndarray]:
        """Return everything under the names of ``trace.npz``; what is missing without a target is
        left out.
        """
        whole = {"y": self.y, "y_hat": self.y_hat, "loss": np.array(self.loss)}
        found: dict[str, np.ndarray | None] = {**whole, **self._own()}
        if self.decoder is not None:
            found |= {f"decoder/{name}": value for name, value in self.decoder._own().items()}
        return {name: value for name, value in found.items() if value is not None}

    def _own(self) -> dict[str, np.ndarray | None]:
        layers: dict[str, np.ndarray | None] = {
            f"layer{k}/{name}": value
            for k, layer in enumerate(self.layers)
            for name, value in layer.items()
        }
        return {"x": self.x, "grad_x": self.grad_x, "sensitivity_x": self.sensitivity_x, **layers}


def explain(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    x: np.ndarray,
    y: np.ndarray | None,
    *,
    first_input: float | None = None,
    horizon: int | None = None,
) -> Explanation:
    """Run the network over one sequence and back, and return every number of it.

    Parameters
    ----------
    architecture : Architecture
    weights : mapping of str to array
        Under PyTorch's names (`Architecture.shapes`), any float type.
    x : array of shape (T, F)
        Of a generator: the condition, and zeros where its own predictions come.
    y : array of shape (K,) or None
        None when the future is not known: no loss and no ``grad_…`` then. Of classes the class
        number, (1,).
    first_input : float, decoder only
        The decoder's first input. It is data, not a function of ``x``: no gradient flows from it
        back into ``x``.
    horizon : int, decoder only
        K; needed only without ``y``.

    Raises
    ------
    ValueError
        If a decoder has no first input or no length, or ``y`` is not one value for each prediction.
    """
    if architecture.has_decoder and (first_input is None or (y is None and horizon is None)):
        raise ValueError("a decoder needs first_input, and horizon when there is no y")
    x = np.array(
        x, dtype=np.float64
    )  # copies: what is explained does not change under the explanation
    y = None if y is None else np.array(y, dtype=np.float64)
    first = np.array([first_input or 0.0], dtype=np.float64)
    with np.errstate(
        over="ignore", under="ignore", invalid="ignore"
    ):  # a network that exploded is shown as it is: inf, nan
        stack = Stack(architecture, weights)
        y_hat = stack.forward(x[:, None], first, horizon or (1 if y is None else len(y)))[0]  # (K,)
        last, slope, of_all = _judged(y_hat, y, architecture.loss)
        cotangents = last[None] if slope is None else np.stack([last, slope])  # (P, K)
        grad_x, grad_fed = stack.reverse(cotangents)  # (T, P, F), (K, P, 1)
    decoder = None
    if architecture.has_decoder:
        decoder = Explanation(
            stack.fed[:, 0],
            y,
            y_hat,
            of_all,
            _layers(stack.decoder),
            *_split(grad_fed),
            handed=_handed(stack.decoder),
        )
    read = np.ascontiguousarray(stack.fed[:, 0]) if architecture.readout == "generator" else x
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        along = stack.head(stack.encoder[-1].h[1:, 0]) if architecture.readout == "last" else None
    return Explanation(
        read,
        y,
        y_hat,
        of_all,
        _layers(stack.encoder),
        *_split(grad_x),
        decoder,
        along,
        _handed(stack.encoder),
    )


def _judged(
    y_hat: np.ndarray, y: np.ndarray | None, loss: Loss
) -> tuple[np.ndarray, np.ndarray | None, float]:
    """Return the slope of the last prediction (or winning logit) and of the loss by each output
    (K,), and the loss.
    """
    outputs = np.eye(len(y_hat))
    if loss == "cross_entropy":
        winner = outputs[int(np.argmax(y_hat))]
        if y is None:
            return winner, None, float("nan")
        if y.shape != (1,) or not 0 <= y[0] < len(y_hat):
            raise ValueError(f"y needs one class number below {len(y_hat)}, but is {y}")
        true = int(y[0])
        loss_of_class = entropies(y_hat[None], np.array([[true]]))[0]
        return winner, softmax(y_hat) - outputs[true], float(loss_of_class)
    if y is None:
        return outputs[-1], None, float("nan")
    if y.shape != y_hat.shape:
        raise ValueError(f"y needs the shape of the predictions, {y_hat.shape}, but has {y.shape}")
    error = y_hat - y
    return outputs[-1], 2.0 / len(error) * error, float(error @ error / len(error))


def predict(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    x: np.ndarray,
    first_input: np.ndarray | None = None,
    horizon: int = 1,
    truth: np.ndarray | None = None,
) -> np.ndarray:
    """Return the predictions of many sequences at once, without the scan back; free running unless
    ``truth`` is shown.

    Parameters
    ----------
    architecture, weights
        As in `explain`.
    x : array of shape (B, T, F)
    first_input : array of shape (B,), decoder only
    horizon : int, decoder only
        K, the number of predictions.
    truth : array of shape (B, K) or None
        What a decoder or generator reads instead of its own last prediction: teacher forcing at
        every step.

    Returns
    -------
    float64 array of shape (B, K)
        K = the head's width for "last", T for "every" and "generator", ``horizon`` for "decoder".
    """
    if architecture.has_decoder and first_input is None:
        raise ValueError("a decoder needs first_input")
    x = np.asarray(x, dtype=np.float64)
    first = (
        np.zeros(len(x))
        if first_input is None
        else np.asarray(first_input, dtype=np.float64).reshape(len(x))
    )
    stack = Stack(architecture, weights)
    rows = max(
        1,
        _ROOM
        // (max(x.shape[1], horizon) * 10 * stack.encoder[0].hidden_size * len(stack.encoder)),
    )
    pieces = [slice(start, start + rows) for start in range(0, max(len(x), 1), rows)]
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        shown = [
            None if truth is None else np.asarray(truth, np.float64)[piece] for piece in pieces
        ]
        parts = zip(pieces, shown, strict=True)
        return np.concatenate(
            [
                stack.forward(x[piece].transpose(1, 0, 2), first[piece], horizon, some)
                for piece, some in parts
            ]
        )


def _layers(layers: list[Layer]) -> tuple[dict[str, np.ndarray], ...]:
    """Return what each layer shows, without the axis of sequences."""
    found = []
    for layer in layers:
        values = {
            name: np.ascontiguousarray(signal[:, 0]) for name, signal in layer.signals().items()
        }
        for name, grads in layer.gradients().items():
            grad, values[f"sensitivity_{name}"] = _split(grads)
            if grad is not None:
                values[f"grad_{name}"] = grad
        found.append(values)
    return tuple(found)


def _handed(layers: list[Layer]) -> tuple[tuple[np.ndarray | None, np.ndarray], ...]:
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        return tuple(_split(layer.grad_input()) for layer in layers)


def _split(grads: np.ndarray) -> tuple[np.ndarray | None, np.ndarray]:
    """Return the loss's and the last prediction's row of (T, P, …); row 0 is the last prediction,
    row 1 the loss if there is one.
    """
    return (
        np.ascontiguousarray(grads[:, 1]) if grads.shape[1] == 2 else None
    ), np.ascontiguousarray(grads[:, 0])
