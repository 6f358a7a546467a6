"""The end of a map's colour scale, chosen so that one large unit does not hide the others."""

from __future__ import annotations

import numpy as np

#: Quantile of a unit's absolute values over time that is taken as its reach.
USUAL = 0.98
#: The scale ends at the largest value or at this multiple of a large unit's reach, whichever is
#: smaller, so that most units use a good part of the colours.
FAR = 1.5
#: Values up to this one are not outliers: a memory of 1 has nearly as large a tanh as a larger one.
LEAST = 1.0


def reach_of(values: np.ndarray) -> float | None:
    """Return the absolute value at which the colour scale of a map (T, H) ends.

    It depends on the reach of the unit at the third quartile. A quantile over all values would not
    suffice, since one unit of eight contributes an eighth of them. None without a finite value.
    """
    size = np.abs(np.where(np.isfinite(values), values, np.nan))
    size = size[:, ~np.isnan(size).all(axis=0)]
    if not size.size:
        return None
    units = np.sort(np.nanquantile(size, USUAL, axis=0))
    large = units[int(np.ceil(0.75 * len(units))) - 1]
    return float(min(np.nanmax(size), max(LEAST, FAR * large)))
