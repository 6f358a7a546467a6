"""The predicted probability of each class over the sequence, stacked to 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.figures.drawable import drawable
from playground.figures.palette import legible, mixed, palette
from playground.figures.plain import plain
from playground.wording import _

#: Share of the background in the grey of each class but the true one; further classes have the last
#: grey together, under one name.
_GREYS = (0.25, 0.75, 0.45, 0.85, 0.35, 0.65, 0.9)
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
    theme, steps = palette(dark), np.arange(1, len(shares) + 1, dtype=np.float32)
    greys = [mixed(theme["text"], theme["ground"], share) for share in _GREYS]
    colours = [theme["prediction"], *greys]
    order = [true, *(int(c) for c in np.argsort(-shares[-1], kind="stable") if c != true)]
    bands = [
        (plain(names[c]), shares[:, c], colour)
        for c, colour in zip(order[: len(colours) - 1], colours, strict=False)
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
                "line": {"color": theme["ground"], "width": 1.2},
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
                    "font": {"color": legible(colour), "size": 13},
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
