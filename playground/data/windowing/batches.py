"""Which windows are read together: those of a training step, and those of an evaluation.

Exported scripts contain these functions word for word.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from playground.data.windowing.split import Split


def evaluation_rows(part: Split, most: int = 256) -> np.ndarray:
    """Return the numbers of at most ``most`` evenly spaced windows, first and last included.

    Examples
    --------
    >>> import numpy as np
    >>> evaluation_rows(np.zeros(10), 4)
    array([0, 3, 6, 9])
    """
    if len(part) <= most:
        return np.arange(len(part))
    return np.arange(most) * (len(part) - 1) // max(1, most - 1)


@lru_cache(maxsize=4)
def epoch_order(part_length: int, seed: int, epoch: int) -> np.ndarray:
    """Return the order (part_length,) of the windows in epoch 0, 1, …; cached for its steps."""
    order = np.random.default_rng([seed, 3, epoch]).permutation(part_length)
    order.setflags(write=False)
    return order


def batch(part_length: int, batch_size: int, seed: int, step: int) -> np.ndarray:
    """Return the window numbers of training step 1, 2, …, a function of seed and step alone.

    So any step can be computed anywhere. Every epoch visits each window once; its last batch may be
    smaller.
    """
    epoch, place = divmod(step - 1, -(-part_length // batch_size))
    return epoch_order(part_length, seed, epoch)[place * batch_size : (place + 1) * batch_size]
