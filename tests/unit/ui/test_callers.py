"""Who is answered, and what every answer tells the browser, without a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit import config

from playground.ui.shell import callers, headers, pings
from playground.ui.shell.callers import OwnCallers, at_home, named_right
from playground.ui.shell.headers import Headed
from tests.asynchronous import finish

Sent = list[dict[str, Any]]


@contextmanager
def settings(**options: Any) -> Iterator[None]:
    """Set options of the server's section for a while."""
    before = {name: config.get_option(f"server.{name}") for name in options}
    try:
        for name, value in options.items():
            config.set_option(f"server.{name}", value)
        yield
    finally:
        for name, value in before.items():
            config.set_option(f"server.{name}", value)


def ask(path: str = "/", **told: str) -> tuple[Sent, list[str]]:
    """Ask an app with the server's middleware; return what it sent, and what got through to it."""
    reached: list[str] = []

    async def answer(request: Request) -> Response:
        reached.append(request.url.path)
        return PlainTextResponse("ok")

    async def fails(_request: Request) -> Response:
        raise RuntimeError("on purpose")

    app = Starlette(
        routes=[*pings.routes(), Route("/", answer), Route("/fails", fails)],
        middleware=[Middleware(Headed), Middleware(OwnCallers)],
    )
    sent: Sent = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    lines = [(name.lower().encode(), value.encode()) for name, value in told.items()]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "query_string": b"",
        "headers": lines,
    }
    try:
        finish(app(scope, receive, send))
    except RuntimeError as error:
        assert str(error) == "on purpose"
    return sent, reached


def told(sent: Sent) -> dict[str, str]:
    """Return the headers of an answer."""
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:9999", "null"])
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_strange_page_gets_no_further(origin: str, kind: str) -> None:
    """So Streamlit never asks anybody what address this machine has outside."""
    for asks, answered in ((origin, False), ("http://localhost:8501", True)):
        reached: list[str] = []
        sent: Sent = []

        async def streamlit(
            scope: Any, _receive: Any, _send: Any, reached: list[str] = reached
        ) -> None:
            reached.append(scope["type"])

        async def send(message: Any, sent: Sent = sent) -> None:
            sent.append(message)

        scope = {
            "type": kind,
            "path": "/_stcore/stream",
            "headers": [(b"host", b"localhost:8501"), (b"origin", asks.encode())],
        }
        finish(OwnCallers(streamlit)(scope, None, send))
        assert reached == ([kind] if answered else [])
        assert answered or (
            sent[0]["type"] == "websocket.close"
            if kind == "websocket"
            else sent[0]["status"] == 403
        )


def test_its_own_page_and_a_program_are_answered() -> None:
    """A program names no page."""
    for own in ({}, {"Origin": "http://localhost:8501"}):
        sent, reached = ask(Host="localhost:8501", **own)
        assert (sent[0]["status"], reached) == (200, ["/"])


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8501", "127.0.0.1:1", "[::1]:8501", "localhost.:8501"]
)
def test_who_listens_on_one_machine_has_its_names(host: str) -> None:
    """With any port, in IPv4 and IPv6."""
    with settings(address="localhost", allowedHosts=[]):
        assert named_right(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example:8501",
        "localhost.evil.example",
        "[::1",
        "localhost@evil.example",
        "127.0.0.1.evil.example",
    ],
)
def test_a_name_of_elsewhere_that_leads_here_is_refused(host: str) -> None:
    """A page under that name would else read what this server says."""
    with settings(address="localhost", allowedHosts=[]):
        assert not named_right(host)


def test_the_names_follow_the_address_and_what_was_allowed() -> None:
    """A network may call it what it likes; a list counts alone."""
    with settings(address="0.0.0.0", allowedHosts=[]):
        assert named_right("teacher.local:8501")
    with settings(address="localhost", allowedHosts=["class.example", "*.school.example"]):
        assert [
            named_right(h)
            for h in ("class.example", "a.school.example:1", "school.example", "other.example")
        ] == [
            True,
            True,
            False,
            False,
        ]
    with settings(corsAllowedOrigins=["https://class.example"]):
        assert at_home("https://class.example", "localhost:8501")


def test_an_error_bears_the_headers_too() -> None:
    """Though Starlette answers it itself."""
    sent, _ = ask("/fails", Host="localhost")
    assert sent[0]["status"] == 500
    assert told(sent)["x-content-type-options"] == "nosniff"


def test_a_refusal_bears_the_headers_too() -> None:
    """And says what to do."""
    sent, _ = ask(Host="localhost", Origin="null")
    assert "frame-ancestors 'self'" in told(sent)["content-security-policy"]
    assert b"--server.allowedHosts" in sent[1]["body"]


def test_the_policy_names_no_place_but_this_server() -> None:
    """Not even one that a request brings along."""
    for host in ("localhost:8501", "x; script-src *", "x y", ""):
        policy = headers.headers(host)[b"content-security-policy"].decode()
        parts = dict(part.split(" ", 1) for part in policy.strip().split("; "))
        assert parts["connect-src"].split() == [
            "'self'",
            *(["ws://localhost:8501", "wss://localhost:8501"] if host == "localhost:8501" else []),
        ]
        assert set(parts["script-src"].split()) <= {
            "'self'",
            "blob:",
            "'wasm-unsafe-eval'",
            *headers._own_scripts().split(),
        }
        assert headers._own_scripts().startswith("'sha256-")


@pytest.mark.parametrize("asked", ["health", "host-config"])
def test_below_a_page_nothing_is_found_and_nothing_is_wrong(asked: str) -> None:
    """Streamlit's client takes 2xx for the server, and a browser writes 4xx into its console."""
    sent, _ = ask(f"/compare/_stcore/{asked}", Host="localhost")
    assert sent[0]["status"] == 300
    assert "location" not in told(sent)


def test_nothing_listens_on_a_network_unless_asked() -> None:
    """However it is started."""
    assert config.get_option("server.address") in callers.THIS_MACHINE
    assert config.get_option("client.allowedOrigins") == []
