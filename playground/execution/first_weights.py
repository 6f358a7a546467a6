"""The initial weights of architectures, drawn once for all visitors."""

from __future__ import annotations

import numpy as np

from playground.cache import ByteCache
from playground.config.limits import LIMITS
from playground.models.architecture import Architecture, flatten

_drawn: ByteCache[Architecture, np.ndarray] = ByteCache(LIMITS.cached * 1_000_000)


def first_weights(architecture: Architecture) -> np.ndarray:
    """Return the flat initial weights (P,), float32; nobody may write into them."""
    return _drawn.get_or_make(architecture, lambda: _draw(architecture))


def forget_unused() -> int:
    """Drop the weights that nobody has asked for since the last time; return how many."""
    return _drawn.forget_unused()


def _draw(architecture: Architecture) -> np.ndarray:
    weights = flatten(architecture.initial_weights())
    weights.flags.writeable = False
    return weights
