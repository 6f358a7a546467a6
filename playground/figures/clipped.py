"""What lies far outside the target's range: an arrow at the edge of the chart with its number, so
that the rest stays readable.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.figures.drawable import drawable
from playground.wording import _, number

#: A prediction is drawn as it is within this many ranges of the target, counted from the target's
#: middle.
RANGES = 1.5


def clipped(
    x: np.ndarray, values: np.ndarray, target: np.ndarray, name: str, colour: str
) -> tuple[np.ndarray, list[dict[str, Any]]]:
    """Return the values with what lies outside left out, and the trace of arrows that stands for
    it, if there is any.

    The chart then spans at most three times the range of the target.

    Parameters
    ----------
    x, values : ndarray of shape (n,)
    target : ndarray
        Its finite values give the range.
    name, colour : str
        Of the lane.
    """
    values = np.asarray(values, np.float64)
    fine = np.asarray(target, np.float64)[np.isfinite(target)]
    if not fine.size:
        return values, []
    middle, span = (
        (fine.max() + fine.min()) / 2,
        float(np.ptp(fine)) or max(1.0, abs(float(fine[0]))),
    )
    low, high = middle - RANGES * span, middle + RANGES * span
    with np.errstate(invalid="ignore"):
        above, below = values > high, values < low  # infinite ones too; NaN lifts the pen as before
    out = above | below
    if not out.any():
        return values, []
    told = values[out]
    farthest = told[np.argmax(np.abs(told))]
    arrows = {
        "type": "scatter",
        "mode": "markers",
        "x": np.asarray(x, np.float32)[out],
        "y": drawable(np.where(above, high, low)[out]),
        "name": _("{name} leaves the chart: as far as {value}").format(
            name=name, value=number(float(farthest), 2)
        ),
        "marker": {
            "symbol": ["triangle-up" if up else "triangle-down" for up in above[out]],
            "size": 8,
            "color": colour,
        },
        "text": [number(float(v), 3) for v in told],
        "hovertemplate": "%{text}",
    }
    return np.where(out, np.nan, values), [arrows]
