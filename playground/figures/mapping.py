"""The mapping of a one-to-one problem: predictions as a curve, targets as dots."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.figures.drawable import drawable
from playground.figures.palette import palette
from playground.figures.plain import plain
from playground.wording import _


def mapping_chart(
    inputs: np.ndarray,
    target: np.ndarray,
    prediction: np.ndarray,
    names: tuple[str, str],
    dark: bool,
) -> dict[str, Any]:
    """Return targets as dots and predictions as a line over one input.

    Parameters
    ----------
    inputs, target, prediction : ndarray of shape (n,)
        In the data's units.
    names : (str, str)
        Names of input and target.
    dark : bool
        Whether the theme of the page is dark.
    """
    colours, order = palette(dark), np.argsort(inputs)
    x = drawable(inputs[order])
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
        "y": drawable(prediction[order]),
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
