"""Which unit matters: the error of a network when one of its units is silent, for every unit of a
layer at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.config.fields.model import Model
from playground.evaluation.class_metrics import entropies
from playground.models.architecture import Architecture
from playground.models.stack import Stack

#: A unit carries the answer when silencing it does at least this share of what silencing the whole
#: layer does.
CARRIES = 0.2
#: Values of units one measurement may go through: well within a tenth of a second on one core; and
#: those kept in memory at once.
WORK, ROOM = 450_000, 2_000_000
#: How many times that work one sequence of a large network may take before its units are not
#: measured at all.
PATIENCE = 5


@dataclass(frozen=True)
class Ablation:
    """What it costs to silence each unit of one layer.

    Parameters
    ----------
    layer : int
        From 0.
    error : float
        Mean squared error of the network as it is, in its own units.
    silenced : ndarray of shape (H,), float64
        The same with one unit silent: its h, and C, 0 at every time step.
    all_silenced : float
        The same with the whole layer silent.
    sequences : int
        Number of sequences it is the mean over.
    """

    layer: int
    error: float
    silenced: np.ndarray
    all_silenced: float
    sequences: int

    @property
    def cost(self) -> np.ndarray:
        """How much the error rises when each unit is silenced, (H,); negative when the network does
        better without it.
        """
        return self.silenced - self.error

    @property
    def share(self) -> np.ndarray:
        """That rise as a share of what silencing the whole layer does, (H,); NaN when that does no
        harm (an untrained network).
        """
        harm = self.all_silenced - self.error
        return self.cost / harm if harm > 0 else np.full_like(self.silenced, np.nan)

    @property
    def order(self) -> np.ndarray:
        """Units from the one whose silencing costs most to the least, (H,) of int."""
        return np.argsort(-np.nan_to_num(self.cost, nan=-np.inf), kind="stable")

    @property
    def unit(self) -> int:
        """The unit whose silencing costs most."""
        return int(self.order[0])

    @property
    def spread(self) -> bool:
        """Whether the layer does something but no unit of it alone carries it."""
        share = float(self.share[self.unit])
        return share < CARRIES  # False for NaN: a layer that does nothing is not spread

    @property
    def idle(self) -> bool:
        """Whether the network does no better with this layer than without it."""
        return not self.all_silenced > self.error


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
    Silencing
        From H + 2 networks run side by side: the one as it is, one for each silent unit, and one
        with the whole layer silent.
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
    )  # of the networks: to keep memory small
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        for some in np.array_split(alive, min(pieces, H + 2)):
            for one in (stack.encoder[layer], *stack.decoder[layer : layer + 1]):
                one.alive = np.repeat(some, B, axis=0)  # (n·B, H): network after network
            inputs = np.tile(np.asarray(x, np.float64), (len(some), 1, 1)).transpose(1, 0, 2)
            y_hat = stack.forward(inputs, np.tile(first, len(some)), y.shape[1])
            errors.append(
                measure(y_hat, np.tile(y, (len(some), *[1] * (y.ndim - 1))))
                .reshape(len(some), B)
                .mean(axis=1)
            )
    found = np.concatenate(errors)
    return Ablation(layer, float(found[0]), found[1 : H + 1], float(found[H + 1]), B)


def affordable(model: Model, lookback: int, most: int = 64) -> int:
    """Return how many sequences `ablate` can measure in about a tenth of a second, up to
    ``most``; 0 when one takes far longer.
    """
    H = model.hidden_size
    each = (H + 2) * lookback * H * model.num_layers
    return 0 if each > PATIENCE * WORK else int(np.clip(WORK // each, 1, most))


def _squared(y_hat: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.mean((y_hat - y) ** 2, axis=1)
