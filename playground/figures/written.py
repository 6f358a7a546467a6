"""Free-running predictions and their error at each step, compared with teacher forcing."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.figures.drawable import drawable
from playground.figures.palette import mixed, palette
from playground.figures.plain import plain
from playground.wording import _


def free_running_chart(
    truth: np.ndarray, free: np.ndarray, forced: np.ndarray, unit: str, dark: bool
) -> dict[str, Any]:
    """Return the target, the free-running predictions and the teacher-forced ones, all (K,)."""
    colours, steps = palette(dark), np.arange(1, len(truth) + 1, dtype=np.float32)
    traces = [
        _line(steps, truth, _("target"), colours["target"], 1.5, "dot"),
        _line(
            steps,
            forced,
            _("teacher forcing (reads the true values)"),
            mixed(colours["prediction"], colours["ground"], 0.35),
            1.6,
            "dash",
        ),
        _line(
            steps,
            free,
            _("free running (reads its own predictions)"),
            colours["prediction"],
            2.6,
            "solid",
        ),
    ]
    return {
        "data": traces,
        "layout": _layout(_("predicted step"), plain(unit) or _("value"), "written"),
    }


def error_by_step(free: np.ndarray, forced: np.ndarray, unit: str, dark: bool) -> dict[str, Any]:
    """Return the mean error (K,) at every step, free running and teacher forced."""
    colours, steps = palette(dark), np.arange(1, len(free) + 1, dtype=np.float32)
    traces = [
        _line(
            steps,
            forced,
            _("teacher forcing (reads the true values)"),
            mixed(colours["prediction"], colours["ground"], 0.35),
            1.6,
            "dash",
        ),
        _line(
            steps,
            free,
            _("free running (reads its own predictions)"),
            colours["prediction"],
            2.6,
            "solid",
        ),
    ]
    label = _("mean error ({unit})").format(unit=plain(unit)) if unit else _("mean error")
    layout = _layout(_("steps ahead"), label, "by-step")
    layout["yaxis"]["rangemode"] = "tozero"
    return {"data": traces, "layout": layout}


def _line(
    x: np.ndarray, y: np.ndarray, name: str, colour: str, width: float, dash: str
) -> dict[str, Any]:
    mode = "lines" if len(x) > 1 else "markers"
    return {
        "type": "scatter",
        "mode": mode,
        "x": x,
        "y": drawable(y),
        "name": name,
        "line": {"color": colour, "width": width, "dash": dash},
        "marker": {"color": colour, "size": 8},
        "hovertemplate": "%{y:.4g}",
    }


def _layout(x: str, y: str, key: str) -> dict[str, Any]:
    return {
        "xaxis": {"title": {"text": x}},
        "yaxis": {"title": {"text": y}},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "margin": {"l": 64, "r": 12, "t": 48, "b": 44},
        "uirevision": key,
        "hovermode": "x",
    }
