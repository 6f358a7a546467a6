"""Health, metrics and a status page for whoever runs the server; off unless a token is set.

``/health`` needs no token and says only whether the server is alive and its workers are ready.
``/metrics``, for Prometheus, and ``/status``, for people, need the token of ``PLAYGROUND_TOKEN``:
as ``Authorization: Bearer TOKEN``, or as ``?token=TOKEN``.
"""

from __future__ import annotations

import hmac
import html
import os
from collections.abc import Callable
from functools import wraps
from typing import Any

import psutil
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from playground.execution import metrics
from playground.execution.workers import shared_workers
from playground.ui.session import admission
from playground.ui.shell import assets
from playground.visitor import visitor_of
from playground.wording import N_, _, number

_rate = metrics.PictureRate()

#: Name for Prometheus, what the number is (a message id), and where it comes from.
NUMBERS: tuple[tuple[str, str, Callable[[], float]], ...] = (
    ("playground_visitors", N_("Visitors with an open page"), admission.visitors),
    ("playground_pages", N_("Open pages"), admission.pages),
    ("playground_training", N_("Visitors whose networks train"), lambda: _training()),
    ("playground_queue", N_("Visitors in the queue"), lambda: shared_workers().queue),
    ("playground_workers", N_("Worker processes"), lambda: len(_children())),
    ("playground_server_megabytes", N_("Memory of the server, MB"), lambda: _megabytes(_server())),
    (
        "playground_workers_megabytes",
        N_("Memory of the workers, MB"),
        lambda: sum(_megabytes(child) for child in _children()),
    ),
    ("playground_calls_made", N_("Shared calls made"), lambda: _shared()[0]),
    ("playground_calls_saved", N_("Shared calls answered without a worker"), lambda: _shared()[1]),
    ("playground_pictures_per_second", N_("Pictures per second"), _rate.read),
)


def routes() -> list[Route]:
    """Return the routes, if ``PLAYGROUND_TOKEN`` is set."""
    if not os.environ.get("PLAYGROUND_TOKEN"):
        return []
    metrics.count_errors()
    for name, meaning, value in NUMBERS:
        metrics.gauge(name, meaning, value)
    base = assets.base()
    return [
        Route(f"{base}/health", _ready, methods=["GET"]),
        Route(f"{base}/health/live", _live, methods=["GET"]),
        Route(f"{base}/health/ready", _ready, methods=["GET"]),
        Route(f"{base}/metrics", _with_token(_metrics), methods=["GET"]),
        Route(f"{base}/status", _with_token(_status), methods=["GET"]),
    ]


def _live(_request: Request) -> Response:
    return JSONResponse({"live": True})


def _ready(_request: Request) -> Response:
    ready = shared_workers().ready
    return JSONResponse({"live": True, "ready": ready}, 200 if ready else 503)


def _metrics(_request: Request) -> Response:
    return PlainTextResponse(metrics.exposition())


def _status(_request: Request) -> Response:
    rows = [(_(meaning), number(value(), 6)) for _name, meaning, value in NUMBERS]
    rows.append((_("Errors in the log"), number(metrics.total(metrics.ERRORS), 6)))
    cells = "".join(
        f"<tr><th scope=row>{html.escape(meaning)}<td>{html.escape(value)}"
        for meaning, value in rows
    )
    title = html.escape(_("Recurrent Playground: status of the server"))
    return HTMLResponse(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5">'
        f"<title>{title}</title><h1>{title}</h1><table>{cells}</table></html>",
        headers={"Cache-Control": "no-store"},
    )


def _with_token(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Answer only requests that bring the token."""

    @wraps(answer)
    def checked(request: Request) -> Response:
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        given = request.query_params.get("token", bearer)
        if hmac.compare_digest(given.encode(), os.environ["PLAYGROUND_TOKEN"].encode()):
            return answer(request)
        return PlainTextResponse(_("This page needs the token of PLAYGROUND_TOKEN.") + "\n", 401)

    return checked


def _training() -> int:
    return len({visitor_of(seat) for seat in list(shared_workers().active)})


def _shared() -> tuple[int, int]:
    shared = shared_workers().shared
    return (0, 0) if shared is None else (shared.made, shared.saved)


def _server() -> Any:
    return psutil.Process()


def _children() -> list[Any]:
    return [child for child in _server().children() if "loky.backend.popen" in _command(child)]


def _command(process: Any) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:  # it has ended
        return ""


def _megabytes(process: Any) -> float:
    try:
        return round(process.memory_info().rss / 1e6)
    except psutil.Error:  # it has ended
        return 0.0
