"""The server's headers in a real browser: nothing of any page runs against the policy, and nobody
elsewhere gets an answer.

Chromium reports what the policy stops as an error of the console, and every test of this folder
fails with such an error.
"""

from __future__ import annotations

import contextlib
import http.client
import json
from collections.abc import Callable, Iterator
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from playground.ui.main import PAGES
from tests.browser.sights import SMALL, address, button, drawn, ended, take, visit

if TYPE_CHECKING:
    from tools.server import Server

#: What the policy stopped, in the page's own words.
LISTEN = """window.stopped = [];
document.addEventListener("securitypolicyviolation", (event) => window.stopped.push(`${event.violatedDirective} ${event.blockedURI}`));"""


def ask(server: Server, path: str, **headers: str) -> tuple[int, Message, bytes]:
    """Ask the server as a program would, and return status, headers and content."""
    with contextlib.closing(
        http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    ) as connection:
        connection.request("GET", path, headers=headers)
        with connection.getresponse() as answer:
            return answer.status, answer.headers, b"" if answer.status == 101 else answer.read()


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """Yield the tab; its pages note what the policy stops."""
    with page.add_init_script(LISTEN):
        yield page


@pytest.mark.parametrize("path", [path for _file, _title, _icon, path in PAGES])
def test_page_keeps_to_the_policy(path: str, new_page: Callable[..., Page]) -> None:
    """Its elements, charts, fonts and drawings are all there, and no request is answered with an
    error.
    """
    page = new_page()
    page.add_init_script(LISTEN)
    failed: list[str] = []
    page.on(
        "response",
        lambda answer: (
            failed.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
        ),
    )
    page.goto(f"/{path}")
    page.locator("h1, h2, h3").first.wait_for()
    if path != "data":
        page.locator(".js-plotly-plot, .tracks canvas").first.wait_for()
    else:
        page.get_by_role("tab", name="Draw").click()
        page.locator("canvas").first.wait_for()
    assert page.evaluate("window.stopped") == []
    assert failed == []


def test_training_and_taking_away_keep_to_the_policy(page: Page) -> None:
    """A run, its film, its charts and its downloads."""
    visit(page, address(SMALL | {"training.max_steps": "40"}))
    button(page, "Train").click()
    ended(page, 40)
    drawn(page)
    assert json.loads(take(page, "Description (JSON)"))["version"] == 1
    assert page.evaluate("window.stopped") == []


def test_a_file_keeps_to_the_policy(page: Page) -> None:
    """Its table, its charts and the roles of its columns."""
    page.goto("/data")
    rows = "\n".join(f"2024-01-{day:02},{day * 7 % 11}" for day in range(1, 31))
    field = page.locator("input[type=file]").first
    field.set_input_files(
        {"name": "days.csv", "mimeType": "text/csv", "buffer": f"day,value\n{rows}\n".encode()},
    )
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    page.get_by_role("button", name="Use this file").click()
    drawn(page)
    page.locator(".st-key-topbar").get_by_role("link", name="Compare").click()
    expect(page.get_by_text("Influence of past states on the last prediction")).to_be_visible()
    assert page.evaluate("window.stopped") == []


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
