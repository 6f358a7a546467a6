"""A chart at an address of its own, fetched while a control still moves.

A run of the page would draw it too, but with everything else that is on the page, and so a good
deal later.
The address is one nobody can guess; what it leads to lives as long as the visitor's session holds
it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from playground.errors import PlaygroundError
from playground.ui.shell import assets
from playground.wording import language, use_language

_showing: WeakValueDictionary[str, Preview] = WeakValueDictionary()


@dataclass(eq=False)
class Preview:
    """One visitor's chart.

    Parameters
    ----------
    key : str
        Name of the chart on the page.
    draw : callable
        From a knob and one of its values to the packed figure; may raise a `PlaygroundError`.
    knobs : dict
        Each knob's values.
    """

    key: str
    draw: Callable[[str, Any], bytes] | None = None
    knobs: dict[str, Sequence[Any]] = field(default_factory=dict)
    language: str = "en"
    token: str = field(default_factory=lambda: secrets.token_urlsafe(18))

    def __post_init__(self) -> None:
        _showing[self.token] = self

    def close(self) -> None:
        """End the address: the visitor has left."""
        _showing.pop(self.token, None)

    def drawn_by(self, draw: Callable[[str, Any], bytes]) -> None:
        """Take the way to draw it now, in the language in use."""
        self.draw, self.language = draw, language()

    def address(self, knob: str, values: Sequence[Any]) -> str:
        """Return the address for each of a control's values, whose index is appended."""
        self.knobs[knob] = values
        return f"{assets.base()}/preview/{self.token}/{knob}/"


def routes() -> list[Route]:
    """Return the route of all previews."""
    return [
        Route(f"{assets.base()}/preview/{{token}}/{{knob}}/{{at:int}}", _serve, methods=["GET"])
    ]


def _serve(request: Request) -> Response:
    """Answer with the figure, or with nothing where there is none; runs in a thread."""
    path = request.path_params
    shown = _showing.get(path["token"])
    if shown is None:
        return Response(status_code=404)
    values, body = shown.knobs.get(path["knob"], ()), b""
    if shown.draw is not None and path["at"] < len(values):
        use_language(shown.language)
        try:
            body = shown.draw(path["knob"], values[path["at"]])
        except PlaygroundError:
            body = b""
    return Response(
        body, media_type="application/json", headers={"Cache-Control": "private, no-store"}
    )
