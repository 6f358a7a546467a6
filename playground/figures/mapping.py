"""One-to-one problems: the prediction for every input as a curve, beside the targets."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.figures.drawable import drawable
from playground.figures.palette import palette
from playground.figures.plain import plain
from playground.wording import _


def mapping_chart(
    reading: np.ndarray, target: np.ndarray, answer: np.ndarray, names: tuple[str, str], dark: bool
) -> dict[str, Any]:
    """Return targets as dots and predictions as a line, over one input.

    Parameters
    ----------
    reading, target, answer : ndarray of shape (n,)
        In the data's units.
    names : (str, str)
        Names of input and target.
    dark : bool
        Whether the page is dark.
    """
    colours, order = palette(dark), np.argsort(reading)
    x = drawable(reading[order])
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": drawable(target[order]),
        "name": _("target"),
        "marker": {"color": colours["target"], "size": 4, "opacity": 0.6},
        "hovertemplate": "%{y:.4g}",
    }
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": drawable(answer[order]),
        "name": _("prediction"),
        "line": {"color": colours["prediction"], "width": 2.4},
        "hovertemplate": "%{y:.4g}",
    }
    layout = {
        "xaxis": {"title": {"text": plain(names[0])}},
        "yaxis": {"title": {"text": plain(names[1])}},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "margin": {"l": 64, "r": 12, "t": 28, "b": 44},
        "uirevision": "mapping",
        "hovermode": "closest",
    }
    return {"data": [dots, line], "layout": layout}
