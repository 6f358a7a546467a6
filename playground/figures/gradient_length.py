"""The length of the gradient at every training step, and what clipping cuts off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.figures.drawable import drawable
from playground.figures.palette import palette
from playground.runs.recording import Frame
from playground.wording import _, number


def growing_gradient(frames: Sequence[Frame], diverged: bool, dark: bool) -> dict[str, Any]:
    """Return the lengths on a logarithmic axis.

    Parameters
    ----------
    frames : sequence of Frame
        The recorded training steps, whose ``grad_norm`` is the length before clipping.
    diverged : bool
        Whether the run ended because a number was no longer finite.
    dark : bool
        Whether the theme of the page is dark.
    """
    steps, lengths = _lengths(frames)
    colours = palette(dark)
    layout = _layout(_("length"), "growing")
    layout["yaxis"] |= {"type": "log", "exponentformat": "power"}
    if diverged and len(steps):
        told = _("step {step}: {length}, then not finite").format(
            step=int(steps[-1]), length=number(float(lengths[-1]), 2)
        )
        layout["annotations"] = [
            {
                "name": "key",  # a narrow chart has no room for it
                "x": 0.02,
                "xref": "paper",
                "y": 1,
                "yref": "paper",
                "text": f"<b>{told.replace(', ', ',<br>', 1)}</b>",
                "showarrow": False,
                "align": "left",
                "xanchor": "left",  # where the curve does not begin
                "yanchor": "top",
                "font": {"size": 12},
            }
        ]
    line = _line(steps, lengths, colours["text"], 2.5)
    return {"data": [line | {"mode": "lines+markers"}], "layout": layout}


def clipped_gradient(frames: Sequence[Frame], cut: float, dark: bool) -> dict[str, Any]:
    """Return the lengths before and after clipping, the part that is cut off shaded.

    Parameters
    ----------
    frames : sequence of Frame
        As in `growing_gradient`.
    cut : float
        Largest length that clipping leaves.
    dark : bool
    """
    steps, lengths = _lengths(frames)
    colours = palette(dark)
    kept = np.minimum(lengths, cut)
    layout = _layout(_("length"), "clipped")
    layout["yaxis"] |= {"rangemode": "tozero"}
    layout["margin"] |= {"t": 38}
    layout["annotations"] = [
        {
            "x": 1,
            "xref": "paper",
            "y": cut,
            "text": "<b>" + _("cut at {length}").format(length=number(cut, 2)) + "</b>",
            "showarrow": False,
            "xanchor": "right",
            "yanchor": "bottom",
            "yshift": 3,
            "bgcolor": colours["page"],
            "font": {"size": 13},
        },
        {
            "name": "key",
            "x": 1,
            "xref": "paper",
            "y": 1,
            "yref": "paper",
            "text": f"<b>━ {_('after clipping')}</b><br>"
            f'<span style="color:{colours["data"]}">─ {_("before clipping")}</span>',
            "showarrow": False,
            "align": "right",
            "xanchor": "right",
            "yanchor": "bottom",
            "font": {"size": 12},
        },
    ]
    before = _line(steps, lengths, colours["training"], 1.2) | {
        "name": _("before clipping"),
    }
    after = _line(steps, kept, colours["text"], 2.5) | {
        "name": _("after clipping"),
        "fill": "tonexty",
        "fillcolor": "rgba(140,130,110,0.22)",
    }
    return {"data": [before, after], "layout": layout}


def _lengths(frames: Sequence[Frame]) -> tuple[np.ndarray, np.ndarray]:
    """Return training steps and gradient lengths, without the untrained network."""
    known = [f for f in frames if f.step > 0 and np.isfinite(f.grad_norm)]
    steps = np.array([f.step for f in known], np.float32)
    return steps, np.array([f.grad_norm for f in known], np.float64)


def _line(steps: np.ndarray, lengths: np.ndarray, colour: str, width: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": steps,
        "y": drawable(lengths),
        "line": {"color": colour, "width": width},
        "showlegend": False,
        "hovertemplate": "%{y:.3g}",
    }


def _layout(y: str, key: str) -> dict[str, Any]:
    return {
        "xaxis": {
            "title": {"text": _("training step"), "font": {"size": 11}},
            "rangemode": "tozero",
        },
        "yaxis": {"title": {"text": y}},
        "margin": {"l": 52, "r": 12, "t": 10, "b": 36},
        "uirevision": f"gradient-length-{key}",
        "hovermode": "x",
    }
