"""Numbers in the form that charts can draw."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

#: Larger absolute values are not drawn: no axis could show them together with the series.
LARGEST = 1e30


def drawable(values: ArrayLike) -> np.ndarray:
    """Return values as float32, with NaN (a gap) for non-finite and very large ones."""
    values = np.asarray(values, np.float64)
    return np.where(np.abs(values) < LARGEST, values, np.nan).astype(np.float32)
