"""The reach during training: influence over time step and training step, beside the error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.analysis.gradients.learning import Moment
from playground.figures.decades import back_ticks, percent
from playground.figures.drawable import drawable
from playground.figures.palette import palette
from playground.runs.recording import Recording
from playground.wording import _

#: Exponent of ten of the relative influence below which the colour no longer changes.
FAINTEST = -4.0
#: Exponent of ten at the upper end of the colours: ten times the influence of the last step.
MOST = 1.0


def learning_map(
    moments: Sequence[Moment],
    recording: Recording,
    clipped: np.ndarray,
    marked: int | None,
    cell: str,
    dark: bool,
) -> dict[str, Any]:
    """Return the chart, with time to the right, training upwards, and the error at the right.

    Parameters
    ----------
    moments : sequence of Moment
        At least one, oldest first.
    recording : Recording
    clipped : ndarray of int
        Training steps at which the gradient was clipped.
    marked : int or None
        Time steps from the step that matters to the last step of this sequence.
    cell : str
        Name of the cell, which determines the colour of the map.
    dark : bool
        Whether the theme of the page is dark.
    """
    colours = palette(dark)
    T = moments[-1].share.size
    steps = np.array([m.step for m in moments], np.float32)
    with np.errstate(divide="ignore", invalid="ignore"):
        shown = np.clip(np.log10(np.stack([m.share for m in moments])), FAINTEST, MOST).astype(
            np.float32
        )  # (moments, T)
    top = max(float(steps[-1]), 1.0)
    traces = [
        _heat(shown, np.arange(1 - T, 1, dtype=np.float32), steps, colours["cells"][cell], dark),
        _line(
            -steady([T - 1 if m.reach is None else m.reach for m in moments]),
            steps,
            _("reach"),
            colours["text"],
            "x",
            2.0,
        ),
        *_errors(recording, clipped, colours),
    ]
    layout = {
        "xaxis": {
            **back_ticks(T - 1),
            "range": [0.5 - T, 0.5],
            "domain": [0, 0.7],
            "title": {"text": _("steps before the loss")},
            "zeroline": False,
        },
        "yaxis": {
            "title": {"text": _("training step")},
            "range": [0, top * 1.02],
            "zeroline": False,
        },
        "xaxis2": {
            "domain": [0.78, 1],
            "type": "log",
            "anchor": "y",
            "visible": len(recording.frames) > 1,
        },
        # The title of a horizontal colour bar would shift that of the axis, too (plotly.js 4.1).
        "annotations": [
            _above(_("influence relative to the last step"), 0.35, 36),
            *([_above(_("error"), 0.89, 0)] if len(recording.frames) > 1 else []),
        ],
        "shapes": [] if marked is None else [_rule(-marked, colours["text"])],
        "margin": {"l": 60, "r": 12, "t": 60, "b": 52},
        "uirevision": f"{T}",
        "hovermode": "closest",
    }
    return {"data": traces, "layout": layout}


def _above(text: str, x: float, pixels: int) -> dict[str, Any]:
    """Return a heading some pixels above the plot, centred at a share of its width."""
    return {
        "text": text,
        "x": x,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "center",
        "yanchor": "bottom",
        "yshift": pixels,
        "showarrow": False,
        "font": {"size": 11.5},
    }


def steady(reaches: Sequence[int], over: int = 5) -> np.ndarray:
    """Return the running median of the reaches.

    The reaches themselves would jump back and forth where an influence is close to 1 %.
    """
    half = over // 2
    return np.array(
        [np.median(reaches[max(0, k - half) : k + half + 1]) for k in range(len(reaches))],
        np.float32,
    )


def _heat(z: np.ndarray, x: np.ndarray, y: np.ndarray, colour: str, dark: bool) -> dict[str, Any]:
    ticks = [-4, -2, 0, int(MOST)]
    return {
        "type": "heatmap",
        "x": x,
        "y": y,
        "z": z,
        "zmin": FAINTEST,
        "zmax": MOST,
        "colorscale": [[0, palette(dark)["ground"]], [1, colour]],
        "colorbar": {
            "orientation": "h",
            "y": 1.0,
            "yanchor": "bottom",
            "x": 0.35,
            "len": 0.7,
            "thickness": 8,
            "tickvals": ticks,
            "ticktext": ["≤ " + percent(-4), *(percent(decade) for decade in ticks[1:])],
            "ticks": "",
            "outlinewidth": 0,
            "tickfont": {"size": 11},
            "title": {"text": ""},
        },
        "hovertemplate": _(
            "training step %{y}, %{x} steps: 10^%{z:.2f} of the last step's influence"
        )
        + "<extra></extra>",
        "zsmooth": False,
    }


def _errors(recording: Recording, clipped: np.ndarray, colours: dict) -> list[dict[str, Any]]:
    frames = [f for f in recording.frames if f.step > 0]
    at = np.array([f.step for f in frames], np.float32)
    rows = [r for r in recording.rows if r.validation_loss is not None]
    values = drawable(
        [r.validation_loss if r.validation_loss is not None else np.nan for r in rows]
    )
    traces = [
        {
            **_line(
                drawable([f.train_loss for f in frames]),
                at,
                _("training error"),
                colours["training"],
                "x2",
                1.2,
            )
        },
        {
            **_line(
                values,
                np.array([r.step for r in rows], np.float32),
                _("validation error"),
                colours["prediction"],
                "x2",
                2.2,
            )
        },
    ]
    if clipped.size:
        losses = {f.step: f.train_loss for f in frames}
        marks = {
            "type": "scatter",
            "mode": "markers",
            "xaxis": "x2",
            "x": drawable([losses[int(s)] for s in clipped]),
            "y": clipped.astype(np.float32),
            "name": _("clipped"),
            "marker": {
                "symbol": "line-ew-open",
                "size": 9,
                "color": colours["baseline"],
                "line": {"width": 2},
            },
            "showlegend": False,
            "hovertemplate": _("step %{y}: the gradient was clipped") + "<extra></extra>",
        }
        traces.append(marks)
    return traces


def _line(
    x: np.ndarray, y: np.ndarray, name: str, colour: str, axis: str, width: float
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "xaxis": axis,
        "yaxis": "y",
        "name": name,
        "showlegend": False,
        "line": {"color": colour, "width": width},
        "hovertemplate": name + ": %{x:.3g}<extra></extra>",
    }


def _rule(x: float, colour: str) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": colour, "width": 1.2, "dash": "dot"},
    }
