"""Where the colours of a map end: one unit far out must not blank all the others."""

from __future__ import annotations

import numpy as np

#: A unit's own reach is not exceeded at so many of its steps.
USUAL = 0.98
#: The colours end at the largest value, or at so many times what a large unit reaches: then most
#: units still have a good part of the colours.
FAR = 1.5
#: A memory of this size is no outlier: tanh makes about as much of it as of any larger one.
LEAST = 1.0


def reach_of(values: np.ndarray) -> float | None:
    """Return the size at which the colours of a map (T, H) of signed values end; None without a
    finite value.

    A quantile over all values would not do: one unit of eight is an eighth of them. Three units of
    four decide instead.
    """
    size = np.abs(np.where(np.isfinite(values), values, np.nan))
    size = size[:, ~np.isnan(size).all(axis=0)]
    if not size.size:
        return None
    units = np.sort(np.nanquantile(size, USUAL, axis=0))
    large = units[int(np.ceil(0.75 * len(units))) - 1]
    return float(min(np.nanmax(size), max(LEAST, FAR * large)))
