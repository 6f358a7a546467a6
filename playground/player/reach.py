"""Where the colours of a map end, so that one unit with large values does not blank the others."""

from __future__ import annotations

import numpy as np

#: Share of its time steps at which a unit stays within its own reach.
USUAL = 0.98
#: The colours end at the largest value, or at this multiple of a large unit's reach, so that most
#: units use a good part of the colours.
FAR = 1.5
#: A memory of this size is not an outlier: its tanh is about as large as that of a larger one.
LEAST = 1.0


def reach_of(values: np.ndarray) -> float | None:
    """Return the absolute value at which the colours of a map (T, H) end.

    None without a finite value.

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
