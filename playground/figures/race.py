"""Variants in one chart: errors over steps or seconds, influence, and reach."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.figures.decades import back_ticks
from playground.figures.drawable import drawable
from playground.figures.errors import FLOOR as FLOOR_OF_ERRORS
from playground.figures.palette import palette, variant_styles
from playground.runs.recording import Frame
from playground.wording import _, number

#: Smaller shares are not drawn.
FLOOR = 1e-8


@dataclass(frozen=True)
class Curve:
    """The errors of one variant.

    Parameters
    ----------
    name, cell : str
        Name of the variant, and its cell, which determines the colour.
    rows : sequence of Frame
        Evaluated steps.
    spent : sequence of (int, float)
        Training steps and the seconds until then; empty if unknown.
    """

    name: str
    cell: str
    rows: Sequence[Frame]
    spent: Sequence[tuple[int, float]] = ()

    def seconds(self) -> np.ndarray:
        """Return the seconds at which each row was reached, interpolated linearly."""
        steps = np.array([0, *(s for s, _ in self.spent)], np.float64)
        seconds = np.array([0.0, *(t for _, t in self.spent)])
        return np.interp([r.step for r in self.rows], steps, seconds)


def race_chart(
    curves: Sequence[Curve],
    baselines: Mapping[str, float],
    measure: str,
    dark: bool,
    *,
    over: str = "steps",
    end: float = 0,
) -> dict[str, Any]:
    """Return the validation errors of all variants over steps or seconds, on a logarithmic axis.

    Parameters
    ----------
    baselines : mapping of label to float
        Validation error of each baseline.
    measure : str
        Name of the error measure.
    over : {"steps", "seconds"}
    end : float
        Right end of an axis of steps.
    """
    traces, right = [], end if over == "steps" else 0.0
    styles = variant_styles({curve.name: curve.cell for curve in curves}, dark)
    for curve in curves:
        x = (
            curve.seconds()
            if over == "seconds"
            else np.array([r.step for r in curve.rows], np.float64)
        )
        y = drawable(
            [math.nan if r.validation_loss is None else r.validation_loss for r in curve.rows]
        )
        right = max(right, float(x.max()) if x.size else 0.0)
        traces.append(line(x, y, curve.name, styles[curve.name], width=2.5))
    traces += [
        _level(value, name, right or 1.0, dark)
        for name, value in baselines.items()
        if FLOOR_OF_ERRORS < value and math.isfinite(value)
    ]
    title = _("seconds of training") if over == "seconds" else _("training step")
    whole = layout(
        title,
        _("validation error ({measure})").format(measure=measure),
        log=True,
        right=right or 1.0,
        key=f"race-{over}",
    )
    levels = [trace["y"][0] for trace in traces if trace["name"] in baselines]
    if not any(len(curve.rows) for curve in curves):  # room below for what will come
        top = math.log10(max(levels)) if levels else 0.0
        whole["yaxis"]["range"] = [top - 2.5, top + 0.5]
    return {"data": traces, "layout": whole}


def influence_chart(
    shares: Mapping[str, np.ndarray], cells: Mapping[str, str], dark: bool, mark: int | None = None
) -> dict[str, Any]:
    """Return the influence of every state on the last prediction, relative to the last time step.

    Parameters
    ----------
    shares : mapping of name to ndarray of shape (T,)
        1 at the last step.
    cells : mapping of name to cell
    mark : int or None
        The time step that matters, from 0.
    """
    traces, styles = [], variant_styles(cells, dark)
    for name, share in shares.items():
        back = np.arange(1 - share.size, 1, dtype=np.float64)
        with np.errstate(invalid="ignore"):
            shown = np.where(share >= FLOOR, share, np.nan)
        traces.append(line(back, drawable(shown), name, styles[name], width=2.2))
    length = max((s.size for s in shares.values()), default=1)
    figure: dict[str, Any] = {
        "data": traces,
        "layout": layout(
            _("steps before the loss"),
            _("influence on the last prediction"),
            log=True,
            key="influence",
        ),
    }
    figure["layout"]["xaxis"] |= {**back_ticks(length - 1), "range": [1 - length, 0]}
    if mark is not None:
        at = mark - length + 1
        figure["layout"]["shapes"] = [
            {
                "type": "line",
                "x0": at,
                "x1": at,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {"width": 1.5, "dash": "dot", "color": palette(dark)["text"]},
            }
        ]
        figure["layout"]["annotations"] = [
            {
                "x": at,
                "y": 1,
                "yref": "paper",
                "text": _("the step that matters"),
                "showarrow": False,
                "xanchor": "left",
                "yanchor": "bottom",
            }
        ]
    return figure


def reach_chart(
    before: Mapping[str, int],
    now: Mapping[str, int],
    whole: int,
    cells: Mapping[str, str],
    dark: bool,
) -> dict[str, Any]:
    """Return the reach of each variant: a bar, and a marker for the untrained network.

    Parameters
    ----------
    before, now : mapping of name to int
        Reach in time steps; ``whole`` if the influence stays above 1 % in the whole window.
    whole : int
        Number of time steps of the window.
    cells : mapping of name to cell
    """
    names = list(now)
    styles = variant_styles(cells, dark)
    colours = [styles[name][0] for name in names]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": np.array([now[n] for n in names], np.float32),
        "y": names,
        "name": _("now"),
        "marker": {"color": colours},
        "hovertemplate": "%{x}<extra></extra>",
        "showlegend": False,
        "width": 0.5,
    }
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": np.array([before[n] for n in names], np.float32),
        "y": names,
        "name": _("untrained"),
        "marker": {
            "symbol": "line-ns-open",
            "size": 22,
            "color": palette(dark)["text"],
            "line": {"width": 2.5},
        },
        "hovertemplate": "%{x}",
    }
    figure: dict[str, Any] = {
        "data": [bars, marks],
        "layout": layout(_("reach in steps"), "", key="reach"),
    }
    figure["layout"]["xaxis"] |= {"range": [0, whole * 1.03]}
    figure["layout"]["yaxis"] = {"autorange": "reversed", "automargin": True}
    figure["layout"]["hovermode"] = "closest"
    return figure


def line(
    x: np.ndarray, y: np.ndarray, name: str, style: tuple[str, str], width: float = 2.0
) -> dict[str, Any]:
    """Return the line of a variant with its colour and dash."""
    colour, dash = style
    return {
        "type": "scatter",
        "mode": "lines",
        "x": np.asarray(x, np.float32),
        "y": y,
        "name": name,
        "line": {"color": colour, "width": width, "dash": dash},
        "hovertemplate": "%{y:.4g}",
    }


def layout(
    x: str, y: str, *, log: bool = False, right: float | None = None, key: str = ""
) -> dict[str, Any]:
    """Return the layout that the charts of the Compare page share.

    What the title of the y axis has in parentheses is in a line of its own: a phone would cut it.
    """
    axis: dict[str, Any] = {"title": {"text": y.replace(" (", "<br>(", 1)}}
    if log:
        axis |= {"type": "log"}
    return {
        "xaxis": {"title": {"text": x}, **({"range": [0, right]} if right else {})},
        "yaxis": axis,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "margin": {"l": 64, "r": 12, "t": 28, "b": 44},
        "uirevision": key,
        "hovermode": "x",
    }


def factors(figure: dict[str, Any], values: Sequence[float]) -> None:
    """Make the x axis logarithmic, with ticks at the given values."""
    shown = sorted(set(values))
    figure["layout"]["xaxis"] |= {
        "type": "log",
        "tickvals": shown,
        "ticktext": [number(v, 6) for v in shown],
    }


def _level(value: float, name: str, right: float, dark: bool) -> dict[str, Any]:
    colour = palette(dark)["baseline"]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": np.array([0, right], np.float32),
        "y": drawable([value, value]),
        "name": name,
        "line": {"color": colour, "width": 1.2, "dash": "dot"},
        "hovertemplate": "%{y:.4g}",
    }
