"""One small chart for each column of a series, on one time axis."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.analysis.probe import Probe
from playground.data.series import Series
from playground.data.windowing.windows import Windows
from playground.figures.drawable import drawable
from playground.figures.palette import palette
from playground.figures.plain import plain, short
from playground.figures.series import thinned, ticks
from playground.wording import _

#: Height of one chart in pixels, and most columns that are drawn.
HEIGHT, MOST = 84, 16
#: Share of a chart's height that is free below and above its plot; its name is in the latter.
_BELOW, _ABOVE = 0.12, 0.22
#: Most points per column; of longer columns the minimum and maximum of each interval are drawn.
MOST_DRAWN = 2000


def column_charts(data: Series, windows: Windows, probe: Probe, dark: bool) -> dict[str, Any]:
    """Return a row for each column, the target first and in bold, with the probe outlined."""
    colours = palette(dark)
    order = [data.target, *(c for c in range(data.values.shape[1]) if c != data.target)][:MOST]
    traces, share = [], 1.0 / len(order)
    layout: dict[str, Any] = {}
    for place, column in enumerate(order):
        axis = "" if place == 0 else str(place + 1)
        y = data.values[:, column]
        rows = thinned(y, MOST_DRAWN)
        target = column == data.target
        line = {
            "color": colours["target" if target else "data"],
            "width": 2.0 if target else 1.2,
        }
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": np.asarray(rows, np.float32),
                "y": drawable(y[rows]),
                "name": plain(data.columns[column]),
                "yaxis": f"y{axis}",
                "line": line,
                "hovertemplate": "%{y:.5g}<extra>" + plain(data.columns[column]) + "</extra>",
            }
        )
        low = 1.0 - (place + 1) * share
        layout[f"yaxis{axis}"] = {
            "domain": [low + _BELOW * share, low + (1 - _ABOVE) * share],
            "nticks": 3,
        }
    notes = [
        _name(data, column, 1.0 - (place + _ABOVE) * share, colours["text"])
        for place, column in enumerate(order)
    ]
    a, b = windows.bounds
    edges = [(a, b, colours["part"][1]), (b, len(data.values), colours["part"][2])]
    foot = _BELOW * share  # the axis
    shapes = [_box(low, high, foot, fill) for low, high, fill in edges]
    start = probe.number
    shapes.append(
        {
            **_box(start, start + probe.part.lookback, foot, "rgba(0,0,0,0)"),
            "line": {"width": 1.5, "color": colours["selection"]},
        }
    )
    last = "y" if len(order) == 1 else f"y{len(order)}"
    layout |= {
        "xaxis": {**ticks(data), "range": [0, len(data.values)], "anchor": last},
        "shapes": shapes,
        "annotations": notes,
        "margin": {"l": 56, "r": 12, "t": 8, "b": 36},
        "showlegend": False,
        "uirevision": data.digest(),
    }
    return {"data": traces, "layout": layout}


def _name(data: Series, column: int, y: float, colour: str) -> dict[str, Any]:
    name = short(data.columns[column], 44)
    text = _("<b>{name}</b>: target").format(name=name) if column == data.target else name
    return {
        "x": 0,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "text": text,
        "showarrow": False,
        "font": {"size": 12, "color": colour},
    }


def _box(low: float, high: float, foot: float, fill: str) -> dict[str, Any]:
    place = {
        "type": "rect",
        "x0": low,
        "x1": high,
        "y0": foot,
        "y1": 1,
        "yref": "paper",
        "fillcolor": fill,
    }
    return {**place, "line": {"width": 0}, "layer": "below"}
