"""A real server and a real browser. Tests here are few and slow, and run in a process of their own
beside all others.

Whatever the browser complains about fails the test that caused it, and so does a traceback in the
server's log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.sights import PATIENCE
from tests.browser.window import Complaints, Window, attend
from tools.chromium import MISSING, find_browser
from tools.server import Server, start_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
).split()
WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: dict[str, Any] = {
    "width": 390,
    "height": 844,
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
TRACEBACK = "Traceback (most recent call last)"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Yield one playground for all browser tests; what it logs while it ends must be clean too."""
    server = start_server(tmp_path_factory.mktemp("server") / "log.txt", PLAYGROUND_EXECUTOR="loky")
    try:
        server.wait_until_healthy()
        yield server
    finally:
        server.stop()
    assert TRACEBACK not in (said := server.news()), said


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Return a function that starts a server nobody has visited yet:
    ``fresh_server(PLAYGROUND_EXECUTOR="inline")``.
    """
    started: list[Server] = []

    def start(**settings: str) -> Server:
        started.append(
            start_server(
                tmp_path / f"log{len(started)}.txt",
                **{"PLAYGROUND_EXECUTOR": "loky", **settings},
            )
        )
        started[-1].wait_until_healthy()
        return started[-1]

    try:
        yield start
    finally:
        for server in started:
            server.stop()
    said = "".join(server.news() for server in started)
    assert TRACEBACK not in said, said


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield the installed browser, started once."""
    path = find_browser()
    if path is None:
        pytest.fail(MISSING)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window_of(browser: Browser, server: Server) -> Callable[..., Window]:
    """Return a function that returns the window of a visitor, opened when it is first asked for:
    ``window_of("phone", width=390, height=844, has_touch=True)``.
    """
    windows: dict[str, Window] = {}

    def find(
        visitor: str, *, width: int = WIDE["width"], height: int = WIDE["height"], **options: Any
    ) -> Window:
        if visitor not in windows:
            context = browser.new_context(base_url=server.url, **options)
            context.set_default_timeout(PATIENCE)
            attend(context)
            windows[visitor] = Window(context.new_page(), {"width": width, "height": height})
            windows[visitor].forget()
        return windows[visitor]

    return find


@pytest.fixture
def complaints(server: Server) -> Iterator[Complaints]:
    """Yield where complaints of pages and of the server are noted: each fails the test."""
    complaints = Complaints()
    server.news()
    yield complaints
    said = server.news()
    if TRACEBACK in said:
        complaints.found.append(f"the server logged:\n{said}")
    if complaints.found:
        pytest.fail("\n".join(complaints.found), pytrace=False)


@pytest.fixture
def new_page(
    browser: Browser, server: Server, complaints: Complaints
) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page in a context of its own, as another visitor would:
    ``new_page("/?model.cell=gru", width=390, height=844, has_touch=True)``.

    Without a path the page stays blank. Further names are those of Playwright's
    ``browser.new_context``, for example ``color_scheme="dark"``; ``to=`` takes another server.
    Pages are opened for a reader who asks for less motion, unless ``reduced_motion`` says
    otherwise: drawing what fades takes a third of the time.
    """
    contexts: list[BrowserContext] = []

    def open_page(
        path: str | None = None,
        *,
        width: int = WIDE["width"],
        height: int = WIDE["height"],
        to: Server = server,
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            base_url=to.url,
            **{"reduced_motion": "reduce", **options},
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        attend(context)
        complaints.listen(context)
        page = context.new_page()
        if path is not None:
            page.goto(path)
            page.get_by_test_id("stMain").wait_for()
        return page

    yield open_page
    for context in contexts:
        complaints.look_at(context)
        context.close()


def _used(window: Window, complaints: Complaints) -> Iterator[Page]:
    context = window.tab.context
    complaints.listen(context)
    yield window.tab
    complaints.look_at(context)
    complaints.ignore(context)
    window.forget()


@pytest.fixture
def page(window_of: Callable[..., Window], complaints: Complaints) -> Iterator[Page]:
    """Yield a wide tab; ``page.goto("/")`` goes to the playground. Listeners that a test adds to it
    would stay: a test that needs some asks for a new page.
    """
    yield from _used(window_of("first"), complaints)


@pytest.fixture
def other(window_of: Callable[..., Window], complaints: Complaints) -> Iterator[Page]:
    """Yield a tab of a second visitor."""
    yield from _used(window_of("second"), complaints)


@pytest.fixture
def phone(window_of: Callable[..., Window], complaints: Complaints) -> Iterator[Page]:
    """Yield a tab on a phone: a small screen, touched."""
    yield from _used(window_of("phone", **PHONE), complaints)
