"""Worksheets and teacher's pages at addresses of their own, to be printed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from playground.learn.papers import paper
from playground.ui.shell import assets
from playground.wording import LANGUAGES, speaking


def routes() -> list[Route]:
    """Return the route of all papers for ``st.App``."""
    path = f"{assets.base()}/lessons/{{language}}/{{lesson}}/{{kind}}.html"
    return [Route(path, _serve, methods=["GET"])]


def _serve(request: Request) -> Response:
    """Answer in a thread, since lessons are read from their files first."""
    language, lesson, kind = (request.path_params[k] for k in ("language", "lesson", "kind"))
    with speaking(language):
        page = paper(kind, lesson, language) if language in LANGUAGES else None
    if page is None:
        return Response("There is no such page.", status_code=404, media_type="text/plain")
    return Response(page, media_type="text/html", headers={"Cache-Control": "no-cache"})
