"""The server's headers in a real browser: nothing of any page runs against the policy, and nobody
elsewhere gets an answer.

Chromium reports what the policy stops, and what is answered with an error, as an error of the
console, and every test of this folder fails with such an error. So no page is opened here for that:
others open each, train, draw, download and read files.
"""

from __future__ import annotations

import contextlib
import http.client
import json
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.window import Complaints
    from tools.server import Server


def ask(server: Server, path: str, **headers: str) -> tuple[int, Message, bytes]:
    """Ask the server as a program would, and return status, headers and content."""
    with contextlib.closing(
        http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    ) as connection:
        connection.request("GET", path, headers=headers)
        with connection.getresponse() as answer:
            return answer.status, answer.headers, b"" if answer.status == 101 else answer.read()


def test_what_the_policy_stops_is_a_complaint(page: Page, complaints: Complaints) -> None:
    """So every test in which a page is opened, trains or reads a file keeps to the policy too."""
    page.goto("/")
    page.get_by_test_id("stMain").wait_for()
    assert complaints.found == []
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(
            "() => document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/' }))"
        )
    assert any("Content Security Policy" in each for each in complaints.found)
    complaints.found.clear()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/compare",
        "/healthz",
        "/_stcore/health",
        "/film/none",
        "/preview/none/knob/0",
        "/assets/x/none.mjs",
        "/..%2f",
    ],
)
def test_every_answer_bears_the_headers(path: str, server: Server) -> None:
    """Errors too."""
    _status, told, _content = ask(server, path)
    assert "frame-ancestors 'self'" in told["Content-Security-Policy"]
    assert (told["X-Content-Type-Options"], told["Referrer-Policy"]) == ("nosniff", "no-referrer")


def test_nobody_elsewhere_steers_the_page_by_messages(server: Server) -> None:
    """Streamlit's own list of such places is empty here."""
    assert json.loads(ask(server, "/_stcore/host-config")[2])["allowedOrigins"] == []


@pytest.mark.parametrize(
    "strange",
    [{"Origin": "http://localhost:9999"}, {"Origin": "null"}, {"Host": "evil.example:18777"}],
)
def test_a_strange_page_is_refused_and_nobody_is_asked_about_it(
    strange: dict[str, str], server: Server
) -> None:
    """Neither pages nor the live connection."""
    live = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
    }
    server.news()
    assert ask(server, "/", **strange)[0] == 403
    assert ask(server, "/_stcore/stream", **live, **strange)[0] == 403
    assert ask(server, "/_stcore/stream", **live)[0] == 101
    assert "external" not in server.news()
