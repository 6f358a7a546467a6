"""The whole series with its split, the probe's window and the validation forecasts."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.analysis.probe import Probe
from playground.data.series import Series
from playground.data.windowing.windows import Windows
from playground.figures.drawable import drawable
from playground.figures.palette import palette
from playground.figures.plain import plain, short
from playground.wording import _

#: Most rows that are drawn; of longer series the minimum and maximum of each interval are kept.
MOST_POINTS = 4000


def series_chart(
    data: Series,
    windows: Windows,
    probe: Probe,
    forecast: tuple[np.ndarray, np.ndarray] | None,
    dark: bool,
    beyond: tuple[np.ndarray, np.ndarray] | None = None,
) -> dict[str, Any]:
    """Return the chart.

    Parameters
    ----------
    data : Series
    windows : Windows
        Their bounds separate the training, validation and test set.
    probe : Probe
        The sequence whose window is outlined.
    forecast : (rows, values) or None
        Forecasts at rows of the series, in the target's unit; NaN makes a gap in the line.
    dark : bool
        Whether the theme of the page is dark.
    beyond : (rows, values) or None
        The forecast beyond the end, at the rows after the series.
    """
    colours = palette(dark)
    y = data.values[:, data.target]
    rows = thinned(y)
    name = plain(data.columns[data.target])
    traces = [_trace(rows, y[rows], name, colours["data"], 1.3, _labels(data, rows))]
    if forecast is not None:
        traces.append(forecast_trace(*forecast, dark))
    last = len(y)
    if beyond is not None and len(beyond[0]):
        traces.append(_beyond(y, beyond, colours["prediction"]))
        last = int(beyond[0][-1]) + 1
    a, b = windows.bounds
    edges = [(0, a, _("training")), (a, b, _("validation")), (b, len(y), _("test"))]
    shapes = [
        _box(low, high, fill)
        for (low, high, _name), fill in zip(edges, colours["part"], strict=True)
    ]
    start, end = (
        probe.number,
        probe.number + max(probe.part.lookback - 1, int(probe.part.target_offsets.max())),
    )
    shapes.append(
        {
            **_box(start, end + 1, "rgba(0,0,0,0)"),
            "line": {"width": 1.5, "color": colours["selection"]},
            "layer": "above",
        }
    )
    places = [  # the last two parts are narrow: their names begin where they meet
        {"x": a / 2, "xanchor": "center"},
        {"x": b, "xanchor": "right", "xshift": -3},
        {"x": b, "xanchor": "left", "xshift": 3},
    ]
    notes = [
        {
            **place,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "text": word,
            "showarrow": False,
            "font": {"size": 12},
        }
        for place, (_low, _high, word) in zip(places, edges, strict=True)
    ]
    layout = {
        "xaxis": {**ticks(data), "range": [0, last]},
        "yaxis": {"title": {"text": _target_label(data)}},
        "shapes": shapes,
        "annotations": notes,
        "margin": {"l": 64, "r": 12, "t": 28, "b": 36},
        "showlegend": False,
        "uirevision": data.digest(),
        "hovermode": "closest",
    }
    return {"data": traces, "layout": layout}


def forecast_trace(rows: np.ndarray, values: np.ndarray, dark: bool) -> dict[str, Any]:
    """Return the line of the forecasts at rows of the series; see `series_chart`."""
    colour = palette(dark)["prediction"]
    return _trace(rows, values, _("forecast one window at a time"), colour, 2.0, None)


def thinned(y: np.ndarray, most: int = MOST_POINTS) -> np.ndarray:
    """Return the rows to draw in order: all, or the minimum and maximum of each interval."""
    if len(y) <= most:
        return np.arange(len(y))
    intervals = np.array_split(np.arange(len(y)), most // 2)
    return np.unique([r for s in intervals for r in (s[np.argmin(y[s])], s[np.argmax(y[s])])])


def _trace(
    x: np.ndarray, y: np.ndarray, name: str, colour: str, width: float, labels: list[str] | None
) -> dict[str, Any]:
    trace = {
        "type": "scatter",
        "mode": "lines",
        "x": np.asarray(x, np.float32),
        "y": drawable(y),
        "name": name,
        "line": {"color": colour, "width": width},
        "connectgaps": False,
    }
    if labels is not None:
        trace |= {"text": labels, "hovertemplate": "%{text}: %{y:.5g}<extra></extra>"}
    return trace


def _beyond(y: np.ndarray, beyond: tuple[np.ndarray, np.ndarray], colour: str) -> dict[str, Any]:
    """Return the forecast beyond the end as a dotted line that begins at the last value."""
    rows, values = np.concatenate([[len(y) - 1], beyond[0]]), np.concatenate([[y[-1]], beyond[1]])
    trace = _trace(rows, values, _("forecast beyond the end"), colour, 2.0, None)
    trace["line"]["dash"] = "dot"
    return {**trace, "mode": "lines+markers", "marker": {"size": 5, "color": colour}}


def _box(low: float, high: float, fill: str) -> dict[str, Any]:
    return {
        "type": "rect",
        "x0": low,
        "x1": high,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "fillcolor": fill,
        "line": {"width": 0},
        "layer": "below",
    }


def _labels(data: Series, rows: np.ndarray) -> list[str] | None:
    if data.index.dtype.kind != "M":
        return None
    return [str(i) for i in _days(data.index)[rows]]


def _days(index: np.ndarray) -> np.ndarray:
    whole = bool((index == index.astype("datetime64[D]")).all())
    return index.astype("datetime64[D]" if whole else "datetime64[m]")


def ticks(data: Series) -> dict[str, Any]:
    """Return the axis of rows, with dates as ticks if the series has dates."""
    if data.index.dtype.kind != "M":
        return {"title": {"text": _("time step")}}
    # No ticks at the ends, where a date would overlap the other axis.
    rows = np.unique(((np.arange(6) + 0.5) / 6 * len(data.index)).astype(int))
    return {"tickvals": rows.tolist(), "ticktext": [str(i) for i in _days(data.index)[rows]]}


def _target_label(data: Series) -> str:
    name = short(data.columns[data.target], 20 if data.unit else 30)
    return f"{name} ({short(data.unit, 14)})" if data.unit else name
