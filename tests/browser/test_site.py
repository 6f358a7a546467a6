"""The static site in a browser, from disk and from a plain web server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from playground.gallery.exhibits import EXHIBITS
from playground.site.site import site

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word on stderr."""

    def log_message(self, *_about: object) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site on disk."""
    place = tmp_path_factory.mktemp("site")
    for name, content in site():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_bytes(content)
    return place


@pytest.fixture(params=["disk", "server"])
def root(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """Where the site is opened."""
    if request.param == "disk":
        yield folder.as_uri()
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_gallery_plays_with_every_other_request_refused(browser: Browser, root: str) -> None:
    """From the index to an exhibit whose film is played; and one embedded in a page of a course."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    problems: list[str] = []
    context.route(
        lambda address: not address.startswith((root, "data:", "blob:")),
        lambda route: (problems.append(route.request.url), route.abort()),
    )
    context.on("weberror", lambda error: problems.append(str(error.error)))
    page = context.new_page()
    page.on(
        "console",
        lambda message: problems.append(message.text) if message.type == "error" else None,
    )
    page.goto(f"{root}/index.html")
    page.wait_for_url("**/en/index.html")
    page.get_by_role("link", name="5 Remember").click()
    strip = page.locator("#player").get_by_role("slider").last
    strip.wait_for()
    page.locator(".tracks .flag").first.wait_for()
    page.goto(f"{root}/index.html?exhibit=exploding&embed")
    page.locator("[data-figure] .main-svg").first.wait_for()
    assert page.get_by_role("heading", level=1).count() == 0
    assert f"{EXHIBITS['exploding'].number} " in page.title()
    page.goto(f"{root}/index.html?learn")
    page.wait_for_url("**/en/learn.html")
    page.locator(".flip-book .drawing svg").nth(5).wait_for()
    page.get_by_role("button", name="One-to-many", exact=True).click()
    page.locator(".term").first.hover()
    page.locator(".says:popover-open").wait_for()
    page.get_by_role("link", name="5. What a gate is for").click()
    frame = page.frame_locator("iframe")
    frame.locator(".tracks .flag").first.wait_for()
    page.locator("summary").first.click()
    assert page.locator("details[open]").count() == 1
    assert problems == []
    context.close()
