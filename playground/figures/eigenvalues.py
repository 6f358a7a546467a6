"""The eigenvalues of the recurrent weights and the unit circle."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.analysis.gradients.view import SIMPLE
from playground.figures.palette import palette
from playground.wording import _, number


def eigenvalue_circle(values: np.ndarray, dark: bool) -> dict[str, Any]:
    """Return the chart of complex eigenvalues (H,).

    A direction shrinks if its eigenvalue is inside the unit circle and grows if it is outside.
    """
    colours = palette(dark)
    edge = 1.15 * max(1.0, float(np.abs(values).max(initial=0.0)))
    points = {
        "type": "scatter",
        "mode": "markers",
        "x": values.real.astype(np.float32),
        "y": values.imag.astype(np.float32),
        "marker": {"color": colours["cells"][SIMPLE], "size": 6, "opacity": 0.75},
        "text": [number(abs(v)) for v in values],
        "hovertemplate": "|λ| = %{text}<extra></extra>",
        "showlegend": False,
    }
    circle = {
        "type": "circle",
        "x0": -1,
        "x1": 1,
        "y0": -1,
        "y1": 1,
        "line": {"color": colours["baseline"], "width": 1.5, "dash": "dot"},
    }
    axis = {"range": [-edge, edge], "showgrid": False, "zeroline": True, "showticklabels": False}
    layout = {
        "xaxis": {**axis, "title": {"text": _("eigenvalues of Wₕₕ"), "standoff": 2}},
        "yaxis": {**axis, "scaleanchor": "x"},
        "shapes": [circle],
        "margin": {"l": 8, "r": 8, "t": 8, "b": 28},
        "hovermode": "closest",
        "dragmode": False,
        "uirevision": None,
    }
    return {"data": [points], "layout": layout}
