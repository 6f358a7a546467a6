"""Repeats with other seeds: bands of the errors during training, and the score of each seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from playground.figures.drawable import drawable
from playground.figures.palette import variant_styles
from playground.figures.race import layout, line
from playground.runs.recording import Frame
from playground.wording import _


def bands_chart(
    curves: Mapping[str, Sequence[Sequence[Frame]]],
    cells: Mapping[str, str],
    measure: str,
    dark: bool,
) -> dict[str, Any]:
    """Return the median validation error of each variant, with the band between the quartiles.

    A run that stopped early keeps its last error, so that the band includes the best runs.
    """
    traces: list[dict[str, Any]] = []
    end = max((rows[-1].step for runs in curves.values() for rows in runs if rows), default=1)
    styles = variant_styles(cells, dark)
    for name, runs in curves.items():
        steps, low, middle, high = band(runs)
        colour, _dash = styles[name]
        edge = {
            "type": "scatter",
            "mode": "lines",
            "line": {"width": 0},
            "hoverinfo": "skip",
            "showlegend": False,
            "legendgroup": name,
        }
        traces.append({**edge, "x": steps, "y": drawable(low)})
        traces.append(
            {**edge, "x": steps, "y": drawable(high), "fill": "tonexty", "fillcolor": faint(colour)}
        )
        traces.append(
            {**line(steps, drawable(middle), name, styles[name], width=2.5), "legendgroup": name}
        )
    whole = layout(
        _("training step"),
        _("validation error ({measure})").format(measure=measure),
        log=True,
        right=float(end),
        key="bands",
    )
    return {"data": traces, "layout": whole}


def band(runs: Sequence[Sequence[Frame]]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the steps and the quartiles of the errors of all runs at these steps, each (n,)."""
    steps = np.unique([r.step for rows in runs for r in rows]).astype(np.float64)
    if not steps.size:
        return steps, steps, steps, steps
    values = []
    for rows in runs:
        losses = np.array(
            [np.nan if r.validation_loss is None else r.validation_loss for r in rows]
        )
        # Index of the latest evaluation up to each step.
        at = np.searchsorted([r.step for r in rows], steps, side="right") - 1
        values.append(np.where(at >= 0, losses[np.maximum(at, 0)], np.nan))
    # A run that diverged counts as infinitely bad instead of being omitted.
    errors = np.where(np.isfinite(values), values, np.inf)
    low, middle, high = np.quantile(errors, [0.25, 0.5, 0.75], axis=0, method="inverted_cdf")
    return steps, low, middle, high


def seeds_chart(
    scores: Mapping[str, Mapping[int, float]],
    cells: Mapping[str, str],
    name_of_score: str,
    dark: bool,
) -> dict[str, Any]:
    """Return the score of each seed and variant, with a column of markers for each repeat.

    Repeats are not connected by lines, since they are not points of a curve.
    """
    styles = variant_styles(cells, dark)
    traces = [
        {
            **line(
                np.array(sorted(by_repeat), np.float64) + 1,
                drawable([by_repeat[k] for k in sorted(by_repeat)]),
                name,
                styles[name],
                width=1.2,
            ),
            "mode": "markers",
            "marker": {"size": 9, "color": styles[name][0]},
        }
        for name, by_repeat in scores.items()
    ]
    figure: dict[str, Any] = {
        "data": traces,
        "layout": layout(_("repeat"), name_of_score, log=True, key="seeds"),
    }
    figure["layout"]["xaxis"] |= {"dtick": 1}
    return figure


def faint(colour: str) -> str:
    """Return a colour as a translucent fill."""
    r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({r},{g},{b},0.18)"
