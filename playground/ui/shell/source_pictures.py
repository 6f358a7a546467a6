"""The pictures of the sources at addresses of their own: drawn once per server, then kept."""

from __future__ import annotations

from functools import cache

import numpy as np
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from playground.config import registry
from playground.config.experiment import Experiment
from playground.data.series import Series
from playground.data.source import loaded
from playground.figures.source_picture import source_svg
from playground.ui.shell import assets

#: Rows of a generated series, and sequences of a task, from which a picture is drawn.
_ROWS, _SEQUENCES, _STEPS = 240, 40, 30
_KEPT = {"Cache-Control": "public, max-age=86400"}


def address(source: str) -> str:
    """Return the address of a source's picture."""
    return f"{assets.base()}/pictures/{source}.svg"


def routes() -> list[Route]:
    """Return the route of the pictures for ``st.App``."""
    return [Route(f"{assets.base()}/pictures/{{source}}.svg", _serve, methods=["GET"])]


@cache
def picture(source: str) -> str:
    """Return the SVG picture of a source that needs no file: its target, or its first input."""
    entry = registry.source(source)
    length = _ROWS if entry.is_generator else _SEQUENCES
    data = {"source": source, **({} if entry.is_bundled else {"length": length})}
    problem = {"kind": entry.facts["problems"][0]}
    problem |= {"lookback": _STEPS} if entry.is_task else {}
    series = loaded(Experiment.from_dict({"data": data, "problem": problem}))
    if isinstance(series, Series):
        return source_svg(series.values[:, series.target])
    x = series.x[0]
    names = {mark.channel for mark in entry.facts.get("marks", ())}
    marked = [series.columns.index(name) for name in names if name in series.columns]
    shown = [c for c in range(x.shape[1]) if c not in marked] or marked
    marks = (x[:, marked] > 0.5).any(axis=1) if marked and shown != marked else None
    # Of several inputs of 0 and 1 the number of the one that is set; else that which varies most.
    one_hot = len(shown) > 1 and bool(np.isin(x[:, shown], (0, 1)).all())
    most = shown[int(x[:, shown].var(axis=0).argmax())]
    course = x[:, shown].argmax(axis=1) if one_hot else x[:, most]
    return source_svg(course.astype(np.float64), marks)


def _serve(request: Request) -> Response:
    """Answer in a thread, since the first picture of a source is computed."""
    source = request.path_params["source"]
    entry = registry.sources().get(source)
    if entry is None or entry.is_file:
        return Response("There is no such picture.", status_code=404, media_type="text/plain")
    return Response(picture(source), media_type="image/svg+xml", headers=_KEPT)
