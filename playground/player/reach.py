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
    finite = np.isfinite(size).sum(axis=0)
    size, finite = np.sort(size[:, finite > 0], axis=0), finite[finite > 0]  # NaN comes last
    if not size.size:
        return None
    units = np.sort(_quantile(size, finite))
    large = units[int(np.ceil(0.75 * len(units))) - 1]
    return float(min(np.nanmax(size), max(LEAST, FAR * large)))


def _quantile(ordered: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return the quantile `USUAL` of the first ``counts`` (H,) values of sorted columns (T, H).

    As `numpy.nanquantile`, which takes one column after the other and made up a third of the time
    of a frame.
    """
    place = USUAL * (counts - 1)
    low = place.astype(int)
    columns = np.arange(ordered.shape[1])
    below, above = ordered[low, columns], ordered[np.minimum(low + 1, counts - 1), columns]
    return below + (place - low) * (above - below)
