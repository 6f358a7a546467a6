"""All weights of a network as one row of numbers, as recordings and messages hold them, and by
their names.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.config import registry
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.fitting import widths
from playground.models.initial import shapes


def weight_shapes(experiment: Experiment, data: Series | Sequences) -> dict[str, tuple[int, ...]]:
    """Return the shape of every weight of an experiment's network by name, in the order in which
    frames hold them.
    """
    kind: Any = registry.lookup("problem", experiment.problem.kind).make
    return shapes(experiment.model, *widths(data, experiment.problem), kind.outputs_at == "decoder")


def flatten(weights: dict[str, np.ndarray]) -> np.ndarray:
    """Return all weights one after the other, (P,) float32."""
    return np.concatenate([np.asarray(w, np.float32).ravel() for w in weights.values()])


def unflatten(flat: np.ndarray, shapes: dict[str, tuple[int, ...]]) -> dict[str, np.ndarray]:
    """Return the weights by name again."""
    weights, start = {}, 0
    for name, shape in shapes.items():
        size = int(np.prod(shape))
        weights[name] = flat[start : start + size].reshape(shape)
        start += size
    return weights
