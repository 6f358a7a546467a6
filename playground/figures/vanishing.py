"""The influence of each time step on the last prediction, and by what each step divides it."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.figures.drawable import drawable
from playground.figures.palette import palette
from playground.wording import _, number

#: Smallest share drawn.
FLOOR = 1e-12


def vanishing_chart(share: np.ndarray, mark: int, cell: str, dark: bool) -> dict[str, Any]:
    """Return a chart of the influence over the steps before the loss, on a logarithmic axis.

    Parameters
    ----------
    share : ndarray of shape (T,)
        Influence of the state at each time step, relative to the last: 1 at the end.
    mark : int
        The marked time step, from 0, before the last.
    cell : str
        Name of the cell, which determines the colour.
    dark : bool
        Whether the theme of the page is dark.
    """
    colours = palette(dark)
    back = np.arange(1 - share.size, 1, dtype=np.float32)
    with np.errstate(invalid="ignore"):
        shown = np.where(share >= FLOOR, share, np.nan)
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": back,
        "y": drawable(shown),
        "line": {"color": colours["cells"][cell], "width": 2.5},
        "marker": {"size": 5},
        "showlegend": False,
        "hovertemplate": "%{y:.2g}",
    }
    at, left = int(back[mark]), float(share[mark])
    mean = {
        "type": "scatter",
        "mode": "lines",
        "x": np.array([at, 0], np.float32),
        "y": drawable([left, 1.0]),
        "line": {"color": colours["text"], "width": 1.2, "dash": "dot"},
        "showlegend": False,
        "hoverinfo": "skip",
    }
    return {
        "data": [line, mean] if left >= FLOOR else [line],
        "layout": {
            "xaxis": {
                "title": {"text": _("steps before the prediction")},
                "range": [0.5 - share.size, 0.5],
            },
            "yaxis": {
                "title": {"text": _("influence")},
                "type": "log",
                "exponentformat": "power",
                "range": _range(shown),
            },
            "margin": {"l": 64, "r": 12, "t": 12, "b": 44},
            "annotations": _notes(at, left),
            "uirevision": "vanishing",
            "hovermode": "x",
        },
    }


def _range(shown: np.ndarray) -> list[float]:
    """Return the ends of the axis in decades, with room for a line of text below the curve."""
    known = shown[np.isfinite(shown) & (shown > 0)]
    low, high = (known.min(), known.max()) if known.size else (1.0, 1.0)
    span = max(1.0, float(np.log10(high / low)))
    return [float(np.log10(low)) - 0.7 * span, float(np.log10(high)) + 0.1 * span]


def _notes(at: int, left: float) -> list[dict[str, Any]]:
    """Return what is left at the mark, and by what each step divides it."""
    if not FLOOR <= left < np.inf:
        return []
    level = float(np.log10(left))
    factor = left ** (1 / at)  # at is negative
    return [
        {
            "x": at,
            "y": level,
            "text": _("▲ {share} is left").format(share=number(left, 2)),
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "top",
            "yshift": -2,
            "font": {"size": 12},
        },
        {
            "x": at / 2,
            "y": level / 2,
            "text": "<b>" + _("÷ {factor} per step").format(factor=number(factor, 2)) + "</b>",
            "showarrow": False,
            "xanchor": "right",
            "yanchor": "bottom",
            "xshift": -12,
            "font": {"size": 18},
        },
    ]
