"""Numbers as a chart can draw them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

#: Beyond this a point is left out: no axis could hold it and the series together.
LARGEST = 1e30


def drawable(values: ArrayLike) -> np.ndarray:
    """Return values as float32, with NaN, a gap in the line, for what is not finite or too large to
    be drawn.
    """
    values = np.asarray(values, np.float64)
    return np.where(np.abs(values) < LARGEST, values, np.nan).astype(np.float32)
