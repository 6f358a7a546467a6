"""The gradient breakdown: by loss, unit, path, direction and group of weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from playground.analysis.gradients.itemised import Items, direct_line
from playground.analysis.gradients.lines import Line
from playground.analysis.gradients.parameters import Lengths
from playground.config import registry
from playground.figures.decades import back_ticks, decade_ticks, decades, percent
from playground.figures.drawable import drawable
from playground.figures.palette import palette
from playground.models.cells import cell_of
from playground.wording import _

#: Exponent of ten below which the colour no longer changes.
FAINTEST = -4.0


def loss_by_step(items: Items, cell: str, dark: bool) -> dict[str, Any]:
    """Return the map with a row for each prediction and a column for each earlier state."""
    colours, T = palette(dark), items.influence.shape[1]
    with np.errstate(divide="ignore"):
        z = np.clip(np.log10(items.shares()), FAINTEST, 0.0).astype(np.float32)
    layout = {
        "xaxis": {
            "title": {"text": _("time step t of the state")},
            "range": [0.5, T + 0.5],
            "zeroline": False,
        },
        "yaxis": {
            "title": {"text": _("time step of the loss")},
            "range": [0.5, T + 0.5],
            "zeroline": False,
        },
        **_around(f"loss_by_step/{T}"),
    }
    trace = _heat(
        z,
        np.arange(1, T + 1, dtype=np.float32),
        items.steps.astype(np.float32) + 1,
        colours["cells"][cell],
        dark,
    )
    trace["hovertemplate"] = (
        _(
            "state at t = %{x}, loss at t = %{y}: 10^%{z:.2f} of the influence at the loss's own step"
        )
        + "<extra></extra>"
    )
    return {"data": [trace], "layout": layout}


def unit_by_step(shares: np.ndarray, cell: str, dark: bool) -> dict[str, Any]:
    """Return the map of shares (T, H), with a row for each unit."""
    colours, (T, H) = palette(dark), shares.shape
    z = np.clip(decades(shares.T), FAINTEST, 0.0)
    layout = {
        "xaxis": {
            **back_ticks(T - 1),
            "range": [0.5 - T, 0.5],
            "title": {"text": _("steps before the loss")},
            "zeroline": False,
        },
        "yaxis": {
            "title": {"text": _("unit")},
            "range": [0.5, H + 0.5],
            "zeroline": False,
            "nticks": 8,
        },
        **_around(f"unit_by_step/{T}/{H}"),
    }
    trace = _heat(
        z,
        np.arange(1 - T, 1, dtype=np.float32),
        np.arange(1, H + 1, dtype=np.float32),
        colours["cells"][cell],
        dark,
    )
    trace["hovertemplate"] = (
        _("unit %{y}, %{x} steps back: 10^%{z:.2f} of the influence of all units at the last step")
        + "<extra></extra>"
    )
    return {"data": [trace], "layout": layout}


def direct_and_total(lines: Mapping[str, Line], dark: bool) -> dict[str, Any]:
    """Return two lines for each gated cell: over all paths, and on the direct path."""
    colours = palette(dark)["cells"]
    traces, every = [], []
    for cell, line in lines.items():
        along = direct_line(line)
        if along is None:
            continue
        x, name = np.arange(-line.at, 1, dtype=np.float32), _(registry.lookup("cell", cell).label)
        traces.append(
            _line(
                x,
                decades(line.share),
                _("{cell}: all paths").format(cell=name),
                colours[cell],
                cell_of(cell).dash,
                2.6,
            )
        )
        traces.append(
            _line(
                x,
                decades(along),
                _("{cell}: direct path {gate}").format(cell=name, gate=f"Π{line.keeper}"),
                colours[cell],
                "dot",
                1.6,
            )
        )
        every += [decades(line.share), decades(along)]
    at = next(iter(lines.values())).at
    return {
        "data": traces,
        "layout": _log_layout(
            at, every, _("influence relative to the last step"), "direct_and_total"
        ),
    }


def jacobian_lines(norms: tuple[np.ndarray, np.ndarray], cell: str, dark: bool) -> dict[str, Any]:
    """Return the lines of the Frobenius norm and the spectral norm, (T,)."""
    colour = palette(dark)["cells"][cell]
    x = np.arange(1 - len(norms[0]), 1, dtype=np.float32)
    values = [decades(n) for n in norms]
    traces = [
        _line(x, values[0], _("Frobenius norm (all directions)"), colour, "dash", 1.6),
        _line(x, values[1], _("spectral norm (strongest direction)"), colour, "solid", 2.4),
    ]
    return {
        "data": traces,
        "layout": _log_layout(
            len(x) - 1, values, _("‖∂h<sub>T</sub> / ∂h<sub>t</sub>‖"), "jacobian"
        ),
    }


def group_bars(lengths: Lengths, cell: str, dark: bool) -> dict[str, Any]:
    """Return bars of the gradient norm for each group of weights, before and after clipping."""
    colours = palette(dark)
    names = list(lengths.groups)[::-1]
    before = drawable([lengths.groups[n] for n in names])
    common = {"type": "bar", "orientation": "h", "y": names}
    traces = [
        {
            **common,
            "x": before,
            "name": _("before clipping"),
            "marker": {"color": colours["baseline"]},
            "hovertemplate": "%{x:.3g}",
        },
        {
            **common,
            "x": drawable(before * lengths.factor),
            "name": _("after clipping"),
            "marker": {"color": colours["cells"][cell]},
            "hovertemplate": "%{x:.3g}",
        },
    ]
    layout = {
        "xaxis": {"type": "log", "title": {"text": _("gradient norm")}},
        "barmode": "group",
        "margin": {"l": 130, "r": 12, "t": 30, "b": 44},
        "uirevision": "group_bars",
        "hovermode": "y unified",
    }
    return {"data": traces, "layout": layout}


def _log_layout(at: int, every: list[np.ndarray], title: str, name: str) -> dict[str, Any]:
    fine = np.concatenate(every) if every else np.zeros(1)
    fine = fine[np.isfinite(fine)]
    low, high = (float(fine.min()), float(fine.max())) if fine.size else (-5.0, 0.0)
    return {
        "xaxis": {
            **back_ticks(at),
            "range": [-at - 0.5, 0.5],
            "title": {"text": _("steps before the loss")},
            "zeroline": False,
        },
        "yaxis": {
            **decade_ticks(min(np.floor(low) - 0.2, np.ceil(high) - 3), np.ceil(high) + 0.3, False),
            "title": {"text": title},
            "zeroline": False,
        },
        "margin": {"l": 64, "r": 12, "t": 30, "b": 44},
        "uirevision": f"{name}/{at}",
        "hovermode": "x",
    }


def _line(
    x: np.ndarray, y: np.ndarray, name: str, colour: str, dash: str, width: float
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "name": name,
        "line": {"color": colour, "width": width, "dash": dash},
        "hovertemplate": name + ": 10^%{y:.2f}<extra></extra>",
    }


def _heat(z: np.ndarray, x: np.ndarray, y: np.ndarray, colour: str, dark: bool) -> dict[str, Any]:
    bar = {
        "orientation": "h",
        "y": 1.0,
        "yanchor": "bottom",
        "len": 0.6,
        "thickness": 8,
        "tickvals": [-4, -2, 0],
        "outlinewidth": 0,
        "ticktext": ["≤ " + percent(-4), percent(-2), percent(0)],
        "ticks": "",
        "tickfont": {"size": 11},
    }
    return {
        "type": "heatmap",
        "x": x,
        "y": y,
        "z": z,
        "zmin": FAINTEST,
        "zmax": 0.0,
        "colorscale": [[0, palette(dark)["ground"]], [1, colour]],
        "colorbar": bar,
        "zsmooth": False,
        "hoverongaps": False,
    }


def _around(name: str) -> dict[str, Any]:
    return {
        "margin": {"l": 60, "r": 12, "t": 44, "b": 44},
        "uirevision": name,
        "hovermode": "closest",
    }
