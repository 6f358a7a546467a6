"""Predictions of all variants in one chart, over time or over the target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from playground.figures.clipped import clipped
from playground.figures.drawable import drawable
from playground.figures.palette import palette, variant_styles
from playground.figures.plain import plain
from playground.figures.race import layout, line
from playground.wording import _


def over_time(
    x: np.ndarray,
    target: np.ndarray,
    predictions: Mapping[str, tuple[np.ndarray, np.ndarray]],
    cells: Mapping[str, str],
    dark: bool,
    *,
    title: str,
    unit: str,
) -> dict[str, Any]:
    """Return target and predictions over time steps or rows.

    Parameters
    ----------
    x, target : ndarray of shape (n,)
        Positions and values of the target, in its unit.
    predictions : mapping of name to (x, values)
        In the target's unit; NaN makes a gap in the line. Values far outside the target's range
        become arrows at the edge.
    cells : mapping of name to cell
    title : str
        Title of the time axis.
    """
    target_trace = {
        "type": "scatter",
        "mode": "lines",
        "x": np.asarray(x, np.float32),
        "y": drawable(target),
        "name": _("target"),
        "line": {"color": palette(dark)["target"], "width": 1.4, "dash": "dot"},
        "hovertemplate": "%{y:.4g}",
    }
    styles, traces = variant_styles(cells, dark), [target_trace]
    for name, (at, values) in predictions.items():
        inside, arrows = clipped(at, values, target, name, styles[name][0])
        traces += [line(at, drawable(inside), name, styles[name]), *arrows]
    figure: dict[str, Any] = {
        "data": traces,
        "layout": layout(title, plain(unit), key="predictions"),
    }
    figure["layout"]["hovermode"] = "x"
    return figure


def prediction_over_target(
    target: np.ndarray, predictions: Mapping[str, np.ndarray], cells: Mapping[str, str], dark: bool
) -> dict[str, Any]:
    """Return a dot for each sequence and variant; on the diagonal the prediction is exact.

    A horizontal band means that the network predicts the same value for all sequences.

    Parameters
    ----------
    target : ndarray of shape (n,)
    predictions : mapping of name to ndarray of shape (n,)
    cells : mapping of name to cell
    """
    low, high = float(np.min(target)), float(np.max(target))
    diagonal = {
        "type": "scatter",
        "mode": "lines",
        "x": np.array([low, high], np.float32),
        "y": np.array([low, high], np.float32),
        "name": _("correct"),
        "line": {"color": palette(dark)["target"], "width": 1.2, "dash": "dot"},
        "hoverinfo": "skip",
    }
    symbols = ("circle", "diamond", "square", "triangle-up")
    styles, dots = variant_styles(cells, dark), []
    for i, (name, values) in enumerate(predictions.items()):
        colour = styles[name][0]
        inside, arrows = clipped(target, values, target, name, colour)
        marker = {"color": colour, "size": 7, "symbol": symbols[i % 4], "opacity": 0.75}
        dots += [
            {
                "type": "scatter",
                "mode": "markers",
                "x": np.asarray(target, np.float32),
                "y": drawable(inside),
                "name": name,
                "marker": marker,
                "hovertemplate": "%{x:.3g}: %{y:.3g}",
            },
            *arrows,
        ]
    figure: dict[str, Any] = {
        "data": [diagonal, *dots],
        "layout": layout(_("target of the sequence"), _("prediction"), key="answers"),
    }
    figure["layout"]["hovermode"] = "closest"
    return figure
