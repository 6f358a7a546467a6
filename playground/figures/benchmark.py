"""Errors of repeats with several seeds, beside the baselines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from playground.figures.drawable import drawable
from playground.figures.palette import palette
from playground.figures.plain import plain
from playground.wording import _


def benchmark_chart(
    networks: Sequence[float], baselines: Mapping[str, float], score: str, unit: str, dark: bool
) -> dict[str, Any]:
    """Return a row for each baseline and one for the networks, with a dot for each seed.

    Further left is better. ``score`` is the name of the score, ``unit`` its unit or empty.
    """
    measure = f"{score} ({plain(unit)})" if unit else score
    colours = palette(dark)
    names = sorted(baselines, key=lambda name: -baselines[name])
    label = _("{count} networks").format(count=len(networks))
    rows = [*names, label]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": drawable([baselines[name] for name in names]),
        "y": np.arange(len(names), dtype=np.float32),
        "marker": {"size": 11, "symbol": "diamond", "color": colours["baseline"]},
        "hovertemplate": "%{x:.4g}<extra></extra>",
    }
    seeds = {
        "type": "scatter",
        "mode": "markers",
        "x": drawable(list(networks)),
        "y": np.full(len(networks), len(names), np.float32),
        "marker": {"size": 11, "color": colours["prediction"], "opacity": 0.75},
        "hovertemplate": "%{x:.4g}<extra></extra>",
    }
    best = min(baselines.values())
    line = {"color": colours["baseline"], "width": 1, "dash": "dot"}
    layout = {
        "xaxis": {
            "title": {"text": _("{measure} on the test set").format(measure=measure)},
            "rangemode": "tozero",
        },
        "yaxis": {
            "tickvals": list(range(len(rows))),
            "ticktext": rows,
            "range": [-0.6, len(rows) - 0.4],
            "automargin": True,
            "showgrid": False,
        },
        "shapes": [
            {
                "type": "line",
                "x0": best,
                "x1": best,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": line,
                "layer": "below",
            }
        ],
        "margin": {"l": 16, "r": 16, "t": 8, "b": 48},
        "showlegend": False,
    }
    return {"data": [dots, seeds], "layout": layout}
