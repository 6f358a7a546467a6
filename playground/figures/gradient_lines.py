"""The gradient chart: influence over time steps before the loss, with a line for each cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from playground.analysis.gradients.lines import Line
from playground.analysis.gradients.view import SIMPLE, View
from playground.config import registry
from playground.figures.decades import back_ticks, decade_ticks, decades, faded, percent, power
from playground.figures.palette import palette
from playground.models.cells import cell_of
from playground.wording import _, number

#: Exponent of ten below which float32 loses precision; drawn when a line comes near.
FLOAT32 = -38


def gradient_lines(
    lines: Mapping[str, Line], view: View, radius: float, steps_before: int | None, dark: bool
) -> dict[str, Any]:
    """Return the chart.

    Parameters
    ----------
    lines : mapping of str to Line
        Line of each cell by name.
    view : View
    radius : float
        Spectral radius of the simple RNN's recurrent weights; the gradient of a linear network
        would follow its powers.
    steps_before : int or None
        Time steps from the step that matters to the loss, if the source marks one.
    dark : bool
        Whether the theme of the page is dark.
    """
    colours = palette(dark)
    at = next(iter(lines.values())).at
    x = np.arange(-at, 1, dtype=np.float32)
    traces = (
        [_theory(at, radius, colours["cells"][SIMPLE])]
        if view.measure == "relative" and view.step != "all" and radius > 0
        else []
    )
    for cell, line in lines.items():
        traces += _cell(x, line, colours["cells"][cell], cell)
    low, high = _ends(lines)
    axis = decade_ticks(low, high, view.measure == "relative")
    layout = {
        "xaxis": {
            **back_ticks(at),
            "range": [-at * 1.01 - 0.5, at * 0.02 + 0.5],
            "title": {"text": _("steps before the loss")},
            "zeroline": False,
        },
        "yaxis": {**axis, "title": {"text": _AXES[view.measure]()}, "zeroline": False},
        "shapes": _levels(low, view, colours) + _mark(steps_before, at, colours),
        "annotations": _notes(low, axis, view, steps_before, at, colours)
        + _reaches(lines, view, colours),
        "margin": {"l": 64, "r": 34, "t": 30, "b": 44},
        "uirevision": f"{at}/{view.measure}/{view.step}",
        "hovermode": "x unified",
    }
    return {"data": traces, "layout": layout}


_AXES = {
    "relative": lambda: _("influence relative to the last step"),
    "absolute": lambda: _("influence on the prediction"),
    "loss": lambda: _("gradient of the loss"),
}


def _cell(x: np.ndarray, line: Line, colour: str, cell: str) -> list[dict[str, Any]]:
    """Return the band and the median of one cell."""
    end = line.at + 1
    name = _(registry.lookup("cell", cell).label)
    hidden = {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "line": {"width": 0, "color": colour},
        "hoverinfo": "skip",
        "showlegend": False,
        "legendgroup": cell,
    }
    middle = {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": decades(line.middle[:end]),
        "name": f"{name} ({line.letter})",
        "line": {"color": colour, "width": 2.6, "dash": cell_of(cell).dash},
        "text": [number(v, 2) for v in line.middle[:end]],
        "hovertemplate": "%{text}",
        "legendgroup": cell,
    }
    return [
        {**hidden, "y": decades(line.low[:end])},
        {
            **hidden,
            "y": decades(line.high[:end]),
            "fill": "tonexty",
            "fillcolor": faded(colour, 0.16),
        },
        middle,
    ]


def _theory(at: int, radius: float, colour: str) -> dict[str, Any]:
    """Return the line of a linear network: powers of the spectral radius."""
    back = np.array([at, 0], np.float32)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": -back,
        "y": (back * np.log10(radius)).astype(np.float32),
        "hoverinfo": "skip",
        "name": _("linear theory ρᵏ"),
        "line": {"color": faded(colour, 0.55), "width": 1.2, "dash": "dashdot"},
    }


def _ends(lines: Mapping[str, Line]) -> tuple[float, float]:
    """Return the ends of the axis: at least five whole decades around all bands."""
    values = np.concatenate(
        [
            decades(v[: line.at + 1])
            for line in lines.values()
            for v in (line.low, line.middle, line.high)
        ]
    )
    fine = values[np.isfinite(values)]
    low, high = (float(fine.min()), float(fine.max())) if fine.size else (-5.0, 0.0)
    return min(np.floor(low) - 0.3, np.ceil(high) - 5), np.ceil(high) + 0.5


def _levels(low: float, view: View, colours: dict) -> list[dict[str, Any]]:
    rows = [-2.0] if view.measure == "relative" else []
    rows += [FLOAT32] if low < FLOAT32 + 4 else []
    return [
        _rule(
            {"x0": 0, "x1": 1, "xref": "paper", "y0": y, "y1": y},
            colours["baseline"],
            "dot" if y == -2 else "longdash",
        )
        for y in rows
    ]


def _mark(steps_before: int | None, at: int, colours: dict) -> list[dict[str, Any]]:
    if steps_before is None or steps_before > at:
        return []
    return [
        _rule(
            {"x0": -steps_before, "x1": -steps_before, "y0": 0, "y1": 1, "yref": "paper"},
            colours["text"],
            "solid",
        )
    ]


def _rule(place: dict[str, Any], colour: str, dash: str) -> dict[str, Any]:
    return {
        "type": "line",
        **place,
        "line": {"color": colour, "width": 1.2, "dash": dash},
        "layer": "below",
    }


def _notes(
    low: float,
    axis: Mapping[str, Any],
    view: View,
    steps_before: int | None,
    at: int,
    colours: dict,
) -> list[dict[str, Any]]:
    notes = []
    if view.measure == "relative":
        threshold = percent(-2) if axis["ticktext"][0].endswith("%") else power(-2)
        notes.append(_note(1, "paper", -2, "y", threshold, colours["baseline"], "left", "middle"))
    if low < FLOAT32 + 4:
        text = _("below the smallest single-precision number, as used in training")
        notes.append(_note(1, "paper", FLOAT32, "y", text, colours["baseline"], "right", "top"))
    if steps_before is not None and steps_before <= at:
        side = "left" if steps_before > at / 2 else "right"
        notes.append(
            _note(
                -steps_before,
                "x",
                0,
                "paper",
                " " + _("▲ the step that matters") + " ",
                colours["text"],
                side,
                "bottom",
            )
        )
    return notes


def _reaches(lines: Mapping[str, Line], view: View, colours: dict) -> list[dict[str, Any]]:
    """Return the reach of each cell as a note where its line falls below 1 %."""
    if view.measure != "relative" or view.step == "all":
        return []
    reaches = [(line.reach, cell) for cell, line in lines.items() if line.reach is not None]
    notes = []
    for place, (reach, cell) in enumerate(sorted(reaches)):
        # The shortest reach is written to the right of its line, since the next line would cross a
        # number on the left.
        note = _note(
            -reach,
            "x",
            -2,
            "y",
            str(reach),
            colours["cells"][cell],
            "right" if place else "left",
            "top",
        )
        notes.append(
            {
                **note,
                "showarrow": True,
                "arrowhead": 0,
                "arrowcolor": colours["cells"][cell],
                "ax": 0,
                "ay": 22 + 16 * place,
                "font": {"size": 13, "color": colours["cells"][cell]},
            }
        )
    return notes


def _note(
    x: float, xref: str, y: float, yref: str, text: str, colour: str, xanchor: str, yanchor: str
) -> dict[str, Any]:
    return {
        "x": x,
        "xref": xref,
        "y": y,
        "yref": yref,
        "text": text,
        "showarrow": False,
        "xanchor": xanchor,
        "yanchor": yanchor,
        "font": {"size": 11.5, "color": colour},
    }
