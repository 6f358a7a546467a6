"""The error curve: training and validation error over training, beside the baselines."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from playground.figures.drawable import drawable
from playground.figures.palette import palette
from playground.runs.recording import Frame, Recording
from playground.wording import N_, _

#: Names of the baselines, on every page. For classes one baseline predicts the class frequencies of
#: the training set, so its most likely class is always the most common one.
BASELINES = {
    "last_value": N_("last value"),
    "seasonal_naive": N_("one season ago"),
    "linear_ar": N_("linear autoregression"),
    "mean": N_("always predicting the mean"),
    "class_mean": N_("mean of its class"),
    "majority_class": N_("predicting the class frequencies"),
    "nearest_neighbour": N_("nearest neighbor"),
}

#: Least distance in decades at which the names of two levels do not overlap.
APART = 0.35
#: Smaller errors come from rounding; they are invisible in the predictions.
FLOOR = 1e-10
#: Least number of decades that an axis shows.
LITTLE = 0.5


def error_curve(
    recording: Recording,
    live: Frame,
    baselines: dict[str, float],
    dark: bool,
    max_steps: int,
    classes: bool = False,
) -> dict[str, Any]:
    """Return the error curve on a logarithmic axis.

    Errors are mean squared errors in the scaled units of the network, or cross-entropies.

    Parameters
    ----------
    recording : Recording
    live : Frame
        The latest step, drawn as the end of the training line.
    baselines : dict
        Validation error of each baseline by name.
    dark : bool
        Whether the theme of the page is dark.
    max_steps : int
        Right end of the axis.
    classes : bool
        Whether the problem is a classification.
    """
    colours = palette(dark)
    frames = [f for f in recording.frames if f.step > 0]
    if live.step > recording.step:
        frames = [*frames, live]
    steps = np.array([f.step for f in frames], np.float32)
    losses = drawable([_floored(f.train_loss) for f in frames])
    rows = [r for r in recording.drawn_rows() if r.validation_loss is not None]
    evaluated = np.array([r.step for r in rows], np.float32)
    validation = drawable([_floored(r.validation_loss) for r in rows])
    end = max(max_steps, live.step)
    traces = [
        _line(steps, losses, _("training"), colours["training"], 1.2),
        {
            **_line(evaluated, validation, _("validation"), colours["prediction"], 2.5),
            "mode": "lines+markers",
            "marker": {"size": 4},
        },
    ]
    drawn = _distinct({name: value for name, value in baselines.items() if value > FLOOR})
    traces += [
        _line(
            np.array([0, end], np.float32), drawable([v, v]), name, colours["baseline"], 1.2, "dot"
        )
        for name, v in drawn.items()
    ]
    traces += _axis_margin(losses, validation, drawn.values())
    notes = [
        {
            "x": 1,
            "xref": "paper",
            "y": level,
            "text": names,
            "showarrow": False,
            "xanchor": "right",
            "yanchor": "bottom",
            "font": {"size": 11, "color": colours["baseline"]},
        }
        for level, names in _labels(drawn)
    ]
    layout = {
        "xaxis": {"title": {"text": _("training step")}, "range": [0, end]},
        "yaxis": {
            "title": {"text": _("cross-entropy") if classes else _("mean squared error")},
            "type": "log",
        },
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "margin": {"l": 64, "r": 12, "t": 28, "b": 44},
        "annotations": notes,
        "uirevision": "errors",
        "hovermode": "x",
    }
    return {"data": traces, "layout": layout}


def _floored(error: float | None) -> float:
    """Return an error, or the smallest error drawn if it is smaller."""
    return math.nan if error is None else error if error == 0 or not error < FLOOR else FLOOR


def _axis_margin(*errors: Any) -> list[dict[str, Any]]:
    """Return invisible points that give a nearly constant curve a decade of axis.

    Otherwise the axis would magnify differences in the tenth digit. The range itself is not set,
    because a new range would reset the reader's zoom.
    """
    every = [value for values in errors for value in values if value > 0]
    if not every or max(every) > min(every) * 10**LITTLE:
        return []
    ends = drawable([min(every) / 3, max(every) * 3])
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": np.zeros(2, np.float32),
            "y": ends,
            "opacity": 0,
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]


def _distinct(baselines: dict[str, float]) -> dict[str, float]:
    """Return the baselines with a positive error; of equal ones, only the first."""
    drawn: dict[str, float] = {}
    for name, value in baselines.items():
        if (
            value > 0
            and np.isfinite(value)
            and not any(abs(value - v) < 1e-9 * v for v in drawn.values())
        ):
            drawn[_(BASELINES.get(name, name))] = value
    return drawn


def _labels(drawn: dict[str, float]) -> list[tuple[float, str]]:
    """Return (log10 of the level, names); close levels share one line above the highest."""
    rows: list[tuple[float, str]] = []
    for name, value in sorted(drawn.items(), key=lambda item: -item[1]):
        level = float(np.log10(value))
        if rows and rows[-1][0] - level < APART:
            rows[-1] = (rows[-1][0], f"{name}<br>{rows[-1][1]}")
        else:
            rows.append((level, name))
    return rows


def _line(
    x: np.ndarray, y: np.ndarray, name: str, colour: str, width: float, dash: str = "solid"
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "name": name,
        "line": {"color": colour, "width": width, "dash": dash},
        "showlegend": dash == "solid",
        "hovertemplate": "%{y:.4g}",
    }
