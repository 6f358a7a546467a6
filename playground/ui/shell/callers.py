"""Who may ask the server: pages it served itself, under a name that is its own.

Streamlit checks the origin of its live connection too, but lets in every port of this machine, and
for any other origin asks a service in the internet for the machine's outer address. So strange
origins are answered here, before it sees them.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

#: What the server is called by those who sit at its machine.
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_REFUSAL = (
    "This server answers its own pages only, under its own names. "
    "To give it another name, start it with --server.allowedHosts NAME; to let others on the network in, with --server.address 0.0.0.0.\n"
)


class OwnCallers:
    """Answer 403 to whoever comes from another page or calls the server by another's name.

    Parameters
    ----------
    app : ASGI application
        What answers the others.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what is our own."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if named_right(host) and at_home(headers.get("origin"), host):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send(
                {"type": "websocket.close", "code": 1008}
            )  # before it was accepted: the server answers 403
        else:
            await PlainTextResponse(_REFUSAL, status_code=403)(scope, receive, send)


def named_right(host: str) -> bool:
    """Return whether the server may be called by this name, against DNS rebinding.

    With ``server.allowedHosts`` those names count. Without, a server that listens on this machine
    alone has only this machine's names, and one that listens on a network may be called whatever
    the network calls it.
    """
    allowed = list(config.get_option("server.allowedHosts"))
    if not allowed and config.get_option("server.address") in THIS_MACHINE:
        allowed = list(THIS_MACHINE)
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    return bool(name) and (
        not allowed or any(_fits(name, pattern.strip().lower().rstrip(".")) for pattern in allowed)
    )


def _fits(name: str, pattern: str) -> bool:
    return (
        pattern == "*"
        or name == pattern
        or (pattern.startswith("*.") and name.endswith(pattern[1:]))
    )


def at_home(origin: str | None, host: str) -> bool:
    """Return whether the request comes from a page of this server or an allowed origin."""
    if origin is None:
        return True
    return urlsplit(origin).netloc == host or origin in config.get_option(
        "server.corsAllowedOrigins"
    )
