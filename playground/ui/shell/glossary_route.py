"""The glossary for the browser, at an address that changes with it."""

from __future__ import annotations

import hashlib
import json
from functools import cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from playground.glossary.marking import marking
from playground.ui.shell import assets
from playground.wording import LANGUAGES, speaking


def glossary_address(language: str) -> str:
    """Return the address of the glossary in a language."""
    digest = hashlib.sha256(_body(language)).hexdigest()[:12]
    return f"{assets.base()}/glossary/{language}/{digest}.json"


def routes() -> list[Route]:
    """Return the route of the glossary for ``st.App``."""
    path = f"{assets.base()}/glossary/{{language}}/{{digest}}.json"
    return [Route(path, _serve, methods=["GET"])]


@cache
def _body(language: str) -> bytes:
    with speaking(language):
        return json.dumps(marking(), ensure_ascii=False).encode()


def _serve(request: Request) -> Response:
    """Answer in a thread, since the glossary is read from its file first."""
    language = request.path_params["language"]
    if language not in LANGUAGES:
        return Response("There is no such glossary.", status_code=404, media_type="text/plain")
    keep = {"Cache-Control": f"public, max-age={assets.YEAR}, immutable"}
    return Response(_body(language), media_type="application/json", headers=keep)
