"""Ablation: the error of a network with each unit of a layer switched off in turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.config.fields.model import Model
from playground.evaluation.class_metrics import entropies
from playground.models.architecture import Architecture
from playground.models.stack import Stack

#: A unit alone carries a layer's contribution when switching it off raises the error by at least
#: this share of what switching off the whole layer does.
CARRIES = 0.2
#: Most unit values that one measurement computes, well within a tenth of a second on one core, and
#: most that are kept in memory at once.
WORK, ROOM = 450_000, 2_000_000
#: A network is not measured when a single sequence takes more than this many times `WORK`.
PATIENCE = 5


@dataclass(frozen=True)
class Ablation:
    """The error of a network with each unit of one layer switched off.

    Parameters
    ----------
    layer : int
        From 0.
    error : float
        Loss of the unchanged network: mean squared error in the network's units, or cross-entropy.
    ablated : ndarray of shape (H,), float64
        The same with one unit switched off: its h, and its C, are 0 at every time step.
    all_ablated : float
        The same with the whole layer switched off.
    sequences : int
        Number of sequences averaged over.
    """

    layer: int
    error: float
    ablated: np.ndarray
    all_ablated: float
    sequences: int

    @property
    def cost(self) -> np.ndarray:
        """Increase of the error without each unit, (H,); negative where the network does better."""
        return self.ablated - self.error

    @property
    def share(self) -> np.ndarray:
        """The increase relative to that without the whole layer, (H,).

        NaN when the network does no worse without the layer, as when it is untrained.
        """
        harm = self.all_ablated - self.error
        return self.cost / harm if harm > 0 else np.full_like(self.ablated, np.nan)

    @property
    def order(self) -> np.ndarray:
        """Units in order of decreasing cost, (H,) of int."""
        return np.argsort(-np.nan_to_num(self.cost, nan=-np.inf), kind="stable")

    @property
    def unit(self) -> int:
        """The unit with the largest cost."""
        return int(self.order[0])

    @property
    def spread(self) -> bool:
        """Whether the layer contributes but no single unit carries its contribution."""
        share = float(self.share[self.unit])
        return share < CARRIES  # False for NaN: a layer without a contribution is not spread

    @property
    def idle(self) -> bool:
        """Whether the network does no better with this layer than without it."""
        return not self.all_ablated > self.error


def ablate(
    architecture: Architecture,
    weights: Mapping[str, np.ndarray],
    x: np.ndarray,
    y: np.ndarray,
    layer: int,
    first: np.ndarray | None = None,
) -> Ablation:
    """Switch off each unit of a layer in turn, at every time step, and measure the error.

    Parameters
    ----------
    architecture, weights
        As in `playground.analysis.explain.explain`.
    x : array of shape (B, T, F)
    y : array of shape (B, K)
    layer : int
        From 0.
    first : array of shape (B,), decoder only
        The decoder's first input.

    Returns
    -------
    Ablation
        From H + 2 networks in one batch: the unchanged one, one without each unit, and one without
        the whole layer.
    """
    model, B, T = architecture.model, len(x), x.shape[1]
    H = model.hidden_size
    alive = np.ones((H + 2, H))
    alive[1 : H + 1] -= np.eye(H)
    alive[H + 1] = 0.0
    stack = Stack(architecture, weights)
    first = np.zeros(B) if first is None else np.asarray(first, np.float64).reshape(B)
    measure = entropies if architecture.loss == "cross_entropy" else _squared
    errors = []
    pieces = max(
        1, -(-(H + 2) * B * max(T, y.shape[1]) * H * model.num_layers // ROOM)
    )  # groups of networks, to limit memory
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        for masks in np.array_split(alive, min(pieces, H + 2)):
            for ablated in (stack.encoder[layer], *stack.decoder[layer : layer + 1]):
                ablated.alive = np.repeat(masks, B, axis=0)  # (n·B, H): network after network
            inputs = np.tile(np.asarray(x, np.float64), (len(masks), 1, 1)).transpose(1, 0, 2)
            y_hat = stack.forward(inputs, np.tile(first, len(masks)), y.shape[1])
            errors.append(
                measure(y_hat, np.tile(y, (len(masks), *[1] * (y.ndim - 1))))
                .reshape(len(masks), B)
                .mean(axis=1)
            )
    error = np.concatenate(errors)  # (H + 2,)
    return Ablation(layer, float(error[0]), error[1 : H + 1], float(error[H + 1]), B)


def affordable(model: Model, lookback: int, most: int = 64) -> int:
    """Return how many sequences `ablate` can measure in about a tenth of a second.

    It is at most ``most``, and 0 when a single sequence takes far longer.
    """
    H = model.hidden_size
    each = (H + 2) * lookback * H * model.num_layers
    return 0 if each > PATIENCE * WORK else int(np.clip(WORK // each, 1, most))


def _squared(y_hat: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.mean((y_hat - y) ** 2, axis=1)
