"""Headers of every answer: load nothing from elsewhere, guess no types, allow no framing.

Text of strangers is shown as text; this is the second door behind it. Whatever a page should come
to ask for, an address of another machine is not reached.
"""

from __future__ import annotations

import base64
import hashlib
import string
from functools import cache
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground.ui.shell import first_sight

#: A host as it may stand in a policy; anything else is left out of it.
_IN_A_HOST = frozenset(string.ascii_letters + string.digits + "-._:[]")
#: `blob:` are the few lines of script by which Streamlit loads our elements, and its messages are
#: read with a little WebAssembly; styles are written by Streamlit, Plotly and KaTeX as they draw,
#: so they cannot be listed. {own} are the lines in the page itself, {socket} its live
#: connection, which not every browser takes for the page's own.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' blob: 'wasm-unsafe-eval' {own}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' {socket}",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)


class Headed:
    """Put these headers on every answer, errors included.

    Parameters
    ----------
    app : ASGI application
        What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, and head what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def head(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                own = headers(Headers(scope=scope).get("host", ""))
                message["headers"] = [pair for pair in message["headers"] if pair[0] not in own]
                message["headers"].extend(own.items())
            await send(message)

        try:
            await self.app(scope, receive, head)
        except Exception:
            if not started:  # Starlette would answer outside of this class
                await PlainTextResponse("Internal Server Error", status_code=500)(
                    scope, receive, head
                )
            raise


def headers(host: str) -> dict[bytes, bytes]:
    """Return the headers for an answer to a request that named this host, as ASGI writes them."""
    socket = (
        f"ws://{host} wss://{host}" if 0 < len(host) <= 255 and _IN_A_HOST.issuperset(host) else ""
    )
    return {
        b"content-security-policy": _POLICY.format(own=_own_scripts(), socket=socket).encode(),
        b"x-content-type-options": b"nosniff",
        b"x-frame-options": b"SAMEORIGIN",
        b"referrer-policy": b"no-referrer",
    }


@cache
def _own_scripts() -> str:
    """Return the hashes of the scripts in the page itself: Streamlit's, and that of first sight."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    scripts = [rest.partition(b"</script>")[0] for rest in page.split(b"<script>")[1:]]
    scripts.append(first_sight.script().encode())
    return " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in scripts
    )
