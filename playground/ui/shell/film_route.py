"""The film of a run: its recorded steps at an address of their own, fetched by the player.

The address is one nobody can guess; what it leads to lives as long as the visitor's session holds
it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from playground.execution.run import Run
from playground.live.exhibit_charts import RecordedDrawings
from playground.player.viewpoint import Viewpoint
from playground.ui.shell import assets
from playground.wording import language, use_language

#: Frames given in one answer at most; the player asks for the next ones when it has these.
MOST_FRAMES = 48
_showing: WeakValueDictionary[str, Film] = WeakValueDictionary()


@dataclass(eq=False)
class Film:
    """What one visitor can rewind: a run, seen from one viewpoint."""

    run: Run
    viewpoint: Viewpoint
    language: str
    drawings: RecordedDrawings
    token: str = field(default_factory=lambda: secrets.token_urlsafe(18))

    def __post_init__(self) -> None:
        _showing[self.token] = self

    def close(self) -> None:
        """End the address: the visitor has left."""
        _showing.pop(self.token, None)

    @property
    def address(self) -> str:
        """Where the player fetches it."""
        return f"{assets.base()}/film/{self.token}"

    def frames(self, steps: Iterable[int], *, drawn: bool = False) -> Iterator[bytes]:
        """Yield the packed frames of those of the steps that are recorded with their weights.

        Parameters
        ----------
        steps : iterable of int
        drawn : bool
            Whether they include the drawings of the exhibit.
        """
        use_language(self.language)
        known = {frame.step: frame for frame in self.run.recording.with_weights()}
        for step in steps:
            if step in known:
                weights = self.run.weights(known[step])
                drawings = self.drawings.at(self.viewpoint, step, weights) if drawn else None
                yield self.viewpoint.frame(step, weights, drawings)


def film(known: Film | None, run: Run, viewpoint: Viewpoint, drawings: RecordedDrawings) -> Film:
    """Return the film of a run from a viewpoint: the known one while its frames are the same."""
    if (
        known is not None
        and known.run is run
        and (known.language, known.drawings) == (language(), drawings)
        and _same(known.viewpoint, viewpoint)
    ):
        return known
    return Film(run, viewpoint, language(), drawings)


def _same(a: Viewpoint, b: Viewpoint) -> bool:
    """Whether two viewpoints show the same frames; more training steps only add to them."""
    things = ("data", "windows", "probe")
    fields = ("data", "problem", "model")
    return (
        all(getattr(a, name) is getattr(b, name) for name in things)
        and (a.layer, a.changes, a.unit) == (b.layer, b.changes, b.unit)
        and all(getattr(a.experiment, name) == getattr(b.experiment, name) for name in fields)
        and a.experiment.training.changes == b.experiment.training.changes
    )


def routes() -> list[Route]:
    """Return the route of all films."""
    return [Route(f"{assets.base()}/film/{{token}}", _serve, methods=["GET"])]


def _serve(request: Request) -> Response:
    """Answer with the frames asked for; runs in a thread of its own."""
    shown = _showing.get(request.path_params["token"])
    steps = [
        int(text)
        for text in request.query_params.get("steps", "").split(",")[:MOST_FRAMES]
        if text.isdecimal() and len(text) < 10
    ]
    if (
        shown is None
        # another recording has taken its place, or the page was closed; a browser calls a 404 an
        # error
    ):
        return Response(status_code=204)
    return Response(
        b"".join(shown.frames(steps, drawn=True)),
        media_type="application/octet-stream",
        headers={"Cache-Control": "private, no-store"},
    )
