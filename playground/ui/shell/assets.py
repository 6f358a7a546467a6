"""Routes of the assets: our modules and styles, and plotly.min.js from its wheel."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import threading
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit import config

ROOM = Path(__file__).parents[2]
#: Folders whose files are served, by the name they have in an address.
FOLDERS = {"player": ROOM / "player" / "assets", "ui": ROOM / "ui" / "browser"}
TYPES = {
    ".mjs": "text/javascript; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
YEAR = 31_536_000  # seconds


@dataclass(frozen=True)
class Asset:
    """One file as it goes over the wire."""

    body: bytes
    packed: bytes
    kind: str
    etag: str


def url(name: str) -> str:
    """Return the address of an asset, for example ``url("player/tracks.mjs")``.

    The address holds a hash of the content, so that a browser may keep it for ever; modules find
    each other by relative addresses and so come from the same edition.
    """
    return f"{base()}/assets/{_edition(name)}/{name}"


def routes() -> list[Route]:
    """Return the asset and health routes for ``st.App``."""
    return [
        Route(f"{base()}/assets/{{edition}}/{{name:path}}", _serve, methods=["GET"]),
        Route(f"{base()}/healthz", _health, methods=["GET"]),
    ]


def warm() -> None:
    """Compress every asset in the background: plotly.min.js alone takes half a second."""
    threading.Thread(
        target=lambda: [load(name) for name in names()], name="assets", daemon=True
    ).start()


@cache
def names() -> tuple[str, ...]:
    """Return the name of every asset; nothing else is served."""
    own = (
        f"{folder}/{file.name}"
        for folder, path in FOLDERS.items()
        for file in sorted(path.iterdir())
        if file.suffix in TYPES
    )
    return (*own, "plotly.min.js")


@cache
def load(name: str) -> Asset:
    """Read and compress one asset.

    Raises
    ------
    KeyError
        When there is no such asset.
    """
    if name not in names():
        raise KeyError(name)
    path = _path(name)
    body = path.read_bytes()
    return Asset(
        body,
        gzip.compress(body, 9, mtime=0),
        TYPES[path.suffix],
        f'"{hashlib.sha256(body).hexdigest()[:32]}"',
    )


def text_of(name: str) -> str:
    """Return the text of one of our assets, for example ``text_of("ui/bar.css")``."""
    return _path(name).read_text(encoding="utf-8")


def _path(name: str) -> Path:
    if name == "plotly.min.js":
        spec = importlib.util.find_spec(
            "plotly"
        )  # found, not imported: the server has no need of it here
        assert spec is not None
        assert spec.origin is not None
        return Path(spec.origin).parent / "package_data" / name
    folder, _, file = name.partition("/")
    return FOLDERS[folder] / file


@cache
def _own_edition() -> str:
    digest = hashlib.sha256()
    for name in names():
        if name != "plotly.min.js":
            digest.update(name.encode() + b"\0" + _path(name).read_bytes() + b"\0")
    return digest.hexdigest()[:12]


@cache
def _edition(name: str) -> str:
    return f"plotly-{version('plotly')}" if name == "plotly.min.js" else _own_edition()


def base() -> str:
    """Return the path the server answers under, without a slash at its end."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def _serve(request: Request) -> Response:
    """Answer from memory; runs in a thread, so that a first compression holds nobody up."""
    name = request.path_params["name"]
    try:
        asset = load(name)
    except KeyError:
        return Response("There is no such file.", status_code=404, media_type="text/plain")
    current = request.path_params["edition"] == _edition(
        name
    )  # an address of an older edition gets today's file, but may not keep it
    headers = {
        "Cache-Control": f"public, max-age={YEAR}, immutable" if current else "no-cache",
        "ETag": asset.etag,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if asset.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            asset.packed,
            headers={**headers, "Content-Encoding": "gzip", "Content-Type": asset.kind},
        )
    return Response(asset.body, headers={**headers, "Content-Type": asset.kind})


def _health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
