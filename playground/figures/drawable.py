"""Numbers in the form in which charts can draw them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

#: Values of larger size are not drawn: no axis could show them together with the series.
LARGEST = 1e30


def drawable(values: ArrayLike) -> np.ndarray:
    """Return float32, with NaN (a gap in the line) for non-finite and very large values."""
    values = np.asarray(values, np.float64)
    return np.where(np.abs(values) < LARGEST, values, np.nan).astype(np.float32)
