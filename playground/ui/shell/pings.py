"""Answer the health checks that Streamlit's client sends below the address of a page first.

A plain "not found" would stand as an error in every reader's console, and anything found would be
taken for the server. "Several choices" is neither: the client goes on to the next address without a
complaint.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from playground.ui.shell import assets


def routes() -> list[Route]:
    """Return the routes of what is asked for below a page's address."""
    return [
        Route(f"{assets.base()}/{{page:path}}/_stcore/{name}", _one_level_up, methods=["GET"])
        for name in ("health", "host-config")
    ]


def _one_level_up(_request: Request) -> Response:
    return PlainTextResponse(
        "The server lies above the page.", status_code=300, headers={"Cache-Control": "no-store"}
    )
