"""Values far outside the target's range, drawn as arrows at the edge of the chart."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.figures.drawable import drawable
from playground.wording import _, number

#: Values farther from the middle of the target's range than this multiple of it become arrows.
RANGES = 1.5


def clipped(
    x: np.ndarray, values: np.ndarray, target: np.ndarray, name: str, colour: str
) -> tuple[np.ndarray, list[dict[str, Any]]]:
    """Return the values inside the chart, and a trace of arrows for those outside, if any.

    The chart spans at most three times the range of the target.

    Parameters
    ----------
    x, values : ndarray of shape (n,)
    target : ndarray
        Its finite values define the range.
    name, colour : str
        Name and colour of the variant.
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
        above, below = values > high, values < low  # including infinite values; NaN remains a gap
    out = above | below
    if not out.any():
        return values, []
    outside = values[out]
    farthest = outside[np.argmax(np.abs(outside))]
    arrows = {
        "type": "scatter",
        "mode": "markers",
        "x": np.asarray(x, np.float32)[out],
        "y": drawable(np.where(above, high, low)[out]),
        "name": _("{name} is off the chart: up to {value}").format(
            name=name, value=number(float(farthest), 2)
        ),
        "marker": {
            "symbol": ["triangle-up" if up else "triangle-down" for up in above[out]],
            "size": 8,
            "color": colour,
        },
        "text": [number(float(v), 3) for v in outside],
        "hovertemplate": "%{text}",
    }
    return np.where(out, np.nan, values), [arrows]
