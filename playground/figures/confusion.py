"""The confusion matrix, with the counts written in coloured fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.figures.palette import legible, mixed, palette
from playground.figures.plain import plain
from playground.wording import _

#: Most classes whose counts fit into the fields.
MOST_WRITTEN = 12


def confusion_chart(
    counts: Sequence[Sequence[int]], names: Sequence[str], dark: bool
) -> dict[str, Any]:
    """Return the figure.

    Parameters
    ----------
    counts : sequence of shape (C, C)
        Rows are true classes, columns are predicted classes.
    names : sequence of str
        Names of the classes.
    dark : bool
        Whether the theme of the page is dark.
    """
    table = np.asarray(counts, np.int64)
    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    colours = palette(dark)
    trace = {
        "type": "heatmap",
        "z": shares.astype(np.float32),
        "x": list(range(len(names))),
        "y": list(range(len(names))),
        "zmin": 0.0,
        "zmax": 1.0,
        "colorscale": [[0.0, colours["page"]], [1.0, colours["prediction"]]],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "customdata": table.tolist(),
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    notes = (
        [
            {
                "x": column,
                "y": row,
                "text": str(table[row, column]),
                "showarrow": False,
                "font": {"size": 13, "color": _ink(float(shares[row, column]), dark)},
            }
            for row in range(len(names))
            for column in range(len(names))
        ]
        if len(names) <= MOST_WRITTEN
        else []
    )
    ticks = {
        "tickvals": list(range(len(names))),
        "ticktext": [plain(name) for name in names],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }
    layout = {
        "xaxis": {
            **ticks,
            "title": {"text": _("predicted")},
            "side": "bottom",
            "tickangle": "auto",
        },
        "yaxis": {**ticks, "title": {"text": _("true")}, "autorange": "reversed"},
        "annotations": notes,
        "margin": {"l": 96, "r": 12, "t": 12, "b": 56},
        "uirevision": "confusion",
    }
    return {"data": [trace], "layout": layout}


def _ink(share: float, dark: bool) -> str:
    """Return a text colour that is readable on the colour of a share."""
    colours = palette(dark)
    return legible(mixed(colours["page"], colours["prediction"], share))
