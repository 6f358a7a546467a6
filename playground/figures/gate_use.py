"""Saturated and stuck units of each gate over training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.analysis.gradients.learning import Moment
from playground.figures.palette import HUES
from playground.models.cells.signal import Signal
from playground.wording import _, low


def gate_use(moments: Sequence[Moment], signals: Sequence[Signal], dark: bool) -> dict[str, Any]:
    """Return the share of saturated values (top) and of stuck units (bottom)."""
    steps = np.array([m.step for m in moments], np.float32)
    traces = []
    for signal in signals:
        if signal.name not in moments[-1].uses:
            continue
        colour = HUES[signal.colour][dark]
        uses, symbol = [m.uses[signal.name] for m in moments], low(signal.symbol)
        opened = _("{symbol} above 0.95").format(symbol=symbol)
        traces.append(_line(steps, [u.open for u in uses], opened, colour, "solid", "y"))
        if signal.kind == "gate":
            traces.append(
                _line(
                    steps,
                    [u.shut for u in uses],
                    _("{symbol} below 0.05").format(symbol=symbol),
                    colour,
                    "dot",
                    "y",
                )
            )
        traces.append(
            {
                **_line(
                    steps,
                    [u.stuck for u in uses],
                    _("{symbol} stuck").format(symbol=symbol),
                    colour,
                    "solid",
                    "y2",
                ),
                "showlegend": False,
            }
        )
    axis = {"range": [-0.03, 1.03], "tickformat": ".0%", "tickvals": [0, 0.5, 1], "zeroline": False}
    layout = {
        "xaxis": {"title": {"text": _("training step")}, "anchor": "y2", "zeroline": False},
        "yaxis": {**axis, "domain": [0.5, 1], "title": {"text": _("saturated values")}},
        "yaxis2": {**axis, "domain": [0, 0.36], "title": {"text": _("stuck units")}},
        "margin": {"l": 64, "r": 12, "t": 30, "b": 44},
        "uirevision": "gate_use",
        "hovermode": "x",
    }
    return {"data": traces, "layout": layout}


def _line(
    x: np.ndarray, y: list[float], name: str, colour: str, dash: str, axis: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": np.array(y, np.float32),
        "yaxis": axis,
        "name": name,
        "line": {"color": colour, "width": 1.8, "dash": dash},
        "hovertemplate": name + ": %{y:.0%}<extra></extra>",
    }
