"""Every gate, state and gradient of a network on one sequence, exact and without torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.data.windowing.problem_type import Loss
from playground.evaluation.class_metrics import entropies, softmax
from playground.models.architecture import Architecture
from playground.models.cells.layer import Layer
from playground.models.stack import Stack

#: Most float64 numbers that `predict` keeps at once (64 MB); larger batches are split.
_ROOM = 2**23


@dataclass(frozen=True)
class Explanation:
    """All values of a network on one sequence, in float64 and in the network's units.

    The total derivative with respect to h_t is that of adding an epsilon to h_t, through all later
    time steps; for C_t the epsilon is added before h_t is computed from it. It differs from
    ``retain_grad()`` on the output of ``nn.LSTM``, which covers the direct path only.

    Parameters
    ----------
    x : array of shape (T, F)
        Inputs. Of a decoder, (K, 1): its first input, then its own predictions; of a generator: the
        condition and, in the last feature, its own predictions.
    y, y_hat : arrays of shape (K,)
        Targets, or None, and predictions (free running); in classification the class number (1,)
        and the logits (C,).
    loss : float
        Mean squared error of this sequence, or the cross-entropy of its class; NaN without targets.
    layers : tuple of dict
        Per layer, bottom first: every signal by its public name, (T, H), and for each state
        (``hidden_state``, of an LSTM also ``cell_state``) ``grad_…``, the total derivative of the
        loss, and ``sensitivity_…``, that of the last prediction or the largest logit.
        Without targets there is no ``grad_…``.
    grad_x, sensitivity_x : arrays of shape (T, F)
        The same for the inputs; ``grad_x`` is None without targets.
    decoder : Explanation or None
        The decoder of sequence-to-sequence, with the same y, y_hat and loss.
    along : array of shape (T, O) or None
        Where only the last state is read: the head's output from the state of every step.
    input_gradients : tuple of (array or None, array)
        Per layer, bottom first: the derivatives of the loss and of the last prediction with respect
        to the layer's input at every step, (T, H) or, of the lowest layer, (T, F), through this
        layer alone. The layer below adds what comes back through its own later steps.
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
    input_gradients: tuple[tuple[np.ndarray | None, np.ndarray], ...] = ()

    def arrays(self) -> dict[str, np.ndarray]:
        """Return all arrays by their names in ``trace.npz``, without those that are None."""
        whole = {"y": self.y, "y_hat": self.y_hat, "loss": np.array(self.loss)}
        arrays: dict[str, np.ndarray | None] = {**whole, **self._by_step()}
        if self.decoder is not None:
            arrays |= {f"decoder/{name}": v for name, v in self.decoder._by_step().items()}
        return {name: value for name, value in arrays.items() if value is not None}

    def _by_step(self) -> dict[str, np.ndarray | None]:
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
    """Run the network forward and backward over one sequence, and return all its values.

    Parameters
    ----------
    architecture : Architecture
    weights : mapping of str to array
        Under PyTorch's names (`Architecture.shapes`), any float type.
    x : array of shape (T, F)
        Of a generator: the condition, and zeros in place of its own predictions.
    y : array of shape (K,) or None
        Targets; None where the future is unknown, which leaves no loss and no ``grad_…``. In
        classification the class number, (1,).
    first_input : float, decoder only
        The decoder's first input. It is data, not a function of ``x``, so no gradient flows from it
        into ``x``.
    horizon : int, decoder only
        K; required only without ``y``.

    Raises
    ------
    ValueError
        If a decoder has no first input or no length, or ``y`` is not one value for each prediction.
    """
    if architecture.has_decoder and (first_input is None or (y is None and horizon is None)):
        raise ValueError("a decoder needs first_input, and horizon when there is no y")
    # Copies: a later change of the caller's arrays must not change the explanation.
    x = np.array(x, dtype=np.float64)
    y = None if y is None else np.array(y, dtype=np.float64)
    first = np.array([first_input or 0.0], dtype=np.float64)
    # The values of a network that exploded are shown, inf and NaN included.
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        stack = Stack(architecture, weights)
        y_hat = stack.forward(x[:, None], first, horizon or (1 if y is None else len(y)))[0]  # (K,)
        last, slope, loss = _output_gradients(y_hat, y, architecture.loss)
        cotangents = last[None] if slope is None else np.stack([last, slope])  # (P, K)
        grad_x, grad_fed = stack.reverse(cotangents)  # (T, P, F), (K, P, 1)
        along = stack.head(stack.encoder[-1].h[1:, 0]) if architecture.readout == "last" else None

    def values(
        layers: list[Layer], read: np.ndarray, grad: np.ndarray, decoder: Explanation | None = None
    ) -> Explanation:
        return Explanation(
            read,
            y,
            y_hat,
            loss,
            _layers(layers),
            *_split(grad),
            decoder,
            along,
            _input_gradients(layers),
        )

    decoder = None
    if architecture.has_decoder:
        decoder = values(stack.decoder, stack.fed[:, 0], grad_fed)
    elif architecture.feeds_back:
        x = np.ascontiguousarray(stack.fed[:, 0])
    return values(stack.encoder, x, grad_x, decoder)


def _output_gradients(
    y_hat: np.ndarray, y: np.ndarray | None, loss: Loss
) -> tuple[np.ndarray, np.ndarray | None, float]:
    """Return the derivatives of the last prediction and of the loss by the outputs, and the loss.

    The derivatives are (K,) each; in classification the largest logit takes the place of the last
    prediction.
    """
    outputs = np.eye(len(y_hat))
    if loss == "cross_entropy":
        largest = outputs[int(np.argmax(y_hat))]
        if y is None:
            return largest, None, float("nan")
        if y.shape != (1,) or not 0 <= y[0] < len(y_hat):
            raise ValueError(f"y needs one class number below {len(y_hat)}, but is {y}")
        true = int(y[0])
        loss_of_class = entropies(y_hat[None], np.array([[true]]))[0]
        return largest, softmax(y_hat) - outputs[true], float(loss_of_class)
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
    dtype: type[np.floating] = np.float64,
) -> np.ndarray:
    """Return the predictions for a batch of sequences, free running unless ``truth`` is given.

    Parameters
    ----------
    architecture, weights
        As in `explain`.
    x : array of shape (B, T, F)
    first_input : array of shape (B,), decoder only
    horizon : int, decoder only
        K, the number of predictions.
    truth : array of shape (B, K) or None
        True values that a decoder or generator reads instead of its previous prediction, at every
        step (teacher forcing).
    dtype : type
        Of the computation: float32 takes half the time, for predictions that are only drawn.

    Returns
    -------
    float64 array of shape (B, K)
        K = the head's width for "last", T for "every" and "generator", ``horizon`` for "decoder".
    """
    if architecture.has_decoder and first_input is None:
        raise ValueError("a decoder needs first_input")
    x = np.asarray(x, dtype)
    first = (
        np.zeros(len(x), dtype)
        if first_input is None
        else np.asarray(first_input, dtype).reshape(len(x))
    )
    stack = Stack(architecture, weights, dtype)
    rows = max(
        1,
        _ROOM
        // (max(x.shape[1], horizon) * 10 * stack.encoder[0].hidden_size * len(stack.encoder)),
    )
    pieces = [slice(start, start + rows) for start in range(0, max(len(x), 1), rows)]
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        forced = [None if truth is None else np.asarray(truth, dtype)[piece] for piece in pieces]
        batches = zip(pieces, forced, strict=True)
        outputs = [
            stack.forward(x[piece].transpose(1, 0, 2), first[piece], horizon, values)
            for piece, values in batches
        ]
        return np.concatenate(outputs).astype(np.float64, copy=False)


def _layers(layers: list[Layer]) -> tuple[dict[str, np.ndarray], ...]:
    """Return the signals and gradients of each layer, without the axis of sequences."""
    arrays = []
    for layer in layers:
        values = {
            name: np.ascontiguousarray(signal[:, 0]) for name, signal in layer.signals().items()
        }
        for name, grads in layer.gradients().items():
            grad, values[f"sensitivity_{name}"] = _split(grads)
            if grad is not None:
                values[f"grad_{name}"] = grad
        arrays.append(values)
    return tuple(arrays)


def _input_gradients(layers: list[Layer]) -> tuple[tuple[np.ndarray | None, np.ndarray], ...]:
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        return tuple(_split(layer.grad_input()) for layer in layers)


def _split(grads: np.ndarray) -> tuple[np.ndarray | None, np.ndarray]:
    """Return the loss's row and the last prediction's row of (T, P, …).

    Row 0 is the last prediction's, row 1 the loss's if there is a loss.
    """
    return (
        np.ascontiguousarray(grads[:, 1]) if grads.shape[1] == 2 else None
    ), np.ascontiguousarray(grads[:, 0])
