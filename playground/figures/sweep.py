"""Score over a swept field, with bands over seeds; validation error over learning rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from playground.evaluation.significance import Point
from playground.figures.drawable import drawable
from playground.figures.palette import palette, variant_styles
from playground.figures.race import factors, layout, line
from playground.figures.seeds import faint
from playground.wording import _


def sweep_chart(
    curves: Mapping[str, Sequence[Point]],
    cells: Mapping[str, str],
    field: str,
    scored: str,
    dark: bool,
    *,
    log: bool,
    guess: str,
) -> dict[str, Any]:
    """Return the median score of each variant over the values of a field.

    The chart also shows the band between the quartiles and the best baseline.

    Parameters
    ----------
    curves : mapping of name to points
        In the order of the values.
    cells : mapping of name to cell
    field, scored : str
        Titles of the axes.
    log : bool
        Whether the axis of the field is logarithmic.
    guess : str
        Name of the baseline.
    """
    traces: list[dict[str, Any]] = []
    styles = variant_styles(cells, dark)
    for name, points in curves.items():
        x = np.array([p.value for p in points], np.float64)
        low, middle, high = np.array([p.quartiles for p in points], np.float64).reshape(-1, 3).T
        colour, _dash = styles[name]
        edge = {
            "type": "scatter",
            "mode": "lines",
            "line": {"width": 0},
            "hoverinfo": "skip",
            "showlegend": False,
            "legendgroup": name,
        }
        traces.append({**edge, "x": x, "y": drawable(low)})
        traces.append(
            {**edge, "x": x, "y": drawable(high), "fill": "tonexty", "fillcolor": faint(colour)}
        )
        median = line(x, drawable(middle), name, styles[name], width=2.4)
        traces.append(
            {
                **median,
                "mode": "lines+markers",
                "marker": {"size": 7, "color": colour},
                "legendgroup": name,
            }
        )
    baselines = {
        p.value: p.baseline for points in curves.values() for p in points if np.isfinite(p.baseline)
    }
    if baselines:
        at = np.array(sorted(baselines))
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": at.astype(np.float32),
                "y": drawable([baselines[v] for v in at]),
                "name": guess,
                "line": {"color": palette(dark)["baseline"], "width": 1.3, "dash": "dot"},
                "hovertemplate": "%{y:.4g}",
            }
        )
    figure: dict[str, Any] = {
        "data": traces,
        "layout": layout(field, scored, log=True, key="sweep"),
    }
    if log:
        factors(figure, [p.value for points in curves.values() for p in points])
    return figure


def learning_rate_chart(
    losses: Mapping[str, Mapping[float, float]],
    best: Mapping[str, float],
    cells: Mapping[str, str],
    measure: str,
    dark: bool,
) -> dict[str, Any]:
    """Return the validation error of each variant over the learning rate; the best is larger."""
    traces: list[dict[str, Any]] = []
    styles = variant_styles(cells, dark)
    for name, by_rate in losses.items():
        rates = np.array(sorted(by_rate))
        curve = line(rates, drawable([by_rate[r] for r in rates]), name, styles[name], width=2.0)
        sizes = [16 if best.get(name) == r else 8 for r in rates]
        traces.append(
            {**curve, "mode": "lines+markers", "marker": {"size": sizes, "color": styles[name][0]}}
        )
    figure: dict[str, Any] = {
        "data": traces,
        "layout": layout(
            _("learning rate"),
            _("validation error ({measure})").format(measure=measure),
            log=True,
            key="rates",
        ),
    }
    factors(figure, [rate for by_rate in losses.values() for rate in by_rate])
    return figure
