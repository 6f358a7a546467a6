"""The predicted probability of each class over the sequence, stacked to 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.figures.drawable import drawable
from playground.figures.plain import plain
from playground.wording import _

#: Colours not used for gates; all further classes share the last one, under one name.
_LIGHT = ("#6B46B0", "#B08948", "#41606B", "#B0306A", "#8A8F3C", "#9DA6B5", "#5B3A29", "#C9B8E8")
_DARK = ("#B39DF0", "#E0B04A", "#93B7C4", "#F08AB8", "#C3C86A", "#7E8796", "#C79A82", "#6B5A95")
#: Least height of a band at the right end that has room for the name of its class.
_WIDE = 0.1


def class_shares_chart(
    shares: np.ndarray, names: Sequence[str], true: int, dark: bool
) -> dict[str, Any]:
    """Return the figure.

    Parameters
    ----------
    shares : ndarray of shape (T, C)
        Probability of each class after each time step.
    names : sequence of str
        Names of the classes.
    true : int
        The true class, which is drawn at the bottom.
    dark : bool
        Whether the theme of the page is dark.
    """
    colours, steps = (_DARK if dark else _LIGHT), np.arange(1, len(shares) + 1, dtype=np.float32)
    order = [true, *(int(c) for c in np.argsort(-shares[-1], kind="stable") if c != true)]
    bands = [
        (plain(names[c]), shares[:, c], colours[c % len(colours)])
        for c in order[: len(colours) - 1]
    ]
    if len(order) >= len(colours):
        bands.append(
            (_("all others"), shares[:, order[len(colours) - 1 :]].sum(axis=1), colours[-1])
        )
    traces, notes, below = [], [], 0.0
    for number, (name, share, colour) in enumerate(bands):
        label = _("{name} (true)").format(name=name) if number == 0 else name
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": steps,
                "y": drawable(share),
                "name": label,
                "stackgroup": "one",
                "line": {"color": colour, "width": 0.8},
                "fillcolor": colour,
                "hovertemplate": "%{y:.1%}",
            }
        )
        last = float(share[-1]) if np.isfinite(share[-1]) else 0.0
        if last >= _WIDE:
            notes.append(
                {
                    "x": 0.99,
                    "xref": "paper",
                    "xanchor": "right",
                    "y": below + last / 2,
                    "text": label,
                    "showarrow": False,
                    "font": {"color": "#1B1B1F" if dark else "#FFFFFF", "size": 13},
                }
            )
        below += last
    layout = {
        "xaxis": {"title": {"text": _("time step")}, "range": [1, max(2, len(shares))]},
        "yaxis": {
            "title": {"text": _("probability of each class")},
            "range": [0, 1],
            "tickformat": ".0%",
        },
        "annotations": notes,
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "traceorder": "normal",
        },
        "margin": {"l": 64, "r": 12, "t": 48, "b": 44},
        "uirevision": "class-shares",
        "hovermode": "x",
    }
    return {"data": traces, "layout": layout}
