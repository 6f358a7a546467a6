"""The memory curve: error over the number of newest inputs that are kept."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.analysis.memory_curve import Memory, step_down
from playground.figures.drawable import drawable
from playground.figures.palette import palette
from playground.figures.plain import plain
from playground.wording import _


def memory_chart(memory: Memory, unit: str, dark: bool) -> dict[str, Any]:
    """Return the chart; k runs from 0 (all inputs swapped) to the lookback (none swapped)."""
    colours = palette(dark)
    trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": np.asarray(memory.k, np.float32),
        "y": drawable(memory.error),
        "line": {"color": colours["text"], "width": 2, "shape": "linear"},
        "marker": {"size": 5},
        "hovertemplate": _("k = {k}: off by {error}").format(k="%{x}", error="%{y:.4g}")
        + "<extra></extra>",
    }
    at, marks, notes = step_down(memory), [], []
    if at is not None:
        line = {"color": colours["selection"], "width": 1.5, "dash": "dot"}
        marks = [
            {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": line}
        ]
        notes = [
            {
                "x": at,
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "text": f"k = {at}",
                "showarrow": False,
            }
        ]
    title = _("error ({unit})").format(unit=plain(unit)) if unit else _("error")
    layout = {
        "xaxis": {
            "title": {"text": _("newest inputs kept (k)")},
            "rangemode": "tozero",
        },
        "yaxis": {"title": {"text": title}, "rangemode": "tozero"},
        "shapes": marks,
        "annotations": notes,
        "margin": {"l": 64, "r": 12, "t": 24, "b": 48},
        "showlegend": False,
    }
    return {"data": [trace], "layout": layout}
